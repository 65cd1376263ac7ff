package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A party that was hosted on the target before: what is left there of that time would pass for the present. */
class HostedEarlierTest {

    @TempDir
    private Path temporary;

    /** The quickstart, with both hosts from the start. */
    private Path hostedByBoth() throws IOException {
        Path unit = copyOf(Path.of("quickstart").toAbsolutePath());
        Path world = unit.resolve("world.json");
        String both = Files.readString(world)
                .replaceFirst(
                        "(?s)(\"name\": \"Alice\".*?\"permission\": \"submission\"\\s*\\})",
                        "$1, {\"participant\": \"participant2\", \"permission\": \"observation\"}")
                .replace("\"participant2\": {}", "\"participant2\": {\"dars\": [\"dars/partita-examples-1.0.0.dar\"]}");
        Files.writeString(world, both);
        return unit;
    }

    @Test
    void anUnusedPartyIsHostedAgainWhereItWasHostedEarlier() throws IOException {
        Path unit = hostedByBoth();
        Path world = unit.resolve("world.json");
        Files.writeString(
                world, Files.readString(world).replaceFirst("(?s)\"contracts\": \\[.*\\]", "\"contracts\": []"));
        ByHand.removeHost(unit, "Alice", "participant2");

        Command.Ended applied = new Command(unit).run(List.of("apply", ".", "--auto-approve"));

        assertThat(applied.exit()).as(applied.stdout() + applied.stderr()).isZero();
        assertThat(applied.stdout()).contains("Path: simple");
        assertThat(new Command(unit).run(List.of("plan", "--detailed-exitcode")).exit())
                .isZero();
    }

    @Test
    void aHostThatWasRemovedIsNotAddedAgainWithoutAWord() throws IOException {
        Path unit = hostedByBoth();
        ByHand.removeHost(unit, "Alice", "participant2");

        Command.Ended planned = new Command(unit).run(List.of("plan"));

        assertThat(planned.exit()).isEqualTo(6);
        assertThat(planned.stderr())
                .contains("participant2 hosted Alice before and was removed")
                .contains("[hosted-earlier]")
                .contains("partita plan --repair=Alice@participant2 -o repair.json");
    }

    private Path copyOf(Path folder) {
        Path unit = temporary.resolve(folder.getFileName().toString());
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> !folder.relativize(file).startsWith(".sandbox")
                            && !folder.relativize(file).startsWith(".partita"))
                    .forEach(file ->
                            copy(file, unit.resolve(folder.relativize(file).toString())));
            return unit;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
