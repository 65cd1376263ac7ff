package io.partita.dsl

import io.partita.core.model.Backup
import io.partita.core.model.DeclaredParty
import io.partita.core.model.Declaration
import io.partita.core.model.HostingPath
import io.partita.core.model.Permission
import spock.lang.Specification

/** What the language computes. A value is read back as the synchronizer's alias. */
class LanguageSpec extends Specification {

    static String value(String expression) {
        def checked = Declarations.read([new SourceText('m', "def result = $expression\nsynchronizer \"<\${result}>\"")])
        assert checked.diagnostics() == []
        checked.value().synchronizer().value().with { it.substring(1, it.length() - 1) }
    }

    static Declaration declaration(String... files) {
        int n = 0
        def checked = Declarations.read(files.collect { new SourceText("${(char) (97 + n++)}.groovy", it) })
        assert checked.diagnostics() == []
        checked.value()
    }

    static final String PARTICIPANTS = "synchronizer 's'; participants { p1 { sandbox() }; p2 { sandbox() }; p3 { sandbox() } }\n"

    def "#expression is #expected"() {
        expect:
        value(expression) == expected

        where:
        expression                                                | expected
        "1 + 2 * 3 - 4"                                           | '3'
        "(1 + 2) * 3"                                             | '9'
        "7 % 3"                                                   | '1'
        "6 / 3"                                                   | '2'
        "7.intdiv(2)"                                             | '3'
        "-5"                                                      | '-5'
        "-9223372036854775808"                                    | '-9223372036854775808'
        "1_000 + 0xff + 0b11"                                     | '1258'
        "10L"                                                     | '10'
        "'a' + 'b' + 1"                                           | 'ab1'
        "'ab' * 3"                                                | 'ababab'
        "'a\\'b'"                                                 | "a'b"
        "'\\u0041\\t\\101'.replace('\\t', '-')"                   | 'A-A'
        "\"a\${1 + 1}b\""                                         | 'a2b'
        "'''a\nb'''.readLines().join('|')"                        | 'a|b'
        "/a\\/b/"                                                 | 'a/b'
        "true && !false"                                          | 'true'
        "false || 1 < 2"                                          | 'true'
        "1 <= 1 && 2 >= 2 && 'a' < 'b'"                           | 'true'
        "3 <=> 2"                                                 | '1'
        "1 == 1 && 'a' != 'b' && [1] == [1] && [a: 1] == [a: 1]"  | 'true'
        "2 in [1, 2] && 'a' in [a: 1] && 3 !in [1]"               | 'true'
        "true ? 'yes' : 'no'"                                     | 'yes'
        "[] ? 'yes' : 'no'"                                       | 'no'
        "null ?: 'otherwise'"                                     | 'otherwise'
        "'' ?: 'otherwise'"                                       | 'otherwise'
        "[1, 2, 3][1]"                                            | '2'
        "[1, 2, 3][-1]"                                           | '3'
        "[a: [b: 'c']].a.b"                                       | 'c'
        "[a: 1]['a']"                                             | '1'
        "[a: 1].b?.c ?: 'none'"                                   | 'none'
        "['b c': 1].'b c'"                                        | '1'
        "([1] + [2, 3] + 4).join(',')"                            | '1,2,3,4'
        "([1, 2, 3] - [2]).join(',')"                             | '1,3'
        "([a: 1] + [b: 2]).keySet().join(',')"                    | 'a,b'
        "(1..3).join(',')"                                        | '1,2,3'
        "(1..<3).join(',')"                                       | '1,2'
        "(3..1).join(',')"                                        | '3,2,1'
        "(1..<1).size()"                                          | '0'
        "[1, 2, 3].collect { it * 2 }.join(',')"                  | '2,4,6'
        "[1, 2, 3].findAll { it > 1 }.size()"                     | '2'
        "[1, 2, 3].find { it > 1 }"                               | '2'
        "[1, 2].any { it > 1 }"                                   | 'true'
        "[1, 2].every { it > 1 }"                                 | 'false'
        "[1, 2, 3].count { it > 1 }"                              | '2'
        "['a', 'b'].withIndex().collect { x, i -> \"\$x\$i\" }.join()" | 'a0b1'
        "['a', 'b'].collectEntries { [it, it + it] }.b"           | 'bb'
        "[1, 2].collectMany { [it, it] }.join()"                  | '1122'
        "[3, 1, 2].sort().join()"                                 | '123'
        "['ccc', 'a', 'bb'].sort { it.size() }.first()"           | 'a'
        "[1, 1, 2].unique().size()"                               | '2'
        "[1, 2, 3].sum()"                                         | '6'
        "['a', 'b'].sum { it + '-' }"                             | 'a-b-'
        "[3, 1].min() + [3, 1].max()"                             | '4'
        "[1].plus(2).size()"                                      | '2'
        "[1, [2, [3]]].flatten().join()"                          | '123'
        "[1, 2].contains(2)"                                      | 'true'
        "[1, 2].indexOf(2)"                                       | '1'
        "[1, 2].first() + [1, 2].last()"                          | '3'
        "[1, 2].reverse().join()"                                 | '21'
        "[1, 2, 3].take(2).join() + [1, 2, 3].drop(2).join()"     | '123'
        "[1, 2, 3].tail().join()"                                 | '23'
        "[1, 2, 3].collate(2).size()"                             | '2'
        "['a', 'bb', 'c'].groupBy { it.size() }[1].join()"        | 'ac'
        "[a: 1, b: 2].collect { k, v -> \"\$k\$v\" }.join()"      | 'a1b2'
        "[a: 1, b: 2].collect { it.key + it.value }.join()"       | 'a1b2'
        "[a: 1, b: 2].findAll { k, v -> v > 1 }.keySet().first()" | 'b'
        "[a: 1, b: 2].find { k, v -> v > 1 }.key"                 | 'b'
        "[a: 1, b: 2].values().sum()"                             | '3'
        "[a: 1].get('b', 7)"                                      | '7'
        "[a: 1].containsKey('a')"                                 | 'true'
        "[b: 1, a: 2].sort().keySet().join()"                     | 'ab'
        "[a: 1, b: 2].subMap(['b']).size()"                       | '1'
        "[a: 1].every { k, v -> v == 1 }"                         | 'true'
        "'aBc'.toUpperCase() + 'aBc'.toLowerCase()"               | 'ABCabc'
        "'abc'.capitalize()"                                      | 'Abc'
        "' a '.trim()"                                            | 'a'
        "'a.b.c'.replace('.', '-')"                               | 'a-b-c'
        "'a.b.c'.split('.').size()"                               | '3'
        "'abc'.startsWith('a') && 'abc'.endsWith('c') && 'abc'.contains('b')" | 'true'
        "'7'.padLeft(3, '0') + 'x'.padRight(3)"                   | '007x  '
        "'42'.toInteger() + 1"                                    | '43'
        "'abc'.substring(1) + 'abc'.substring(0, 1)"              | 'bca'
        "'abc'.size() + 'abc'.length()"                           | '6'
        "'abc'.reverse()"                                         | 'cba'
        "'abc'.take(2)"                                           | 'ab'
        "42.toString().size()"                                    | '2'
        "(-3).abs()"                                              | '3'
        "({ a, b -> a + b }).call(1, 2)"                          | '3'
        "[[1, 2], [3, 4]].collect { a, b -> a * b }.join(',')"    | '2,12'
    }

    def "a closure in a variable is a function"() {
        expect:
        declaration('''
            def label = { n -> def padded = "$n".padLeft(2, '0'); return "sync-$padded" }
            synchronizer label(7)
        ''').synchronizer().value() == 'sync-07'
    }

    def "a closure sees the variables where it is written and the words where it is called"() {
        when:
        def party = declaration(PARTICIPANTS + '''
            def who = p2
            def standard = { path offline; host who, observation }
            party('A') { local on: p1; host p1, submission; standard() }
        ''').parties()[0]

        then:
        party.path() == HostingPath.OFFLINE
        party.hosts()*.participant()*.value()*.name() == ['p1', 'p2']
    }

    def "a closure in a variable is a block"() {
        given:
        def block = "def block = { local on: p1; host p1, submission }\n"

        expect:
        declaration(PARTICIPANTS + block + "party('A', block); party('B', block)").parties()*.name()*.value() == ['A', 'B']
    }

    def "parties and participants are made by loops"() {
        when:
        def read = declaration('''
            synchronizer 's'
            def count = 3
            participants {
                (1..count).each { n ->
                    participant("p$n") { admin "p${n}.example:${5000 + n}", tls: true; ledger "p${n}.example:${6000 + n}", tls: true }
                }
            }
            for (name in ['Alice', 'Bob']) {
                party(name) {
                    local on: 'p1'
                    [p1: submission, p2: observation].each { participant, permission -> host participant, permission }
                    if (name == 'Bob') { host p3, confirmation } else { path offline }
                }
            }
        ''')

        then:
        read.participants().values()*.access()*.admin()*.port() == [5001, 5002, 5003]
        read.parties().collectEntries { [it.name().value(), it.hosts()*.permission()*.value()] } ==
                [Alice: [Permission.SUBMISSION, Permission.OBSERVATION],
                 Bob: [Permission.SUBMISSION, Permission.OBSERVATION, Permission.CONFIRMATION]]
        read.parties()*.path() == [HostingPath.OFFLINE, HostingPath.AUTO]
    }

    def "the files of a folder are one declaration, and participants may come last"() {
        expect:
        declaration("def common = 's'", "synchronizer common\nparty('A') { local on: p1; host p1, submission }", "participants { p1 { sandbox() } }")
                .parties().size() == 1
    }

    def "a hundred thousand parties fit into the budget"() {
        when:
        def read = declaration(PARTICIPANTS + '''
            (1..100000).each { n ->
                party("Party$n") { local on: p1; host p1, submission; host p2, confirmation; host p3, observation }
            }
        ''')

        then:
        read.parties().size() == 100000
        read.parties()[99999].hosts().size() == 3
    }

    def "an id of a known party and of a kept participant"() {
        given:
        def namespace = '1220' + '0f' * 32

        when:
        DeclaredParty party = declaration(PARTICIPANTS + "party('A') { id 'Alice::$namespace'; host p1, submission; keep 'p9::$namespace', p2 }").parties()[0]

        then:
        (party.identity() as DeclaredParty.Identity.Known).id().value().toString() == "Alice::$namespace".toString()
        party.keep()*.value() == ["p9::$namespace".toString(), 'p2']
    }

    def "a backup is made by a person, by a command, or not said"() {
        expect:
        declaration("synchronizer 's'; participants { p1 { sandbox() ; $word } }").participants().values()[0].backup() == backup

        where:
        word                          | backup
        'backup manual'               | new Backup.Manual()
        "backup { command 'a', 'b' }" | new Backup.BackupCommand(['a', 'b'])
        ''                            | new Backup.Unattended()
    }

    def "equality ignores places"() {
        expect:
        declaration(PARTICIPANTS).participants().keySet() == declaration("\n\n" + PARTICIPANTS).participants().keySet()
        declaration(PARTICIPANTS) == declaration(PARTICIPANTS)
    }
}
