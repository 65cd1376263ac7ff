package io.partita.cli.live;

import io.partita.cli.text.CommandText;
import io.partita.core.apply.RunResult;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What people are told of a run, whatever it is written on: it remembers what is under way and hands over the lines
 * that stay. A wave in which nothing happens any more (it was done before a resume) gets one line and no heading.
 */
abstract class ToldRun implements LiveView {

    /** A window that is announced later than this was opened by an earlier process. */
    private static final Duration OF_THIS_PROCESS = Duration.ofSeconds(5);

    private final RunLog log;
    private final InstantSource clock;
    private final Map<StepId, RunningStep> underway = new LinkedHashMap<>();
    private final SortedMap<ParticipantName, Instant> windows = new TreeMap<>();
    private Optional<Wave> unannounced = Optional.empty();

    /** @param commands how commands are typed */
    ToldRun(CommandText commands, InstantSource clock) {
        this.log = new RunLog(Objects.requireNonNull(commands, "commands"));
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Takes a line that stays. Called while this object is locked. */
    abstract void stays(Line line);

    /** A new wave has got its heading. Called while this object is locked. */
    void waveAnnounced() {}

    final RunLog log() {
        return log;
    }

    final Instant now() {
        return clock.instant();
    }

    /** Steps under way, in the order in which they started. */
    final Map<StepId, RunningStep> underway() {
        return underway;
    }

    /** Participants that are isolated, since when. */
    final SortedMap<ParticipantName, Instant> windows() {
        return windows;
    }

    /**
     * What is known of a step under way. Empty for late news of a step that has ended, and for one that was done before
     * a resume and is only looked at again.
     */
    final Optional<RunningStep> known(Step step) {
        return Optional.ofNullable(underway.get(step.id()));
    }

    @Override
    public synchronized void lockWatched(String owner) {
        stays(log.lockWatched(owner));
    }

    @Override
    public synchronized void runStarted(RunId run, Plan plan, Beginning beginning) {
        log.of(plan);
        stays(log.run(run, beginning == Beginning.FIRST ? "run" : "resuming run"));
    }

    @Override
    public synchronized void waveStarted(Wave wave) {
        unannounced = Optional.of(wave);
    }

    @Override
    public synchronized void stepStarted(Step step) {
        announceWave();
        underway.put(step.id(), new RunningStep(step, now()));
    }

    @Override
    public synchronized void stepProgress(Step step, long bytes, long contracts, long totalBytes) {
        known(step).ifPresent(each -> each.progress(bytes, contracts, totalBytes));
    }

    @Override
    public synchronized void stepWaiting(Step step, String what, Optional<Instant> until) {
        known(step).filter(each -> each.waiting(what, until)).ifPresent(this::waits);
    }

    /** A step waits for something new. Called while this object is locked. */
    void waits(RunningStep step) {}

    @Override
    public synchronized void heartbeat(Step step, String doing, Duration running) {
        known(step).ifPresent(each -> each.doing(doing));
    }

    @Override
    public synchronized void noticed(Step step, Diagnostic diagnostic) {
        announceWave();
        log.noticed(diagnostic, step.participant()).forEach(this::stays);
    }

    @Override
    public synchronized void stepEnded(Step step, Outcome outcome, Duration took) {
        announceWave();
        underway.remove(step.id());
        stays(log.ended(step, outcome, took));
    }

    @Override
    public synchronized void windowOpened(ParticipantName target, Instant since) {
        announceWave();
        windows.put(target, since);
        Duration age = Duration.between(since, now());
        stays(age.compareTo(OF_THIS_PROCESS) < 0 ? log.windowOpened(target) : log.windowStillOpen(target, age));
    }

    @Override
    public synchronized void windowClosed(ParticipantName target, Duration age) {
        announceWave();
        windows.remove(target);
        stays(log.windowClosed(target, age));
    }

    @Override
    public synchronized void waveEnded(Wave wave) {
        unannounced.ifPresent(quiet -> stays(log.waveOfBefore(quiet)));
        unannounced = Optional.empty();
    }

    @Override
    public synchronized void runEnded(RunResult result) {
        underway.values().forEach(each -> stays(log.stopped(each.step())));
        underway.clear();
        windows.clear();
    }

    private void announceWave() {
        if (unannounced.isPresent()) {
            stays(log.wave(unannounced.get()));
            unannounced = Optional.empty();
            waveAnnounced();
        }
    }
}
