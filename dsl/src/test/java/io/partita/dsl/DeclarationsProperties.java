package io.partita.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Checked;
import io.partita.core.model.Declaration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No text whatever makes reading throw, and the same text always gives the same result. */
class DeclarationsProperties {

    private static final String VALID = """
            synchronizer 'mysynchronizer'
            participants {
                participant1 { admin 'localhost:5012'; ledger 'localhost:5011' }
                participant2 {
                    operator 'bank-b'
                    admin  'p2.example:5002', tls: [ca: 'certs/ca.pem', authority: 'participant2']
                    ledger 'p2.example:5001', tls: true, token: env('TOKEN')
                    backup { command 'pg_dump', '-Fc' }
                }
            }
            def names = ['Alice', 'Bob'].collect { it.toUpperCase() + "-${1 + 2}" }
            names.each { name ->
                party(name) {
                    local on: participant1
                    [participant1: submission, participant2: observation].each { p, permission -> host p, permission }
                    threshold names.size() > 1 ? 1 : 2
                    dars 'dars/a.dar', 'dars/b.dar'
                    path auto
                }
            }
            """;

    private static final String[] TOKENS = {
        "party",
        "participants",
        "synchronizer",
        "keys",
        "key",
        "publicKey",
        "external",
        "decentralized",
        "host",
        "local",
        "on:",
        "admin",
        "threshold",
        "def",
        "x",
        "it",
        "if",
        "else",
        "for",
        "in",
        "return",
        "true",
        "null",
        "1",
        "9223372036854775807",
        "'a'",
        "\"${",
        "\"",
        "'",
        "}",
        "{",
        "(",
        ")",
        "[",
        "]",
        ",",
        ";",
        "\n",
        "->",
        ".",
        "..",
        "..<",
        "?",
        ":",
        "?:",
        "?.",
        "*.",
        "=",
        "==",
        "+",
        "-",
        "*",
        "/",
        "%",
        "!",
        "&&",
        "||",
        "<",
        ">",
        "<=>",
        "$",
        "\\",
        "@",
        "class",
        "new",
        "import",
        "while",
        "switch",
        "case",
        "try",
        "this",
        "as",
        "each",
        "collect",
        "size()",
        "//",
        "/*",
        "*/",
        "$/",
        "/$",
        "'''",
        "\u202e",
        "\ud83d",
        "\u0000",
        "é",
        "~",
        "=~",
        "::",
        ".&",
        "**"
    };

    @Provide
    Arbitrary<String> soups() {
        return Arbitraries.of(TOKENS).list().ofMaxSize(60).map(tokens -> String.join(" ", tokens));
    }

    @Provide
    Arbitrary<String> mutations() {
        Arbitrary<Integer> places = Arbitraries.integers().between(0, VALID.length());
        Arbitrary<String> pieces = Arbitraries.of(TOKENS);
        return Combinators.combine(places, Arbitraries.integers().between(0, 20), pieces)
                .as((at, gone, piece) ->
                        VALID.substring(0, at) + piece + VALID.substring(Math.min(VALID.length(), at + gone)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(1)
                .map(texts -> texts.get(0));
    }

    @Provide
    Arbitrary<String> doubleMutations() {
        return Combinators.combine(mutations(), Arbitraries.doubles().between(0, 1), Arbitraries.of(TOKENS))
                .as((text, where, piece) -> {
                    int at = (int) (where * text.length());
                    return text.substring(0, at) + piece + text.substring(at);
                });
    }

    @Property(tries = 300, seed = "1729")
    void anyCharacters(@ForAll String text) {
        readTwice(text);
    }

    @Property(tries = 500, seed = "1729")
    void anyTokens(@ForAll("soups") String text) {
        readTwice(text);
    }

    @Property(tries = 500, seed = "1729")
    void aChangedDeclaration(@ForAll("mutations") String text) {
        readTwice(text);
    }

    @Property(tries = 300, seed = "1729")
    void aTwiceChangedDeclaration(@ForAll("doubleMutations") String text) {
        readTwice(text);
    }

    private static void readTwice(String text) {
        List<SourceText> files = List.of(new SourceText("main.groovy", text));
        Checked<Declaration> first = Declarations.read(files);
        Checked<Declaration> second = Declarations.read(files);
        assertThat(first).isEqualTo(second);
        assertThat(first.diagnostics()).allSatisfy(diagnostic -> {
            assertThat(diagnostic.summary()).isNotBlank();
            assertThat(diagnostic.hint()).isNotBlank();
        });
    }
}
