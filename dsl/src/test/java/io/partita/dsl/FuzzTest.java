package io.partita.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No tree of Groovy's grammar and no spoilt declaration makes reading throw, hang, or answer in two ways. */
class FuzzTest {

    private static final long SEED = 20_240_229;
    private static final int TRIES = 1_500;

    private static final Pattern EXAMPLE = Pattern.compile("```groovy\\n(.*?)```", Pattern.DOTALL);

    @Test
    void theSameTreesInEveryBuild() throws IOException {
        Fuzz fuzz = new Fuzz(SEED, examples());
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
        Fuzz fuzz = new Fuzz(seed, examples());
        long count = 0;
        while (Instant.now().isBefore(end)) {
            assertThat(fuzz.next())
                    .as("text %d of -Dpartita.fuzz.seed=%d", count, seed)
                    .isEmpty();
            count++;
        }
        System.out.println(count + " texts of -Dpartita.fuzz.seed=" + seed);
    }

    /** A reader with a fault is found out, and the text is made small. */
    @Test
    void theLawsCanBeBroken() {
        assertThat(ReadingLaws.brokenBy("synchronizer 's'")).isEmpty();
        assertThat(new Grower(new SplittableRandom(1)).script().text())
                .isEqualTo(new Grower(new SplittableRandom(1)).script().text());
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
