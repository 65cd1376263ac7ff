package io.partita.cli.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.apply.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are killed. */
@Timeout(60)
class MortalTest {

    private static final int LIVES = 200;
    private static final int FILES = 50;

    @TempDir
    Path folder;

    private Mortal mortal;

    @BeforeEach
    void aRun() {
        mortal = new Mortal(folder, Ticker.SYSTEM);
    }

    @Test
    void theNextLifeHasWhatWasThereAndNotTheLock() throws IOException {
        Path home = mortal.home();
        Files.writeString(home.resolve("journal"), "one");
        Files.writeString(Files.createDirectory(home.resolve("acs")).resolve("export"), "two");
        Files.writeString(home.resolve("lock"), "mine");

        mortal.die(() -> {});
        Files.writeString(home.resolve("journal"), "after death");

        assertThat(mortal.risesAgain()).isTrue();
        assertThat(mortal.home()).isNotEqualTo(home);
        assertThat(mortal.home().resolve("journal")).hasContent("one");
        assertThat(mortal.home().resolve("acs/export")).hasContent("two");
        assertThat(mortal.home().resolve("lock")).doesNotExist();
    }

    @Test
    void whoIsDeadDoesNotDieOnceMore() {
        AtomicInteger deaths = new AtomicInteger();
        AtomicInteger hurried = new AtomicInteger();
        mortal.dying(hurried::incrementAndGet);

        mortal.die(deaths::incrementAndGet);
        mortal.die(deaths::incrementAndGet);

        assertThat(deaths).hasValue(1);
        assertThat(hurried).hasValue(1);
        assertThat(mortal.risesAgain()).isTrue();
        assertThat(mortal.risesAgain()).isFalse();
        mortal.die(deaths::incrementAndGet);
        assertThat(deaths).hasValue(2);
    }

    @Test
    void whatOtherStepsMoveMeanwhileDoesNotKeepItAlive() {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicReference<Path> home = new AtomicReference<>(mortal.home());
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> replaceFiles(home, enough));
        AtomicInteger deaths = new AtomicInteger();
        try {
            for (int life = 0; life < LIVES; life++) {
                mortal.die(deaths::incrementAndGet);
                mortal.risesAgain();
                home.set(mortal.home());
            }
        } finally {
            enough.set(true);
            others.join();
        }
        assertThat(deaths).hasValue(LIVES);
    }

    private static void replaceFiles(AtomicReference<Path> home, AtomicBoolean enough) {
        try {
            for (int i = 0; !enough.get(); i++) {
                Path here = home.get();
                Path part = Files.createTempFile(here, ".file", ".tmp");
                Files.move(part, here.resolve("file-" + i % FILES), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
