package io.partita.cli.live;

import static io.partita.core.json.Codecs.COUNT;
import static io.partita.core.json.Codecs.INSTANT;
import static io.partita.core.json.Codecs.NUMBER;
import static io.partita.core.json.Codecs.TEXT;

import io.partita.cli.result.ExitCode;
import io.partita.core.apply.ApplyListener.Beginning;
import io.partita.core.apply.RunResult;
import io.partita.core.codec.DiagnosticCodecs;
import io.partita.core.codec.ModelCodecs;
import io.partita.core.codec.StateCodecs;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.json.Codec;
import io.partita.core.json.Codecs;
import io.partita.core.json.Member;
import io.partita.core.json.Shape;
import io.partita.core.json.Table;
import io.partita.core.json.TextCodec;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The events of a run for machines. Names are {@code snake_case}; what is absent is left out; durations are whole
 * milliseconds. The published schema is made from these tables.
 */
public final class EventTables {

    /** What the first event names; the number grows when something changes its meaning. */
    public static final String FORMAT = "partita.events/1";

    private static final Codec<Duration> MILLISECONDS =
            Codecs.number(Long.MIN_VALUE, Long.MAX_VALUE).as(Duration::ofMillis, Duration::toMillis);

    private static final TextCodec<Step.Kind> STEP_KIND = Codecs.words(Step.Kind.class, Step.Kind::word);

    private static final Codec<SortedMap<StepId, Outcome.Kind>> OUTCOMES =
            Codecs.map(StateCodecs.STEP_ID, StateCodecs.OUTCOME_KIND);

    /** Every kind of event. */
    enum Kind {
        LOCK_WATCHED,
        RUN_STARTED,
        WAVE_STARTED,
        STEP_STARTED,
        STEP_PROGRESS,
        STEP_WAITING,
        HEARTBEAT,
        NOTICED,
        STEP_ENDED,
        WINDOW_OPENED,
        WINDOW_CLOSED,
        WAVE_ENDED,
        RUN_ENDED
    }

    /** Whether an event names its run. */
    private enum Naming {
        ALWAYS,
        ONCE_KNOWN
    }

    /**
     * One line.
     *
     * @param kind what happened
     * @param isFirst whether it is the first, which names the format
     * @param time when it was written, by the clock of this machine
     * @param run the run, once it has a name
     * @param members what this kind tells besides; of the type that its table asks for
     */
    record Line<M>(Kind kind, boolean isFirst, Instant time, Optional<RunId> run, M members) {}

    record Started(Beginning beginning, String synchronizer, int waves, long steps) {}

    record WaveOf(Wave wave, int last) {}

    /** Something about a step. @param wave its number, once the plan is known */
    record OfStep<D>(Optional<Integer> wave, Step step, D details) {}

    record Progress(long bytes, long contracts, Optional<Long> totalBytes) {}

    record Wait(String what, Optional<Instant> until) {}

    record Beat(String doing, Duration running) {}

    record Ended(Outcome outcome, Duration took) {}

    record Opened(ParticipantName participant, Instant since) {}

    record Closed(ParticipantName participant, Duration age) {}

    private static final Shape<Line<String>> LOCK_WATCHED =
            line(Naming.ONCE_KNOWN, table -> table.field("owner", TEXT, line -> line.members));

    private static final Shape<Line<Started>> RUN_STARTED = line(Naming.ALWAYS, table -> {
        table.field("beginning", Codecs.words(Beginning.class, Codecs::word), line -> line.members.beginning);
        table.field("synchronizer", TEXT, line -> line.members.synchronizer);
        table.field("waves", NUMBER, line -> line.members.waves);
        table.field("steps", COUNT, line -> line.members.steps);
    });

    private static final Shape<Line<WaveOf>> WAVE = line(Naming.ALWAYS, table -> {
        table.field("wave", NUMBER, line -> line.members.wave.number());
        table.field("last_wave", NUMBER, line -> line.members.last);
        table.field("title", TEXT, line -> line.members.wave.title());
    });

    private static final Shape<Line<OfStep<Step>>> STEP_STARTED =
            step(table -> table.field("why", TEXT, line -> line.members.step.why()));

    private static final Shape<Line<OfStep<Progress>>> STEP_PROGRESS = step(table -> {
        table.field("bytes", COUNT, line -> line.members.details.bytes);
        table.field("contracts", COUNT, line -> line.members.details.contracts);
        table.optional("total_bytes", COUNT, line -> line.members.details.totalBytes)
                .described("Absent when it is not known.");
    });

    private static final Shape<Line<OfStep<Wait>>> STEP_WAITING = step(table -> {
        table.field("what", TEXT, line -> line.members.details.what);
        table.optional("until", INSTANT, line -> line.members.details.until).described("Absent when nobody knows.");
    });

    private static final Shape<Line<OfStep<Beat>>> HEARTBEAT = step(table -> {
        table.field("doing", TEXT, line -> line.members.details.doing);
        table.field("running_ms", MILLISECONDS, line -> line.members.details.running);
    });

    private static final Shape<Line<Opened>> WINDOW_OPENED = line(Naming.ONCE_KNOWN, table -> {
        table.field("participant", ModelCodecs.PARTICIPANT, line -> line.members.participant);
        table.field("since", INSTANT, line -> line.members.since);
    });

    private static final Shape<Line<Closed>> WINDOW_CLOSED = line(Naming.ONCE_KNOWN, table -> {
        table.field("participant", ModelCodecs.PARTICIPANT, line -> line.members.participant);
        table.field("age_ms", MILLISECONDS, line -> line.members.age);
    });

    private final Codec<NextCommand> command;
    private final Shape<Diagnostic> diagnostic;
    private final Shape<Outcome> outcome;
    private final Shape<Line<?>> line;

    /** @param typed how a command is typed */
    public EventTables(Function<NextCommand, String> typed) {
        this.command = TEXT.<NextCommand>as(
                text -> {
                    throw new IllegalStateException("this is a bug in partita: nobody reads " + text);
                },
                typed);
        this.diagnostic = DiagnosticCodecs.diagnostic(command);
        this.outcome = Shape.written(Outcome.class, "told-outcome", table -> {
            table.inline(StateCodecs.outcome(diagnostic), each -> each);
            table.optional("text", TEXT, each -> each.diagnostic().map(Diagnostic::summary));
        });
        Shape<Line<OfStep<Diagnostic>>> noticed =
                step(table -> table.field("diagnostic", diagnostic, line -> line.members.details));
        Shape<Line<OfStep<Ended>>> stepEnded = step(table -> {
            table.inline(outcome, line -> line.members.details.outcome);
            table.field("took_ms", MILLISECONDS, line -> line.members.details.took);
        });
        Shape<Line<RunResult>> runEnded = runEnded();
        this.line = Shape.variants("event", "event", Kind.class, Codecs::word, Line::kind, kind -> switch (kind) {
            case LOCK_WATCHED -> LOCK_WATCHED;
            case RUN_STARTED -> RUN_STARTED;
            case WAVE_STARTED, WAVE_ENDED -> WAVE;
            case STEP_STARTED -> STEP_STARTED;
            case STEP_PROGRESS -> STEP_PROGRESS;
            case STEP_WAITING -> STEP_WAITING;
            case HEARTBEAT -> HEARTBEAT;
            case NOTICED -> noticed;
            case STEP_ENDED -> stepEnded;
            case WINDOW_OPENED -> WINDOW_OPENED;
            case WINDOW_CLOSED -> WINDOW_CLOSED;
            case RUN_ENDED -> runEnded;
        });
    }

    /** A command as it is typed next; only written. */
    public Codec<NextCommand> command() {
        return command;
    }

    /** Diagnostics as machines get them. */
    public Codec<Diagnostic> diagnostic() {
        return diagnostic;
    }

    /** Outcomes as machines get them; whatever became of a step, {@code text} says it in a few words. */
    public Shape<Outcome> outcome() {
        return outcome;
    }

    /** Any event of a run. */
    public Shape<Line<?>> line() {
        return line;
    }

    private Shape<Line<RunResult>> runEnded() {
        return line(Naming.ONCE_KNOWN, table -> {
            table.field("exit", StateCodecs.EXIT, line -> line.members.exit());
            table.field(
                    "exit_code",
                    Codecs.integer(0, 255),
                    line -> ExitCode.of(line.members.exit()).code());
            table.field("outcomes", OUTCOMES, line -> outcomes(line.members))
                    .described("The outcome of every step that has one, by its id.");
            table.field("diagnostics", Codecs.list(diagnostic), line -> line.members.diagnostics())
                    .described("The most important last.");
            table.field("interlocks", Codecs.list(StateCodecs.INTERLOCK), line -> line.members.interlocks())
                    .described("All that are open, oldest first.");
            table.field("next", Codecs.list(command), line -> line.members.next())
                    .described("Commands to type next, most useful first.");
        });
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // only names the type for the compiler
    private static <M> Shape<Line<M>> line(Naming naming, Consumer<Table<Line<M>>> members) {
        return Shape.<Line<M>>written((Class) Line.class, "line", table -> {
            table.optional(
                            "format",
                            TEXT.matching(FORMAT),
                            line -> Optional.of(FORMAT).filter(name -> line.isFirst))
                    .described("In the first line only.");
            table.field("time", INSTANT, line -> line.time)
                    .described("When it was written, by the clock of the machine that runs the plan.");
            Member<Optional<RunId>> run = table.optional("run", StateCodecs.RUN_ID, line -> line.run);
            if (naming == Naming.ALWAYS) {
                run.promised();
            }
            members.accept(table);
        });
    }

    private static <D> Shape<Line<OfStep<D>>> step(Consumer<Table<Line<OfStep<D>>>> members) {
        return line(Naming.ALWAYS, table -> {
            table.optional("wave", NUMBER, line -> line.members.wave).promised();
            table.field("step", StateCodecs.STEP_ID, line -> line.members.step.id());
            table.field("kind", STEP_KIND, line -> line.members.step.kind());
            table.field("participant", ModelCodecs.PARTICIPANT, line -> line.members.step.participant());
            table.optional("party", ModelCodecs.PARTY, line -> line.members.step.party())
                    .described("The full id; absent for steps about a participant as a whole.");
            table.optional("operator", TEXT, line -> line.members.step.head().operator());
            members.accept(table);
        });
    }

    private static SortedMap<StepId, Outcome.Kind> outcomes(RunResult result) {
        SortedMap<StepId, Outcome.Kind> kinds = new TreeMap<>();
        result.outcomes().forEach((step, outcome) -> kinds.put(step, outcome.kind()));
        return Collections.unmodifiableSortedMap(kinds);
    }
}
