package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.health.HealthProblem;
import io.partita.core.health.ParticipantHealth;
import io.partita.core.health.Use;
import io.partita.core.model.KeyName;
import io.partita.core.plan.PlannedKey;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ClockReading;
import io.partita.core.provider.KeyFailed;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.state.Interlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Everything about one participant that can be known before the first write. Its facts are read by {@link StepRun} as
 * those of every step.
 */
final class CheckReadyExecution extends ReadingExecution {

    private static final long LITTLE_DISK = 1L << 30;

    private final Step.CheckReady step;

    CheckReadyExecution(Step.CheckReady step, StepWork work) {
        super(work);
        this.step = step;
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        requireActive(work.here().status());
        requireConnection();
        requireReadableLedger();
        compareClocks();
        requireExports();
        lookAtDisk();
        requireKeys();
        return "ready";
    }

    private void requireActive(ParticipantStatus status) throws Ended {
        if (!status.id().equals(work.idHere())) {
            throw work.refused(Diagnostic.error("participant-is-another", name() + " is " + status.id())
                    .because("the plan was made for " + work.idHere())
                    .fix("Correct the endpoint, or plan again.")
                    .about(name()));
        }
        require(ParticipantHealth.activity(step.participant(), status.activity()));
        if (step.target().isPresent()) {
            require(ParticipantHealth.storage(status.storage()));
            require(ParticipantHealth.backup(
                    step.participant(),
                    work.plan().participant(step.participant()).backup(),
                    work.options().network()));
        }
    }

    private void require(Optional<HealthProblem> found) throws Ended {
        Optional<HealthProblem> problem = found.filter(each -> each.concerns(Use.APPLY));
        if (problem.isPresent()) {
            throw work.refused(problem.get().diagnostic(step.participant(), Use.APPLY));
        }
    }

    private void requireConnection() throws CallFailed, Ended {
        require(ParticipantHealth.connection(
                step.participant(),
                work.plan().synchronizerAlias(),
                work.here().registrations(),
                work.open(Interlock.Kind.ISOLATION).map(Interlock::since)));
    }

    /** Fails with the participant's own words when the token may not read the ledger. */
    private void requireReadableLedger() throws CallFailed {
        work.here().ledgerEnd();
        work.here().prunedUpTo();
        work.here().pruningSchedule();
    }

    private void compareClocks() throws CallFailed {
        Duration ahead = Duration.between(work.now(), work.here().clock());
        ParticipantHealth.clock(new ClockReading(ahead, Duration.ZERO))
                .ifPresent(problem -> work.noticed(problem.diagnostic(step.participant(), Use.APPLY)));
    }

    /** What exports cannot be written to would be noticed when a party is active on a target without its contracts. */
    private void requireExports() throws Ended {
        boolean exports = work.plan().content().sources().stream()
                .anyMatch(source -> source.participant().equals(step.participant()));
        Path folder = work.run().workspace().exports();
        if (exports && Files.exists(folder) && !(Files.isDirectory(folder) && Files.isWritable(folder))) {
            throw work.refused(Diagnostic.error("exports-not-writable", "nothing can be written to " + folder)
                    .because("the contracts that " + step.participant()
                            + " exports are kept there until they are imported")
                    .fix(
                            "Give this user the right to write there, and see that its disk is not read-only, then resume.")
                    .next(NextCommand.resume())
                    .about(name()));
        }
    }

    private void lookAtDisk() {
        Path acs = work.run().workspace().exports();
        free(acs)
                .filter(bytes -> bytes < LITTLE_DISK)
                .ifPresent(bytes -> work.noticed(
                        Diagnostic.warning("little-disk", "only " + (bytes >> 20) + " MiB are free at " + acs)
                                .because("exported contracts are kept there, about 8 kB a contract before compression")
                                .fix("Make room before the export; a full disk stops the run, and loses nothing.")));
    }

    /** Empty when the file system does not tell. */
    private static Optional<Long> free(Path folder) {
        try {
            return Optional.of(Files.getFileStore(folder).getUsableSpace());
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    /** Keys whose signatures this participant brings to the network: what they need is there, before the first change. */
    private void requireKeys() throws Ended, Stopped {
        SortedSet<KeyName> names = new TreeSet<>();
        work.plan()
                .content()
                .parties()
                .forEach(change -> keys(change.authority().signers(), names));
        work.plan().content().namespaces().forEach(foundation -> keys(foundation.signers(), names));
        for (KeyName name : names) {
            PlannedKey key = work.plan().content().key(name);
            if (!key.isHandedOver()) {
                requireKey(key);
            }
        }
    }

    private void keys(List<Signer> signers, SortedSet<KeyName> names) {
        for (Signer signer : signers) {
            if (signer instanceof Signer.WithKey with && with.through().equals(step.participant())) {
                names.add(with.key());
            }
        }
    }

    private void requireKey(PlannedKey key) throws Ended, Stopped {
        try {
            work.<Boolean, KeyFailed>interruptible("until the key " + key.name() + " is found", () -> {
                work.run().keys().keys().check(key.key(), key.source());
                return true;
            });
        } catch (KeyFailed e) {
            throw work.refused(KeyTrouble.of(key.name(), e));
        }
    }

    private String name() {
        return work.step().participant().name();
    }
}
