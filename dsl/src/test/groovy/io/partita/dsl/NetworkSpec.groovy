package io.partita.dsl

import io.partita.core.diagnostic.Checked
import io.partita.core.diagnostic.Diagnostic
import spock.lang.Specification

/** A network that stands in a folder of its own. */
class NetworkSpec extends Specification {

    static final String TEST = "synchronizer 's'\nparticipants { p1 { sandbox() }; p2 { sandbox() } }"

    /** The network of the folder '../n' is a text. */
    static Checked<ReadDeclaration> read(String declaration, String network = TEST) {
        NetworkWords words = { named -> named.map { Checked.of(SourceFolder.of([new SourceText("$it/main.groovy", network)])) } }
        Declarations.read(SourceFolder.of([new SourceText('a.groovy', declaration)]), words)
    }

    static List<String> mistakes(String declaration, String network = TEST) {
        read(declaration, network).diagnostics().collect { "${it.range().map { it.toString() }.orElse('')} ${it.code()}".toString() }
    }

    def "its participants are known in the declaration as if they stood there"() {
        when:
        def read = read("network '../n'\nparty('A') { local on: p1; host p1, submission; host 'p2', observation }")

        then:
        read.diagnostics() == []
        with(read.value()) {
            declaration().synchronizer().value() == 's'
            declaration().synchronizer().range().toString() == '../n/main.groovy:1:14'
            declaration().participants().keySet()*.name() == ['p1', 'p2']
            declaration().parties()*.name()*.value() == ['A']
            network().get().toString() == 'a.groovy:1:9'
            place(declaration().participants().firstKey(), 'sandbox').toString() == '../n/main.groovy:2:21'
            place(declaration().participants().firstKey(), 'backup').toString() == '../n/main.groovy:2:16'
        }
    }

    def "the folder may be computed: #folder"() {
        expect:
        read("def stage = 'n'\nnetwork($folder)\nparty('A') { local on: p1; host p1, submission }").value().declaration().participants().size() == 2

        where:
        folder << ['"../$stage"', "['..', stage].join('/')", "'../n'", "'..'"]
    }

    def "a network has no parties and no network of its own"() {
        expect:
        mistakes("network '../n'", "$TEST\nparty('A') { local on: p1; host p1, submission }\nnetwork '../m'") ==
                ['../n/main.groovy:3:1 word-in-wrong-block', '../n/main.groovy:4:1 word-in-wrong-block']
    }

    def "a declaration has no words of the network beside it"() {
        expect:
        mistakes("network '../n'\nsynchronizer 't'\nparticipants { p3 { sandbox() } }\nparty('A') { local on: p1; host p1, submission }").toSet() ==
                ['a.groovy:2:1 network-twice', 'a.groovy:3:1 network-twice', 'a.groovy:4:24 unknown-name', 'a.groovy:4:33 unknown-name'].toSet()
    }

    def "#text is no way to a network"() {
        expect:
        mistakes("network '$text'\nparty('A') { local on: p1; host p1, submission }") == ["a.groovy:1:9 $code".toString()]

        where:
        text          | code
        '/etc'        | 'bad-network'
        '.'           | 'bad-network'
        '../'         | 'bad-network'
        '../n/'       | 'bad-network'
        '../n/../m'   | 'bad-network'
        './n'         | 'bad-network'
        '~/n'         | 'bad-network'
        'a\\\\b'      | 'bad-network'
        '../n//m'     | 'bad-network'
        ''            | 'empty-text'
        'a\\nb'       | 'control-character'
    }

    def "it is named once"() {
        expect:
        mistakes("network '../n'\nnetwork '../m'") == ['a.groovy:2:1 duplicate-word']
    }

    def "variables of the one are not known in the other"() {
        expect:
        mistakes("network '../n'\ndef alias = 's'", "synchronizer alias") == ['../n/main.groovy:1:14 unknown-name']
        mistakes("network '../n'\nparty(name) { local on: p1; host p1, submission }", "$TEST\ndef name = 'A'") == ['a.groovy:2:7 unknown-name']
        mistakes("network '../n'\ndef x = 1", "$TEST\ndef x = 2") == []
    }

    def "what cannot be read of it does not make what it may declare missing"() {
        expect:
        mistakes("network '../n'\nparty('A') { local on: p1; host p1, submission }", "synchronizer 's\nparticipants { p1 { sandbox() } }") == ['../n/main.groovy:1:14 syntax']
        Declarations.read(SourceFolder.of([new SourceText('a.groovy', "network '../n'\nparty('A') { local on: p1; host p1, submission }")]), { named ->
            named.map { Checked.failed(Diagnostic.error('gone', 'gone')) }
        } as NetworkWords).diagnostics()*.toString().every { it.contains('gone') && it.contains('a.groovy') }
        Declarations.read([new SourceText('a.groovy', "network '../n'")]).diagnostics()*.code() == ['network-out-of-reach']
    }

    def "a network without a synchronizer is said where it is named"() {
        expect:
        mistakes("network '../n'", "participants { p1 { sandbox() } }") == ['a.groovy:1:9 missing-synchronizer']
    }

    def "a network may be said instead, where the declaration names none, or another"() {
        given:
        NetworkWords words = { named -> Optional.of(Checked.of(SourceFolder.of([new SourceText('m/main.groovy', TEST)]))) }

        expect:
        Declarations.read(SourceFolder.of([new SourceText('a.groovy', text)]), words).diagnostics()*.code() == codes

        where:
        text                                                                               | codes
        "party('A') { local on: p1; host p1, submission }"                                 | []
        "network '../nowhere'\nparty('A') { local on: p1; host p1, submission }"           | []
        "synchronizer 's'\nparticipants { p1 { sandbox() } }"                              | ['network-twice', 'network-twice']
    }
}
