package io.partita.dsl;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The corpus of ways out of a Groovy sandbox. As a program it reads those of the file under the flight recorder of the
 * JVM, so that what its reader does and which classes it loads can be listed.
 */
public final class WaysOut {

    private static final Pattern CHARACTER = Pattern.compile("@U\\+([0-9A-F]{4,5})@");

    private static final String BOMBS = "bombs: ";

    /** Long texts are among them: they are made once. */
    private static final Map<String, String> ALL = read();

    private WaysOut() {}

    /**
     * Name to text. {@code @CANARY@}, {@code @SECRET@} and {@code @PORT@} stand for what an {@link Enclosure} puts
     * there; {@code @U+202E@} for a character that would not be seen.
     */
    public static Map<String, String> all() {
        return ALL;
    }

    /** Those that are kept in a file, which is all but the {@link Bombs}. */
    private static Map<String, String> written() {
        Map<String, String> written = new LinkedHashMap<>(ALL);
        written.keySet().removeIf(name -> name.startsWith(BOMBS));
        return written;
    }

    private static Map<String, String> read() {
        Map<String, String> all = new LinkedHashMap<>();
        try (InputStream in = WaysOut.class.getResourceAsStream("ways-out.txt")) {
            String corpus = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String family : corpus.split("(?m)^### ")) {
                int heading = family.indexOf('\n');
                for (String part : family.substring(heading + 1).split("(?m)^#### ")) {
                    if (!part.isBlank()) {
                        int end = part.indexOf('\n');
                        add(all, family.substring(0, heading) + ": " + part.substring(0, end), part.substring(end + 1));
                    }
                }
            }
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        Bombs.all().forEach((name, text) -> add(all, BOMBS + name, text));
        return all;
    }

    private static void add(Map<String, String> all, String name, String text) {
        String seen = CHARACTER
                .matcher(text)
                .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(
                        Character.toString(Integer.parseInt(match.group(1), 16))));
        if (all.put(name, seen) != null) {
            throw new IllegalStateException("twice in the corpus: " + name);
        }
    }

    /** Arguments: an empty folder. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Enclosure enclosure = new Enclosure(Path.of(arguments[0]), Duration.ofMinutes(2));
                FlightRecord record = new FlightRecord()) {
            for (Map.Entry<String, String> way : written().entrySet()) {
                SourceText text = new SourceText("main.groovy", enclosure.filled(way.getValue()));
                Checked<Declaration> checked = Declarations.read(List.of(text));
                if (checked.isPresent() || checked.diagnostics().stream().noneMatch(Diagnostic::isError)) {
                    throw new IllegalStateException("not refused: " + way.getKey());
                }
            }
            List<String> deeds = record.deeds();
            if (!deeds.isEmpty() || enclosure.wasCalled()) {
                throw new IllegalStateException("besides reading: " + deeds);
            }
        }
        System.out.println("all refused");
    }
}
