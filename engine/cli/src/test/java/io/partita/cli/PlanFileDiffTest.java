package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.apply.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan file is made to be committed: it says nothing of the machine, the folder and the hour that it was made in. */
class PlanFileDiffTest {

    private static final Ticker A_YEAR_LATER = new Ticker() {
        @Override
        public Instant instant() {
            return Instant.now().plus(Duration.ofDays(366));
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Ticker.SYSTEM.sleep(duration);
        }
    };

    @TempDir
    Path folder;

    @Test
    void whereAndWhenItWasMadeIsNotInIt() throws IOException {
        Path here = Typed.scenario("quickstart", folder);
        String first = planned(Ticker.SYSTEM, here);
        Path elsewhere = copy(here, Files.createDirectories(folder.resolve("another/machine's folder")));

        assertThat(planned(A_YEAR_LATER, elsewhere)).isEqualTo(first);
        assertThat(first).doesNotContain(folder.toString(), System.getProperty("user.dir"), "Z\"");
    }

    private static String planned(Ticker ticker, Path unit) throws IOException {
        Path file = unit.resolve("plan.json");
        Typed typed = Typed.at(ticker, Map.of(), "plan", unit.toString(), "-o", file.toString());
        assertThat(typed.code()).as(typed.both()).isZero();
        return Files.readString(file);
    }

    /** With the network in it. */
    private static Path copy(Path unit, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(unit)) {
            for (Path file : files.filter(each -> !each.equals(unit)).toList()) {
                Files.copy(file, folder.resolve(unit.relativize(file)));
            }
        }
        return folder;
    }
}
