package io.partita.cli.text;

import static io.partita.core.json.Codecs.FROM_ONE;
import static io.partita.core.json.Codecs.NUMBER;
import static io.partita.core.json.Codecs.TEXT;
import static io.partita.core.json.Codecs.TRUTH;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.Severity;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.hash.Sha256;
import io.partita.core.json.Codec;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Diagnostics as a SARIF log, version 2.1.0, which hosts of pull requests show on the lines of the files.
 *
 * <p>A diagnostic with a place is a result. One without is a notification of the tool: hosts take no result that is
 * nowhere, and nothing may be lost. Columns are UTF-16 units from 1, and a region ends just before its end column, as
 * everywhere in partita.
 */
public final class Sarif {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private static final Pattern BEGINNING = Pattern.compile("\"driver\"\\s*:\\s*\\{\\s*\"name\"\\s*:\\s*\"partita\"");

    /** What readers of a log take for a link, or for the place of an argument. */
    private static final Pattern LINK = Pattern.compile("]\\(");

    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)}");

    /**
     * Where a diagnostic is.
     *
     * @param uri of its file, from the root of the repository, percent-encoded
     */
    public record Spot(String uri, SourceRange range) {
        public Spot {
            Objects.requireNonNull(uri, "uri");
            Objects.requireNonNull(range, "range");
        }
    }

    /** A diagnostic with its place; empty when it is not in a file of the repository. */
    public record Placed(Diagnostic diagnostic, Optional<Spot> spot) {
        public Placed {
            Objects.requireNonNull(diagnostic, "diagnostic");
            Objects.requireNonNull(spot, "spot");
        }
    }

    /** A code of the log. @param explanation what the code means, for people */
    private record Rule(String code, String explanation) {}

    /** A result with the number of its rule. */
    private record Found(Diagnostic diagnostic, Spot spot, int rule) {}

    private record Log(
            String version, String command, int exit, List<Rule> rules, List<Found> found, List<Diagnostic> nowhere) {}

    private static final Codec<Severity> LEVEL = Codecs.words(Severity.class, Codecs::word);

    private static final Shape<String> MESSAGE =
            Shape.written(String.class, "message", table -> table.field("text", TEXT, text -> text));

    private static final Shape<Rule> RULE = Shape.written(Rule.class, "rule", table -> {
        table.field("id", TEXT, Rule::code);
        table.field("shortDescription", MESSAGE, Rule::code);
        table.field("fullDescription", MESSAGE, Rule::explanation);
        table.field("help", MESSAGE, rule -> rule.explanation() + " (partita explain " + rule.code() + ")");
    });

    private static final Shape<Log> DRIVER = Shape.written(Log.class, "driver", table -> {
        table.constant("name", "partita");
        table.field("version", TEXT, Log::version);
        table.field("rules", Codecs.list(RULE), Log::rules);
    });

    private static final Shape<Log> TOOL =
            Shape.written(Log.class, "tool", table -> table.field("driver", DRIVER, log -> log));

    private static final Shape<Log> AUTOMATION = Shape.written(
            Log.class, "automation", table -> table.field("id", TEXT, log -> "partita " + log.command() + "/"));

    private static final Shape<Spot> FILE = Shape.written(Spot.class, "file", table -> {
        table.field("uri", TEXT, Spot::uri);
        table.constant("uriBaseId", "%SRCROOT%");
    });

    private static final Shape<SourceRange> REGION = Shape.written(SourceRange.class, "region", table -> {
        table.field("startLine", FROM_ONE, range -> range.start().line());
        table.field("startColumn", FROM_ONE, range -> range.start().column());
        table.field("endLine", FROM_ONE, range -> range.end().line());
        table.field("endColumn", FROM_ONE, range -> range.end().column());
    });

    private static final Shape<Spot> PLACE = Shape.written(Spot.class, "place", table -> {
        table.field("artifactLocation", FILE, spot -> spot);
        table.field("region", REGION, Spot::range);
    });

    private static final Shape<Spot> LOCATION =
            Shape.written(Spot.class, "location", table -> table.field("physicalLocation", PLACE, spot -> spot));

    private static final Shape<Found> RESULT = Shape.written(Found.class, "result", table -> {
        table.field("ruleId", TEXT, found -> found.diagnostic().code());
        table.field("ruleIndex", NUMBER, Found::rule);
        table.field("level", LEVEL, found -> found.diagnostic().severity());
        table.field("message", MESSAGE, found -> said(found.diagnostic()));
        table.field("locations", Codecs.list(LOCATION), found -> List.of(found.spot()));
        table.field("partialFingerprints", Codecs.map(TEXT, TEXT), Sarif::fingerprint);
    });

    private static final Shape<String> DESCRIPTOR =
            Shape.written(String.class, "descriptor", table -> table.field("id", TEXT, code -> code));

    private static final Shape<Diagnostic> NOTIFICATION = Shape.written(Diagnostic.class, "notification", table -> {
        table.field("descriptor", DESCRIPTOR, Diagnostic::code);
        table.field("level", LEVEL, Diagnostic::severity);
        table.field("message", MESSAGE, Sarif::said);
    });

    private static final Shape<Log> INVOCATION = Shape.written(Log.class, "invocation", table -> {
        table.field("executionSuccessful", TRUTH, log -> log.nowhere().stream().noneMatch(Diagnostic::isError))
                .described("Whether partita could look: mistakes that have a place are results.");
        table.field("exitCode", NUMBER, Log::exit);
        table.field("toolExecutionNotifications", Codecs.list(NOTIFICATION), Log::nowhere);
    });

    private static final Shape<Log> RUN = Shape.written(Log.class, "run", table -> {
        table.field("tool", TOOL, log -> log);
        table.field("automationDetails", AUTOMATION, log -> log);
        table.constant("columnKind", "utf16CodeUnits");
        table.field("invocations", Codecs.list(INVOCATION), List::of);
        table.field("results", Codecs.list(RESULT), Log::found);
    });

    private static final Shape<Log> LOG = Shape.written(Log.class, "log", table -> {
        table.constant("$schema", SCHEMA);
        table.constant("version", "2.1.0");
        table.field("runs", Codecs.list(RUN), List::of);
    });

    private Sarif() {}

    /**
     * @param version of partita
     * @param command which command looked
     * @param exit how it ended, the code of its process
     * @param explained what a code means, for people
     * @return one text for the same diagnostics, as a page with a line feed at its end
     */
    public static String of(
            String version, String command, int exit, List<Placed> diagnostics, UnaryOperator<String> explained) {
        SortedMap<String, Integer> numbers = new TreeMap<>();
        diagnostics.stream()
                .filter(each -> each.spot().isPresent())
                .forEach(each -> numbers.put(each.diagnostic().code(), 0));
        List<Rule> rules = numbers.keySet().stream()
                .map(code -> new Rule(code, explained.apply(code)))
                .toList();
        int next = 0;
        for (String code : numbers.keySet()) {
            numbers.put(code, next++);
        }
        List<Found> found = diagnostics.stream()
                .flatMap(each ->
                        each
                                .spot()
                                .map(spot -> new Found(
                                        each.diagnostic(),
                                        spot,
                                        numbers.get(each.diagnostic().code())))
                                .stream())
                .toList();
        List<Diagnostic> nowhere = diagnostics.stream()
                .filter(each -> each.spot().isEmpty())
                .map(Placed::diagnostic)
                .toList();
        Log log = new Log(version, command, exit, rules, found, nowhere);
        return new String(LOG.page(log), StandardCharsets.UTF_8);
    }

    /** Whether a file begins as such a log of partita. @param head what it begins with */
    public static boolean begins(byte[] head) {
        return BEGINNING.matcher(new String(head, StandardCharsets.UTF_8)).find();
    }

    /** Summary, cause and fix; what a reader could take for a link or an argument is escaped. */
    private static String said(Diagnostic diagnostic) {
        StringBuilder text = new StringBuilder(diagnostic.summary());
        if (!diagnostic.detail().isEmpty()) {
            text.append(". Why: ").append(diagnostic.detail());
        }
        if (!diagnostic.hint().isEmpty()) {
            text.append(". Fix: ").append(diagnostic.hint());
        }
        String shown = Printable.of(text.toString());
        return ARGUMENT.matcher(LINK.matcher(shown).replaceAll("\\\\](")).replaceAll("{{$1}}");
    }

    /** The same for the same mistake when only lines above it come and go. */
    private static SortedMap<String, String> fingerprint(Found found) {
        SortedMap<String, String> prints = new TreeMap<>();
        prints.put(
                "partitaDiagnostic/v1",
                Sha256.of(found.diagnostic().code() + "\n" + found.spot().uri() + "\n"
                        + found.diagnostic().summary()));
        return prints;
    }
}
