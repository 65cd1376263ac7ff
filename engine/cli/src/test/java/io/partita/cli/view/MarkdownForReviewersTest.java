package io.partita.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.report.DriftReport;
import io.partita.cli.report.PlanComparison;
import io.partita.cli.result.Payload.PlanAt;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.text.CommandText;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The comment on a pull request, as a reader of Markdown takes it: text of others is code everywhere, and nothing else.
 */
class MarkdownForReviewersTest {

    private static final List<Extension> GFM =
            List.of(AutolinkExtension.create(), TablesExtension.create(), StrikethroughExtension.create());

    private static final Parser PARSER = Parser.builder().extensions(GFM).build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/auto",
                "www.evil.example",
                "mailto:evil@evil.example evil@evil.example",
                "@octocat @org/team !123 #123 GH-1 owner/repo#1 &1 ~label %milestone deadbeefdeadbeef",
                "$x^2$ $$\\frac{1}{2}$$ $`y`$ :warning:",
                "<img src=x onerror=alert(1)> </summary></details> <!-- x",
                "[link](https://evil.example) ![image](x) [ref]: https://evil.example",
                "a | b || c \\| d \\\\| e |",
                "` `` ``` ```` | **bold** _it_ ~~s~~ `` ` ``` `` x",
                "`",
                "``",
                "\\`",
                "\\",
                " ` ",
                "# heading\n## heading\n> quote\n- list\n1. list\n---\n===\n|a|b|\n|---|---|\n```\n~~~\n\n    code",
                "```diff\n+ x\n```\n# y",
                "    indented",
                "\t",
                " ",
                "",
                "&lt;a href=x&gt; &#60;b&#62;",
                "##[add-matcher]x ##vso[task.x]y ::add-mask::z",
                "\u202Egnitseretni\u2028\uE003"
            })
    void textOfOthersIsCode(String hostile) {
        for (UnaryOperator<String> form : FORMS) {
            Node innocent = PARSER.parse(form.apply("innocent"));
            Node page = PARSER.parse(form.apply(hostile));

            assertThat(kinds(page)).isEqualTo(kinds(innocent));
            assertThat(plain(page)).isEqualTo(plain(innocent));
        }
    }

    /** Every page for reviewers, with a text wherever somebody else has one. */
    private static final List<UnaryOperator<String>> FORMS = List.of(
            text -> new PlanMarkdown(ForeignTextTest.saying(text), Integer.MAX_VALUE, List.of()).text(),
            text -> new DriftMarkdown(DriftReport.of(DriftViewTest.drift(text)), Integer.MAX_VALUE).text(),
            MarkdownForReviewersTest::compared,
            MarkdownForReviewersTest::refused);

    private static String refused(String text) {
        Diagnostic diagnostic = Diagnostic.error("party-refused", text)
                .because(text)
                .fix(text)
                .about(text)
                .next(NextCommand.apply().with("--confirm", text.isEmpty() ? "x" : text));
        return new RefusalMarkdown(
                        Result.failed("plan", diagnostic),
                        new CommandText("partita", Optional.empty(), Place.HERE),
                        Integer.MAX_VALUE)
                .text();
    }

    private static String compared(String text) {
        PlanAt before = ComparisonViewTest.changed("host");
        PlanAt after = ComparisonViewTest.changed("h" + text);
        return new ComparisonMarkdown(
                        PlanComparison.of(
                                new PlanAt(text, before.plan(), Optional.of(text)),
                                new PlanAt(text, after.plan(), Optional.of(text))),
                        Integer.MAX_VALUE)
                .text();
    }

    /** How many there are of each kind: links, images and further HTML among them. */
    private static Map<String, Integer> kinds(Node page) {
        Map<String, Integer> kinds = new TreeMap<>();
        visit(page, node -> kinds.merge(node.getClass().getSimpleName(), 1, Integer::sum));
        assertThat(kinds).doesNotContainKeys("Link", "Image", "HtmlInline", "LinkReferenceDefinition", "BlockQuote");
        return kinds;
    }

    /** What is not code, which is what a forge looks for references in. */
    private static List<String> plain(Node page) {
        List<String> plain = new ArrayList<>();
        visit(page, node -> {
            if (node instanceof Text text) {
                plain.add(text.getLiteral());
            } else if (node instanceof HtmlBlock html) {
                plain.add(html.getLiteral().replaceAll("(Waves? [0-9 to]+): [A-Za-z., -]* \\(", "$1 ("));
            } else if (!(node instanceof Code || node instanceof FencedCodeBlock)) {
                plain.add(node.getClass().getSimpleName());
            }
        });
        return plain;
    }

    private static void visit(Node page, Consumer<Node> each) {
        page.accept(new AbstractVisitor() {
            @Override
            protected void visitChildren(Node parent) {
                for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
                    each.accept(child);
                    visitChildren(child);
                }
            }
        });
    }
}
