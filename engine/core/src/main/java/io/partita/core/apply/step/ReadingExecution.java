package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.provider.CallFailed;

/** A step that changes nothing on any participant, and may be repeated at any time. */
abstract class ReadingExecution extends Execution {

    ReadingExecution(StepWork work) {
        super(work);
    }

    @Override
    Probe probe() throws CallFailed, Ended, Stopped {
        return Probe.open("to be read");
    }

    @Override
    void act() throws CallFailed, Ended, Stopped {}

    @Override
    boolean onlyReads() {
        return true;
    }

    @Override
    String safeNext() {
        return "It only reads and may be repeated at any time.";
    }
}
