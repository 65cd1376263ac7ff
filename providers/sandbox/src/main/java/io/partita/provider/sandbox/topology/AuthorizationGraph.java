package io.partita.provider.sandbox.topology;

import io.partita.proto.crypto.SigningKeyUsage;
import io.partita.proto.crypto.SigningPublicKey;
import io.partita.proto.protocol.DecentralizedNamespaceDefinition;
import io.partita.proto.protocol.NamespaceDelegation;
import io.partita.proto.protocol.TopologyMapping.MappingCase;
import io.partita.provider.sandbox.crypto.PublicKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which keys speak for a namespace (semantics.md 2.3), by the delegations of the latest topology. */
final class AuthorizationGraph {

    private final LatestTopology latest;

    AuthorizationGraph(LatestTopology latest) {
        this.latest = latest;
    }

    /**
     * A key that speaks for a namespace.
     *
     * @param key its public half
     * @param depth 0 for the root, one more for each delegation
     */
    record Delegate(SigningPublicKey key, int depth) {}

    /** The definition of a decentralized namespace; empty for an ordinary one. */
    Optional<DecentralizedNamespaceDefinition> decentralized(String namespace) {
        return latest.inForce(MappingKey.decentralized(namespace))
                .map(transaction -> transaction.mapping().getDecentralizedNamespaceDefinition());
    }

    /** Keys, by fingerprint, one of which may help to satisfy a namespace for a kind of mapping. */
    Map<String, Delegate> keys(String namespace, MappingCase kind) {
        Optional<DecentralizedNamespaceDefinition> definition = decentralized(namespace);
        if (definition.isEmpty()) {
            return delegates(namespace, kind);
        }
        Map<String, Delegate> all = new LinkedHashMap<>();
        for (String owner : definition.get().getOwnersList()) {
            all.putAll(keys(owner, kind));
        }
        return all;
    }

    /** Whether these keys together satisfy a namespace for a kind of mapping. */
    boolean satisfied(String namespace, MappingCase kind, Set<String> signers) {
        Optional<DecentralizedNamespaceDefinition> definition = decentralized(namespace);
        if (definition.isEmpty()) {
            return delegates(namespace, kind).keySet().stream().anyMatch(signers::contains);
        }
        long owners = definition.get().getOwnersList().stream()
                .filter(owner -> satisfied(owner, kind, signers))
                .count();
        return owners >= definition.get().getThreshold();
    }

    /** Whether the root key of a namespace has been revoked. */
    boolean revoked(String namespace) {
        return root(namespace).map(SignedTransaction::removes).orElse(false);
    }

    /** Whether a namespace has a root certificate, or a definition, in force. */
    boolean known(String namespace) {
        return root(namespace).map(root -> !root.removes()).orElse(false)
                || decentralized(namespace).isPresent();
    }

    private Optional<SignedTransaction> root(String namespace) {
        return latest.delegations(namespace).stream()
                .filter(AuthorizationGraph::isRoot)
                .findFirst();
    }

    /** Whether a delegation is the root certificate of its namespace. */
    static boolean isRoot(SignedTransaction transaction) {
        NamespaceDelegation delegation = transaction.mapping().getNamespaceDelegation();
        return PublicKeys.fingerprint(delegation.getTargetKey()).equals(delegation.getNamespace());
    }

    private Map<String, Delegate> delegates(String namespace, MappingCase kind) {
        List<SignedTransaction> links = latest.delegations(namespace).stream()
                .filter(link -> !link.removes())
                .toList();
        Map<String, Delegate> delegators = new LinkedHashMap<>();
        Map<String, Delegate> result = new LinkedHashMap<>();
        int depth = 0;
        boolean grown = true;
        while (grown) {
            grown = false;
            Set<String> signers = Set.copyOf(delegators.keySet());
            for (SignedTransaction link : links) {
                NamespaceDelegation delegation = link.mapping().getNamespaceDelegation();
                String fingerprint = PublicKeys.fingerprint(delegation.getTargetKey());
                boolean linked =
                        depth == 0 ? isRoot(link) : link.signers().stream().anyMatch(signers::contains);
                if (!linked || result.containsKey(fingerprint) || delegators.containsKey(fingerprint)) {
                    continue;
                }
                Delegate delegate = new Delegate(delegation.getTargetKey(), depth);
                if (mayDelegate(delegation)) {
                    delegators.put(fingerprint, delegate);
                }
                if (maySign(delegation, kind)) {
                    result.put(fingerprint, delegate);
                }
                grown = true;
            }
            depth++;
        }
        return result;
    }

    private static boolean mayDelegate(NamespaceDelegation delegation) {
        return maySign(delegation, MappingCase.NAMESPACE_DELEGATION);
    }

    private static boolean maySign(NamespaceDelegation delegation, MappingCase kind) {
        List<SigningKeyUsage> usage = delegation.getTargetKey().getUsageList();
        if (!usage.isEmpty() && !usage.contains(SigningKeyUsage.SIGNING_KEY_USAGE_NAMESPACE)) {
            return false;
        }
        switch (delegation.getRestrictionCase()) {
            case CAN_SIGN_ALL_BUT_NAMESPACE_DELEGATIONS:
                return kind != MappingCase.NAMESPACE_DELEGATION;
            case CAN_SIGN_SPECIFIC_MAPINGS:
                return delegation.getCanSignSpecificMapings().getMappingsList().contains(Mappings.code(kind));
            case CAN_SIGN_ALL_MAPPINGS:
                return true;
            case RESTRICTION_NOT_SET:
            default:
                return kind != MappingCase.NAMESPACE_DELEGATION || rootByOldRule(delegation);
        }
    }

    // Before restrictions existed, a flag said whether the key may delegate further.
    @SuppressWarnings("deprecation")
    private static boolean rootByOldRule(NamespaceDelegation delegation) {
        return delegation.getIsRootDelegation();
    }
}
