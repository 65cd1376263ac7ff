package io.partita.dsl

import io.partita.core.model.check.DeclarationChecks
import spock.lang.Specification
import spock.lang.Timeout

/** Texts that are made to be expensive end soon and with a diagnostic. */
class BoundsSpec extends Specification {

    static Set<String> codes(String text) {
        Declarations.read([new SourceText('m', text)]).diagnostics()*.code() as Set
    }

    @Timeout(30)
    def "bounded while it is parsed: #name"() {
        when:
        def found = codes(text)

        then:
        found.any { it in ['text-too-complex', 'text-too-large', 'syntax', 'not-part-of-the-language', 'missing-comma', 'invisible-character',
                           'too-many-mistakes'] }

        where:
        name                           | text
        'parentheses'                  | 'def x = ' + '(' * 100_000 + '1' + ')' * 100_000
        'parentheses within the limit' | 'def x = ' + '(' * 40 + '1' + ')' * 40 + '.class as X'
        'lists'                        | 'def x = ' + '[' * 5_000 + ']' * 5_000
        'maps'                         | 'def x = ' + '[a:' * 5_000 + '1' + ']' * 5_000
        'blocks'                       | 'a {' * 5_000 + '}' * 5_000
        'closures'                     | 'def x = ' + '{ -> ' * 5_000 + '1' + '}' * 5_000
        'calls'                        | 'a(' * 5_000 + '1' + ')' * 5_000
        'brackets never closed'        | '[({' * 50_000
        'brackets never opened'        | '})]' * 50_000
        'texts in texts'               | '"${' * 5_000 + '1' + '}"' * 5_000
        'assignments'                  | 'a = ' * 2_000 + '1'
        'lambdas'                      | '(a) -> ' * 1_000 + '1'
        'lambdas in lambdas'           | 'def x = ' + '((a) -> ' * 20 + '1' + ')' * 20
        'arrows in blocks'             | 'def x = ' + '{ a -> (b) -> ' * 40 + '1' + '}' * 40
        'assignments in assignments'   | '(a = ' * 45 + '1' + ')' * 45
        'types in calls'               | 'f(A<A<A<A<' * 40 + '1' + ')' * 40
        'casts'                        | 'def x = ' + '(A) ' * 2_000 + '1'
        'type arguments'               | 'def x = ' + 'A<' * 2_000 + 'A' + '>' * 2_000 + ' y'
        'choices'                      | 'def x = ' + 'a ? b : ' * 5_000 + '1'
        'negations'                    | 'def x = ' + '!' * 20_000 + 'true'
        'sums'                         | 'def x = ' + '1 + ' * 50_000 + '1'
        'dots'                         | 'def x = a' + '.b' * 50_000
        'indices'                      | 'def x = a' + '[0]' * 50_000
        'else if'                      | 'if (a) b else ' * 5_000 + 'c'
        'annotations'                  | '@A ' * 20_000 + 'def x = 1'
        'annotations in annotations'   | '@A(' * 5_000 + '1' + ')' * 5_000 + ' def x = 1'
        'modifiers'                    | 'static ' * 20_000 + 'def x = 1'
        'labels'                       | 'a: ' * 10_000 + '1'
        'commands'                     | 'a b ' * 20_000
        'comments never closed'        | '/* ' * 100_000
        'slashes'                      | '$/ ' * 100_000
        'slashes and equals'           | '=/' * 100_000
        'quotes'                       | '"\'' * 100_000
        'triple quotes'                | "'''" * 100_001
        'a long line'                  | 'def x = [' + '1, ' * 400_000 + '1]'
        'a long name'                  | 'x' * 900_000 + ' ='
        'a long number'                | 'def x = ' + '9' * 900_000 + ' as X'
        'a text that is too large'     | '//' + 'x' * 2_000_000
        'classes in classes'           | 'class A {' * 5_000 + '}' * 5_000
        'zeroes'                       | '\u0000' * 10_000 + ' ='
    }

    @Timeout(60)
    def "bounded while it is read: #name"() {
        expect:
        codes("synchronizer 's'\n" + text) == [code] as Set

        where:
        name                     | code                    | text
        'doubled texts'          | 'declaration-too-large' | "def a0 = 'x' * 1000\n" + (1..60).collect { "def a$it = a${it - 1} + a${it - 1}" }.join('\n')
        'interpolated texts'     | 'declaration-too-large' | "def a0 = 'x' * 1000\n" + (1..60).collect { "def a$it = \"\$a${it - 1}\$a${it - 1}\"" }.join('\n')
        'doubled lists'          | 'declaration-too-large' | "def a0 = [1]\n" + (1..60).collect { "def a$it = a${it - 1} + a${it - 1}" }.join('\n')
        'lists of lists'         | 'declaration-too-large' | "def a0 = [1]\n" + (1..63).collect { "def a$it = [a${it - 1}, a${it - 1}]" }.join('\n') + "\ndef b = a63 == a63\ndef c = a60.flatten()"
        'deep lists'             | 'declaration-too-large' | "def a0 = [1]\n" + (1..100).collect { "def a$it = [a${it - 1}]" }.join('\n')
        'a large range'          | 'declaration-too-large' | "def a = 1..9223372036854775807"
        'a large negative range' | 'declaration-too-large' | "def a = -9223372036854775808..9223372036854775807"
        'a large repetition'     | 'declaration-too-large' | "def a = 'x' * 9223372036854775807"
        'an empty repetition'    | 'declaration-too-large' | "def a = '' * 9223372036854775807"
        'a large padding'        | 'declaration-too-large' | "def a = 'x'.padLeft(9223372036854775807)"
        'loops in loops'         | 'declaration-too-large' | "def n = 1..1000\nn.each { a -> n.each { b -> n.each { c -> [1] } } }"
        'times'                  | 'declaration-too-large' | "9223372036854775807.times { }"
        'replacements'           | 'declaration-too-large' | "def a = ('x' * 100000).replace('x', 'y' * 100000)"
        'differences'            | 'declaration-too-large' | "def l = (1..100000).collect { it }\ndef a = l - l"
        'contained in a loop'    | 'declaration-too-large' | "def l = (1..100000).collect { it }\nl.each { def x = it in l }"
        'functions in functions' | 'declaration-too-large' | "def f0 = { 1 }\n" + (1..40).collect { "def f$it = { f${it - 1}() + f${it - 1}() }" }.join('\n') + "\ndef x = f40()"
    }

    @Timeout(60)
    def "a search in a text is paid for"() {
        expect:
        codes("synchronizer 's'\ndef t = 'x' * 1000000\ndef p = 'x' * 500000 + 'y'\n(1..100000).each { def a = t.contains(p) }") == ['declaration-too-large'] as Set
    }

    /** 65,536 names of one hash. */
    static final String COLLIDING = """
        synchronizer 's'
        participants { p { sandbox() } }
        def a = ['Aa', 'BB']
        def b = a.collectMany { x -> a.collect { y -> x + y } }
        def c = b.collectMany { x -> b.collect { y -> x + y } }
        def d = c.collectMany { x -> c.collect { y -> x + y } }
        def e = d.collectMany { x -> d.collect { y -> x + y } }
    """

    @Timeout(60)
    def "names that are chosen to have one hash cost no more than others: #use"() {
        when:
        def checked = Declarations.read([new SourceText('m', COLLIDING + text)])
        def judged = checked.then { DeclarationChecks.check(it) }

        then:
        judged.diagnostics()*.code() as Set == codes as Set

        where:
        use            | codes                                       | text
        'hosts'        | ['unknown-participant', 'too-many-mistakes'] | "party('A') { local on: p; e.each { n -> host n, observation } }"
        'kept'         | ['unknown-name', 'too-many-mistakes']        | "party('A') { local on: p; host p, submission; e.each { n -> keep n } }"
        'both'         | ['too-many-mistakes', 'keep-of-a-host']  | "party('A') { local on: p; e.take(2000).each { n -> host n, observation; keep n } }"
        'parties'      | []                                          | "e.each { n -> party(n) { local on: p; host p, submission } }"
        'participants' | []                                          | "participants { e.each { n -> participant(n) { sandbox() } } }"
        'secrets'      | []                                          | "def x = e.collect { n -> env(n) }.unique()\ndef y = e.collect { n -> [env(n)] }.unique()"
        'keys'         | []                                          | "def x = e.collectEntries { n -> [n, n] }"
        'arguments'    | ['wrong-arguments']                         | "def f = { it }\nf(" + (1..2000).collect { "k$it: 1" }.join(', ') + ")"
    }

    @Timeout(60)
    def "seven thousand lines are read"() {
        given:
        def text = "synchronizer 's'\nparticipants { p1 { admin 'a:1', tls: [ca: 'c']; ledger 'a:2' } }\n" +
                (1..1000).collect { "party('P$it') {\n    local on: p1\n    host p1, submission\n    threshold 1\n    dars 'a.dar', 'b.dar'\n    path auto\n}" }.join('\n')

        expect:
        Declarations.read([new SourceText('m', text)]).value().parties().size() == 1000
    }

    static final String NETWORK = "synchronizer 's'\nparticipants { p1 { sandbox() } }\n"

    @Timeout(60)
    def "what a person may write is read: #name"() {
        when:
        def checked = Declarations.read([new SourceText('m', NETWORK + text)])

        then:
        checked.diagnostics() == []
        checked.value().parties().size() == parties

        where:
        name                          | parties | text
        'a name used a million times' | 1       | "def x = 'A'\n(1..1000).each { (1..1000).each { x } }\nparty(x) { local on: p1; host p1, submission }"
        'a hundred thousand parties'  | 100_000 | '(1..100000).each { party("P$it") { local on: p1; host p1, submission } }'
        'five thousand variables'     | 5_000   | (1..5000).collect { "def v$it = 'P$it'\nparty(v$it) { local on: p1; host p1, submission }" }.join('\n')
    }
}
