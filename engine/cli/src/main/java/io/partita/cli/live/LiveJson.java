package io.partita.cli.live;

import io.partita.cli.live.EventTables.Kind;
import io.partita.cli.live.EventTables.OfStep;
import io.partita.cli.live.EventTables.Progress;
import io.partita.core.apply.RunResult;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunId;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A run as events for machines, one JSON document in a line, in UTF-8, flushed after every line. The first line names
 * the format; {@link #SCHEMA} on the class path describes every event. Progress is told twice a second at most, and its
 * last numbers always before the step's end.
 */
public final class LiveJson implements LiveView {

    /** Where on the class path the JSON Schema of one event is. */
    public static final String SCHEMA = "/io/partita/cli/live/events.schema.json";

    private static final Duration BETWEEN_PROGRESS = Duration.ofMillis(500);

    private final PrintStream out;
    private final InstantSource clock;
    private final EventTables tables;
    private final Map<StepId, Told> progress = new HashMap<>();
    private Optional<RunId> run = Optional.empty();
    private final Map<StepId, Integer> waves = new HashMap<>();
    private int lastWave;
    private boolean begun;

    /** The last progress of a step. @param at when some was written @param held numbers that are still to be written */
    private record Told(Instant at, Optional<Progress> held) {}

    /** @param out is flushed after every line, and never closed */
    public LiveJson(PrintStream out, InstantSource clock, EventTables tables) {
        this.tables = Objects.requireNonNull(tables, "tables");
        this.out = Objects.requireNonNull(out, "out");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public synchronized void lockWatched(String owner) {
        write(Kind.LOCK_WATCHED, owner);
    }

    @Override
    public synchronized void runStarted(RunId id, Plan plan, Beginning beginning) {
        run = Optional.of(id);
        lastWave = plan.waves().stream().mapToInt(Wave::number).max().orElse(0);
        plan.waves().forEach(wave -> wave.steps().forEach(step -> waves.put(step.id(), wave.number())));
        write(
                Kind.RUN_STARTED,
                new EventTables.Started(
                        beginning,
                        plan.synchronizer().toString(),
                        plan.waves().size(),
                        plan.steps().count()));
    }

    @Override
    public synchronized void waveStarted(Wave wave) {
        write(Kind.WAVE_STARTED, new EventTables.WaveOf(wave, lastWave));
    }

    @Override
    public synchronized void stepStarted(Step step) {
        write(Kind.STEP_STARTED, step, step);
    }

    @Override
    public synchronized void stepProgress(Step step, long bytes, long contracts, long totalBytes) {
        Progress numbers =
                new Progress(bytes, contracts, Optional.of(totalBytes).filter(total -> total >= 0));
        Instant now = clock.instant();
        Told told = progress.get(step.id());
        if (told != null && now.isBefore(told.at().plus(BETWEEN_PROGRESS))) {
            progress.put(step.id(), new Told(told.at(), Optional.of(numbers)));
            return;
        }
        progress.put(step.id(), new Told(now, Optional.empty()));
        write(Kind.STEP_PROGRESS, step, numbers);
    }

    @Override
    public synchronized void stepWaiting(Step step, String what, Optional<Instant> until) {
        write(Kind.STEP_WAITING, step, new EventTables.Wait(what, until));
    }

    @Override
    public synchronized void heartbeat(Step step, String doing, Duration running) {
        write(Kind.HEARTBEAT, step, new EventTables.Beat(doing, running));
    }

    @Override
    public synchronized void noticed(Step step, Diagnostic diagnostic) {
        write(Kind.NOTICED, step, diagnostic);
    }

    @Override
    public synchronized void stepEnded(Step step, Outcome outcome, Duration took) {
        Optional.ofNullable(progress.remove(step.id()))
                .flatMap(Told::held)
                .ifPresent(held -> write(Kind.STEP_PROGRESS, step, held));
        write(Kind.STEP_ENDED, step, new EventTables.Ended(outcome, took));
    }

    @Override
    public synchronized void windowOpened(ParticipantName target, Instant since) {
        write(Kind.WINDOW_OPENED, new EventTables.Opened(target, since));
    }

    @Override
    public synchronized void windowClosed(ParticipantName target, Duration age) {
        write(Kind.WINDOW_CLOSED, new EventTables.Closed(target, age));
    }

    @Override
    public synchronized void waveEnded(Wave wave) {
        write(Kind.WAVE_ENDED, new EventTables.WaveOf(wave, lastWave));
    }

    @Override
    public synchronized void runEnded(RunResult result) {
        run = result.run().or(() -> run);
        write(Kind.RUN_ENDED, result);
    }

    @Override
    public synchronized void close() {
        out.flush();
    }

    private <D> void write(Kind kind, Step step, D details) {
        write(kind, new OfStep<>(Optional.ofNullable(waves.get(step.id())), step, details));
    }

    private <M> void write(Kind kind, M members) {
        String line = tables.line().line(new EventTables.Line<>(kind, !begun, clock.instant(), run, members)) + "\n";
        begun = true;
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        if (out.checkError()) {
            throw new UncheckedIOException(new IOException("the output does not take events any more"));
        }
    }
}
