package io.partita.provider.sandbox.topology;

import com.google.protobuf.ByteString;
import io.partita.proto.crypto.SigningPublicKey;
import io.partita.proto.protocol.TopologyMapping.MappingCase;
import io.partita.provider.sandbox.crypto.PublicKeys;
import io.partita.provider.sandbox.rpc.CantonError;
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
    public enum Demand {
        /** It may wait for signatures. */
        ANY,
        /** It must take effect. */
        FULL_AUTHORIZATION
    }

    /** Decides on a transaction, united with what is known of it. */
    public Verdict judge(Head head, SignedTransaction submitted, Demand demand) {
        Optional<SignedTransaction> newest = head.authorized(submitted.key());
        if (newest.isPresent() && newest.get().hash().equals(submitted.hash())) {
            return new Verdict.Superfluous(newest.get());
        }
        Optional<CantonError> serial = serialObjection(submitted, newest);
        if (serial.isPresent()) {
            return new Verdict.Refused(serial.get());
        }
        if (head.frozen() && !partOfUpgrade(submitted)) {
            return new Verdict.Refused(TopologyErrors.frozen());
        }
        Optional<SignedTransaction> known = head.proposals(submitted.key()).stream()
                .filter(proposal -> proposal.hash().equals(submitted.hash()))
                .findFirst();
        SignedTransaction united =
                known.map(proposal -> proposal.united(submitted)).orElse(submitted);
        Verdict authorization = authorize(head, united, demand);
        if (authorization instanceof Verdict.Refused) {
            return authorization;
        }
        Optional<CantonError> objection = new MappingChecks(head, synchronizerId).objection(united);
        if (objection.isPresent()) {
            return new Verdict.Refused(objection.get());
        }
        boolean nothingNew = authorization instanceof Verdict.Pending
                && known.isPresent()
                && known.get()
                        .signers()
                        .containsAll(
                                ((Verdict.Pending) authorization).transaction().signers());
        return nothingNew ? new Verdict.Superfluous(known.get()) : authorization;
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

    private Verdict authorize(Head head, SignedTransaction transaction, Demand demand) {
        Needed needed = needed(head, transaction);
        Set<String> signers = new LinkedHashSet<>();
        for (Map.Entry<String, SignedTransaction.Signed> entry :
                transaction.signatures().entrySet()) {
            SigningPublicKey key = needed.keys().get(entry.getKey());
            if (key == null) {
                continue;
            }
            ByteString message = entry.getValue().message(transaction.hash());
            if (!PublicKeys.verifies(key, message, entry.getValue().signature())) {
                return new Verdict.Refused(TopologyErrors.invalidSignature());
            }
            signers.add(entry.getKey());
        }
        if (signers.stream().noneMatch(needed.namespaceKeys()::contains)) {
            return new Verdict.Refused(TopologyErrors.unauthorized());
        }
        SignedTransaction signed = transaction.signedOnlyBy(signers);
        if (needed.satisfiedBy(signers)) {
            return new Verdict.Authorized(signed.asProposal(false));
        }
        return demand == Demand.FULL_AUTHORIZATION || !transaction.proposal()
                ? new Verdict.Refused(TopologyErrors.unauthorized())
                : new Verdict.Pending(signed.asProposal(true));
    }

    /** Who may help to authorize a transaction. */
    public Needed needed(Head head, SignedTransaction transaction) {
        MappingCase kind = transaction.mapping().getMappingCase();
        Optional<SignedTransaction> before = kind == MappingCase.DECENTRALIZED_NAMESPACE_DEFINITION
                ? head.authorized(transaction.key())
                : head.inForce(transaction.key());
        Required required = Signers.of(transaction, before, Uid.namespaceOf(synchronizerId));
        Authority authority = new Authority(head);
        Map<String, Map<String, Authority.Delegate>> delegates = new LinkedHashMap<>();
        for (String namespace : required.namespaces()) {
            Map<String, Authority.Delegate> keys = new LinkedHashMap<>(authority.keys(namespace, kind));
            ownRoot(transaction, namespace).ifPresent(key -> keys.put(namespace, new Authority.Delegate(key, 0)));
            delegates.put(namespace, keys);
        }
        return new Needed(required, delegates, authority, kind, required.keys());
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
        private final Required required;
        private final Map<String, Map<String, Authority.Delegate>> delegates;
        private final Authority authority;
        private final MappingCase kind;
        private final Map<String, SigningPublicKey> extraKeys;

        private Needed(
                Required required,
                Map<String, Map<String, Authority.Delegate>> delegates,
                Authority authority,
                MappingCase kind,
                Map<String, SigningPublicKey> extraKeys) {
            this.required = required;
            this.delegates = delegates;
            this.authority = authority;
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
                            || authority.satisfied(namespace, kind, signers),
                    signers::contains);
        }

        /**
         * The keys with which a node signs if it is not told which: for every namespace, and every owner of a
         * decentralized one, the key with the longest chain, the greatest fingerprint among equals; and every added key.
         */
        public Set<String> best(java.util.function.Predicate<String> held) {
            Set<String> chosen = new LinkedHashSet<>();
            for (Map.Entry<String, Map<String, Authority.Delegate>> entry : delegates.entrySet()) {
                choose(entry.getKey(), entry.getValue(), held, chosen);
            }
            extraKeys.keySet().stream().filter(held).forEach(chosen::add);
            return chosen;
        }

        private void choose(
                String namespace,
                Map<String, Authority.Delegate> candidates,
                java.util.function.Predicate<String> held,
                Set<String> chosen) {
            authority
                    .decentralized(namespace)
                    .ifPresentOrElse(
                            definition -> definition
                                    .getOwnersList()
                                    .forEach(owner -> choose(owner, authority.keys(owner, kind), held, chosen)),
                            () -> candidates.entrySet().stream()
                                    .filter(entry -> held.test(entry.getKey()))
                                    .max(java.util.Comparator.<Map.Entry<String, Authority.Delegate>>comparingInt(
                                                    entry -> entry.getValue().depth())
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
