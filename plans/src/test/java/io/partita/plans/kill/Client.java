package io.partita.plans.kill;

import java.util.List;

/** One run of partita, whose every change of its state folder is heard, and which can be killed. */
interface Client {

    /** What a process ends with that was killed. */
    int KILLED = 128 + 9;

    /**
     * How it ended.
     *
     * @param exit its exit code; {@link #KILLED} when it was killed
     * @param said what it printed
     * @param changes of its state folder, as they are told on standard error
     */
    record Ended(int exit, String said, List<String> changes) {}

    /** Kills it, and returns when it is dead. */
    void kill();

    /** Waits for its end, whoever brings it about. */
    Ended await();
}
