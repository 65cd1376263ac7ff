package io.partita.dsl

import spock.lang.Specification

/** A secret that somebody wrote out is shown to nobody. */
class SecretLiteralsSpec extends Specification {

    def "a secret that is written out is not repeated: #line"() {
        when:
        def found = Declarations.read([new SourceText('m', "participants { p {\n$line\n} }\nsynchronizer 's'")]).diagnostics()

        then:
        !found.isEmpty()
        found.every { !it.toString().contains('hunter2') }

        where:
        line << ["admin 'a:1', token: 'hunter2'; ledger 'b:1'",
                 "admin 'a:1', token: \"hunter2\"; ledger 'b:1'",
                 "admin 'a:1', token: 'hunter2' 'x'; ledger 'b:1'",
                 "admin 'a:1' 'hunter2'; ledger 'b:1'",
                 "admin 'https://u:hunter2@a:1'; ledger 'b:1'",
                 "admin 'a:1', token: oidc(url: 'https://u:hunter2@x', client: 'c', secret: 'hunter2'); ledger 'b:1'",
                 "admin 'a:1', token: 'hunter2; ledger 'b:1'"]
    }

    def "what is shown of a line with a secret covers it, whatever else is wrong in the line: #line"() {
        given:
        def text = "participants { p {\n$line\n} }\nsynchronizer 's'"

        when:
        def found = Declarations.read([new SourceText('m', text)]).diagnostics()
        def shown = Declarations.shown(text)

        then:
        !found.isEmpty()
        found.every { !it.toString().contains('hunter2') }
        !shown.contains('hunter2')
        shown.length() == text.length()
        shown.readLines()*.length() == text.readLines()*.length()

        where:
        line << ["admin 'a:1', token: 'hunter2LITERAL', tsl: true; ledger 'b:1'",
                 "admin 'a:1' token: 'hunter2', tsl: true; ledger 'b:1'",
                 "admin 'a:1', token: \"hunter2\", tsl: true",
                 "admin 'a:1', token: 'x' + 'hunter2', tsl: true",
                 "admin 'a:1', token: ('hunter2'), tsl: true",
                 "admin 'a:1', token: true ? 'hunter2' : 'b', tsl: true",
                 "admin 'a:1', token: \"\"\"hunter2\nhunter2\"\"\", tsl: true",
                 "admin 'a:1', token: 'hunter2, tsl: true",
                 "admin 'a:1', token: /hunter2/, tsl: true",
                 "admin 'a:1', 'token': 'hunter2', tsl: true",
                 "admin 'a:1', token:\n    'hunter2', tsl: true",
                 "admin 'a:1', token 'hunter2', tsl: true",
                 "admin 'a:1', token = 'hunter2'",
                 "token: 'hunter2'",
                 "admin 'a:1', token: \u2018hunter2\u2019, tsl: true",
                 "admin 'a:1', token: oidc(url: 'https://x', client: 'c', secret: 'hunter2', scop: 'x')",
                 "admin 'a:1', token: oidc(url: 'https://x', client: 'c', secret: 'hunter2'",
                 "admin 'a:1', tokn: 'hunter2'",
                 "admin 'a:1', Token : 'hunter2'",
                 "admin 'a:1', token: oidc(url: 'https://x', client: 'c', secert: 'hunter2')",
                 "admin 'a:1', password: 'hunter2'",
                 "def t = 'hunter2'; admin 'a:1', token: t, tsl: true",
                 "def t = 'hunter2'; def u = t; admin 'a:1', token: u, tsl: true",
                 "def t = 'hunter2'; admin 'a:1', token: \"Bearer \$t\", tsl: true",
                 "admin 'a:1', token: env('hunter2.e30.x'), tsl: true",
                 "def t = env('hunter2-x'); admin 'a:1', token: t, tsl: true"]
    }

    def "what is no secret is shown: #line"() {
        expect:
        Declarations.shown(line) == shown

        where:
        line                                        | shown
        "admin 'a:1', token: env('TOKEN'), tls: 1"  | "admin 'a:1', token: env('TOKEN'), tls: 1"
        "admin 'a:1', token: idp, tls: [ca: 'c']"   | "admin 'a:1', token: idp, tls: [ca: 'c']"
        "admin 'a:1', token: 'ab', tls: [ca: 'c']"  | "admin 'a:1', token: '**', tls: [ca: 'c']"
        "admin 'a:1', token: 1234"                  | "admin 'a:1', token: ****"
        "def tokens = ['a']; secretary 'b'"         | "def tokens = ['a']; secretary 'b'"
        "def idp = env('A'); x token: idp"          | "def idp = env('A'); x token: idp"
        "def a = 'b'; x token: env('C'), tls: a"    | "def a = 'b'; x token: env('C'), tls: a"
        "x token: oidc(client: 'c', secret: 'd')"   | "x token: oidc(client: 'c', secret: '*')"
    }
}
