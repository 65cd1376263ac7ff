package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.health.HealthProblem;
import io.partita.core.health.ParticipantHealth;
import io.partita.core.health.Use;
import io.partita.core.model.KeyName;
import io.partita.core.plan.PlannedKey;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Window;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ClockReading;
import io.partita.core.provider.KeyFailed;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.MovedFact;
import io.partita.core.state.Outcome;
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
        sayWhatPeopleMustKnow();
        return "ready";
    }

    /**
     * A run that goes on finds the synchronizer as it left it; what was planned on its former id would wait for what
     * never comes.
     */
    @Override
    boolean stillHolds() throws Ended {
        Optional<MovedFact> upgraded = Upgrade.seen(step.participant(), work);
        if (upgraded.isPresent()) {
            throw new Ended(new Outcome.Refused(new StepFacts(work, this).stale(upgraded.get()), upgraded));
        }
        return true;
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

    /** One that the plan was made with away is a fact of its isolation, where one that came back since is found. */
    private void requireConnection() throws CallFailed, Ended {
        Optional<String> foundAway = step.target().flatMap(Window::foundAway);
        if (foundAway.isPresent()) {
            requireMeant(foundAway.get());
            return;
        }
        require(ParticipantHealth.connection(
                step.participant(),
                work.plan().synchronizerAlias(),
                work.here().registrations(),
                work.open(Interlock.Kind.ISOLATION).map(Interlock::since)));
    }

    /** What is called so is connected at the end, so that it is the plan's synchronizer is not left to the plan. */
    private void requireMeant(String alias) throws CallFailed, Ended {
        boolean meant = work.here().registrations().stream()
                .filter(found -> found.alias().equals(alias)
                        && found.isCalled(work.plan().synchronizerAlias()))
                .flatMap(found -> found.synchronizer().stream())
                .anyMatch(found -> found.logical().equals(work.logicalSynchronizer()));
        if (!meant) {
            throw work.refused(Diagnostic.error(
                            "away-from-another", "'" + alias + "' is not the plan's synchronizer on " + name())
                    .because(
                            "the plan says that it was found away from that, and would connect it there; the plan's is "
                                    + work.logicalSynchronizer())
                    .fix("Plan again, and find out who changed the plan or the registrations of " + name() + ".")
                    .next(NextCommand.plan())
                    .about(name()));
        }
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
        List<StepId> exports = exports();
        Path folder = work.run().workspace().exports();
        if (exports.isEmpty() || !Files.exists(folder)) {
            return;
        }
        try {
            for (StepId export : exports) {
                AcsFiles.tryNames(work.run().workspace(), work.run().id(), export);
            }
        } catch (IOException e) {
            throw work.refused(Diagnostic.error("exports-not-writable", "nothing can be written to " + folder)
                    .because("the contracts that " + step.participant()
                            + " exports are kept there until they are imported: " + FileTrouble.of(e))
                    .fix(
                            "Give this user the right to write there, and see that its disk is not read-only, then resume. Or keep the exported contracts in another folder.")
                    .next(NextCommand.resume(), NextCommand.exportingTo())
                    .about(name()));
        }
    }

    private List<StepId> exports() {
        return work.plan()
                .steps()
                .filter(each -> each.kind() == Step.Kind.EXPORT_ACS
                        && each.participant().equals(step.participant()))
                .map(Step::id)
                .toList();
    }

    /** What no call can prevent, said while it can still be arranged. */
    private void sayWhatPeopleMustKnow() {
        if (!exports().isEmpty()) {
            work.noticed(Diagnostic.note(
                            "no-pruning-by-hand",
                            "nobody may prune " + step.participant() + " by hand until its exports are done")
                    .because(
                            "an export begins at an offset of before the activation; a schedule is suspended by the run, pruning by hand is not")
                    .fix("Agree on that with whoever operates " + step.participant() + ".")
                    .about(name()));
        }
        if (step.target().isPresent()) {
            work.noticed(Diagnostic.note(
                            "commitments-differ",
                            "commitments of " + step.participant() + " differ for a while, which is expected")
                    .because(
                            "from the consent of a party until its contracts are imported, other participants report ACS_COMMITMENT_MISMATCH with it")
                    .fix("Ignore those of that time.")
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
