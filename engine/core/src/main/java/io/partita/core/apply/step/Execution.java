package io.partita.core.apply.step;

import io.partita.core.apply.DryRunReport;
import io.partita.core.apply.Stopped;
import io.partita.core.provider.CallFailed;
import io.partita.core.state.Interlock;
import java.util.List;

/**
 * How one step is carried out. The order of calls is {@link StepRun}'s: guard, probe, facts, intent, act, verify,
 * outcome. After a failed call it begins again with the guard and the probe, so {@link #act} never runs twice without a
 * look at reality in between.
 */
abstract class Execution {

    protected final StepWork work;

    Execution(StepWork work) {
        this.work = work;
    }

    /** Refuses when an interlock forbids the step. Reads reality where the interlock is about reality. */
    void guard() throws CallFailed, Ended, Stopped {}

    /**
     * Whether a success that an earlier process journalled still holds; asked once, when a run is resumed.
     *
     * @throws Ended when the run must not go on, although the step stays done
     */
    boolean stillHolds() throws CallFailed, Ended, Stopped {
        return true;
    }

    abstract Probe probe() throws CallFailed, Ended, Stopped;

    /** Keeps what later steps need when the probe found the step done. */
    void found() throws CallFailed, Ended, Stopped {}

    /** What has to be durable before the first change. */
    Intent intent() throws CallFailed, Ended {
        return Intent.PLAIN;
    }

    /** Does the work, once. */
    abstract void act() throws CallFailed, Ended, Stopped;

    /** Waits until reading confirms the work. @return what was confirmed, a few words */
    abstract String verify() throws CallFailed, Ended, Stopped;

    /** Interlocks that close together with the success. */
    List<Interlock> closes() {
        return List.of();
    }

    /** What an outsider is told once the success is durable. */
    void announce() {}

    /** Whether it only reads: then nothing has to be durable before it. */
    boolean onlyReads() {
        return false;
    }

    /** How far a dry run can look at it. */
    DryRunReport.Coverage coverage() {
        return DryRunReport.Coverage.PROBED_AND_FACTS_READ;
    }

    /**
     * What is safe, and what is not, when the step ended in the middle: where the network is left, and whether the step
     * may be repeated. One or two sentences.
     */
    abstract String safeNext();
}
