package io.partita.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.state.JournalEvent;
import io.partita.core.store.LockAttempt;
import io.partita.core.store.OpenState;
import io.partita.core.store.Recording;
import io.partita.core.store.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that want the same state at the same time; for stores that processes can share. */
public abstract class TwoProcessesContract {

    private static final int TURNS = 10;

    @TempDir
    protected Path parent;

    /** How a process finds the store: a class with a constructor without arguments. */
    public interface Opening {
        StateStore at(String address);
    }

    protected abstract Class<? extends Opening> opening();

    /** Where the processes of this test share a store. */
    protected abstract String address();

    /** What each process does: takes the lock again and again, and leaves its mark alone. */
    public static final class Racer {

        private Racer() {}

        /** @param args an {@link Opening}, an address, a folder for the marks, and a number for them */
        public static void main(String[] args) throws IOException, ReflectiveOperationException {
            Opening opening =
                    (Opening) Class.forName(args[0]).getDeclaredConstructor().newInstance();
            StateStore store = opening.at(args[1]);
            int mark = Integer.parseInt(args[3]);
            if (mark == 0) {
                // Killed with the lock: neither closed nor ended in order.
                StateStoreContract.leased(store.lock("racer"));
                Runtime.getRuntime().halt(9);
            }
            for (int turns = 0; turns < TURNS; ) {
                LockAttempt attempt = store.lock("racer");
                if (attempt instanceof LockAttempt.Unusable unusable) {
                    throw new IllegalStateException(unusable.diagnostics().toString());
                }
                if (attempt instanceof LockAttempt.Taken taken) {
                    turn(new OpenState(taken.lease()), Path.of(args[2]).resolve("inside"), mark);
                    turns++;
                }
                Thread.onSpinWait();
            }
        }

        private static void turn(OpenState state, Path inside, int mark) throws IOException {
            try (state) {
                Files.createFile(inside);
                state.append(new JournalEvent.WaveStarted(StateStoreContract.RUN, mark));
                state.append(new JournalEvent.WaveStarted(StateStoreContract.RUN, mark));
                Files.delete(inside);
            }
        }
    }

    private Process start(int mark) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Racer.class.getName(),
                        opening().getName(),
                        address(),
                        parent.toString(),
                        String.valueOf(mark))
                .redirectErrorStream(true)
                .redirectOutput(parent.resolve("racer-" + mark + ".log").toFile())
                .start();
    }

    private void end(Process process, int mark, int code) throws IOException, InterruptedException {
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(parent.resolve("racer-" + mark + ".log")))
                .isEqualTo(code);
    }

    @Test
    void twoAtOnceTakeTurnsAfterOneThatWasKilled()
            throws IOException, InterruptedException, ReflectiveOperationException {
        StateStore store = opening().getDeclaredConstructor().newInstance().at(address());
        end(start(0), 0, 9);
        assertThat(store.holder()).isPresent();

        Process one = start(1);
        Process two = start(2);
        end(one, 1, 0);
        end(two, 2, 0);

        List<Integer> marks = new ArrayList<>();
        Recording read = store.read().value();
        read.entries()
                .forEach(entry -> entry.events().forEach(event -> {
                    if (event instanceof JournalEvent.WaveStarted wave) {
                        marks.add(wave.wave());
                    }
                }));
        assertThat(marks).hasSize(4 * TURNS);
        for (int turn = 0; turn < marks.size(); turn += 2) {
            assertThat(marks.get(turn)).isEqualTo(marks.get(turn + 1));
        }
        assertThat(read.entries().get(0).events().get(0)).isInstanceOf(JournalEvent.LockTakenOver.class);
    }
}
