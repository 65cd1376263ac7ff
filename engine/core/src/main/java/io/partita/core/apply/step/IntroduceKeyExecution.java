package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import java.util.Optional;

/** Makes the root key of a namespace known to the topology: that of an owner, or one that a participant holds. */
final class IntroduceKeyExecution extends Execution {

    private final Step.IntroduceKey step;
    private final Fingerprint fingerprint;
    private final String called;

    IntroduceKeyExecution(Step.IntroduceKey step, StepWork work) {
        super(work);
        this.step = step;
        this.fingerprint = step.root().key().fingerprint();
        this.called = step.signer() instanceof Signer.WithKey with
                ? with.key().name()
                : fingerprint.abbreviated() + " of " + step.participant();
    }

    @Override
    Probe probe() throws CallFailed {
        return isKnown(step.participant())
                ? Probe.done(called + " is known to the topology")
                : Probe.open("the key is not known");
    }

    private boolean isKnown(ParticipantName view) throws CallFailed {
        return work.at(view)
                .namespace(work.synchronizer(view), fingerprint)
                .keys()
                .contains(fingerprint);
    }

    @Override
    void act() throws CallFailed, Ended, Stopped {
        if (step.signer() instanceof Signer.WithKey with) {
            KeySigner signer = new KeySigner(with, "the key " + with.key(), step.root(), step.collected(), work);
            work.here().submit(work.synchronizerHere(), signer.sign(Optional.empty()));
        } else {
            work.here()
                    .introduce(
                            work.synchronizerHere(), step.root(), work.limits().propose());
        }
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        await(step.participant());
        for (ParticipantName view : step.views()) {
            if (work.run().reaches(view)) {
                await(view);
            }
        }
        return probe().found();
    }

    private void await(ParticipantName view) throws CallFailed, Ended, Stopped {
        Optional<Boolean> known = work.poll(
                "until the key " + called + " is known to the topology",
                work.limits().effective(),
                view,
                () -> isKnown(view) ? Optional.of(true) : Optional.empty());
        if (known.isEmpty()) {
            throw work.failed(Diagnostic.error("key-not-introduced", "the key " + called + " does not become known")
                    .because(
                            "after " + work.limits().effective().toSeconds() + " s " + view + " shows no delegation of "
                                    + fingerprint + "; a root key that was revoked never comes back")
                    .fix("If it was revoked, another key has to own the namespace; otherwise resume.")
                    .next(NextCommand.resume())
                    .about(called));
        }
    }

    @Override
    String safeNext() {
        return "A key that is known to the topology harms nothing, and introducing it again is harmless.";
    }
}
