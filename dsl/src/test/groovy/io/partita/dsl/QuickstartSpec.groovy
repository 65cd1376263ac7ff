package io.partita.dsl

import io.partita.core.model.Access
import io.partita.core.model.Backup
import io.partita.core.model.DeclaredParty
import io.partita.core.model.HostingPath
import io.partita.core.model.ParticipantName
import io.partita.core.model.Permission
import io.partita.core.model.Secret
import spock.lang.Specification

class QuickstartSpec extends Specification {

    static final String TEXT = '''\
        synchronizer 'mysynchronizer'

        participants {
            participant1 {
                admin  'localhost:5012'
                ledger 'localhost:5011'
            }
            participant2 {
                operator 'bank-b'
                admin  'p2.bank-b.example:5002', tls: [ca: 'certs/ca.pem', cert: 'certs/client.pem', key: 'certs/client.key', authority: 'participant2']
                ledger 'p2.bank-b.example:5001', tls: true, token: env('P2_LEDGER_TOKEN')
                backup { command 'pg_dump', '-Fc', '-f', 'participant2.dump', 'participant2' }
            }
            participant3 { sandbox() }
        }

        party('Alice') {
            local on: participant1
            host participant1, submission
            host participant2, observation
            threshold 1
            dars 'dars/CantonExamples.dar'
            path auto
            keep participant3
        }
        '''.stripIndent()

    def "the declaration of the quickstart is read as it is written"() {
        when:
        def checked = Declarations.read([new SourceText('main.groovy', TEXT)])

        then:
        checked.diagnostics() == []
        def declaration = checked.value()
        declaration.synchronizer().value() == 'mysynchronizer'
        declaration.synchronizer().range().toString() == 'main.groovy:1:14'
        declaration.participants().keySet()*.name() == ['participant1', 'participant2', 'participant3']

        and:
        def second = declaration.participants()[new ParticipantName('participant2')]
        second.operator().get().value() == 'bank-b'
        second.backup() == new Backup.BackupCommand(['pg_dump', '-Fc', '-f', 'participant2.dump', 'participant2'])
        def endpoints = second.access() as Access.Endpoints
        endpoints.admin().toString() == 'p2.bank-b.example:5002'
        endpoints.admin().tls().get().key().get() == 'certs/client.key'
        endpoints.ledger().token().get() == Secret.of('environment').with('variable', 'P2_LEDGER_TOKEN')
        endpoints.ledger().tls().get().ca().isEmpty()
        declaration.participants()[new ParticipantName('participant3')].access() == new Access.Sandbox()

        and:
        DeclaredParty party = declaration.parties().first()
        party.name().value() == 'Alice'
        (party.identity() as DeclaredParty.Identity.Local).owner().value().name() == 'participant1'
        party.hosts().collect { [it.participant().value().name(), it.permission().value()] } ==
                [['participant1', Permission.SUBMISSION], ['participant2', Permission.OBSERVATION]]
        party.hosts()[1].permission().range().toString() == 'main.groovy:20:24'
        party.threshold().get().value() == 1
        party.dars()*.value() == ['dars/CantonExamples.dar']
        party.path() == HostingPath.AUTO
        party.keep()*.value() == ['participant3']
        party.range().start().line() == 17
        party.range().end().line() == 25
    }
}
