package io.partita.core.apply.step;

import io.partita.core.apply.DryRunReport;
import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.NamespaceProposal;
import io.partita.core.provider.NamespaceState;
import java.util.Optional;

/** Waits until a namespace is defined, wherever somebody signs for a party in it. */
final class AwaitNamespaceExecution extends ReadingExecution {

    private final Step.AwaitNamespace step;
    private final NamespaceDefinition definition;

    AwaitNamespaceExecution(Step.AwaitNamespace step, StepWork work) {
        super(work);
        this.step = step;
        this.definition = step.foundation().definition();
    }

    static boolean isDefined(StepWork work, ParticipantName view, NamespaceDefinition definition) throws CallFailed {
        return work.at(view)
                .namespace(work.synchronizer(view), definition.namespace())
                .decentralized()
                .equals(Optional.of(new NamespaceState.Decentralized(definition.owners(), definition.threshold())));
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        await(step.participant());
        for (ParticipantName view : step.views()) {
            if (work.run().reaches(view)) {
                await(view);
            }
        }
        return definition.namespace().abbreviated() + " is defined by "
                + definition.owners().size() + " owners, of which " + definition.threshold() + " sign";
    }

    private void await(ParticipantName view) throws CallFailed, Ended, Stopped {
        Optional<Boolean> defined = work.poll(
                "until the namespace is defined on " + view,
                work.limits().effective(),
                view,
                () -> isDefined(work, view, definition) ? Optional.of(true) : Optional.empty());
        if (defined.isEmpty()) {
            String signed = work.at(view).namespaceProposals(work.synchronizer(view), definition.namespace()).stream()
                    .filter(found -> found.definition().equals(definition))
                    .map(NamespaceProposal::signedBy)
                    .map(Wording::abbreviated)
                    .findFirst()
                    .map(by -> "signed so far by " + by)
                    .orElse("no such definition is pending");
            throw work.failed(Diagnostic.error("namespace-missing", "the namespace does not become defined on " + view)
                    .because(signed + "; all owners have to sign: " + Wording.abbreviated(definition.owners()))
                    .fix("Check that " + view + " is connected and up to date, then resume.")
                    .next(NextCommand.resume())
                    .about(view.name()));
        }
    }

    @Override
    DryRunReport.Coverage coverage() {
        return DryRunReport.Coverage.DEPENDS_ON_EARLIER_STEPS;
    }
}
