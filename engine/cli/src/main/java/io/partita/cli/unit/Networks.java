package io.partita.cli.unit;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Access;
import io.partita.core.model.Declaration;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.provider.Examined;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.provider.SentRequest;
import io.partita.core.topology.Pause;
import io.partita.provider.canton.CantonNetwork;
import io.partita.provider.canton.Channels;
import io.partita.provider.canton.access.Environment;
import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.provider.sandbox.wire.Api;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Opens the network of a unit. There is one client for all participants; those of the embedded network are reached
 * within this process, the others over their endpoints.
 */
public final class Networks {

    /**
     * A failed call is told by its diagnostic; the transport's own log with its stacks would only bury that. Held here,
     * because loggers are only weakly known.
     */
    private static final Logger TRANSPORT = Logger.getLogger("io.grpc");

    static {
        TRANSPORT.setLevel(Level.OFF);
    }

    private static final AtomicBoolean PREPARED = new AtomicBoolean();

    private Networks() {}

    /**
     * Loads what calls to a unit's participants need, beside whatever is done before they are called. Without effect
     * where the unit has an embedded network.
     */
    public static void prepare(Unit unit) {
        if (Files.exists(unit.world()) || PREPARED.getAndSet(true)) {
            return;
        }
        Thread beside = new Thread(CantonNetwork::prepare, "partita-prepare");
        beside.setDaemon(true);
        // What fails here fails again where it is needed, and is told there.
        beside.setUncaughtExceptionHandler((thread, failure) -> {});
        try {
            beside.start();
        } catch (OutOfMemoryError noThread) {
            PREPARED.set(false);
        }
    }

    /**
     * For planning and looking: a call that changes anything is not made, and a bug.
     *
     * @param environment for secrets and proxies
     * @param pause lets time pass before a read is tried again
     * @param say is told what is being read when that takes long
     */
    public static Checked<Network> open(
            Declaration declaration, Unit unit, Map<String, String> environment, Pause pause, Consumer<String> say) {
        return openToExamine(declaration, unit, environment, pause, say).map(opened -> opened);
    }

    /** What may be called. */
    public enum Calls {
        ALL,
        /** A call that changes anything is not made, and a bug. */
        READS_ONLY
    }

    /**
     * The participants that a run of an operator calls. Of the others nothing is opened and no secret is read: their
     * endpoints may be out of reach here, and their tokens elsewhere.
     *
     * @param operator whose run it is; empty: everybody's
     * @param calls what may be called
     * @param environment for secrets and proxies
     * @param pause lets time pass before a read is tried again
     */
    public static Checked<Network> open(
            Plan plan,
            Optional<String> operator,
            Calls calls,
            Unit unit,
            Map<String, String> environment,
            Pause pause) {
        SortedMap<ParticipantName, Access> accesses = new TreeMap<>();
        plan.content().participants().values().stream()
                .filter(participant -> participant.isReachedBy(operator))
                .forEach(participant -> accesses.put(participant.name(), participant.access()));
        return connect(accesses, calls, unit, new Environment(unit.folder(), environment), pause, Optional.empty())
                .map(opened -> opened);
    }

    /** All participants of an embedded network, as its owner. @param sandbox becomes the network's own */
    public static Network of(SandboxNetwork sandbox) {
        SortedMap<ParticipantName, Channels> channels = new TreeMap<>();
        sandbox.participants()
                .forEach(each -> channels.put(new ParticipantName(each.name()), embedded(sandbox, each.name())));
        return new Opened(CantonNetwork.open(channels), Optional.of(sandbox), Optional.empty());
    }

    /**
     * All participants of an embedded network, which stays open when this is closed.
     *
     * @param pause lets time pass before a read is tried again
     */
    public static Network within(SandboxNetwork sandbox, Pause pause) {
        SortedMap<ParticipantName, Channels> channels = new TreeMap<>();
        sandbox.participants()
                .forEach(each -> channels.put(new ParticipantName(each.name()), embedded(sandbox, each.name())));
        return CantonNetwork.open(channels, pause);
    }

    /**
     * For looking at the ways to the participants as well.
     *
     * @param environment for secrets and proxies
     * @param pause lets time pass before a read is tried again
     * @param say is told what is being read when that takes long
     */
    public static Checked<ExaminableNetwork> openToExamine(
            Declaration declaration, Unit unit, Map<String, String> environment, Pause pause, Consumer<String> say) {
        SortedMap<ParticipantName, Access> accesses = new TreeMap<>();
        declaration.participants().forEach((name, participant) -> accesses.put(name, participant.access()));
        return connect(
                        accesses,
                        Calls.READS_ONLY,
                        unit,
                        new Environment(unit.folder(), environment),
                        pause,
                        Optional.of(say))
                .map(opened -> opened);
    }

    /** @param say empty when the run itself says what it is at */
    private static Checked<Opened> connect(
            SortedMap<ParticipantName, Access> accesses,
            Calls calls,
            Unit unit,
            Environment surroundings,
            Pause pause,
            Optional<Consumer<String>> say) {
        boolean embedded = accesses.values().stream().anyMatch(Networks::isSandbox);
        if (!embedded) {
            return Checked.of(connected(accesses, calls, surroundings, Optional.empty(), pause, say));
        }
        return Sandboxes.open(unit).then(sandbox -> {
            Optional<Diagnostic> missing = missing(accesses, sandbox);
            if (missing.isPresent()) {
                sandbox.close();
                return Checked.failed(missing.get());
            }
            return Checked.of(connected(accesses, calls, surroundings, Optional.of(sandbox), pause, say));
        });
    }

    private static Opened connected(
            Map<ParticipantName, Access> accesses,
            Calls calls,
            Environment surroundings,
            Optional<SandboxNetwork> sandbox,
            Pause pause,
            Optional<Consumer<String>> say) {
        SortedMap<ParticipantName, Channels> channels = new TreeMap<>();
        accesses.forEach((name, access) -> {
            Channels theirs = access.match(
                    endpoints -> Channels.of(endpoints, surroundings),
                    inProcess -> embedded(sandbox.orElseThrow(), name.name()));
            channels.put(name, calls == Calls.READS_ONLY ? theirs.readingOnly() : theirs);
        });
        Optional<ReadingNotes> notes = say.map(ReadingNotes::to);
        CantonNetwork network = notes.isPresent()
                ? CantonNetwork.open(channels, pause, notes.get())
                : CantonNetwork.open(channels, pause);
        return new Opened(network, sandbox, notes);
    }

    static Channels embedded(SandboxNetwork sandbox, String participant) {
        return Channels.of(
                "sandbox " + participant + " admin",
                () -> sandbox.channel(participant, Api.ADMIN),
                "sandbox " + participant + " ledger",
                () -> sandbox.channel(participant, Api.LEDGER));
    }

    private static Optional<Diagnostic> missing(Map<ParticipantName, Access> accesses, SandboxNetwork sandbox) {
        var known = sandbox.participants().stream()
                .map(SandboxNetwork.Participant::name)
                .toList();
        return accesses.entrySet().stream()
                .filter(entry -> isSandbox(entry.getValue()))
                .map(entry -> entry.getKey().name())
                .filter(name -> !known.contains(name))
                .findFirst()
                .map(name -> Diagnostic.error("sandbox-participant-missing", "the world has no participant " + name)
                        .because("world.json has " + String.join(", ", known))
                        .fix("Add it to world.json and start over.")
                        .next(NextCommand.sandboxReset())
                        .about(name));
    }

    private static boolean isSandbox(Access access) {
        return access.match(endpoints -> false, sandbox -> true);
    }

    /** Closes the embedded network after the connections into it. */
    private record Opened(CantonNetwork network, Optional<SandboxNetwork> sandbox, Optional<ReadingNotes> notes)
            implements ExaminableNetwork {
        @Override
        public Examined examine(ParticipantName name, String synchronizerAlias, Map<ParticipantId, Instant> isolated) {
            return network.examine(name, synchronizerAlias, isolated);
        }

        @Override
        public Participant participant(ParticipantName name) {
            return network.participant(name);
        }

        @Override
        public Participant participant(ParticipantName name, ParticipantId id) {
            return network.participant(name, id);
        }

        @Override
        public List<SentRequest> takeSent() {
            return network.takeSent();
        }

        @Override
        public void close() {
            notes.ifPresent(ReadingNotes::close);
            network.close();
            sandbox.ifPresent(SandboxNetwork::close);
        }
    }
}
