package io.partita.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One layout for all declarations, which never changes what one says. */
class LayoutTest {

    private static final Pattern COMMENT = Pattern.compile("//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern BLANKS = Pattern.compile("[ \\t]+|\\s*\\n\\s*|'[^'\\n]*'|\"[^\"\\n]*\"|//[^\\n]*");

    private static final String WHOLE = """
            // The network of the tests.
            synchronizer 'mysynchronizer'

            participants {
                participant1 { sandbox() }
                participant2 {
                    operator 'bank-b'
                    admin  'p2.example:5002', tls: [ca: 'certs/ca.pem', authority: 'participant2']
                    ledger 'p2.example:5001',
                        tls: true,
                        token: env('TOKEN') // renewed every night
                    backup { command 'pg_dump', '-Fc' }
                }
            }

            def names = ['Alice', 'Bob'].collect { it.toUpperCase() + "-${1 + 2}" }
            def host2 = names.size() > 1 ? observation : submission

            names.eachWithIndex { name, n ->
                party(name) {
                    local on: participant1

                    // Both have it.
                    [participant1: submission, participant2: observation].each { p, permission -> host p, permission }
                    if (n != 0 && !name.isEmpty()) {
                        threshold n - -0
                    } else {
                        threshold 1
                    }
                    dars(
                        'dars/a.dar',
                        'dars/b.dar',
                    )
                    path auto
                }
            }
            """;

    private static String laidOut(String text) {
        Checked<String> checked = Declarations.laidOut(new SourceText("main.groovy", text));
        assertThat(checked.diagnostics()).isEmpty();
        return checked.value();
    }

    static Stream<List<String>> layouts() {
        return Stream.of(
                List.of("host   a,submission", "host a, submission\n"),
                List.of("\n\n\nhost a\n\n\n\nhost b  \t\n\n", "host a\n\nhost b\n"),
                List.of("party('A'){\n\nhost a\n\n}", "party('A') {\n    host a\n}\n"),
                List.of("party( 'A' ) {host a ;host b}", "party('A') { host a; host b }\n"),
                List.of("participants { }", "participants {}\n"),
                List.of("def a=1\ndef b=[ 1,2 ,3 ]", "def a = 1\ndef b = [1, 2, 3]\n"),
                List.of("def a = - 1+ 2*-3", "def a = -1 + 2 * -3\n"),
                List.of("def a = x?1:2\ndef b = x ?:3", "def a = x ? 1 : 2\ndef b = x ?: 3\n"),
                List.of("def a = [ a :1,'b':[ : ] ]", "def a = [a: 1, 'b': [:]]\n"),
                List.of("( 1 .. 3 ).each{n->host n}", "(1..3).each { n -> host n }\n"),
                List.of("if(a){\nhost b\n}else{\nhost c\n}", "if (a) {\n    host b\n} else {\n    host c\n}\n"),
                List.of("a?.b . c( 1 )[ 0 ]", "a?.b.c(1)[0]\n"),
                List.of("dars [ 'a' ]", "dars ['a']\n"),
                List.of("p {\nadmin 'a:1'\nledger 'a:2'\n}", "p {\n    admin  'a:1'\n    ledger 'a:2'\n}\n"),
                List.of("admin 'a:1',\ntls: true", "admin 'a:1',\n    tls: true\n"),
                List.of("admin 'a:1', \\\n  tls: true", "admin 'a:1', \\\n    tls: true\n"),
                List.of("def a = [\n1,\n  2\n +3,\n]", "def a = [\n    1,\n    2\n        + 3,\n]\n"),
                List.of("def t = '''a\n  b  \n'''", "def t = '''a\n  b  \n'''\n"),
                List.of("def t = \"a  ${ b  +  1 }  c\"", "def t = \"a  ${ b  +  1 }  c\"\n"),
                List.of("def a = 1 //x  \n  //  y\ndef b = 2", "def a = 1 //x\n//  y\ndef b = 2\n"),
                List.of(
                        "p {\n/*\n   * a\n*  b\n */\nhost c\n}",
                        "p {\n    /*\n     * a\n     *  b\n     */\n    host c\n}\n"),
                List.of("host a\r\nhost b\rhost c", "host a\nhost b\nhost c\n"),
                List.of(
                        "p {\n}\nq {\n}\ndef a = 1\n// of r\nr {\n}",
                        "p {\n}\n\nq {\n}\n\ndef a = 1\n\n// of r\nr {\n}\n"),
                List.of("", ""),
                List.of("// nothing\n\n// yet", "// nothing\n\n// yet\n"));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyTextHasOneLayout(List<String> texts) {
        assertThat(laidOut(texts.get(0))).isEqualTo(texts.get(1));
        assertThat(laidOut(texts.get(1))).isEqualTo(texts.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"party('A", "host a)", "import java.io.File", "class A {}", "p { q: { } } }"})
    void whatIsNoDeclarationIsLeftAlone(String text) {
        Checked<String> checked = Declarations.laidOut(new SourceText("main.groovy", text));

        assertThat(checked.isPresent()).isFalse();
        assertThat(checked.diagnostics()).isNotEmpty().allMatch(Diagnostic::isError);
    }

    /** Blanks, empty lines and comments at random: the model before and after is the same, and no comment is lost. */
    @Test
    void whateverALayoutWasItsMeaningStays() {
        assertThat(laidOut(WHOLE)).isEqualTo(WHOLE);
        scramble(120);
    }

    @Test
    @Tag("fuzz")
    void whateverManyLayoutsWereTheirMeaningStays() {
        scramble(4_000);
    }

    private static void scramble(int layouts) {
        SplittableRandom random = new SplittableRandom(1729);
        for (int i = 0; i < layouts; i++) {
            String scrambled = scrambled(random);
            assertThat(read(scrambled).diagnostics()).as(scrambled).isEmpty();
            String after = laidOut(scrambled);

            assertThat(values(read(after))).as(after).isEqualTo(values(read(scrambled)));
            assertThat(comments(after)).isEqualTo(comments(scrambled));
            assertThat(laidOut(after)).isEqualTo(after);
        }
    }

    /** Whatever grows from Groovy's grammar: refused, or laid out with every finding and every value it had. */
    @Test
    void whateverGrowsKeepsItsMeaning() {
        assertThat(grow(1_200)).isGreaterThan(10);
    }

    @Test
    @Tag("fuzz")
    void whateverGrowsForLongKeepsItsMeaning() {
        assertThat(grow(30_000)).isGreaterThan(250);
    }

    /** How many of the scripts could be laid out. */
    private static int grow(int scripts) {
        Grower grower = new Grower(new SplittableRandom(4104));
        int laidOut = 0;
        for (int i = 0; i < scripts; i++) {
            String text = grower.script().text();
            Checked<String> after = Declarations.laidOut(new SourceText("main.groovy", text));
            assertThat(after.diagnostics())
                    .as(text)
                    .noneMatch(found -> found.code().equals("layout-refused"));
            if (after.isPresent()) {
                laidOut++;
                Checked<Declaration> was = read(text);
                Checked<Declaration> is = read(after.value());
                assertThat(values(is)).as(text).isEqualTo(values(was));
                assertThat(codes(is)).as(text).isEqualTo(codes(was));
                assertThat(laidOut(after.value())).isEqualTo(after.value());
            }
        }
        return laidOut;
    }

    static Stream<Path> declarations() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", "plans"))) {
            return files
                    .filter(file -> file.toString().endsWith(".groovy"))
                    .filter(file ->
                            !file.toString().contains("src") && !file.toString().contains("target"))
                    .filter(file -> !file.toString().contains("bad-declaration"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("declarations")
    void theDeclarationsOfTheScenariosHaveIt(Path file) throws IOException {
        String text = Files.readString(file);

        assertThat(laidOut(text)).isEqualTo(text);
    }

    @Test
    void theExamplesOfTheDocumentationHaveIt() throws IOException {
        Matcher examples = Pattern.compile("```groovy\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "engine", "docs", "declaration.md")));

        while (examples.find()) {
            assertThat(laidOut(examples.group(1))).isEqualTo(examples.group(1));
        }
    }

    private static Checked<Declaration> read(String text) {
        return Declarations.read(List.of(new SourceText("main.groovy", text)));
    }

    /** All that was said, without the places. */
    private static List<Object> values(Checked<Declaration> read) {
        List<Object> values = new ArrayList<>();
        read.optional().ifPresent(said -> {
            values.add(said.synchronizer());
            values.add(said.participants());
            said.keys().values().forEach(key -> values.add(List.of(key.name(), key.key(), key.source())));
            said.parties()
                    .forEach(party -> values.add(List.of(
                            party.name(),
                            party.identity(),
                            party.hosts(),
                            party.threshold(),
                            party.dars(),
                            party.path(),
                            party.keep())));
        });
        return values;
    }

    private static List<String> codes(Checked<Declaration> read) {
        return read.diagnostics().stream().map(Diagnostic::code).sorted().toList();
    }

    private static List<String> comments(String text) {
        List<String> comments = new ArrayList<>();
        Matcher matcher = COMMENT.matcher(text);
        while (matcher.find()) {
            comments.add(matcher.group().strip());
        }
        return comments;
    }

    private static String scrambled(SplittableRandom random) {
        return BLANKS.matcher(WHOLE).replaceAll(found -> Matcher.quoteReplacement(scrambled(found.group(), random)));
    }

    private static String scrambled(String piece, SplittableRandom random) {
        if (!piece.isBlank()) {
            return piece;
        }
        if (!piece.contains("\n")) {
            return blanks(random, 1) + (random.nextInt(12) == 0 ? "/* note */ " : "");
        }
        StringBuilder lines = new StringBuilder(blanks(random, 0));
        lines.append(random.nextInt(10) == 0 ? "// here\n" : "\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            lines.append(blanks(random, 0))
                    .append(random.nextInt(6) == 0 ? "// there" : "")
                    .append('\n');
        }
        return lines.append(blanks(random, 0)).toString();
    }

    private static String blanks(SplittableRandom random, int least) {
        StringBuilder blanks = new StringBuilder();
        for (int i = least + random.nextInt(4); i > 0; i--) {
            blanks.append(random.nextBoolean() ? ' ' : '\t');
        }
        return blanks.toString();
    }
}
