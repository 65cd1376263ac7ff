package io.partita.cli.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A report of tests in the XML that JUnit's readers know: a test for everything that was looked at. */
public final class JUnitXml {

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"partita ";

    private JUnitXml() {}

    /**
     * Something that was looked at.
     *
     * @param name what
     * @param failures what is wrong, each a line; none when nothing is
     * @param skipped why nobody could say; empty when it was looked at
     */
    public record Case(String name, List<String> failures, Optional<String> skipped) {
        public Case {
            Objects.requireNonNull(name, "name");
            failures = List.copyOf(failures);
            Objects.requireNonNull(skipped, "skipped");
        }

        /** What was looked at. @param failures what is wrong, each a line; none when nothing is */
        public static Case of(String name, List<String> failures) {
            return new Case(name, failures, Optional.empty());
        }

        /** What is not known. @param why a phrase */
        public static Case skipped(String name, String why) {
            return new Case(name, List.of(), Optional.of(why));
        }
    }

    /** What belongs together. @param name such as the alias of a synchronizer */
    public record Suite(String name, List<Case> cases) {
        public Suite {
            Objects.requireNonNull(name, "name");
            cases = List.copyOf(cases);
        }
    }

    /**
     * @param command which command looked
     * @param suites in the order in which they are read
     */
    public static String of(String command, List<Suite> suites) {
        StringBuilder xml =
                new StringBuilder(HEAD).append(Markup.escaped(command)).append('"');
        List<Case> all =
                suites.stream().flatMap(suite -> suite.cases().stream()).toList();
        xml.append(counts(all)).append(">\n");
        suites.forEach(suite -> append(suite, command, xml));
        return xml.append("</testsuites>\n").toString();
    }

    private static String counts(List<Case> cases) {
        long failed = cases.stream().filter(each -> !each.failures().isEmpty()).count();
        long skipped = cases.stream().filter(each -> each.skipped().isPresent()).count();
        return " tests=\"" + cases.size() + "\" failures=\"" + failed + "\" errors=\"0\" skipped=\"" + skipped + "\"";
    }

    private static void append(Suite suite, String command, StringBuilder xml) {
        xml.append("  <testsuite name=\"")
                .append(Markup.escaped(suite.name()))
                .append('"')
                .append(counts(suite.cases()))
                .append(">\n");
        suite.cases().forEach(each -> append(each, command, suite.name(), xml));
        xml.append("  </testsuite>\n");
    }

    private static void append(Case each, String command, String suite, StringBuilder xml) {
        xml.append("    <testcase name=\"").append(Markup.escaped(each.name()));
        xml.append("\" classname=\"")
                .append(Markup.escaped("partita." + command + "." + suite))
                .append('"');
        if (each.failures().isEmpty() && each.skipped().isEmpty()) {
            xml.append("/>\n");
            return;
        }
        xml.append(">\n");
        each.skipped()
                .ifPresent(why -> xml.append("      <skipped message=\"")
                        .append(Markup.escaped(why))
                        .append("\"/>\n"));
        if (!each.failures().isEmpty()) {
            xml.append("      <failure type=\"").append(Markup.escaped(command)).append("\" message=\"");
            xml.append(Markup.escaped(each.failures().get(0))).append("\">");
            each.failures().forEach(line -> xml.append(Markup.escaped(line)).append('\n'));
            xml.append("</failure>\n");
        }
        xml.append("    </testcase>\n");
    }

    /** Whether a file begins as such a report of partita. @param head what it begins with */
    public static boolean begins(byte[] head) {
        return new String(head, StandardCharsets.UTF_8).startsWith(HEAD);
    }
}
