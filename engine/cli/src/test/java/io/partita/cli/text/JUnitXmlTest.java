package io.partita.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A report of tests is XML, whatever a participant says. */
class JUnitXmlTest {

    @Test
    void aTestForEachAndAFailureForWhatIsWrong() throws Exception {
        String xml = JUnitXml.of(
                "drift",
                List.of(new JUnitXml.Suite(
                        "mysynchronizer",
                        List.of(
                                JUnitXml.Case.of("Alice", List.of("one", "two")),
                                JUnitXml.Case.of("Bob", List.of()),
                                JUnitXml.Case.skipped("Carol", "nobody answers")))));

        Element suites = parsed(xml).getDocumentElement();
        assertThat(suites.getAttribute("tests")).isEqualTo("3");
        assertThat(suites.getAttribute("skipped")).isEqualTo("1");
        assertThat(suites.getAttribute("failures")).isEqualTo("1");
        Element failure = (Element) suites.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("one");
        assertThat(failure.getTextContent()).isEqualTo("one\ntwo\n");
        assertThat(suites.getElementsByTagName("testcase").getLength()).isEqualTo(3);
        assertThat(JUnitXml.begins(xml.getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(JUnitXml.begins("<?xml version=\"1.0\"?><x/>".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"/><testcase name=\"forged",
                "</failure></testcase><testcase name='forged'/>",
                "]]> <![CDATA[ x ]]>",
                "<!-- x -- >",
                "&lt; &#0; &x;",
                "\u0000\u0008\uFFFE\uFFFF\uD800 x",
                "a\nb"
            })
    void textOfOthersIsText(String hostile) throws Exception {
        Document document = parsed(JUnitXml.of(
                hostile,
                List.of(new JUnitXml.Suite(
                        hostile,
                        List.of(new JUnitXml.Case(hostile, List.of(hostile, hostile), Optional.of(hostile)))))));

        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(1);
        Element testcase = (Element) document.getElementsByTagName("testcase").item(0);
        assertThat(testcase.getAttribute("name")).isEqualTo(Printable.of(hostile));
        assertThat(testcase.getTextContent().strip().lines()).hasSize(2);
    }

    private static Document parsed(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
