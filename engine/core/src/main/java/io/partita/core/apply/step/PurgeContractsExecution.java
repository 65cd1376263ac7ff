package io.partita.core.apply.step;

import io.partita.core.apply.DryRunReport;
import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.hash.Sha256;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Registration;
import io.partita.core.topology.ContractExamples;
import io.partita.core.topology.ContractSet;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Exactly the stale contracts are purged, as they are found while the target is isolated and backed up. Which they are
 * is in a file before the first of them goes: whoever asks years later what was taken out of the books finds it.
 */
final class PurgeContractsExecution extends Execution {

    private static final int AT_ONCE = 1000;

    private final Step.PurgeContracts step;

    PurgeContractsExecution(Step.PurgeContracts step, StepWork work) {
        super(work);
        this.step = step;
    }

    /** Until the target is connected, a backup of it that is restored brings back what was purged. */
    @Override
    boolean stillHolds() throws CallFailed {
        return !TargetEnd.isUndone(step.id(), step.participant(), work);
    }

    @Override
    void guard() throws CallFailed, Ended {
        Isolation.require(step.participant(), "nothing is purged", work);
        if (!work.run().reaches(step.transfer().source())) {
            throw work.refused(Diagnostic.error(
                            "source-not-reached",
                            "only " + step.transfer().source() + " can tell what is left over on " + step.participant())
                    .because("it is another operator's, and what is purged is found by comparing both")
                    .fix("Let one run reach both participants: apply the same plan without an operator.")
                    .about(step.participant().name()));
        }
    }

    @Override
    Probe probe() throws CallFailed, Ended {
        try (ContractSet stale = stale()) {
            long count = ContractExamples.of(stale::each).count();
            return count == 0
                    ? Probe.done("nothing of an earlier hosting is left on " + step.participant())
                    : Probe.open(count + " contracts of an earlier hosting are on " + step.participant());
        }
    }

    @Override
    void found() throws CallFailed {
        TargetEnd.keep(work);
    }

    @Override
    void act() throws CallFailed, Ended, Stopped {
        Path file = file();
        try (ContractSet stale = stale()) {
            write(stale, file);
            try {
                purge(stale);
            } catch (CallFailed e) {
                throw failed(e, file);
            }
        }
        work.keep(purged(file));
    }

    private ContractSet stale() throws CallFailed, Ended {
        return new StaleContracts(
                        step.transfer(),
                        step.participant(),
                        work.ledgerEnd(step.begin()).offset(),
                        work)
                .read();
    }

    private Path file() {
        return work.run()
                .workspace()
                .logs(work.run().id())
                .resolve("purged-" + step.participant() + "-"
                        + Sha256.of(step.partyId().toString()).substring(0, 12) + ".txt");
    }

    /** An earlier attempt may have purged a part, whose ids stay. */
    private void write(ContractSet stale, Path file) throws CallFailed, Ended {
        try {
            RunLog.require(file);
            try (BufferedWriter ids = Files.newBufferedWriter(
                    file, StandardOpenOption.APPEND, StandardOpenOption.SYNC, LinkOption.NOFOLLOW_LINKS)) {
                stale.each(id -> line(id, ids));
            }
        } catch (UncheckedIOException e) {
            throw notWritten(file, e.getCause());
        } catch (IOException e) {
            throw notWritten(file, e);
        }
    }

    private static void line(String id, BufferedWriter ids) {
        try {
            ids.write(id);
            ids.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Ended notWritten(Path file, IOException trouble) {
        return work.failed(Diagnostic.error("purge-not-recorded", "the ids of what is to be purged cannot be written")
                .because(FileTrouble.of(trouble))
                .fix("Make room for " + file + ", then resume. Nothing was purged.")
                .next(NextCommand.resume())
                .about(step.participant().name()));
    }

    private void purge(ContractSet stale) throws CallFailed {
        String alias = alias();
        List<String> ids = new ArrayList<>();
        stale.each(ids::add);
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            work.here().purgeContracts(alias, ids.subList(from, Math.min(from + AT_ONCE, ids.size())));
        }
    }

    /** The participant's own name of the synchronizer. */
    private String alias() throws CallFailed {
        String name = work.plan().synchronizerAlias();
        return work.here().registrations().stream()
                .filter(registration -> registration.isCalled(name))
                .map(Registration::alias)
                .findFirst()
                .orElse(name);
    }

    /** A participant that never does it must not stay isolated for that. */
    private CallFailed failed(CallFailed e, Path file) throws Ended {
        boolean never = switch (e.failure().kind()) {
            case REFUSED, NOT_PERMITTED, UNSUPPORTED, NOT_FOUND, ALREADY_EXISTS, CLEARING_CONFLICT -> true;
            case UNREACHABLE, STARTING, OUTCOME_UNKNOWN, ANOTHER_PARTICIPANT, LOCAL -> false;
        };
        if (!never) {
            return e;
        }
        throw work.failed(
                Diagnostic.error("purge-refused", step.participant() + " does not purge what an earlier hosting left")
                        .because(e.failure().found())
                        .answering(e.failure().answered())
                        .fix("Mend what it says, then resume. Or purge the contracts of " + file
                                + " by hand, with repair.purge of its console, while it stays disconnected. What is left over is"
                                + " looked for again.")
                        .next(NextCommand.resume(), NextCommand.replacingAccess())
                        .about(step.participant().name()));
    }

    private Result.Purged purged(Path file) throws CallFailed, Ended {
        try (ContractSet all = work.contractSet();
                Stream<String> lines = Files.lines(file)) {
            all.add(each -> lines.forEach(each));
            long count = ContractExamples.of(all::each).count();
            return new Result.Purged(count, file.getFileName().toString(), Sha256.of(file));
        } catch (IOException e) {
            throw notWritten(file, e);
        }
    }

    @Override
    String verify() throws CallFailed, Ended {
        try (ContractSet stale = stale()) {
            ContractExamples left = ContractExamples.of(stale::each);
            if (!left.isEmpty()) {
                throw work.failed(Diagnostic.error(
                                "purge-incomplete",
                                left.count() + " contracts of an earlier hosting are still on " + step.participant())
                        .because("the participant answered that they were purged; still there: " + Wording.some(left))
                        .fix("Keep " + step.participant() + " disconnected and resume, which purges again.")
                        .next(NextCommand.resume())
                        .about(step.participant().name()));
            }
        }
        TargetEnd.keep(work);
        return work.record()
                .result(Result.Purged.class)
                .map(purged -> purged.contracts() + " contracts purged, their ids are in " + purged.file())
                .orElse("nothing is left over");
    }

    @Override
    DryRunReport.Coverage coverage() {
        return DryRunReport.Coverage.DEPENDS_ON_EARLIER_STEPS;
    }

    @Override
    String safeNext() {
        return "Purging again is harmless: it takes only what is still left over. Keep " + step.participant()
                + " disconnected; what was purged comes back from its backup only.";
    }
}
