package io.partita.plans.kill;

import io.partita.plans.Scenario;
import java.nio.file.Path;
import java.util.List;

/** Where runs that can be killed come from. */
interface Clients extends AutoCloseable {

    /**
     * Starts a command in a unit.
     *
     * @param fatal the change of a file to stop and be killed at, see {@code FatalDisk}; empty for none
     * @param onDeath is done when it stands still there, before it is killed
     */
    Client start(Path unit, String fatal, List<String> words, Runnable onDeath);

    @Override
    void close();

    /**
     * Every run has a process of its own, and dies of SIGKILL.
     *
     * @param scenario that the processes are trained with for a fast start
     * @param ground a folder that does not exist yet
     */
    static Clients killedBySignal(ClassArchive classes, Scenario scenario, Path ground) {
        classes.train(scenario, ground);
        return new Clients() {
            @Override
            public Client start(Path unit, String fatal, List<String> words, Runnable onDeath) {
                return OwnProcess.start(classes, unit, fatal, words, onDeath);
            }

            @Override
            public void close() {}
        };
    }
}
