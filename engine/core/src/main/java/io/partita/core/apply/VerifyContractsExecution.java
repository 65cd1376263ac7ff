package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Participant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Offsets of two participants cannot be compared, and the party may be active. So both sides are read twice, and between the two readings both have to pass a common synchronizer time: what traffic explains is gone
 * the second time, and what differs both times differs.
 */
final class VerifyContractsExecution extends Execution {

    private static final int REMEMBERED = 10_000;
    private static final int READINGS = 4;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Step.VerifyContracts step;

    VerifyContractsExecution(Step.VerifyContracts step, StepWork work) {
        super(work);
        this.step = step;
    }

    @Override
    Probe probe() {
        return Probe.open("to be compared");
    }

    @Override
    void act() {}

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        Comparison last = compare();
        for (int reading = 1; !last.equal(); reading++) {
            if (reading == READINGS) {
                throw work.failed(different(last));
            }
            passCommonTime();
            last = last.lasting(compare());
        }
        return last.contracts() + " contracts on both";
    }

    @Override
    boolean onlyReads() {
        return true;
    }

    private Comparison compare() throws CallFailed {
        ContractIds source = ids(work.at(step.source()));
        ContractIds here = ids(work.here());
        TreeSet<String> missing = new TreeSet<>();
        TreeSet<String> surplus = new TreeSet<>();
        if (source.size() != here.size() || !contained(work.here(), source)) {
            stream(work.at(step.source()), id -> remember(missing, here, id));
            stream(work.here(), id -> remember(surplus, source, id));
        }
        return new Comparison(source.size(), missing, surplus);
    }

    private ContractIds ids(Participant participant) throws CallFailed {
        ContractIds ids = new ContractIds();
        stream(participant, ids::add);
        return ids;
    }

    private boolean contained(Participant participant, ContractIds in) throws CallFailed {
        boolean[] all = {true};
        stream(participant, id -> all[0] &= in.contains(id));
        return all[0];
    }

    private void stream(Participant participant, Consumer<String> each) throws CallFailed {
        long end = participant.ledgerEnd();
        if (end > 0) {
            participant.activeContractIds(step.party(), work.synchronizer().logical(), end, each);
        }
    }

    private static void remember(Set<String> found, ContractIds other, String id) {
        if (found.size() < REMEMBERED && !other.contains(id)) {
            found.add(id);
        }
    }

    private void passCommonTime() throws CallFailed, Ended, Stopped {
        work.pause(BETWEEN);
        Instant common = work.at(step.source()).synchronizerTime(work.synchronizer());
        work.poll(
                "until " + step.participant() + " has processed what " + step.source() + " has",
                work.limits().effective(),
                () -> {
                    Instant time = work.here().synchronizerTime(work.synchronizer());
                    return time.isBefore(common) ? Optional.empty() : Optional.of(time);
                });
    }

    private Diagnostic different(Comparison last) {
        return Diagnostic.error(
                        "contracts-differ",
                        step.participant() + " does not have the contracts of "
                                + step.party().abbreviated() + " that " + step.source() + " has")
                .because("missing: " + last.missing().size() + " (" + Wording.some(last.missing()) + "); surplus: "
                        + last.surplus().size() + " (" + Wording.some(last.surplus()) + ")")
                .fix(
                        "Disconnect " + step.participant()
                                + " before the party uses a missing contract, which would end its process. Keep the run's journal and files; restore the backup, or repair it with the file of the export.")
                .about(step.party().abbreviated());
    }

    /** Ids that differ, up to a bound. */
    private record Comparison(int contracts, Set<String> missing, Set<String> surplus) {

        boolean equal() {
            return missing.isEmpty() && surplus.isEmpty();
        }

        /** What differs in both readings. */
        Comparison lasting(Comparison later) {
            TreeSet<String> stillMissing = new TreeSet<>(missing);
            stillMissing.retainAll(later.missing());
            TreeSet<String> stillSurplus = new TreeSet<>(surplus);
            stillSurplus.retainAll(later.surplus());
            return new Comparison(later.contracts(), stillMissing, stillSurplus);
        }
    }
}
