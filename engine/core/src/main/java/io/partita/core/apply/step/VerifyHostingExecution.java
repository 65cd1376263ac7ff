package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.PartyHosting;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingState;
import java.util.Optional;

/**
 * Read in this participant's own store: that is what it acts on, as long as it is connected. What a participant that is
 * away shows is old.
 */
final class VerifyHostingExecution extends ReadingExecution {

    private final Step.VerifyHosting step;

    VerifyHostingExecution(Step.VerifyHosting step, StepWork work) {
        super(work);
        this.step = step;
    }

    @Override
    Probe probe() throws CallFailed {
        if (!isConnected()) {
            return Probe.open("it is not connected to " + work.plan().synchronizerAlias() + ", so its view is old");
        }
        Optional<HostingMapping> found = mapping();
        boolean equal = found.map(HostingMapping::hosting).equals(Optional.of(step.hosting()));
        return equal ? Probe.done(Wording.mapping(found)) : Probe.open(Wording.mapping(found));
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        if (!isConnected()) {
            throw work.failed(different().fix("Connect it, then resume.").next(NextCommand.resume()));
        }
        Optional<String> equal = work.poll(
                "until " + step.participant() + " shows the declared hosting",
                work.limits().effective(),
                step.participant(),
                () -> probe().done());
        if (equal.isEmpty()) {
            throw work.failed(different()
                    .fix("Somebody changed the hosting meanwhile: plan again.")
                    .next(NextCommand.plan()));
        }
        return equal.get();
    }

    private Diagnostic different() throws CallFailed {
        PartyHosting wanted = step.hosting();
        return Diagnostic.error(
                        "hosting-differs",
                        step.participant() + " does not show the declared hosting of "
                                + wanted.party().abbreviated())
                .because("declared threshold " + wanted.threshold() + " and hosts " + wanted.hosts() + "; found "
                        + probe().found())
                .about(wanted.party().abbreviated());
    }

    private boolean isConnected() throws CallFailed {
        return Connections.isConnected(work.here(), work.plan().synchronizerAlias());
    }

    private Optional<HostingMapping> mapping() throws CallFailed {
        return work.here()
                .hosting(work.synchronizerHere(), step.hosting().party())
                .map(HostingState::mapping);
    }
}
