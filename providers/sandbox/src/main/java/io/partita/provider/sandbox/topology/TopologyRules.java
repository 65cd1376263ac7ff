package io.partita.provider.sandbox.topology;

import com.google.protobuf.ByteString;
import io.partita.proto.crypto.SigningPublicKey;
import io.partita.proto.protocol.TopologyMapping.MappingCase;
import io.partita.provider.sandbox.crypto.PublicKeys;
import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.wire.CantonError;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules by which every node decides on a transaction, before it is submitted and again when it was sequenced
 * (semantics.md 2 to 4).
 *
 * @param synchronizerId logical id
 */
public record TopologyRules(String synchronizerId) {

    /** What is demanded of a transaction. */
    public enum ExpectedAuthorization {
        /** It may wait for signatures. */
        ANY,
        /** It must take effect. */
        FULL
    }

    /** Decides on a transaction, united with what is known of it. */
    public TopologyDecision judge(LatestTopology latest, SignedTransaction submitted, ExpectedAuthorization expected) {
        Optional<SignedTransaction> newest = latest.authorized(submitted.key());
        if (newest.isPresent() && newest.get().hash().equals(submitted.hash())) {
            return new TopologyDecision.Superfluous(newest.get());
        }
        Optional<CantonError> serial = serialObjection(submitted, newest);
        if (serial.isPresent()) {
            return new TopologyDecision.Refused(serial.get());
        }
        if (latest.frozen() && !partOfUpgrade(submitted)) {
            return new TopologyDecision.Refused(TopologyErrors.frozen());
        }
        Optional<SignedTransaction> known = latest.proposals(submitted.key()).stream()
                .filter(proposal -> proposal.hash().equals(submitted.hash()))
                .findFirst();
        SignedTransaction united =
                known.map(proposal -> proposal.united(submitted)).orElse(submitted);
        TopologyDecision authorization = authorize(latest, united, expected);
        if (authorization instanceof TopologyDecision.Refused) {
            return authorization;
        }
        Optional<CantonError> objection = new MappingChecks(latest, synchronizerId).objection(united);
        if (objection.isPresent()) {
            return new TopologyDecision.Refused(objection.get());
        }
        boolean nothingNew = authorization instanceof TopologyDecision.Pending
                && known.isPresent()
                && known.get()
                        .signers()
                        .containsAll(((TopologyDecision.Pending) authorization)
                                .transaction()
                                .signers());
        return nothingNew ? new TopologyDecision.Superfluous(known.get()) : authorization;
    }

    private static Optional<CantonError> serialObjection(
            SignedTransaction submitted, Optional<SignedTransaction> newest) {
        if (newest.isEmpty() || submitted.serial() == newest.get().serial() + 1) {
            return Optional.empty();
        }
        return Optional.of(TopologyErrors.serialMismatch(newest.get().serial() + 1, submitted.serial()));
    }

    private static boolean partOfUpgrade(SignedTransaction transaction) {
        MappingCase kind = transaction.mapping().getMappingCase();
        return kind == MappingCase.SYNCHRONIZER_UPGRADE_ANNOUNCEMENT
                || kind == MappingCase.SEQUENCER_CONNECTION_SUCCESSOR;
    }

    private TopologyDecision authorize(
            LatestTopology latest, SignedTransaction transaction, ExpectedAuthorization expected) {
        Needed needed = needed(latest, transaction);
        Set<String> signers = new LinkedHashSet<>();
        for (Map.Entry<String, SignedTransaction.Signed> entry :
                transaction.signatures().entrySet()) {
            SigningPublicKey key = needed.keys().get(entry.getKey());
            if (key == null) {
                continue;
            }
            ByteString message = entry.getValue().message(transaction.hash());
            if (!PublicKeys.verifies(key, message, entry.getValue().signature())) {
                return new TopologyDecision.Refused(TopologyErrors.invalidSignature());
            }
            signers.add(entry.getKey());
        }
        if (signers.stream().noneMatch(needed.namespaceKeys()::contains)) {
            return new TopologyDecision.Refused(TopologyErrors.unauthorized());
        }
        SignedTransaction signed = transaction.signedOnlyBy(signers);
        if (needed.satisfiedBy(signers)) {
            return new TopologyDecision.Authorized(signed.asProposal(false));
        }
        return expected == ExpectedAuthorization.FULL || !transaction.proposal()
                ? new TopologyDecision.Refused(TopologyErrors.unauthorized())
                : new TopologyDecision.Pending(signed.asProposal(true));
    }

    /** Who may help to authorize a transaction. */
    public Needed needed(LatestTopology latest, SignedTransaction transaction) {
        MappingCase kind = transaction.mapping().getMappingCase();
        Optional<SignedTransaction> before = kind == MappingCase.DECENTRALIZED_NAMESPACE_DEFINITION
                ? latest.authorized(transaction.key())
                : latest.inForce(transaction.key());
        RequiredAuth required = Signers.of(transaction, before, Uid.namespaceOf(synchronizerId));
        AuthorizationGraph graph = new AuthorizationGraph(latest);
        Map<String, Map<String, AuthorizationGraph.Delegate>> delegates = new LinkedHashMap<>();
        for (String namespace : required.namespaces()) {
            Map<String, AuthorizationGraph.Delegate> keys = new LinkedHashMap<>(graph.keys(namespace, kind));
            ownRoot(transaction, namespace)
                    .ifPresent(key -> keys.put(namespace, new AuthorizationGraph.Delegate(key, 0)));
            delegates.put(namespace, keys);
        }
        return new Needed(required, delegates, graph, kind, required.keys());
    }

    private static Optional<SigningPublicKey> ownRoot(SignedTransaction transaction, String namespace) {
        if (transaction.mapping().hasNamespaceDelegation()) {
            SigningPublicKey target =
                    transaction.mapping().getNamespaceDelegation().getTargetKey();
            return Optional.of(target).filter(key -> PublicKeys.fingerprint(key).equals(namespace));
        }
        return transaction.mapping().getPartyToParticipant().getPartySigningKeys().getKeysList().stream()
                .filter(key -> PublicKeys.fingerprint(key).equals(namespace))
                .findFirst();
    }

    /** The formula of a transaction, and the keys that may help to satisfy it. */
    public static final class Needed {
        private final RequiredAuth required;
        private final Map<String, Map<String, AuthorizationGraph.Delegate>> delegates;
        private final AuthorizationGraph graph;
        private final MappingCase kind;
        private final Map<String, SigningPublicKey> extraKeys;

        private Needed(
                RequiredAuth required,
                Map<String, Map<String, AuthorizationGraph.Delegate>> delegates,
                AuthorizationGraph graph,
                MappingCase kind,
                Map<String, SigningPublicKey> extraKeys) {
            this.required = required;
            this.delegates = delegates;
            this.graph = graph;
            this.kind = kind;
            this.extraKeys = extraKeys;
        }

        /** Namespaces that the formula mentions. */
        public Set<String> namespaces() {
            return delegates.keySet();
        }

        /** Every key whose signature counts, by fingerprint. */
        Map<String, SigningPublicKey> keys() {
            Map<String, SigningPublicKey> keys = new LinkedHashMap<>(extraKeys);
            delegates
                    .values()
                    .forEach(some -> some.forEach((fingerprint, delegate) -> keys.put(fingerprint, delegate.key())));
            return keys;
        }

        Set<String> namespaceKeys() {
            Set<String> keys = new LinkedHashSet<>();
            delegates.values().forEach(some -> keys.addAll(some.keySet()));
            return keys;
        }

        /** Whether these keys suffice. */
        boolean satisfiedBy(Set<String> signers) {
            return required.satisfied(
                    namespace -> (signers.contains(namespace)
                                    && delegates
                                            .getOrDefault(namespace, Map.of())
                                            .containsKey(namespace))
                            || graph.satisfied(namespace, kind, signers),
                    signers::contains);
        }

        /**
         * The keys with which a node signs if it is not told which: for every namespace, and every owner of a
         * decentralized one, the key with the longest chain, the greatest fingerprint among equals; and every added
         * key.
         */
        public Set<String> best(java.util.function.Predicate<String> held) {
            Set<String> chosen = new LinkedHashSet<>();
            for (Map.Entry<String, Map<String, AuthorizationGraph.Delegate>> entry : delegates.entrySet()) {
                choose(entry.getKey(), entry.getValue(), held, chosen);
            }
            extraKeys.keySet().stream().filter(held).forEach(chosen::add);
            return chosen;
        }

        private void choose(
                String namespace,
                Map<String, AuthorizationGraph.Delegate> candidates,
                java.util.function.Predicate<String> held,
                Set<String> chosen) {
            graph.decentralized(namespace)
                    .ifPresentOrElse(
                            definition -> definition
                                    .getOwnersList()
                                    .forEach(owner -> choose(owner, graph.keys(owner, kind), held, chosen)),
                            () -> candidates.entrySet().stream()
                                    .filter(entry -> held.test(entry.getKey()))
                                    .max(
                                            java.util.Comparator
                                                    .<Map.Entry<String, AuthorizationGraph.Delegate>>comparingInt(
                                                            entry -> entry.getValue()
                                                                    .depth())
                                                    .thenComparing(Map.Entry::getKey))
                                    .ifPresent(entry -> chosen.add(entry.getKey())));
        }

        /** Whether a signature by this key counts. */
        public boolean counts(String fingerprint) {
            return extraKeys.containsKey(fingerprint)
                    || delegates.values().stream().anyMatch(some -> some.containsKey(fingerprint));
        }
    }
}
