package io.partita.cli.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partita.core.apply.RunResult;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A run as events for machines, one JSON document in a line, in UTF-8, flushed after every line. The first line names the format; {@link #SCHEMA} on the class path describes every event.
 * Progress is told twice a second at most, and its last numbers always before the step's end.
 */
public final class LiveJson implements LiveView {

    /** What the first event names; the number grows when something changes its meaning. */
    public static final String FORMAT = "partita.events/1";

    /** Where on the class path the JSON Schema of one event is. */
    public static final String SCHEMA = "/io/partita/cli/live/events.schema.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration BETWEEN_PROGRESS = Duration.ofMillis(500);

    private final PrintStream out;
    private final InstantSource clock;
    private final Function<NextCommand, String> typed;
    private final Map<StepId, Told> progress = new HashMap<>();
    private Optional<RunId> run = Optional.empty();
    private final Map<StepId, Integer> waves = new HashMap<>();
    private int lastWave;
    private boolean begun;

    /** The last progress of a step. @param at when some was written @param held numbers that are still to be written */
    private record Told(Instant at, Optional<ObjectNode> held) {}

    /**
     * @param out is flushed after every line, and never closed
     * @param typed how a command is typed
     */
    public LiveJson(PrintStream out, InstantSource clock, Function<NextCommand, String> typed) {
        this.typed = Objects.requireNonNull(typed, "typed");
        this.out = Objects.requireNonNull(out, "out");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public synchronized void lockWatched(String owner) {
        write("lock-watched", EventText.object().put("owner", owner));
    }

    @Override
    public synchronized void runStarted(RunId id, Plan plan, Beginning beginning) {
        run = Optional.of(id);
        lastWave = plan.waves().stream().mapToInt(Wave::number).max().orElse(0);
        plan.waves().forEach(wave -> wave.steps().forEach(step -> waves.put(step.id(), wave.number())));
        write(
                "run-started",
                EventText.object()
                        .put("beginning", EventText.word(beginning))
                        .put("synchronizer", plan.synchronizer().toString())
                        .put("waves", plan.waves().size())
                        .put("steps", plan.steps().count()));
    }

    @Override
    public synchronized void waveStarted(Wave wave) {
        write("wave-started", EventText.wave(wave, lastWave));
    }

    @Override
    public synchronized void stepStarted(Step step) {
        write("step-started", members(step).put("why", step.head().why()));
    }

    @Override
    public synchronized void stepProgress(Step step, long bytes, long contracts, long totalBytes) {
        ObjectNode node = members(step).put("bytes", bytes).put("contracts", contracts);
        if (totalBytes >= 0) {
            node.put("total_bytes", totalBytes);
        }
        Instant now = clock.instant();
        Told told = progress.get(step.id());
        if (told != null && now.isBefore(told.at().plus(BETWEEN_PROGRESS))) {
            progress.put(step.id(), new Told(told.at(), Optional.of(node)));
            return;
        }
        progress.put(step.id(), new Told(now, Optional.empty()));
        write("step-progress", node);
    }

    @Override
    public synchronized void stepWaiting(Step step, String what, Optional<Instant> until) {
        ObjectNode node = members(step).put("what", what);
        until.ifPresent(end -> node.put("until", end.toString()));
        write("step-waiting", node);
    }

    @Override
    public synchronized void heartbeat(Step step, String doing, Duration running) {
        write("heartbeat", members(step).put("doing", doing).put("running_ms", running.toMillis()));
    }

    @Override
    public synchronized void noticed(Step step, Diagnostic diagnostic) {
        ObjectNode node = members(step);
        node.set("diagnostic", EventText.diagnostic(diagnostic, typed));
        write("noticed", node);
    }

    @Override
    public synchronized void stepEnded(Step step, Outcome outcome, Duration took) {
        Optional.ofNullable(progress.remove(step.id()))
                .flatMap(Told::held)
                .ifPresent(held -> write("step-progress", held));
        ObjectNode node = members(step);
        node.setAll(EventText.ended(outcome, typed));
        write("step-ended", node.put("took_ms", took.toMillis()));
    }

    @Override
    public synchronized void windowOpened(ParticipantName target, Instant since) {
        write(
                "window-opened",
                EventText.object().put("participant", target.name()).put("since", since.toString()));
    }

    @Override
    public synchronized void windowClosed(ParticipantName target, Duration age) {
        write(
                "window-closed",
                EventText.object().put("participant", target.name()).put("age_ms", age.toMillis()));
    }

    @Override
    public synchronized void waveEnded(Wave wave) {
        write("wave-ended", EventText.wave(wave, lastWave));
    }

    @Override
    public synchronized void runEnded(RunResult result) {
        run = result.run().or(() -> run);
        write("run-ended", EventText.runEnded(result, typed));
    }

    @Override
    public synchronized void close() {
        out.flush();
    }

    private ObjectNode members(Step step) {
        ObjectNode node = EventText.object();
        Optional.ofNullable(waves.get(step.id())).ifPresent(wave -> node.put("wave", wave));
        return node.setAll(EventText.step(step));
    }

    private void write(String event, ObjectNode members) {
        ObjectNode line = EventText.object().put("event", event);
        if (!begun) {
            line.put("format", FORMAT);
            begun = true;
        }
        line.put("time", clock.instant().toString());
        run.ifPresent(id -> line.put("run", id.id()));
        line.setAll(members);
        byte[] bytes = bytes(line);
        out.write(bytes, 0, bytes.length);
        out.write('\n');
        if (out.checkError()) {
            throw new UncheckedIOException(new IOException("the output does not take events any more"));
        }
    }

    private static byte[] bytes(ObjectNode line) {
        try {
            return MAPPER.writeValueAsBytes(line);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("this is a bug in partita: a tree can always be written", impossible);
        }
    }
}
