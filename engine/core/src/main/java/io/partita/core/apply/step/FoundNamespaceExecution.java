package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.NamespaceProposal;
import java.util.Optional;
import java.util.SortedSet;

/** An owner signs the first definition of a namespace. All of them have to; the last one makes it effective. */
final class FoundNamespaceExecution extends Execution {

    private final Step.FoundNamespace step;
    private final NamespaceDefinition definition;

    FoundNamespaceExecution(Step.FoundNamespace step, StepWork work) {
        super(work);
        this.step = step;
        this.definition = step.foundation().definition();
    }

    /** A restart may lose a signature that was not sent yet. */
    @Override
    boolean stillHolds() throws CallFailed {
        return probe().isDone();
    }

    @Override
    Probe probe() throws CallFailed {
        if (isDefined()) {
            return Probe.done("the namespace is defined");
        }
        SortedSet<Fingerprint> keys = work.here()
                .namespace(work.synchronizerHere(), step.signer().namespace())
                .keys();
        return proposal().filter(found -> isSigned(found, keys)).isPresent()
                ? Probe.done("signed by " + step.signer().label())
                : Probe.open("not signed by " + step.signer().label());
    }

    /** Whether the namespace is defined as the plan founds it. */
    private boolean isDefined() throws CallFailed {
        return AwaitNamespaceExecution.isDefined(work, step.participant(), definition);
    }

    /** By its own key, or by one that it delegates to. */
    private static boolean isSigned(NamespaceProposal proposal, SortedSet<Fingerprint> keys) {
        return proposal.signedBy().stream().anyMatch(keys::contains);
    }

    private Optional<NamespaceProposal> proposal() throws CallFailed {
        return work.here().namespaceProposals(work.synchronizerHere(), definition.namespace()).stream()
                .filter(found -> found.definition().equals(definition))
                .findFirst();
    }

    @Override
    void act() throws CallFailed, Ended, Stopped {
        if (isDefined()) {
            return;
        }
        Optional<String> proposed =
                (step.proposes() ? proposal() : awaitProposal()).map(NamespaceProposal::transactionHash);
        if (step.signer() instanceof Signer.WithKey with) {
            KeySigner signer = new KeySigner(
                    with, "namespace " + definition.namespace().abbreviated(), definition, step.collected(), work);
            work.here().submit(work.synchronizerHere(), signer.sign(proposed));
        } else if (proposed.isPresent()) {
            work.here().sign(work.synchronizerHere(), proposed.get(), Optional.empty());
        } else {
            work.here()
                    .propose(work.synchronizerHere(), definition, work.limits().propose());
        }
    }

    private Optional<NamespaceProposal> awaitProposal() throws CallFailed, Ended, Stopped {
        Optional<NamespaceProposal> found = work.poll(
                "until " + step.participant() + " sees the proposal of the namespace",
                work.limits().effective(),
                step.participant(),
                this::proposal);
        if (found.isEmpty()) {
            throw work.failed(missing("the proposal of the namespace does not arrive"));
        }
        return found;
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        Optional<String> signed = work.pollSigned(
                "until the signature of " + step.signer().label() + " is seen",
                step.participant(),
                () -> probe().done(),
                this::act);
        return signed.orElseThrow(
                () -> work.failed(missing("the signature of " + step.signer().label() + " is not seen")));
    }

    private Diagnostic missing(String what) {
        return Diagnostic.error("namespace-not-signed", what)
                .because("after " + work.limits().effective().toSeconds() + " s in the view of " + step.participant())
                .fix("Check that the owners' participants are connected, then resume.")
                .next(NextCommand.resume())
                .about(step.participant().name());
    }

    @Override
    String safeNext() {
        return "A signature that does not complete the definition makes nothing effective, and giving it again is harmless.";
    }
}
