package io.partita.provider.sandbox.genesis;

import io.partita.proto.crypto.SigningKeyUsage;
import io.partita.provider.sandbox.crypto.Hashes;
import io.partita.provider.sandbox.crypto.SigningKey;
import io.partita.provider.sandbox.world.World;
import java.util.List;

/** The keys and ids of the synchronizer and its members, derived from the seed of the world. */
public final class SynchronizerKeys {

    /** The identifier of the synchronizer, which need not be its alias. */
    private static final String NAME = "da";

    private static final String SEQUENCER = "sequencer1";
    private static final String MEDIATOR = "mediator1";

    private final String seed;
    private final SigningKey sequencer;

    public SynchronizerKeys(World world) {
        this.seed = world.seed();
        this.sequencer = namespaceKey(SEQUENCER);
    }

    /** The synchronizer's namespace: a decentralized one, whose only owner is the sequencer. */
    String namespace() {
        return Hashes.decentralizedNamespace(List.of(sequencer.fingerprint()));
    }

    SigningKey sequencerNamespace() {
        return sequencer;
    }

    SigningKey mediatorNamespace() {
        return namespaceKey(MEDIATOR);
    }

    SigningKey authenticationKey(String member) {
        return SigningKey.derived(
                seed + "/" + member + "/sequencer-auth",
                List.of(
                        SigningKeyUsage.SIGNING_KEY_USAGE_SEQUENCER_AUTHENTICATION,
                        SigningKeyUsage.SIGNING_KEY_USAGE_PROOF_OF_OWNERSHIP));
    }

    SigningKey protocolKey(String member) {
        return SigningKey.derived(
                seed + "/" + member + "/signing",
                List.of(
                        SigningKeyUsage.SIGNING_KEY_USAGE_PROTOCOL,
                        SigningKeyUsage.SIGNING_KEY_USAGE_PROOF_OF_OWNERSHIP));
    }

    /** Logical id of the synchronizer. */
    public String synchronizerId() {
        return NAME + "::" + namespace();
    }

    /** Member id of the sequencer. */
    public String sequencerId() {
        return "SEQ::" + SEQUENCER + "::" + sequencer.fingerprint();
    }

    /** Member id of the mediator. */
    String mediatorId() {
        return "MED::" + MEDIATOR + "::" + mediatorNamespace().fingerprint();
    }

    private SigningKey namespaceKey(String name) {
        return SigningKey.derived(
                seed + "/" + name + "/namespace", List.of(SigningKeyUsage.SIGNING_KEY_USAGE_NAMESPACE));
    }
}
