package io.partita.core.model.check

import io.partita.core.diagnostic.Position
import io.partita.core.diagnostic.SourceRange
import io.partita.core.model.Access
import io.partita.core.model.Backup
import io.partita.core.model.Declaration
import io.partita.core.model.Declared
import io.partita.core.model.DeclaredParticipant
import io.partita.core.model.Endpoint
import io.partita.core.model.KeySource
import io.partita.core.model.ParticipantName
import io.partita.core.model.SigningKey
import io.partita.core.stub.StubDeclaration
import java.util.HexFormat
import spock.lang.Specification
import spock.lang.Timeout

/** Names that a reviewer would take for each other are warned of, and let pass. */
class LookAlikesSpec extends Specification {

    static final SourceRange HERE = new SourceRange('m', new Position(1, 1), new Position(1, 2))

    static Declaration participants(Map<String, List<String>> operatorsAndAuthorities) {
        def all = new TreeMap<ParticipantName, DeclaredParticipant>()
        int port = 1
        operatorsAndAuthorities.each { name, texts ->
            def tls = Optional.ofNullable(texts[1]).map { new Endpoint.Tls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(it)) }
            def access = new Access.Endpoints(new Endpoint('a', port++, tls, Optional.empty()), new Endpoint('a', port++, Optional.empty(), Optional.empty()))
            def key = new ParticipantName(name)
            all[key] = new DeclaredParticipant(new Declared<>(key, HERE), access, Optional.ofNullable(texts[0]).map { new Declared<>(it, HERE) }, new Backup.Manual())
        }
        new Declaration(new Declared<>('s', HERE), all, new TreeMap<>(), [])
    }

    def "parties #first and #second"() {
        when:
        def checked = DeclarationChecks.check(new StubDeclaration().sandboxes('p1')
                .party(first, 'p1', 1, 'p1 submission').party(second, 'p1', 1, 'p1 submission').build())

        then:
        checked.isPresent()
        checked.diagnostics()*.code() == codes

        where:
        first    | second   | codes
        'Alice'  | 'AIice'  | ['confusable-name']
        'Bank0'  | 'BankO'  | ['confusable-name']
        'Bank1'  | 'Bankl'  | ['confusable-name']
        'Corn'   | 'Com'    | ['confusable-name']
        'Alice'  | 'Alcie'  | ['confusable-name']
        'AIcie'  | 'Alice'  | ['confusable-name']
        'clark'  | 'dark'   | ['confusable-name']
        'Zoe5'   | 'ZoeS'   | ['confusable-name']
        'Bank_1' | 'Bank-1' | ['confusable-name']
        'Bank 1' | 'Bank_1' | ['confusable-name']
        'Bank12' | 'Bank21' | []
        'Abc'    | 'Acb'    | []
        'Alice'  | 'Alina'  | []
        'Bank 1' | 'Bank 2' | []
    }

    def "names without places"() {
        expect:
        LookAlikes.confusable('Party', ['Alice', 'Bob', 'AIice', 'Alcie', 'Bob'])*.summary() ==
                ["Party 'AIice' looks like 'Alice'", "Party 'Alcie' looks like 'Alice'"]
    }

    def "participants, operators and authorities: #names"() {
        expect:
        DeclarationChecks.check(participants(names)).diagnostics().collect { "${it.code()} ${it.summary()}".toString() } == found

        where:
        names                                                            | found
        [p1: ['bank', null], p2: ['bank', null]]                         | []
        [participant1: [null, null], participantl: [null, null]]         | ["confusable-name Participant 'participantl' looks like 'participant1'"]
        [p1: ['bank-a', null], p2: ['b\u0430nk-a', null]]                | ["confusable-name Operator 'b\u0430nk-a' looks like 'bank-a'", "mixed-scripts 'b\u0430nk-a' has letters of several alphabets"]
        [p1: ['\u0431\u0430\u043d\u043a', null]]                         | []
        [p1: ['caf\u00e9 \u9280\u884c', null]]                           | []
        [p1: ['bank-a', null], p2: ['b\uFF41nk-a', null]]                | ["confusable-name Operator 'b\uFF41nk-a' looks like 'bank-a'", "special-letters 'b\uFF41nk-a' has letters in a special form"]
        [p1: ['bank-a', null], p2: ['bank-\uD835\uDC1A', null]]          | ["confusable-name Operator 'bank-\uD835\uDC1A' looks like 'bank-a'", "special-letters 'bank-\uD835\uDC1A' has letters in a special form"]
        [p1: ['bonus', null], p2: ['b\u0585n\u057D\u0455', null]]        | ["confusable-name Operator 'b\u0585n\u057D\u0455' looks like 'bonus'", "mixed-scripts 'b\u0585n\u057D\u0455' has letters of several alphabets"]
        [p1: ['cafe\u0301', null]]                                       | []
        [p1: [null, 'p\u0430rticipant1']]                                | ["mixed-scripts 'p\u0430rticipant1' has letters of several alphabets"]
    }

    def "keys are taken for each other and for participants: #names"() {
        given:
        def declaration = new StubDeclaration().sandboxes('participant1', 'bank')
        names.eachWithIndex { name, i -> declaration.key(name, key(i), new KeySource.HandOver()) }

        expect:
        DeclarationChecks.check(declaration.build()).diagnostics().collect { "${it.code()} ${it.summary()}".toString() } == found

        where:
        names                     | found
        ['treasury', 'vault']     | []
        ['treasury', 'treasuyr']  | ["confusable-name Key 'treasuyr' looks like 'treasury'"]
        ['participantl', 'vault'] | ["confusable-name Key 'participantl' looks like 'participant1'"]
    }

    /** A key of its own for each number. */
    static SigningKey key(int number) {
        SigningKey.of(HexFormat.of().parseHex('302a300506032b6570032100' + String.format('%02x', number) * 32)).get()
    }

    /** As many names may be asked for as there are: a list that is looked through for each of them has no end. */
    @Timeout(20)
    def "a name among very many"() {
        given:
        def known = new LookAlikes.Known((0..<60_000).collect { "Party" + it } + ['Alice', 'AIice', 'Alcie'])

        expect:
        known.alike('Alice') as List == ['AIice', 'Alcie']
        (0..<60_000).every { known.alike("Other" + it).empty }
    }
}
