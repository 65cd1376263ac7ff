package io.partita.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.report.PartyReport;
import io.partita.cli.report.PlanReport;
import io.partita.cli.report.StepReport;
import io.partita.cli.text.Hostile;
import io.partita.cli.unit.Plans;
import io.partita.testkit.golden.Golden;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;

class PlanHtmlTest {

    private static final Path TEXTS = Path.of("src/test/resources/io/partita/cli/view");

    private final PlanReport everyKind =
            PlanReport.of(Plans.read(TEXTS.resolve("every-kind.plan.json")).value());

    @Test
    void aPageWithEveryKindOfStepAccessAndSigner() {
        Golden.matches(new PlanHtml(everyKind.saying(PlanViewTest.SAID)).text(), TEXTS.resolve("every-kind.plan.html"));
    }

    @Test
    void everyStepEveryDangerAndTheHashAreThere() throws Exception {
        Document page = parsed(new PlanHtml(everyKind).text());

        assertThat(page.getDocumentElement().getTextContent()).contains(everyKind.hash());
        List<String> ids = new ArrayList<>();
        NodeList rows =
                ((Element) byId(page, "steps").getElementsByTagName("tbody").item(0)).getElementsByTagName("tr");
        for (int at = 0; at < rows.getLength(); at++) {
            ids.add(((Element) rows.item(at)).getElementsByTagName("td").item(5).getTextContent());
        }
        assertThat(ids)
                .containsExactlyElementsOf(
                        everyKind.steps().map(step -> step.id().id()).toList());
        String dangers = page.getElementsByTagName("ul").item(0).getTextContent();
        assertThat(everyKind.irreversible())
                .isNotEmpty()
                .extracting(StepReport::action)
                .allMatch(dangers::contains);
        assertThat(everyKind.windows()).isNotEmpty().allMatch(window -> dangers.contains(window.sentence()));
    }

    @Test
    void whatThePlanRestsOnAndWhatTheHostsShowIsThere() throws Exception {
        String text =
                parsed(new PlanHtml(everyKind).text()).getDocumentElement().getTextContent();

        assertThat(everyKind.facts())
                .isNotEmpty()
                .allMatch(fact -> text.contains(fact.sentence())
                        && text.contains(fact.id().id()));
        assertThat(everyKind.parties())
                .flatExtracting(PartyReport::evidence)
                .isNotEmpty()
                .allMatch(text::contains);
    }

    /** Whatever is said in a plan, the page has the same elements with the same attributes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\" onmouseover=\"alert(1)",
                "' onfocus='alert(1)",
                "</td></tr></table><img src=x onerror=alert(1)>",
                "<!-- ",
                "]]>",
                "&lt;b&gt; &#60;i&#62;",
                "</style><style>*{display:none}</style>",
                "</title><h1>approved</h1>"
            })
    void textIsOnlyText(String said) throws Exception {
        String page = new PlanHtml(ForeignTextTest.saying(said)).text();

        assertThat(structure(parsed(page)))
                .isEqualTo(structure(parsed(new PlanHtml(ForeignTextTest.saying("x")).text())));
        assertThat(parsed(page).getDocumentElement().getTextContent()).contains(said);
    }

    @Test
    void textDrivesNothing() {
        Hostile.requireTamed(text -> new PlanHtml(ForeignTextTest.saying(text)).text());
    }

    /** A browser runs nothing else, and asks nobody. */
    @Test
    void thePolicyLetsOnlyTheScriptAndTheStyleOfThePageWork() throws Exception {
        String page = new PlanHtml(everyKind).text();

        assertThat(page)
                .contains("default-src 'none'; style-src 'sha256-" + hash(within(page, "style"))
                        + "'; script-src 'sha256-" + hash(within(page, "script"))
                        + "'; base-uri 'none'; form-action 'none'");
        assertThat(page)
                .doesNotContain("src=")
                .doesNotContain("style=")
                .doesNotContain("url(")
                .doesNotContain("@import");
        assertThat(page.replaceAll("href=\"#", "")).doesNotContain("href=");
    }

    private static String within(String page, String tag) {
        return page.substring(page.indexOf("<" + tag + ">") + tag.length() + 2, page.indexOf("</" + tag + ">"));
    }

    private static String hash(String text) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The page is written so that it is also well-formed, apart from what stands in script and style. */
    private static Document parsed(String page) throws Exception {
        String plain = page.replace("<script>" + within(page, "script") + "</script>", "")
                .replace("<style>" + within(page, "style") + "</style>", "")
                .replace("<!DOCTYPE html>\n", "");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(plain.getBytes(StandardCharsets.UTF_8)));
    }

    private static Element byId(Document page, String id) {
        NodeList all = page.getElementsByTagName("*");
        for (int at = 0; at < all.getLength(); at++) {
            if (((Element) all.item(at)).getAttribute("id").equals(id)) {
                return (Element) all.item(at);
            }
        }
        throw new AssertionError("nothing has the id " + id);
    }

    private static List<String> structure(Document page) {
        List<String> structure = new ArrayList<>();
        NodeList all = page.getElementsByTagName("*");
        for (int at = 0; at < all.getLength(); at++) {
            NamedNodeMap attributes = all.item(at).getAttributes();
            TreeSet<String> names = new TreeSet<>();
            for (int one = 0; one < attributes.getLength(); one++) {
                names.add(attributes.item(one).getNodeName());
            }
            structure.add(all.item(at).getNodeName() + names);
        }
        return structure;
    }
}
