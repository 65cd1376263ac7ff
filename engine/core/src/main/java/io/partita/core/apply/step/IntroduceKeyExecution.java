package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.RootDelegation;
import io.partita.core.plan.PlannedKey;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import java.util.Optional;

/** Makes the key of an owner known to the topology. */
final class IntroduceKeyExecution extends Execution {

    private final Step.IntroduceKey step;
    private final PlannedKey key;
    private final KeySigner signer;

    IntroduceKeyExecution(Step.IntroduceKey step, StepWork work) {
        super(work);
        this.step = step;
        this.key = work.plan().content().key(step.signer().key());
        this.signer = new KeySigner(
                step.signer(), "the key " + key.name(), new RootDelegation(key.key()), step.collected(), work);
    }

    @Override
    Probe probe() throws CallFailed {
        Fingerprint fingerprint = key.key().fingerprint();
        boolean known =
                work.here().namespace(work.synchronizer(), fingerprint).keys().contains(fingerprint);
        return known ? Probe.done(key.name() + " is known to the topology") : Probe.open("the key is not known");
    }

    @Override
    void act() throws CallFailed, Ended, Stopped {
        work.here().submit(work.synchronizer(), signer.sign(Optional.empty()));
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        Optional<String> known = work.poll(
                "until the key " + key.name() + " is known to the topology",
                work.limits().effective(),
                step.participant(),
                () -> probe().done());
        return known.orElseThrow(() ->
                work.failed(Diagnostic.error("key-not-introduced", "the key " + key.name() + " does not become known")
                        .because("after " + work.limits().effective().toSeconds() + " s " + step.participant()
                                + " shows no delegation of " + key.key().fingerprint()
                                + "; a root key that was revoked never comes back")
                        .fix("If it was revoked, another key has to own the namespace; otherwise resume.")
                        .next(NextCommand.resume())
                        .about(key.name().name())));
    }

    @Override
    String safeNext() {
        return "A key that is known to the topology harms nothing, and introducing it again is harmless.";
    }
}
