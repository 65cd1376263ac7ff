package io.partita.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No tree of Groovy's grammar and no spoilt declaration makes reading throw, hang, or answer in two ways. */
class FuzzTest {

    private static final long SEED = 20_240_229;
    private static final int TRIES = 600;

    private static final Pattern EXAMPLE = Pattern.compile("```groovy\\n(.*?)```", Pattern.DOTALL);

    @Test
    void theSameTreesInEveryBuild() throws IOException {
        Fuzz fuzz = new Fuzz(SEED, examples(), ReadingLaws.OF_DECLARATIONS);
        for (int i = 0; i < TRIES; i++) {
            assertThat(fuzz.next()).as("text %d", i).isEmpty();
        }
    }

    /** {@code -Dpartita.fuzz.seconds=600}, and {@code -Dpartita.fuzz.seed=…} to do the same once more. */
    @Test
    @Tag("fuzz")
    void treesWithoutEnd() throws IOException {
        long seconds = Long.getLong("partita.fuzz.seconds", 60);
        long seed = Long.getLong("partita.fuzz.seed", new SplittableRandom().nextLong());
        Instant end = Instant.now().plus(Duration.ofSeconds(seconds));
        Fuzz fuzz = new Fuzz(seed, examples(), ReadingLaws.OF_DECLARATIONS);
        long count = 0;
        while (Instant.now().isBefore(end)) {
            assertThat(fuzz.next())
                    .as("text %d of -Dpartita.fuzz.seed=%d", count, seed)
                    .isEmpty();
            count++;
        }
        System.out.println(count + " texts of -Dpartita.fuzz.seed=" + seed);
    }

    @Test
    void aReaderThatThrowsIsFoundOutAndTheTextIsMadeSmall() throws IOException {
        ReadingLaws laws = faulty(text -> {
            if (text.contains("threshold")) {
                throw new IllegalStateException("that word");
            }
        });
        Fuzz fuzz = new Fuzz(SEED, examples(), laws);

        String found = firstOf(fuzz);

        assertThat(found).startsWith("it throws java.lang.IllegalStateException: that word at ");
        assertThat(firstGrown(fuzz)).contains("threshold").hasSizeLessThan(60);
    }

    @Test
    void aReaderThatRemembersIsFoundOut() {
        List<String> seen = new ArrayList<>();
        ReadingLaws laws = new ReadingLaws(text -> {
            seen.add(text);
            return Checked.failed(List.of(Diagnostic.error("seen", "this is the " + seen.size() + ". text")
                    .fix("Forget the others.")));
        });

        assertThat(laws.brokenBy("synchronizer 's'")).get().asString().startsWith("read twice, it is not the same: ");
    }

    @Test
    void aReaderThatHasNothingToSayIsFoundOut() {
        assertThat(answering(Diagnostic.error("mute", "it is wrong")).brokenBy("x()"))
                .get()
                .asString()
                .startsWith("it says nothing: ");
        assertThat(new ReadingLaws(text -> Checked.failed(List.of())).brokenBy("x()"))
                .isPresent();
    }

    @Test
    void aReaderThatNamesAnotherPlaceIsFoundOut() {
        Position far = new Position(7, 1);
        Diagnostic elsewhere =
                Diagnostic.error("far", "it is wrong").fix("Look there.").at(new SourceRange("main.groovy", far, far));

        assertThat(answering(elsewhere).brokenBy("x()"))
                .get()
                .asString()
                .startsWith("it names a place that is not in the text: ");
    }

    @Test
    void aReaderThatTakesTooMuchIsFoundOut() {
        List<byte[]> kept = new ArrayList<>();
        ReadingLaws laws = faulty(text -> {
            for (int i = 0; i < 400; i++) {
                kept.clear();
                kept.add(new byte[10_000_000]);
            }
        });

        assertThat(laws.brokenBy("synchronizer 's'")).get().asString().contains("it takes ");
    }

    private static ReadingLaws faulty(Consumer<String> fault) {
        return new ReadingLaws(text -> {
            fault.accept(text);
            return ReadingLaws.OF_DECLARATIONS.reader().read(text);
        });
    }

    private static ReadingLaws answering(Diagnostic diagnostic) {
        return new ReadingLaws(text -> Checked.failed(List.of(diagnostic)));
    }

    private static String firstOf(Fuzz fuzz) {
        return Stream.generate(fuzz::next)
                .limit(TRIES)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }

    /** The smallest of what the first few finds were made to: a spoilt example stays as it is, a tree shrinks. */
    private static String firstGrown(Fuzz fuzz) {
        return Stream.generate(() -> firstOf(fuzz))
                .limit(5)
                .map(found -> found.substring(found.indexOf("---") + 4))
                .min(Comparator.comparingInt(String::length))
                .orElseThrow();
    }

    /** Every declaration of the documentation and of the scenarios. */
    private static List<String> examples() throws IOException {
        List<String> examples = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(Files.readString(Path.of("..", "engine", "docs", "declaration.md")));
        while (matcher.find()) {
            examples.add(matcher.group(1));
        }
        try (Stream<Path> files = Files.walk(Path.of("..", "plans"), 3)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".groovy"))
                    .filter(path -> !path.toString().contains("src"))
                    .sorted()
                    .toList()) {
                examples.add(Files.readString(file));
            }
        }
        Optional<String> none = examples.stream().filter(String::isBlank).findFirst();
        assertThat(none).isEmpty();
        assertThat(examples).hasSizeGreaterThan(8);
        return examples;
    }
}
