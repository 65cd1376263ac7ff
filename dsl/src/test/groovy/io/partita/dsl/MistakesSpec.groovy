package io.partita.dsl

import spock.lang.Specification

/** One row per mistake: where the text goes, its code, its place and its sentence. */
class MistakesSpec extends Specification {

    static final String NAMESPACE = '1220' + 'ab' * 32

    static List<String> mistakes(String text) {
        Declarations.read([new SourceText('m', text)]).diagnostics().collect {
            "${it.code()} ${it.range().map { r -> r.start().toString() }.orElse('-')} ${it.summary()}".toString()
        }
    }

    /** A complete declaration with a line more at the outermost level. */
    static List<String> atTheTop(String line) {
        mistakes("$line\nsynchronizer 's'\nparticipants { p1 { sandbox() } }\nparty('A') { local on: p1; host p1, submission }")
    }

    /** A complete declaration with a line more in the block of participant p2. */
    static List<String> inParticipant(String line) {
        mistakes("participants { p2 {\n$line\n} }\nsynchronizer 's'")
    }

    /** A complete declaration with a line more in the block of party A. */
    static List<String> inParty(String line) {
        mistakes("synchronizer 's'; participants { p1 { sandbox() }; p2 { sandbox() } }; party('A') { local on: p1; host p1, submission\n$line\n}")
    }

    def "at the top: #line"() {
        expect:
        atTheTop(line) == [expected]

        where:
        line                                           | expected
        "synchronizer 't'"                             | "duplicate-synchronizer 2:1 The synchronizer is declared twice"
        "synchroniser 't'"                             | "unknown-word 1:1 Unknown word 'synchroniser'"
        "synchronizer"                                 | "missing-argument 1:1 'synchronizer' needs 1 value and gets 0"
        "synchronizer 1"                               | "wrong-kind 1:14 The synchronizer's alias cannot be a number"
        "synchronizer ''"                              | "empty-text 1:14 The synchronizer's alias is empty"
        "synchronizer 'a', 'b'"                        | "too-many-arguments 1:19 'synchronizer' takes 1 value and gets 2"
        "synchronizer 'a', alias: 'b'"                 | "unknown-key 1:19 Unknown key 'alias:' of 'synchronizer'"
        "synchronizer 'a' 'b'"                         | "missing-comma 1:18 A comma is missing before '…'"
        "participants()"                               | "missing-argument 1:1 'participants' needs 1 value and gets 0"
        "participants 'p1'"                            | "wrong-kind 1:14 'participants' cannot be a text"
        "participants { p1 { sandbox() } }"            | "duplicate-participant 3:16 Participant 'p1' is declared twice"
        "participants { p2() }"                        | "missing-argument 1:16 'p2' needs 1 value and gets 0"
        "participants { 'bad name' { sandbox() } }"    | "bad-participant-name 1:16 This cannot be a participant's name"
        "participants { offline { sandbox() } }"       | "name-is-a-word 1:16 'offline' is a word of the declaration and cannot name a participant"
        "participants { host 'x' }"                    | "word-in-wrong-block 1:16 'host' does not belong here"
        "host p1, submission"                          | "word-in-wrong-block 1:1 'host' does not belong here"
        "admin 'localhost:1'"                          | "word-in-wrong-block 1:1 'admin' does not belong here"
        "party('B')"                                   | "missing-argument 1:1 'party' needs 2 values and gets 1"
        "party { local on: p1 }"                       | "missing-argument 1:1 'party' needs 2 values and gets 1"
        "party('B', 'C')"                              | "wrong-kind 1:12 'party' cannot be a text"
        "party('B') { }"                               | "empty-party 1:7 The party's block is empty"
        "party('B') { local on: p1 }"                  | "no-hosts 1:7 The party has no host"
        "party('B') { host p1, submission }"           | "missing-identity 1:7 The party does not say who it is"
        "party('A') { local on: p1; host p1, submission }" | "duplicate-party 4:7 Party 'A' is declared twice"
        "party('B::C') { local on: p1; host p1, submission }" | "bad-party-name 1:7 This cannot be a party's name"
        "party('B!') { local on: p1; host p1, submission }" | "bad-party-name 1:7 This cannot be a party's name"
        "party('${'B' * 186}') { local on: p1; host p1, submission }" | "bad-party-name 1:7 This cannot be a party's name"
        "party('B') { x -> local on: p1 }"             | "wrong-number-of-arguments 1:12 A block has no parameters"
        "party('B') { local on: p1; host p1, submission; return 1 }" | "return-outside-function 1:49 'return' does not belong here"
        "'text'"                                       | "unused-value 1:1 This line declares nothing"
        "submission"                                   | "unused-value 1:1 This line declares nothing"
        "def x = party('B') { local on: p1; host p1, submission }" | "no-value 1:9 This declares something and has no value"
        "def auto = 1"                                 | "name-is-a-word 1:5 'auto' is a word of the declaration and cannot be a variable"
        "def party = { 1 }"                            | "name-is-a-word 1:5 'party' is a word of the declaration and cannot be a variable"
        "def x = 1; def x = 2"                         | "name-taken 1:16 'x' is already defined"
        "def x = 1; [1].each { x -> }"                 | "name-taken 1:23 'x' is already defined"
        "def x = y"                                    | "unknown-name 1:9 Unknown name 'y'"
        "def x = [a: 1, a: 2]"                         | "duplicate-key 1:16 This key is in the map twice"
        "def x = [([1]): 2]"                           | "wrong-kind 1:11 A key is a text or a number, not a list"
        "def x = 'a' - 1"                              | "wrong-kind 1:9 '-' does not work with a text and a number"
        "def x = -'a'"                                 | "wrong-kind 1:9 '-' does not work with a text"
        "def x = 1 < 'a'"                              | "wrong-kind 1:9 '<' does not work with a number and a text"
        "def x = 'a'..'c'"                             | "wrong-kind 1:9 A range goes from a number to a number"
        "def x = 5 / 2"                                | "not-a-whole-number 1:9 5 / 2 is not a whole number"
        "def x = 5 / 0"                                | "division-by-zero 1:9 Division by zero"
        "def x = 9223372036854775807 + 1"              | "number-too-large 1:9 The result is too large for a number"
        "def x = 9223372036854775808"                  | "number-too-large 1:9 This number is too large"
        "def x = 010"                                  | "octal-number 1:9 A number with a leading zero"
        "def x = 1.5"                                  | "not-part-of-the-language 1:9 A number with a fraction is not part of the declaration's language"
        "def x = [1][1]"                               | "no-such-item 1:9 There is no item 1 in a list of 1"
        "def x = [].first()"                           | "no-such-item 1:9 An empty list has no 'first' item"
        "def x = 'abc'.substring(2, 9)"                | "no-such-item 1:9 There are no characters 2 to 9 in a text of 3"
        "def x = 'abc'.toInteger()"                    | "not-a-number 1:9 This text is no whole number"
        "def x = 'a,b'.split('')"                      | "empty-separator 1:21 'split' needs a separator"
        "def x = 'abc'.toUpercase()"                   | "unknown-method 1:15 There is no 'toUpercase' for a text"
        "def x = [1].colect { it }"                    | "unknown-method 1:13 There is no 'colect' for a list"
        "def x = 'abc'.length"                         | "no-property 1:15 There is no 'length' in a text"
        "def x = [1].collect()"                        | "wrong-number-of-arguments 1:9 'collect' takes 1 arguments and gets 0"
        "def x = [1].collect('a')"                     | "wrong-kind 1:21 'collect' takes a closure '{ … }', not a text"
        "def x = [1].collect { a, b -> a }"            | "wrong-number-of-arguments 1:9 The closure takes 2 values and gets 1"
        "def x = ['a', 1].sort()"                      | "wrong-kind 1:9 'sort' cannot compare a text with a number"
        "def x = \"\${[1]}\""                          | "no-text 1:12 A text cannot contain a list"
        "for (x in 1) { }"                             | "wrong-kind 1:11 A loop needs a list, not a number"
        "def f = 1; f(2)"                              | "wrong-kind 1:12 'f' is a number and cannot be called"
        "def f = { it }; f(1, 2)"                      | "wrong-number-of-arguments 1:17 The closure takes 1 value and gets 2"
        "def f = { it }; f(a: 1)"                      | "wrong-arguments 1:17 A closure takes no 'key: value' arguments"
        "def f = { f() }; f()"                         | "recursion 1:11 This closure is called while it is running"
        "x = 1"                                        | "not-part-of-the-language 1:1 Assigning with '=' is not part of the declaration's language"
        "import java.io.File"                          | "not-part-of-the-language 1:1 An import is not part of the declaration's language"
        "def größe = 1"                                | "name-not-ascii 1:5 The name 'größe' has letters beyond a to z"
        "def x = '\u200b'"                             | "invisible-character 1:10 Invisible character U+200B"
        "def x = '\ue001'"                             | "invisible-character 1:10 Invisible character U+E001"
        "def x = '\u3164'"                             | "invisible-character 1:10 Invisible character U+3164"
        "def x = '\\u200B'"                            | "invisible-escape 1:9 An escape makes the invisible character U+200B"
        "def x = 'a\\u202Eb'"                          | "invisible-escape 1:9 An escape makes the invisible character U+202E"
        "def x = '\\b'"                                | "invisible-escape 1:9 An escape makes the invisible character U+0008"
        "def x = '\\33[31m'"                           | "invisible-escape 1:9 An escape makes the invisible character U+001B"
        "def x = '\\uDB40\\uDC41'"                    | "invisible-escape 1:9 An escape makes the invisible character U+E0041"
        "def x = '\\uD83D'"                            | "invisible-escape 1:9 An escape makes the invisible character U+D83D"
        "def x = 1; def y = \"\\u200B\$x\""            | "invisible-escape 1:20 An escape makes the invisible character U+200B"
        "party('B ') { local on: p1; host p1, submission }" | "misleading-blanks 1:7 The party's name has blanks at an end, or two together"
        "party(' B') { local on: p1; host p1, submission }" | "misleading-blanks 1:7 The party's name has blanks at an end, or two together"
        "party('B  C') { local on: p1; host p1, submission }" | "misleading-blanks 1:7 The party's name has blanks at an end, or two together"
    }

    def "in a participant: #line"() {
        expect:
        inParticipant(line) == [expected]

        where:
        line                                                     | expected
        "admin 'localhost:1'"                                    | "missing-ledger 1:16 The endpoint of the Ledger API is missing"
        "ledger 'localhost:1'"                                   | "missing-admin 1:16 The endpoint of the Admin API is missing"
        "sandbox(); admin 'localhost:1'"                         | "mixed-access 2:12 A sandbox participant has no 'admin'"
        "sandbox(); sandbox()"                                   | "duplicate-word 2:12 'sandbox' is written twice"
        "sandbox(); operator 'bank-b '"                          | "misleading-blanks 2:21 The operator's name has blanks at an end, or two together"
        "sandbox(); operator 'bank\u00a0b'"                      | "misleading-blanks 2:21 The operator's name has blanks at an end, or two together"
        "sandbox(); operator 1"                                  | "wrong-kind 2:21 The operator cannot be a number"
        "sandbox(); operater 'x'"                                | "unknown-word 2:12 Unknown word 'operater'"
        "sandbox(); backup automatic"                            | "unknown-name 2:19 Unknown name 'automatic'"
        "sandbox(); backup auto"                                 | "wrong-kind 2:19 A backup cannot be the word 'auto'"
        "sandbox(); backup { }"                                  | "empty-backup 2:19 The backup block has no command"
        "sandbox(); backup { command() }"                        | "missing-argument 2:21 'command' needs 1 value and gets 0"
        "sandbox(); backup { command 'a', true }"                | "wrong-kind 2:34 A word of the command cannot be true or false"
        "sandbox(); backup { command 'a'; command 'b' }"         | "duplicate-word 2:34 'command' is written twice"
        "sandbox(); party('A') { }"                              | "word-in-wrong-block 2:12 'party' does not belong here"
        "admin 'localhost'; ledger 'a:1'"                        | "bad-address 2:7 This is not an address"
        "admin 'http://a:1'; ledger 'a:1'"                       | "bad-address 2:7 This is not an address"
        "admin 'a b:1'; ledger 'a:1'"                            | "bad-address 2:7 This is not an address"
        "admin 'a:'; ledger 'a:1'"                               | "bad-port 2:7 '' is not a port"
        "admin 'a:0'; ledger 'a:1'"                              | "bad-port 2:7 '0' is not a port"
        "admin 'a:65536'; ledger 'a:1'"                          | "bad-port 2:7 '65536' is not a port"
        "admin 'a:x'; ledger 'a:1'"                              | "bad-port 2:7 'x' is not a port"
        "admin 5012; ledger 'a:1'"                               | "wrong-kind 2:7 An endpoint cannot be a number"
        "admin 'a:1', tsl: true; ledger 'a:1'"                   | "unknown-key 2:14 Unknown key 'tsl:' of 'admin'"
        "admin 'a:1', tls: 'yes'; ledger 'a:1'"                  | "wrong-kind 2:19 'tls:' cannot be a text"
        "admin 'a:1', tls: [cat: 'x']; ledger 'a:1'"             | "unknown-key 2:19 Unknown key 'cat:' of 'tls:'"
        "admin 'a:1', tls: [cert: 'x']; ledger 'a:1'"            | "incomplete-tls 2:19 'cert:' and 'key:' belong together"
        "admin 'a:1', tls: [ca: true]; ledger 'a:1'"             | "wrong-kind 2:19 'ca:' cannot be true or false"
        "admin 'a:1', tls: [ca: '~/ca.pem']; ledger 'a:1'"       | "bad-path 2:19 'ca:' starts with '~', which is not expanded"
        "admin 'a:1', tls: [ca: 'certs/']; ledger 'a:1'"         | "bad-path 2:19 'ca:' names a folder"
        "admin 'a:1', token: 'ey.secret'; ledger 'a:1'"          | "secret-in-the-declaration 2:21 'token:' is written as a text"
        "admin 'a:1', token: true; ledger 'a:1'"                 | "wrong-kind 2:21 'token:' cannot be true or false"
        "admin 'a:1', tls: true, token: env('A B'); ledger 'a:1'" | "bad-variable 2:36 This cannot be the name of an environment variable"
        "admin 'a:1', tls: true, token: env(); ledger 'a:1'"     | "missing-argument 2:32 'env' needs 1 value and gets 0"
        "admin 'a:1', tls: true, token: credential('../t'); ledger 'a:1'" | "bad-credential 2:43 This cannot be the name of a credential"
        "admin 'a:1', tls: true, token: file(1); ledger 'a:1'"   | "wrong-kind 2:37 The file cannot be a number"
        "admin 'a:1', tls: true, token: oidc(url: 'https://x/t', client: 'c'); ledger 'a:1'" | "missing-key 2:32 'oidc' needs 'secret:'"
        "admin 'a:1', tls: true, token: oidc(url: 'http://x/t', client: 'c', secret: env('S')); ledger 'a:1'" | "bad-url 2:42 This is not the address of a token endpoint"
        "admin 'a:1', tls: true, token: oidc(url: 'http://127.1.evil/t', client: 'c', secret: env('S')); ledger 'a:1'" | "bad-url 2:42 This is not the address of a token endpoint"
        "admin 'a:1', tls: true, token: oidc(url: 'https://u:p@x/t', client: 'c', secret: env('S')); ledger 'a:1'" | "bad-url 2:42 This is not the address of a token endpoint"
        "admin 'a:1', tls: true, token: oidc(url: 'https://x/t', client: 'c', secret: 'geheim'); ledger 'a:1'" | "secret-in-the-declaration 2:78 'secret:' is written as a text"
        "admin 'a:1', tls: true, token: oidc(url: 'https://x/t', client: 'c', secret: env('S'), scop: 'x'); ledger 'a:1'" | "unknown-key 2:88 Unknown key 'scop:' of 'oidc'"
        "admin 'a:1', token: env('T'); ledger 'a:1'"             | "token-in-the-clear 2:14 The token travels unencrypted to a:1"
    }

    def "in a party: #line"() {
        expect:
        inParty(line) == [expected]

        where:
        line                              | expected
        "local on: p2"                    | "duplicate-word 2:1 'local' is written twice"
        "id 'A::${NAMESPACE}'"            | "duplicate-identity 2:1 The party says twice who it is"
        "host p2"                         | "missing-argument 2:1 'host' needs 2 values and gets 1"
        "host p2, submission, 1"          | "too-many-arguments 2:22 'host' takes 2 values and gets 3"
        "host p2 submission"              | "missing-comma 2:9 A comma is missing before 'submission'"
        "host p1, observation"            | "duplicate-host 2:1 'p1' hosts the party twice"
        "host p3, observation"            | "unknown-name 2:6 Unknown name 'p3'"
        "host 'p3', observation"          | "unknown-participant 2:6 Participant 'p3' is not declared"
        "host 'p 3', observation"         | "bad-participant-name 2:6 'p 3' cannot be a participant's name"
        "host 3, observation"             | "wrong-kind 2:6 A participant cannot be a number"
        "host p2, observer"               | "unknown-permission 2:10 'observer' is not a permission"
        "host p2, observing"              | "unknown-permission 2:10 'observing' is not a permission"
        "[p2: observe].each { p, permission -> host p, permission }" | "unknown-permission 2:6 'observe' is not a permission"
        "host p2, 'observer'"             | "unknown-permission 2:10 'observer' is not a permission"
        "host p2, auto"                   | "unknown-permission 2:10 'auto' is not a permission"
        "host p2, 1"                      | "wrong-kind 2:10 A permission cannot be a number"
        "threshold"                       | "missing-argument 2:1 'threshold' needs 1 value and gets 0"
        "threshold 0"                     | "bad-threshold 2:11 0 cannot be a threshold"
        "threshold -1"                    | "read-as-subtraction 2:1 'threshold - …' is read as a subtraction"
        "threshold = 1"                   | "not-part-of-the-language 2:1 Assigning with '=' is not part of the declaration's language"
        "remove p2"                       | "unknown-word 2:1 Unknown word 'remove'"
        "threshold(-1)"                   | "bad-threshold 2:11 -1 cannot be a threshold"
        "threshold 2147483648"            | "bad-threshold 2:11 2147483648 cannot be a threshold"
        "threshold '1'"                   | "wrong-kind 2:11 A threshold cannot be a text"
        "threshold 1; threshold 2"        | "duplicate-word 2:14 'threshold' is written twice"
        "threshold: 1"                    | "not-part-of-the-language 2:1 The label 'threshold:' is not part of the declaration's language"
        "treshold 1"                      | "unknown-word 2:1 Unknown word 'treshold'"
        "dars()"                          | "missing-argument 2:1 'dars' needs 1 value and gets 0"
        "dars 'model.jar'"                | "bad-path 2:6 'model.jar' is no DAR file"
        "dars 1"                          | "wrong-kind 2:6 A DAR file cannot be a number"
        "path simple"                     | "forced-simple-path 2:6 The simple path cannot be forced"
        "path direct"                     | "unknown-name 2:6 Unknown name 'direct'"
        "path 'direct'"                   | "wrong-kind 2:6 A path cannot be a text"
        "keep p1"                         | "keep-of-a-host 2:6 'p1' is a declared host and also kept"
        "keep p2, p2"                     | "duplicate-keep 2:10 'p2' is kept twice"
        "keep p3"                         | "unknown-name 2:6 Unknown name 'p3'"
        "keep 'p9::1220'"                 | "bad-id 2:6 'p9::1220' is not the full id of a participant"
        "sandbox()"                       | "word-in-wrong-block 2:1 'sandbox' does not belong here"
    }

    def "identities: #line"() {
        expect:
        mistakes("synchronizer 's'; participants { p1 { sandbox() } }; party('A') { host p1, submission\n$line\n}") == [expected]

        where:
        line                                         | expected
        "local()"                                    | "missing-key 2:1 'local' needs 'on:'"
        "local on: 'p 1'"                            | "bad-participant-name 2:11 'p 1' cannot be a participant's name"
        "local p1"                                   | "too-many-arguments 2:7 'local' takes no value and gets 1"
        "local at: p1"                               | "unknown-key 2:7 Unknown key 'at:' of 'local'"
        "id 'A'"                                     | "bad-id 2:4 'A' is not the full id of a party"
        "id 'A::1220abc'"                            | "bad-id 2:4 'A::1220abc' is not the full id of a party"
        "id 1"                                       | "wrong-kind 2:4 A party's id cannot be a number"
    }

    def "what is missing altogether: #text"() {
        expect:
        mistakes(text) == expected

        where:
        text                                      | expected
        ''                                        | ["missing-synchronizer - The synchronizer is not declared"]
        "participants { p1 { } }"                 | ["missing-synchronizer - The synchronizer is not declared", "missing-admin 1:16 The endpoint of the Admin API is missing", "missing-ledger 1:16 The endpoint of the Ledger API is missing"]
        "participants { p1 { admni 'a:1' } }"     | ["missing-synchronizer - The synchronizer is not declared", "unknown-word 1:21 Unknown word 'admni'"]
    }

    def "syntax: #text"() {
        expect:
        mistakes(text).findAll { !it.startsWith('missing-synchronizer') } == [expected]

        where:
        text                              | expected
        "synchronizer 's"                 | "syntax 1:14 This text has no closing '"
        "synchronizer \"s"                | "syntax 1:14 This text has no closing \""
        "synchronizer 's\\q'"             | "syntax 1:16 '\\q' is no escape"
        "synchronizer 's' +"              | "syntax 1:18 '+' is not expected here"
        "synchronizer )"                  | "syntax 1:14 ')' closes nothing"
        "synchronizer ['s'"               | "syntax 1:14 '[' is never closed"
        "participants { p1 { ( } }"       | "syntax 1:21 '(' is not closed before the '}' of line 1"
        "synchronizer 's' # comment"      | "syntax 1:18 '#' is not expected here"
        "synchronizer \u2018s\u2019"      | "syntax 1:14 '\u2018' is a typographic quote"
        "synchronizer \u201es\u201c"      | "syntax 1:14 '\u201e' is a typographic quote"
        "def x = 1__"                     | "syntax 1:10 Number ending with underscores is invalid"
        "def = 1"                         | "syntax 1:5 '=' is not expected here"
        "party('A') { host p1,\n}"        | "syntax 2:1 '}' is not expected here"
    }

    def "a syntax error in one piece does not hide the mistakes of the others"() {
        expect:
        mistakes('''\
synchronizer 's'
participants {
    p1 { sandbox() }
}
party('A') {
    local on: p1
    host p1, submission)
}
party('B') {
    local on: p11
    host p1, submission
}
party('C') {
    local on: 'abc
    host p1
}
party('D') {
    local on: p1
    hots p1, submission
}
''') == [
                "syntax 7:24 ')' closes nothing",
                "unknown-name 10:15 Unknown name 'p11'",
                "syntax 14:15 This text has no closing '",
                "unknown-word 19:5 Unknown word 'hots'"
        ]
    }

    def "a complete diagnostic says what is wrong, why, the fix, and about whom"() {
        when:
        def found = Declarations.read([new SourceText('main.groovy', '''\
synchronizer 's'
participants { participant1 { sandbox() } }
party('Alice') {
    local on: participant1
    host partcipant1, submission
}
''')]).diagnostics()

        then:
        found.size() == 1
        with(found[0]) {
            code() == 'unknown-name'
            summary() == "Unknown name 'partcipant1'"
            detail() == 'It is no variable and no declared participant; declared: participant1.'
            hint() == "Did you mean 'participant1'?"
            subject().get() == 'Alice'
            range().get().toString() == 'main.groovy:5:10'
            range().get().end().toString() == '5:21'
        }
    }

    def "the fix names the right form: #line"() {
        when:
        def found = Declarations.read([new SourceText('m', "synchronizer 's'; participants { p1 { sandbox() }; p2 { sandbox() } }; party('A') { local on: p1; host p1, submission\n$line\n}")]).diagnostics()

        then:
        found*.hint() == [fix]

        where:
        line                 | fix
        'host p2, observing' | "Did you mean 'observation'?"
        'host p2, observe'   | "Did you mean 'observation'?"
        'host p2, observer'  | "Did you mean 'observation'?"
        'host p2, confirm'   | "Did you mean 'confirmation'?"
        'host p2, submit'    | "Did you mean 'submission'?"
        'host p2, reader'    | 'Write one of the three.'
        'threshold = 1'      | "A word takes its value without '=': write 'threshold 1'."
        'number = 1'         | "Values never change: write 'def number = 1' once, or build a list with 'collect'."
        'threshold -1'       | "Write threshold 1; no word of the declaration takes a negative number."
        'remove p2'          | "partita removes no host: leave its 'host' line out and write 'keep participant'."
    }

    def "a token endpoint on the machine itself needs no TLS: #url"() {
        expect:
        inParticipant("admin 'a:1', tls: true, token: oidc(url: '$url', client: 'c', secret: env('S')); ledger 'a:1'") == []

        where:
        url << ['http://localhost:1/t', 'http://127.0.0.2/t', 'http://[::1]:8080/t', 'HTTPS://idp.bank.example/t']
    }

    def "the fix of an address keeps its port: #address"() {
        expect:
        Declarations.read([new SourceText('m', "synchronizer 's'; participants { p { admin '$address'; ledger 'b:1' } }")])
                .diagnostics()*.hint() == ["Write it as '$shown'.".toString()]

        where:
        address                    | shown
        'http://localhost:5022'    | 'localhost:5022'
        'https://p1.example:443/x' | 'p1.example:443'
        'grpc://[::1]:5022'        | '[::1]:5022'
        'http://localhost'         | 'localhost:5012'
        'http://u:p@a:1'           | 'localhost:5012'
    }

    def "the fix of a character names the right one: #text"() {
        expect:
        Declarations.read([new SourceText('m', text)]).diagnostics().find { it.code() == 'syntax' }.hint() == fix

        where:
        text                           | fix
        "synchronizer 's' # comment"   | 'Write // before a comment.'
        "synchronizer \u2018s\u2019"   | "Write ' or \" at both ends."
    }

    def "the same mistake in a loop is reported once"() {
        expect:
        atTheTop("(1..1000).each { hots p1, submission }") == ["unknown-word 1:18 Unknown word 'hots'"]
    }
}
