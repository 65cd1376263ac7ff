package io.partita.core.apply.step;

import io.partita.core.apply.DryRunReport;
import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.provider.AcsManifest;
import io.partita.core.provider.Activation;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

/** An export may be repeated as long as its offset is not pruned. A file counts only with its hash in the journal. */
final class ExportAcsExecution extends Execution {

    /** An export may take long: less than this part of a retention is not enough. */
    private static final int SHARE_TO_SPARE = 10;

    private final Step.ExportAcs step;

    ExportAcsExecution(Step.ExportAcs step, StepWork work) {
        super(work);
        this.step = step;
    }

    /** On a disconnected source an export of the newest activation fails (procedure 4.1). */
    @Override
    void guard() throws CallFailed, Ended {
        if (!work.record(step.activation().step()).isDone()) {
            throw work.refused(
                    Diagnostic.error("consent-missing", "the party is not yet known to be active on " + step.target())
                            .because(step.activation().step() + " has to come first")
                            .next(NextCommand.resume()));
        }
        if (!Connections.isConnected(work.here(), work.plan().synchronizerAlias())) {
            throw work.refused(Diagnostic.error(
                            "source-disconnected",
                            step.participant() + " is not connected to "
                                    + work.plan().synchronizerAlias())
                    .because("the export needs its view of the activation")
                    .fix("Connect " + step.participant() + " again, then resume.")
                    .next(NextCommand.resume())
                    .about(step.participant().name()));
        }
        requireKept();
    }

    /** What is pruned cannot be exported any more, and nothing else says at which state the party became active. */
    private void requireKept() throws CallFailed, Ended {
        long pruned = work.here().prunedUpTo();
        if (pruned >= begin()) {
            throw work.refused(Diagnostic.error(
                            "export-offset-pruned",
                            step.participant() + " has pruned the offset that the export of "
                                    + step.partyId().abbreviated() + " begins at")
                    .because("it begins after offset " + begin() + ", pruned up to " + pruned
                            + "; the party is active on " + step.target() + ", which has none of its contracts")
                    .fix(
                            "Keep " + step.target()
                                    + " disconnected. Another host of the party that has not pruned that far can export its contracts with Canton's own commands; no run can.")
                    .about(step.participant().name()));
        }
        Optional<PruningSchedule> schedule = work.here().pruningSchedule();
        if (schedule.isPresent()) {
            requireTime(schedule.get());
        }
    }

    /**
     * A run suspends pruning before it exports; a schedule that is there again was set by somebody else, and may prune
     * while the export is under way. What a repair exports is as old as the activation that it did not make.
     */
    private void requireTime(PruningSchedule schedule) throws Ended {
        Instant noted = work.ledgerEnd(step.begin()).noted();
        Instant from = work.result(step.activation())
                .map(Result.Activation::effective)
                .filter(noted::isAfter)
                .orElse(noted);
        Duration age = Duration.between(from, work.now());
        Duration left = schedule.retention().minus(age);
        if (left.compareTo(schedule.retention().dividedBy(SHARE_TO_SPARE)) < 0) {
            throw work.refused(Diagnostic.error(
                            "export-offset-endangered",
                            step.participant() + " is about to prune what the export of "
                                    + step.partyId().abbreviated() + " needs")
                    .because("it is from " + age.toMinutes() + " minutes ago; the schedule \""
                            + schedule.cron() + "\" keeps "
                            + schedule.retention().toMinutes()
                            + " minutes, and is switched on")
                    .fix("Switch the schedule off on " + step.participant()
                            + " or lengthen its retention, then resume. Keep " + step.target()
                            + " disconnected.")
                    .next(NextCommand.resume())
                    .about(step.participant().name()));
        }
    }

    /** A file that was lost or damaged since is exported again, as long as an import still needs it. */
    @Override
    boolean stillHolds() throws CallFailed {
        boolean needed = !work.record(step.imported()).isDone() || isImportUndone();
        return !needed || probe().isDone();
    }

    /** The import into a participant of another operator is that operator's to look at. */
    private boolean isImportUndone() throws CallFailed {
        return work.run().reaches(step.target()) && TargetEnd.isUndone(step.imported(), step.target(), work);
    }

    @Override
    Probe probe() throws CallFailed {
        Optional<Result.Exported> exported = work.record().result(Result.Exported.class);
        if (exported.isEmpty()) {
            return Probe.open("not exported");
        }
        try {
            Path file = AcsFiles.of(exported.get(), work.run());
            work.here().checkAcs(file, exported.get().manifest(), id -> {});
            return Probe.done(summary(exported.get().manifest()));
        } catch (CallFailed e) {
            if (e.failure().kind() == CallFailure.Kind.LOCAL) {
                return Probe.open("the exported file is no longer what was exported");
            }
            throw e;
        }
    }

    @Override
    void act() throws CallFailed, Ended, Stopped {
        Path file = AcsFiles.place(work.run().workspace(), work.run().id(), step.id());
        discard(file);
        ParticipantId target = work.run().idOf(step.target());
        AcsManifest manifest = work.abandonable("exporting", () -> export(file, target));
        try {
            AcsFiles.protect(file);
            if (Files.size(file) != manifest.bytes()) {
                throw new IOException("it has " + Files.size(file) + " bytes, not " + manifest.bytes());
            }
        } catch (IOException e) {
            throw work.failed(unusable(file, e));
        }
        work.keep(new Result.Exported(file.getFileName().toString(), manifest));
    }

    @Override
    String verify() {
        return summary(work.record().result(Result.Exported.class).orElseThrow().manifest());
    }

    @Override
    DryRunReport.Coverage coverage() {
        return DryRunReport.Coverage.DEPENDS_ON_EARLIER_STEPS;
    }

    private AcsManifest export(Path file, ParticipantId target) throws CallFailed, Ended, Stopped {
        try {
            requireOwnActivationFirst(target);
            if (step.transfer().isOfMissed()) {
                return exportMissed(file, target);
            }
            return work.here()
                    .exportAcs(step.partyId(), work.logicalSynchronizer(), target, begin(), file, work.progress());
        } catch (CallFailed e) {
            if (e.failure().kind() == CallFailure.Kind.REFUSED || e.failure().kind() == CallFailure.Kind.NOT_FOUND) {
                throw work.failed(refused(e.failure()));
            }
            throw e;
        }
    }

    /**
     * The export of a party refuses where the flag never was. What another party brought that was hosted on the target
     * already is there, or was archived there since, and then the import of all would be refused.
     */
    private AcsManifest exportMissed(Path file, ParticipantId target) throws CallFailed, Ended {
        SortedSet<PartyId> without = new MissedReading(work, step.target(), step.transfer()).alreadyThere(begin());
        return work.here()
                .exportAcsAt(
                        step.partyId(), work.logicalSynchronizer(), target, begin(), without, file, work.progress());
    }

    /**
     * The participant takes the first activation after the offset, whichever it is, so that has to be the one of this
     * run; and it gives up after two minutes, so it is waited for here.
     */
    private void requireOwnActivationFirst(ParticipantId target) throws CallFailed, Ended, Stopped {
        Optional<Activation> first = work.poll(
                "until the activation on " + step.target() + " is in the history of " + step.participant(),
                work.limits().effective(),
                step.participant(),
                () -> work
                        .here()
                        .activations(
                                step.partyId(),
                                work.logicalSynchronizer(),
                                target,
                                begin(),
                                work.here().ledgerEnd())
                        .stream()
                        .findFirst());
        if (first.isEmpty()) {
            throw work.failed(Diagnostic.error(
                            "activation-not-found",
                            "the activation on " + step.target() + " does not show in the history of "
                                    + step.participant())
                    .because("after offset " + begin() + ", although the hosting is effective there")
                    .fix(safeNext() + " When " + step.participant() + " has processed it, resume.")
                    .next(NextCommand.resume())
                    .about(step.partyId().abbreviated()));
        }
        Optional<Instant> own = work.result(step.activation()).map(Result.Activation::effective);
        if (own.isPresent() && !own.get().equals(first.get().effective())) {
            throw work.refused(Diagnostic.error(
                            "earlier-activation-found",
                            "an earlier activation on " + step.target() + " would be exported instead")
                    .because("after offset " + begin() + " comes the activation of "
                            + first.get().effective() + " first; this run's is of " + own.get())
                    .fix(
                            "Keep " + step.target()
                                    + " disconnected. The contracts can be exported by hand with the repair service at the offset of this run's activation; ask for help before you connect anything.")
                    .about(step.partyId().abbreviated()));
        }
    }

    private Diagnostic refused(CallFailure failure) throws Ended {
        Diagnostic base = StepFailure.of(failure, this, StepFailure.Reach.BEGUN);
        return base.fix("The party is active on " + step.target() + " without its contracts: keep " + step.target()
                        + " disconnected. Look at the answer (a pruned offset " + begin()
                        + " cannot be exported any more), mend the cause, then resume.")
                .next(NextCommand.resume());
    }

    private long begin() throws Ended {
        return work.ledgerEnd(step.begin()).offset();
    }

    @Override
    String safeNext() {
        return "An export only reads and may be repeated as long as its offset is not pruned. Keep " + step.target()
                + " disconnected.";
    }

    private void discard(Path file) throws Ended {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(AcsFiles.manifestOf(file));
        } catch (IOException e) {
            throw work.failed(unusable(file, e));
        }
    }

    private static Diagnostic unusable(Path file, IOException why) {
        return Diagnostic.error("acs-file-unusable", file.getFileName() + " cannot be used")
                .because(FileTrouble.of(why))
                .fix("Mend the disk or the permissions, then resume. Or keep the exported contracts in another folder.")
                .next(NextCommand.resume(), NextCommand.exportingTo());
    }

    private static String summary(AcsManifest manifest) {
        return manifest.contracts() + " contracts, " + manifest.bytes() + " bytes, SHA-256 " + manifest.sha256();
    }
}
