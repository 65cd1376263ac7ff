package io.partita.core.model

import io.partita.core.diagnostic.Position
import io.partita.core.diagnostic.SourceRange
import io.partita.core.model.check.DeclarationChecks
import io.partita.core.stub.StubDeclaration
import io.partita.core.stub.StubNetwork
import spock.lang.Specification

/** Judgements about a declaration alone. */
class DeclarationChecksSpec extends Specification {

    static final PartyId TREASURY = PartyId.of('Treasury::1220' + 'ab' * 32)

    static final SourceRange HERE = new SourceRange('m', new Position(1, 1), new Position(1, 2))

    StubDeclaration declare() {
        new StubDeclaration().sandboxes('p1', 'p2', 'p3')
    }

    def "#what"() {
        when:
        def found = DeclarationChecks.check(declare().party(name, owner, threshold, *hosts).build()).diagnostics()

        then:
        found*.code() == codes
        found.every { it.range().isPresent() && it.hint() && it.subject() == Optional.of(name) }

        where:
        what                                          | name     | owner | threshold | hosts                               || codes
        'nothing is wrong'                            | 'Alice'  | 'p1'  | 1         | ['p1 submission', 'p2 observation'] || []
        'a threshold that all confirming hosts reach' | 'Alice'  | 'p1'  | 2         | ['p1 confirmation', 'p2 confirmation'] || []
        'a threshold over the confirming hosts'       | 'Alice'  | 'p1'  | 2         | ['p1 confirmation', 'p2 observation'] || ['threshold-too-high']
        'submission with a threshold over 1'          | 'Alice'  | 'p1'  | 2         | ['p1 submission', 'p2 confirmation'] || ['submission-with-threshold']
        'observers only'                              | 'Alice'  | 'p1'  | null      | ['p1 observation', 'p2 observation'] || ['no-confirming-host']
    }

    def "everything that is wrong is said at once"() {
        when:
        def checked = DeclarationChecks.check(declare()
                .known(TREASURY, 3, 'p1 confirmation', 'p2 confirmation')
                .known(TREASURY, 1, 'p1 observation')
                .build())

        then:
        !checked.isPresent()
        checked.diagnostics()*.code().sort() == ['no-confirming-host', 'same-party', 'threshold-too-high']
    }

    def "what is kept may confirm, so the quorum is judged when it is known"() {
        expect:
        DeclarationChecks.check(declare()
                .party('Alice', 'p1', 2, 'p1 confirmation').with([], HostingPath.AUTO, ['p2'])
                .build()).diagnostics() == []
    }

    def "sandbox and real participants do not mix"() {
        when:
        def found = DeclarationChecks.check(declare().endpoints('p2', new Backup.Manual()).build()).diagnostics()

        then:
        found*.code() as Set == ['mixed-networks'] as Set
        found*.subject()*.get() == ['p1', 'p3']
    }

    def "two participants cannot have one endpoint"() {
        given:
        def endpoint = new Endpoint('host', 5001, Optional.empty(), Optional.empty())
        def other = new Endpoint('host', 5002, Optional.empty(), Optional.empty())
        def third = new Endpoint('host', 5003, Optional.empty(), Optional.empty())

        expect:
        DeclarationChecks.check(new StubDeclaration()
                .participant('p1', new Access.Endpoints(endpoint, other), new Backup.Manual())
                .participant('p2', new Access.Endpoints(third, other), new Backup.Manual())
                .build()).diagnostics()*.code() == ['shared-endpoint']
    }

    def "nobody submits for a party whose key no participant holds: #hosts"() {
        when:
        def found = DeclarationChecks.check(declare()
                .key('treasury', ExternalKeys.KEY, new KeySource.HandOver())
                .external('Treasury', 'treasury', threshold, *hosts)
                .build()).diagnostics()

        then:
        found*.code() == codes
        found.every { it.subject() == Optional.of('Treasury') && it.range().isPresent() }

        where:
        hosts                               | threshold | codes
        ['p1 confirmation']                 | 1         | []
        ['p1 confirmation', 'p2 observation'] | null    | []
        ['p1 submission', 'p2 confirmation'] | 1        | ['external-submission']
        ['p1 submission', 'p2 submission']  | 2         | ['submission-with-threshold'] * 2 + ['external-submission'] * 2
        ['p1 observation']                  | null      | ['no-confirming-host']
    }

    def "a party of several owners may have a host that submits"() {
        given:
        def owners = ['p1', 'p2'].collect { new DeclaredParty.Identity.Owner.OfParticipant(new Declared<>(new ParticipantName(it), HERE)) }

        expect:
        DeclarationChecks.check(declare()
                .add('Fund', new DeclaredParty.Identity.Decentralized(owners, Optional.empty()), 1, ['p1 submission'], [], HostingPath.AUTO, [])
                .build()).diagnostics() == []
    }

    def "a key is declared once, whatever its names are"() {
        when:
        def found = DeclarationChecks.check(declare()
                .key('vault', ExternalKeys.KEY, new KeySource.HandOver())
                .key('treasury', ExternalKeys.KEY, new KeySource.KeyCommand(['./sign']))
                .build()).diagnostics()

        then:
        found*.code() == ['same-public-key']
        found[0].subject() == Optional.of('vault')
        found[0].range().get().toString() == 'hosting.groovy:4:1'
        found[0].detail().contains('treasury is declared at hosting.groovy:6:1')
    }
}
