package io.partita.provider.sandbox.topology;

import io.partita.proto.crypto.PublicKey;
import io.partita.proto.crypto.SigningPublicKey;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.PartyToParticipant.HostingParticipant;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.provider.sandbox.crypto.PublicKeys;
import io.partita.provider.sandbox.ids.Uid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who must sign which change (semantics.md 2.1 and 2.2). */
final class Signers {

    private Signers() {}

    /**
     * The formula for a transaction.
     *
     * @param before the mapping that it replaces, if one is in force
     * @param synchronizerNamespace owner of the synchronizer
     */
    static RequiredAuth of(
            SignedTransaction transaction, Optional<SignedTransaction> before, String synchronizerNamespace) {
        TopologyMapping mapping = transaction.mapping();
        RequiredAuth.Namespace own = new RequiredAuth.Namespace(Mappings.namespace(mapping));
        switch (mapping.getMappingCase()) {
            case PARTY_TO_PARTICIPANT:
                RequiredAuth change = hosting(mapping.getPartyToParticipant(), before.map(SignedTransaction::mapping));
                return transaction.removes()
                        ? new RequiredAuth.Any(List.of(change, new RequiredAuth.Namespace(synchronizerNamespace)))
                        : change;
            case DECENTRALIZED_NAMESPACE_DEFINITION:
                return decentralized(mapping, before, own);
            case OWNER_TO_KEY_MAPPING:
                return withKeys(own, addedKeys(mapping, before));
            case PARTY_TO_KEY_MAPPING:
                return withKeys(own, addedPartyKeys(mapping, before));
            case NAMESPACE_DELEGATION:
            case SYNCHRONIZER_TRUST_CERTIFICATE:
            case PARTICIPANT_PERMISSION:
            case PARTY_HOSTING_LIMITS:
            case VETTED_PACKAGES:
            case SYNCHRONIZER_PARAMETERS_STATE:
            case MEDIATOR_SYNCHRONIZER_STATE:
            case SEQUENCER_SYNCHRONIZER_STATE:
            case SEQUENCING_DYNAMIC_PARAMETERS_STATE:
            case SYNCHRONIZER_UPGRADE_ANNOUNCEMENT:
            case SEQUENCER_CONNECTION_SUCCESSOR:
                return own;
            case MAPPING_NOT_SET:
            default:
                throw new IllegalArgumentException("nobody signs a mapping without content");
        }
    }

    private static RequiredAuth hosting(PartyToParticipant after, Optional<TopologyMapping> previous) {
        RequiredAuth party = new RequiredAuth.Namespace(Uid.namespaceOf(after.getParty()));
        PartyToParticipant before =
                previous.map(TopologyMapping::getPartyToParticipant).orElse(null);
        List<RequiredAuth> all = new ArrayList<>();
        if (before == null || before.getThreshold() != after.getThreshold()) {
            all.add(party);
        }
        all.addAll(partyKeys(after, before, party));
        Map<String, HostingParticipant> old = before == null ? Map.of() : hosts(before);
        Map<String, HostingParticipant> now = hosts(after);
        for (HostingParticipant host : now.values()) {
            all.addAll(hostChange(old.get(host.getParticipantUid()), host, party));
        }
        for (HostingParticipant host : old.values()) {
            if (!now.containsKey(host.getParticipantUid())) {
                all.add(new RequiredAuth.Any(List.of(party, participant(host))));
            }
        }
        if (all.isEmpty()) {
            all.add(party);
        }
        return new RequiredAuth.All(all);
    }

    private static List<RequiredAuth> hostChange(
            HostingParticipant before, HostingParticipant after, RequiredAuth party) {
        RequiredAuth participant = participant(after);
        if (before == null) {
            return List.of(party, participant);
        }
        List<RequiredAuth> all = new ArrayList<>();
        int change = after.getPermissionValue() - before.getPermissionValue();
        if (change < 0) {
            all.add(party);
            all.add(participant);
        } else if (change > 0) {
            all.add(new RequiredAuth.Any(List.of(party, participant)));
        }
        if (before.hasOnboarding() && !after.hasOnboarding()) {
            all.add(participant);
        } else if (!before.hasOnboarding() && after.hasOnboarding()) {
            all.add(party);
        }
        return all;
    }

    private static List<RequiredAuth> partyKeys(
            PartyToParticipant after, PartyToParticipant before, RequiredAuth party) {
        boolean same = before != null
                && before.hasPartySigningKeys() == after.hasPartySigningKeys()
                && before.getPartySigningKeys().equals(after.getPartySigningKeys());
        if (same || (before == null && !after.hasPartySigningKeys())) {
            return List.of();
        }
        Set<String> known = before == null
                ? Set.of()
                : before.getPartySigningKeys().getKeysList().stream()
                        .map(PublicKeys::fingerprint)
                        .collect(Collectors.toSet());
        List<RequiredAuth> all = new ArrayList<>();
        all.add(party);
        for (SigningPublicKey key : after.getPartySigningKeys().getKeysList()) {
            if (!known.contains(PublicKeys.fingerprint(key))) {
                all.add(new RequiredAuth.Key(key));
            }
        }
        return all;
    }

    private static Map<String, HostingParticipant> hosts(PartyToParticipant mapping) {
        Map<String, HostingParticipant> hosts = new LinkedHashMap<>();
        mapping.getParticipantsList().forEach(host -> hosts.put(host.getParticipantUid(), host));
        return hosts;
    }

    private static RequiredAuth participant(HostingParticipant host) {
        return new RequiredAuth.Namespace(Uid.namespaceOf(host.getParticipantUid()));
    }

    private static RequiredAuth decentralized(
            TopologyMapping mapping, Optional<SignedTransaction> before, RequiredAuth.Namespace own) {
        Set<String> added =
                new TreeSet<>(mapping.getDecentralizedNamespaceDefinition().getOwnersList());
        List<RequiredAuth> all = new ArrayList<>();
        if (before.isPresent()) {
            all.add(own);
            added.removeAll(
                    before.get().mapping().getDecentralizedNamespaceDefinition().getOwnersList());
        }
        added.forEach(owner -> all.add(new RequiredAuth.Namespace(owner)));
        return new RequiredAuth.All(all);
    }

    private static RequiredAuth withKeys(RequiredAuth own, List<SigningPublicKey> keys) {
        List<RequiredAuth> all = new ArrayList<>();
        all.add(own);
        keys.forEach(key -> all.add(new RequiredAuth.Key(key)));
        return new RequiredAuth.All(all);
    }

    private static List<SigningPublicKey> addedKeys(TopologyMapping mapping, Optional<SignedTransaction> before) {
        Set<PublicKey> known = before.map(previous ->
                        Set.copyOf(previous.mapping().getOwnerToKeyMapping().getPublicKeysList()))
                .orElse(Set.of());
        return mapping.getOwnerToKeyMapping().getPublicKeysList().stream()
                .filter(key -> key.hasSigningPublicKey() && !known.contains(key))
                .map(PublicKey::getSigningPublicKey)
                .toList();
    }

    private static List<SigningPublicKey> addedPartyKeys(TopologyMapping mapping, Optional<SignedTransaction> before) {
        Set<SigningPublicKey> known = before.map(previous ->
                        Set.copyOf(previous.mapping().getPartyToKeyMapping().getSigningKeysList()))
                .orElse(Set.of());
        return mapping.getPartyToKeyMapping().getSigningKeysList().stream()
                .filter(key -> !known.contains(key))
                .toList();
    }
}
