package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Participant;
import io.partita.core.topology.ContractExamples;
import io.partita.core.topology.ContractSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Offsets of two participants cannot be compared, and the party may be active. So both sides are read twice, and
 * between the two readings both have to pass a common synchronizer time: what traffic explains is gone the second time,
 * and what differs both times differs.
 */
final class VerifyContractsExecution extends ReadingExecution {

    private static final int READINGS = 4;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Step.VerifyContracts step;

    VerifyContractsExecution(Step.VerifyContracts step, StepWork work) {
        super(work);
        this.step = step;
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        if (!work.run().reaches(step.source())) {
            return compareWithFile();
        }
        try (ContractSet missing = work.contractSet();
                ContractSet surplus = work.contractSet()) {
            long contracts = compare(missing::add, surplus::add);
            for (int reading = 1; !missing.isEmpty() || !surplus.isEmpty(); reading++) {
                if (reading == READINGS) {
                    throw work.failed(
                            different(ContractExamples.of(missing::each), ContractExamples.of(surplus::each)));
                }
                passCommonTime();
                contracts = compare(missing::retain, surplus::retain);
            }
            return contracts + " contracts on both";
        }
    }

    /** Every contract of the file is active here, or was archived here since. */
    private String compareWithFile() throws CallFailed, Ended {
        Result.Exported exported = step.exported()
                .flatMap(work::result)
                .orElseThrow(() -> work.refused(Diagnostic.error(
                                "source-of-another",
                                "the contracts of " + step.partyId().abbreviated()
                                        + " cannot be compared with those of " + step.source())
                        .because(step.source() + " is another operator's, and no file of this plan has its contracts")
                        .fix("Let one run reach both participants: apply the same plan without an operator.")
                        .about(step.participant().name())));
        new HandedContracts(work, step.exported().orElseThrow().step(), exported).require();
        try (ContractSet missing = work.contractSet()) {
            missing.add(each -> work.here().checkAcs(AcsFiles.of(exported, work.run()), exported.manifest(), each));
            missing.remove(each -> stream(work.here(), each));
            missing.remove(each -> work.here()
                    .archivedContractIds(
                            step.partyId(),
                            work.here().prunedUpTo(),
                            work.here().ledgerEnd(),
                            each));
            if (!missing.isEmpty()) {
                throw work.failed(different(ContractExamples.of(missing::each), new ContractExamples()));
            }
        }
        return exported.manifest().contracts() + " contracts of the file are there";
    }

    /** @return the number of contracts on the source */
    private long compare(Narrowing missing, Narrowing surplus) throws CallFailed {
        try (ContractSet source = work.contractSet();
                ContractSet here = work.contractSet()) {
            source.add(each -> stream(work.at(step.source()), each));
            here.add(each -> stream(work.here(), each));
            work.telling(() -> "comparing them");
            missing.by(each -> source.without(here, each));
            surplus.by(each -> here.without(source, each));
            return source.added();
        }
    }

    private void stream(Participant participant, Consumer<String> each) throws CallFailed {
        ContractReading reading = new ContractReading(participant.name(), work::now);
        work.telling(reading::soFar);
        long end = participant.ledgerEnd();
        if (end > 0) {
            participant.activeContractIds(step.partyId(), work.logicalSynchronizer(), end, reading.counting(each));
        }
    }

    private void passCommonTime() throws CallFailed, Ended, Stopped {
        work.pause(BETWEEN);
        Instant common = work.at(step.source()).synchronizerTime(work.synchronizer(step.source()));
        work.poll(
                "until " + step.participant() + " has processed what " + step.source() + " has",
                work.limits().effective(),
                () -> {
                    Instant time = work.here().synchronizerTime(work.synchronizerHere());
                    return time.isBefore(common) ? Optional.empty() : Optional.of(time);
                });
    }

    private Diagnostic different(ContractExamples missing, ContractExamples surplus) {
        return Diagnostic.error(
                        "contracts-differ",
                        step.participant() + " does not have the contracts of "
                                + step.partyId().abbreviated() + " that " + step.source() + " has")
                .because("missing: " + missing.count() + " (" + Wording.some(missing) + "); surplus: " + surplus.count()
                        + " (" + Wording.some(surplus) + ")")
                .fix("Disconnect " + step.participant()
                        + " before the party uses a missing contract, which would end its process."
                        + (surplus.isEmpty()
                                ? ""
                                : " Restore its backup from before the import, and start it without connecting it to any"
                                        + " synchronizer (manual start): nothing else takes away what it has too many.")
                        + " Then give this run up and plan the repair, which brings what it lacks.")
                .next(NextCommand.abandon(), NextCommand.repair(step.name() + "@" + step.participant()))
                .about(step.partyId().abbreviated());
    }

    /** What one reading does to what differed in all readings before it. */
    private interface Narrowing {
        void by(ContractSet.Ids differing) throws CallFailed;
    }
}
