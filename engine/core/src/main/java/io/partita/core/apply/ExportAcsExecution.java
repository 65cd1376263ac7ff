package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.plan.Step;
import io.partita.core.provider.AcsManifest;
import io.partita.core.provider.Activation;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.Registration;
import io.partita.core.state.StepRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
        if (!work.record(step.consent()).isDone()) {
            throw work.refused(
                    Diagnostic.error("consent-missing", "the party is not yet known to be active on " + step.target())
                            .because(step.consent() + " has to come first")
                            .fix("Run: partita resume."));
        }
        boolean connected = work.here().registrations().stream()
                .filter(found -> found.alias().equals(work.plan().synchronizerAlias()))
                .anyMatch(Registration::isConnected);
        if (!connected) {
            throw work.refused(Diagnostic.error(
                            "source-disconnected",
                            step.participant() + " is not connected to "
                                    + work.plan().synchronizerAlias())
                    .because("the export needs its view of the activation")
                    .fix("Connect " + step.participant() + " again, then run: partita resume.")
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
                                    + step.party().abbreviated() + " begins at")
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

    /** A run suspends pruning before it exports; a schedule that is there again was set by somebody else, and may prune while the export is under way. */
    private void requireTime(PruningSchedule schedule) throws Ended {
        Duration age = Duration.between(noted(), work.now());
        Duration left = schedule.retention().minus(age);
        if (left.compareTo(schedule.retention().dividedBy(SHARE_TO_SPARE)) < 0) {
            throw work.refused(Diagnostic.error(
                            "export-offset-endangered",
                            step.participant() + " is about to prune what the export of "
                                    + step.party().abbreviated() + " needs")
                    .because("its ledger end was noted " + age.toMinutes() + " minutes ago; the schedule \""
                            + schedule.cron() + "\" keeps "
                            + schedule.retention().toMinutes()
                            + " minutes, and is switched on")
                    .fix("Switch the schedule off on " + step.participant()
                            + " or lengthen its retention, then run: partita resume. Keep " + step.target()
                            + " disconnected.")
                    .about(step.participant().name()));
        }
    }

    private Instant noted() {
        return work.run().noted(step.beginNoted());
    }

    /** A file that was lost or damaged since is exported again, as long as an import still needs it. */
    @Override
    boolean stillHolds(StepRecord record) throws CallFailed {
        boolean needed = work.plan()
                .steps()
                .anyMatch(each -> each instanceof Step.ImportAcs imported
                        && imported.export().equals(step.id())
                        && !work.record(imported.id()).isDone());
        return !needed || probe().isDone();
    }

    @Override
    Probe probe() throws CallFailed {
        Optional<AcsFiles.Exported> exported = AcsFiles.exported(work, step);
        if (exported.isEmpty()) {
            return Probe.open("not exported");
        }
        try {
            work.here().checkAcs(exported.get().file(), exported.get().manifest(), id -> {});
            return Probe.done(summary(exported.get().manifest()));
        } catch (CallFailed e) {
            if (e.failure().kind() == CallFailure.Kind.LOCAL) {
                return Probe.open("the exported file is no longer what was exported");
            }
            throw e;
        }
    }

    @Override
    SortedMap<String, String> intent() {
        return new TreeMap<>(Map.of(
                "begin-exclusive", String.valueOf(begin()),
                "target", work.run().idOf(step.target()).toString()));
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
        work.note(AcsFiles.notes(file, manifest));
    }

    @Override
    String verify() throws Ended {
        return summary(AcsFiles.exported(work, step).orElseThrow().manifest());
    }

    @Override
    DryRunReport.Coverage coverage() {
        return DryRunReport.Coverage.DEPENDS_ON_EARLIER_STEPS;
    }

    private AcsManifest export(Path file, ParticipantId target) throws CallFailed, Ended, Stopped {
        try {
            requireOwnActivationFirst(target);
            return work.here()
                    .exportAcs(step.party(), work.synchronizer().logical(), target, begin(), file, work.progress());
        } catch (CallFailed e) {
            if (e.failure().kind() == CallFailure.Kind.REFUSED || e.failure().kind() == CallFailure.Kind.NOT_FOUND) {
                throw work.failed(refused(e.failure()));
            }
            throw e;
        }
    }

    /** The participant takes the first activation after the offset, whichever it is, so that has to be the one of this run; and it gives up after two minutes, so it is waited for here. */
    private void requireOwnActivationFirst(ParticipantId target) throws CallFailed, Ended, Stopped {
        Optional<Activation> first = work.poll(
                "until the activation on " + step.target() + " is in the history of " + step.participant(),
                work.limits().effective(),
                step.participant(),
                () -> work
                        .here()
                        .activations(
                                step.party(),
                                work.synchronizer().logical(),
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
                    .fix(SafeNext.after(step) + " When " + step.participant()
                            + " has processed it, run: partita resume.")
                    .about(step.party().abbreviated()));
        }
        Optional<Instant> own =
                work.record(step.consent()).note(Notes.VALID_FROM).map(Instant::parse);
        if (own.isPresent() && !own.get().equals(first.get().effective())) {
            throw work.refused(Diagnostic.error(
                            "earlier-activation-found",
                            "an earlier activation on " + step.target() + " would be exported instead")
                    .because("after offset " + begin() + " comes the activation of "
                            + first.get().effective() + " first; this run's is of " + own.get())
                    .fix(
                            "Keep " + step.target()
                                    + " disconnected. The contracts can be exported by hand with the repair service at the offset of this run's activation; ask for help before you connect anything.")
                    .about(step.party().abbreviated()));
        }
    }

    private Diagnostic refused(CallFailure failure) {
        Diagnostic base = CallDiagnostics.of(failure, step, CallDiagnostics.Reach.BEGUN);
        return base.fix("The party is active on " + step.target() + " without its contracts: keep " + step.target()
                + " disconnected. Look at the answer (a pruned offset " + begin()
                + " cannot be exported any more), mend the cause, then run: partita resume.");
    }

    private long begin() {
        return Long.parseLong(work.record(step.beginNoted())
                .note(Notes.LEDGER_END)
                .orElseThrow(() -> new IllegalStateException("the consent's guard requires " + step.beginNoted())));
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
                .fix("Mend the disk or the permissions, then run: partita resume.");
    }

    private static String summary(AcsManifest manifest) {
        return manifest.contracts() + " contracts, " + manifest.bytes() + " bytes, SHA-256 " + manifest.sha256();
    }
}
