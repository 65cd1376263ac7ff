package io.partita.cli.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A report of tests in the XML that JUnit's readers know: a test for everything that was looked at. */
public final class JUnitXml {

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"partita ";

    private JUnitXml() {}

    /**
     * Something that was looked at.
     *
     * @param name what
     * @param failures what is wrong, each a line; none when nothing is
     */
    public record Case(String name, List<String> failures) {
        public Case {
            Objects.requireNonNull(name, "name");
            failures = List.copyOf(failures);
        }
    }

    /**
     * @param command which command looked
     * @param place where, such as the alias of a synchronizer
     */
    public static String of(String command, String place, List<Case> cases) {
        long failed = cases.stream().filter(each -> !each.failures().isEmpty()).count();
        String counts = " tests=\"" + cases.size() + "\" failures=\"" + failed + "\" errors=\"0\" skipped=\"0\"";
        StringBuilder xml =
                new StringBuilder(HEAD).append(Markup.escaped(command)).append('"');
        xml.append(counts).append(">\n");
        xml.append("  <testsuite name=\"")
                .append(Markup.escaped(place))
                .append('"')
                .append(counts)
                .append(">\n");
        cases.forEach(each -> append(each, command, place, xml));
        return xml.append("  </testsuite>\n</testsuites>\n").toString();
    }

    private static void append(Case each, String command, String place, StringBuilder xml) {
        xml.append("    <testcase name=\"").append(Markup.escaped(each.name()));
        xml.append("\" classname=\"")
                .append(Markup.escaped("partita." + command + "." + place))
                .append('"');
        if (each.failures().isEmpty()) {
            xml.append("/>\n");
            return;
        }
        xml.append(">\n      <failure type=\"").append(Markup.escaped(command)).append("\" message=\"");
        xml.append(Markup.escaped(each.failures().get(0))).append("\">");
        each.failures().forEach(line -> xml.append(Markup.escaped(line)).append('\n'));
        xml.append("</failure>\n    </testcase>\n");
    }

    /** Whether a file begins as such a report of partita. @param head what it begins with */
    public static boolean begins(byte[] head) {
        return new String(head, StandardCharsets.UTF_8).startsWith(HEAD);
    }
}
