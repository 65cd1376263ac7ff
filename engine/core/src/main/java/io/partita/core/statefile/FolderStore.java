package io.partita.core.statefile;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.state.State;
import io.partita.core.store.LockAttempt;
import io.partita.core.store.LockHolder;
import io.partita.core.store.LockOwner;
import io.partita.core.store.Recording;
import io.partita.core.store.StateStore;
import io.partita.core.store.StateUnusable;
import io.partita.core.store.Tracking;
import io.partita.core.topology.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A state folder, usually {@code .partita} in the declaration's folder. Making this object touches nothing; reading
 * never writes; only {@link #lock} creates the folder and gives the right to write.
 */
public final class FolderStore implements StateStore {

    /** The usual name. */
    public static final String NAME = ".partita";

    /** Two heartbeats and a little: one may be late. */
    private static final Duration UNLOCK_WATCH = Duration.ofSeconds(24);

    private final Path path;
    private final InstantSource clock;
    private final StateFiles files;
    private final Disk disk;
    private final Pause pause;
    private final Witness witness;
    private final Tracking tracking;
    private final FolderLock lock;

    private FolderStore(Path path, InstantSource clock, Disk disk, Pause pause, Witness witness, Tracking tracking) {
        this.path = Objects.requireNonNull(path, "path");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.files = new StateFiles(path);
        this.disk = disk;
        this.pause = pause;
        this.witness = Objects.requireNonNull(witness, "witness");
        this.tracking = Objects.requireNonNull(tracking, "tracking");
        this.lock = new FolderLock(files, disk, clock, pause);
    }

    public static FolderStore at(Path path) {
        return at(path, InstantSource.system());
    }

    /** With another clock, for the times in the journal and the lock. */
    public static FolderStore at(Path path, InstantSource clock) {
        return new FolderStore(path, clock, new RealDisk(), Pause.REAL, Witness.NONE, Tracking.NONE);
    }

    static FolderStore at(Path path, InstantSource clock, Disk disk, Pause pause) {
        return new FolderStore(path, clock, disk, pause, Witness.NONE, Tracking.NONE);
    }

    /** With the witness of this machine, which recognises an older state, a copy, and one that is gone. */
    public FolderStore witnessedBy(Witness other) {
        return new FolderStore(path, clock, disk, pause, other, tracking);
    }

    /** With version control, whose files are no memory of this machine. */
    public FolderStore trackedBy(Tracking other) {
        return new FolderStore(path, clock, disk, pause, witness, other);
    }

    public Path path() {
        return path;
    }

    /** Exports and logs beside what is recorded. */
    public FolderWorkspace workspace() {
        return new FolderWorkspace(files, disk);
    }

    /** Damage is named with its file and line. */
    @Override
    public Checked<Recording> read() {
        return reading().map(reading -> reading.map(StateReading::recording).orElseGet(JournalLines::nothing));
    }

    @Override
    public Recording salvage() {
        return StateReading.salvage(files);
    }

    Checked<Optional<StateReading>> reading() {
        Checked<Optional<StateReading>> reading = StateReading.read(files);
        return reading.then(found -> Checked.of(found, new WitnessCheck(files, witness).against(found)));
    }

    @Override
    public List<Diagnostic> verify() {
        return StateCheck.verify(this);
    }

    @Override
    public List<Diagnostic> doubts() {
        return FolderTrust.of(files, tracking);
    }

    @Override
    public void delete() {
        try {
            if (FolderShape.exists(path)) {
                delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        witness.forget(WitnessCheck.place(path));
    }

    /** Links are not followed: what they lead to is not part of the state. */
    private static void delete(Path folder) throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path file : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public Checked<String> planText(RunId run) {
        Path plan = files.plan(run);
        try {
            return Checked.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(files.read(plan)))
                    .toString());
        } catch (IOException e) {
            return Checked.failed(Diagnostic.error("run-plan-missing", "the plan of run " + run + " cannot be read")
                    .because(FileTrouble.of(e))
                    .fix("Put the reviewed plan back at " + plan + "; resume compares its hash with the journal."));
        }
    }

    /** A machine that remembers nothing has approved nothing. */
    @Override
    public boolean isApprovedHere(RunId run, String approval) {
        return StateReading.read(files)
                .optional()
                .flatMap(found -> found)
                .map(found -> found.recording().state().lineage())
                .filter(lineage -> witness.hasApproved(lineage, run, approval))
                .isPresent();
    }

    @Override
    public Optional<LockHolder> holder() {
        try {
            return lock.owner()
                    .map(owner -> new LockHolder(
                            owner,
                            lock.death(owner),
                            ThisProcess.isHere(owner) ? LockHolder.Where.HERE : LockHolder.Where.ELSEWHERE,
                            held(owner)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes the lock, creating the folder when there is none, taking over from a dead owner, dropping a torn last line;
     * then reads and checks everything. An owner on another machine whose last heartbeat looks old is watched for a
     * minute first: clocks differ.
     */
    @Override
    public LockAttempt lock(String operation, Consumer<LockOwner> watching) {
        return attempt(new Taking(operation, Optional.empty()), watching);
    }

    @Override
    public LockAttempt beginAfresh(JournalEvent.StateRebuilt beginning) {
        return attempt(new Taking("state rebuild", Optional.of(beginning)), owner -> {});
    }

    private LockAttempt attempt(Taking taking, Consumer<LockOwner> watching) {
        try {
            Optional<Diagnostic> strange = taking.strange();
            if (strange.isPresent()) {
                return new LockAttempt.Unusable(List.of(strange.get()));
            }
            List<Diagnostic> refusals = FolderTrust.refusals(files, tracking);
            if (!refusals.isEmpty()) {
                return new LockAttempt.Unusable(refusals);
            }
            disk.folder(files.folder());
            return taking.attempt(watching);
        } catch (IOException e) {
            return new LockAttempt.Unusable(List.of(Damage.notTaken(files.lock(), e)));
        } catch (StateUnusable e) {
            return new LockAttempt.Unusable(List.of(e.beforeARun()));
        }
    }

    /** One wish to have the lock. */
    private final class Taking {

        private final String operation;
        private final Optional<JournalEvent.StateRebuilt> afresh;
        private Optional<LockOwner> silent = Optional.empty();
        private boolean watched;

        Taking(String operation, Optional<JournalEvent.StateRebuilt> afresh) {
            this.operation = operation;
            this.afresh = afresh;
        }

        /** What is put aside may be strange; where it lies must not be. */
        Optional<Diagnostic> strange() throws IOException {
            return afresh.isPresent() ? FolderShape.strangeFolder(files) : FolderShape.strange(files);
        }

        LockAttempt attempt(Consumer<LockOwner> watching) throws IOException {
            LockAttempt attempt = lock.guarded(this::underGuard);
            if (attempt instanceof LockAttempt.Held held && isDoubtful(held.owner())) {
                watching.accept(held.owner());
                silent = lock.isSilent(held.owner(), FolderLock.LEASE) ? Optional.of(held.owner()) : Optional.empty();
                watched = true;
                attempt = lock.guarded(this::underGuard);
            }
            if (attempt instanceof LockAttempt.Taken taken && taken.lease() instanceof FolderLease lease) {
                lease.startHeart();
            }
            return attempt;
        }

        private boolean isDoubtful(LockOwner owner) {
            return !watched && !lock.livesHere(owner) && !lock.looksFresh(owner);
        }

        private LockAttempt underGuard() throws IOException {
            Optional<LockOwner> former = lock.owner();
            Optional<String> death = former.flatMap(this::death);
            if (former.isPresent() && death.isEmpty()) {
                return new LockAttempt.Held(former.get(), held(former.get()));
            }
            Checked<Optional<StateReading>> reading = reading();
            boolean usable = reading.isPresent();
            if (afresh.isPresent() && usable && reading.value().isPresent()) {
                return new LockAttempt.Unusable(List.of(SOUND));
            }
            if (afresh.isEmpty() && !usable) {
                return new LockAttempt.Unusable(reading.diagnostics());
            }
            LockOwner owner = lock.take(operation);
            boolean opened = false;
            try {
                FolderLease lease = afresh.isPresent() ? afresh(owner, afresh.get()) : open(owner, reading.value());
                former.ifPresent(
                        dead -> lease.record(new JournalEvent.LockTakenOver(dead.toString(), death.orElse(""))));
                opened = true;
                return new LockAttempt.Taken(lease);
            } catch (IOException | StateUnusable e) {
                lock.release(owner);
                throw e;
            } finally {
                if (!opened) {
                    ThisProcess.letsGo(owner);
                }
            }
        }

        private Optional<String> death(LockOwner owner) {
            return lock.death(owner)
                    .or(() -> silent.filter(owner::equals)
                            .map(dead -> "no heartbeat in " + FolderLock.LEASE.toSeconds()
                                    + " seconds of watching; its last was " + dead.heartbeat() + " by its own clock"));
        }
    }

    /** The head goes first: from then on nobody takes what is left for a state. */
    private FolderLease afresh(LockOwner owner, JournalEvent.StateRebuilt beginning) throws IOException {
        List<Path> former = new ArrayList<>();
        for (Path file : List.of(files.state(), files.journal(), files.acs(), files.runs())) {
            if (FolderShape.exists(file)) {
                former.add(file);
            }
        }
        Path aside = files.aside(clock.instant());
        if (!former.isEmpty()) {
            disk.folder(aside);
            for (Path file : former) {
                disk.move(file, aside.resolve(file.getFileName()));
            }
        }
        FolderLease lease = open(owner, Optional.empty());
        lease.record(new JournalEvent.StateRebuilt(
                beginning.by(),
                beginning.reason(),
                beginning.former(),
                former.isEmpty() ? "" : aside.getFileName().toString(),
                beginning.unknown()));
        return lease;
    }

    /**
     * Brings the files to where a new entry can follow: a first state.json, no torn line, state.json at the journal's
     * end.
     */
    private FolderLease open(LockOwner owner, Optional<StateReading> found) throws IOException {
        StateReading reading = found.orElseGet(FolderStore::first);
        if (reading.tornBytes() > 0) {
            disk.truncate(files.journal(), reading.soundBytes());
        }
        State state = reading.recording().state();
        files.ignore(disk);
        disk.replace(files.state(), StateText.write(StateText.Head.of(state)).getBytes(StandardCharsets.UTF_8));
        WitnessWriter witnessWriter = new WitnessWriter(witness, WitnessCheck.place(path), clock);
        witnessWriter.saw(state);
        FolderLease lease = new FolderLease(
                files, disk, clock, lock, owner, reading.recording(), reading.soundBytes(), witnessWriter);
        if (reading.tornBytes() > 0) {
            lease.record(new JournalEvent.TornLineDropped(reading.tornBytes()));
        }
        return lease;
    }

    private static StateReading first() {
        String lineage = UUID.randomUUID().toString();
        State empty = State.empty(lineage, JournalText.genesis(lineage));
        return new StateReading(new Recording(empty, List.of()), 0, 0);
    }

    /** Refused while the owner's process lives on this host, and when it gives a heartbeat while it is watched. */
    @Override
    public Checked<Optional<LockOwner>> unlock(String reason) {
        List<Diagnostic> refusals = FolderTrust.refusals(files, tracking);
        if (!refusals.isEmpty()) {
            return Checked.failed(refusals);
        }
        try {
            Optional<Diagnostic> strange = FolderShape.strange(files);
            if (strange.isPresent()) {
                return Checked.failed(strange.get());
            }
            Optional<LockOwner> owner = lock.owner();
            if (owner.isEmpty()) {
                return Checked.of(owner);
            }
            boolean dead = lock.death(owner.get()).isPresent();
            if (lock.livesHere(owner.get()) || !dead && !lock.isSilent(owner.get(), UNLOCK_WATCH)) {
                return lock.owner().isEmpty() ? Checked.of(Optional.empty()) : Checked.failed(alive(owner.get()));
            }
            return lock.guarded(() -> unlockUnderGuard(owner.get(), reason));
        } catch (IOException e) {
            return Checked.failed(Damage.notTaken(files.lock(), e));
        } catch (StateUnusable e) {
            return Checked.failed(e.beforeARun());
        }
    }

    private Checked<Optional<LockOwner>> unlockUnderGuard(LockOwner watched, String reason) throws IOException {
        Optional<LockOwner> former = lock.owner();
        if (!former.equals(Optional.of(watched))) {
            return former.isEmpty() ? Checked.of(former) : Checked.failed(alive(former.get()));
        }
        Checked<Optional<StateReading>> reading = reading();
        if (!reading.isPresent()) {
            return Checked.failed(reading.diagnostics());
        }
        try (FolderLease lease = open(lock.take("unlock"), reading.value())) {
            lease.record(new JournalEvent.LockTakenOver(former.get().toString(), reason));
        }
        return Checked.of(former);
    }

    private static Diagnostic alive(LockOwner owner) {
        return Diagnostic.refusal("lock-owner-alive", "process " + owner.pid() + " still works with this state")
                .because(owner.toString())
                .fix("Stop that process first; its lock goes with it.");
    }

    /** What is said to somebody who finds the lock held. */
    private Diagnostic held(LockOwner owner) {
        Diagnostic said = Diagnostic.error("state-locked", "somebody else works with this state")
                .classed(DiagnosticClass.LOCKED)
                .because(owner + "; last heartbeat " + owner.heartbeat() + " by its own clock");
        if (!lock.livesHere(owner)) {
            return said.fix(
                            "Wait until it has ended. If its machine is gone, run the command again: a lock without a heartbeat for "
                                    + FolderLock.LEASE.toSeconds()
                                    + " seconds is taken over. Or unlock it.")
                    .next(NextCommand.stateUnlock());
        }
        return said.fix(
                lock.looksFresh(owner)
                        ? "Wait until it has ended."
                        : "Process " + owner.pid()
                                + " lives on this machine but gives no heartbeat: it may be suspended. Let it go on or end it; its lock goes with it.");
    }
}
