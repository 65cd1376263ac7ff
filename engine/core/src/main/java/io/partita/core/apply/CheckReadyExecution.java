package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.provider.Registration;
import io.partita.core.state.Interlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Everything about one participant that can be known before the first write. Its facts are read by {@link StepRun} as those of every step. */
final class CheckReadyExecution extends Execution {

    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(30);
    private static final long LITTLE_DISK = 1L << 30;

    CheckReadyExecution(StepWork work) {
        super(work);
    }

    static CheckReadyExecution of(Step.CheckReady step, StepWork work) {
        return new CheckReadyExecution(work);
    }

    @Override
    Probe probe() {
        return Probe.open("to be read");
    }

    @Override
    void act() {}

    @Override
    String verify() throws CallFailed, Ended {
        requireActive(work.here().status());
        requireConnection();
        requireReadableLedger();
        compareClocks();
        lookAtDisk();
        return "ready";
    }

    @Override
    boolean onlyReads() {
        return true;
    }

    private void requireActive(ParticipantStatus status) throws Ended {
        if (!status.id().equals(work.idHere())) {
            throw work.refused(Diagnostic.error("participant-is-another", name() + " is " + status.id())
                    .because("the plan was made for " + work.idHere())
                    .fix("Correct the endpoint, or plan again.")
                    .about(name()));
        }
        if (status.activity() == ParticipantStatus.Activity.PASSIVE) {
            throw work.refused(Diagnostic.error("participant-passive", name() + " is a passive replica")
                    .because("only the active replica carries out changes")
                    .fix("Point the declaration to the active replica, or to the address that follows it.")
                    .about(name()));
        }
    }

    private void requireConnection() throws CallFailed, Ended {
        boolean connected = work.here().registrations().stream()
                .filter(found -> found.alias().equals(work.plan().synchronizerAlias()))
                .anyMatch(Registration::isConnected);
        if (!connected) {
            throw work.refused(Diagnostic.error(
                            "participant-disconnected",
                            name() + " is not connected to " + work.plan().synchronizerAlias())
                    .because("its view of the topology is old, and it can sign nothing")
                    .fix(
                            work.open(Interlock.Kind.ISOLATION).isPresent()
                                    ? "It was isolated by an earlier run: see partita status."
                                    : "Connect it, then run: partita resume.")
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
        Duration apart = Duration.between(work.here().clock(), work.now()).abs();
        if (apart.compareTo(CLOCK_TOLERANCE) > 0) {
            work.noticed(Diagnostic.warning(
                            "clocks-apart",
                            "the clocks of " + name() + " and of this machine are " + apart.toSeconds() + " s apart")
                    .because("waits are shown by this machine's clock; what is safe is decided by the synchronizer's")
                    .fix("Synchronise the clocks.")
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

    private String name() {
        return work.step().participant().name();
    }
}
