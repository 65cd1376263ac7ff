package io.partita.provider.sandbox.topology;

import io.partita.proto.crypto.PublicKey;
import io.partita.proto.protocol.DecentralizedNamespaceDefinition;
import io.partita.proto.protocol.OwnerToKeyMapping;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.PartyToParticipant.HostingParticipant;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.protocol.TopologyMapping.MappingCase;
import io.partita.provider.sandbox.crypto.Hashes;
import io.partita.provider.sandbox.crypto.PublicKeys;
import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.wire.CantonError;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What every node checks about a mapping, whoever signed it (semantics.md 4). */
final class MappingChecks {

    private final LatestTopology latest;
    private final String synchronizerId;
    private final AuthorizationGraph graph;

    MappingChecks(LatestTopology latest, String synchronizerId) {
        this.latest = latest;
        this.synchronizerId = synchronizerId;
        this.graph = new AuthorizationGraph(latest);
    }

    /** The first rule that a transaction breaks. */
    Optional<CantonError> objection(SignedTransaction transaction) {
        Optional<SignedTransaction> before = latest.inForce(transaction.key());
        if (transaction.removes()) {
            return removal(transaction, before);
        }
        TopologyMapping mapping = transaction.mapping();
        switch (mapping.getMappingCase()) {
            case PARTY_TO_PARTICIPANT:
                return hosting(transaction, mapping.getPartyToParticipant(), before);
            case DECENTRALIZED_NAMESPACE_DEFINITION:
                return decentralized(mapping.getDecentralizedNamespaceDefinition(), transaction.key());
            case NAMESPACE_DELEGATION:
                return delegation(transaction);
            case SYNCHRONIZER_TRUST_CERTIFICATE:
                String participant = mapping.getSynchronizerTrustCertificate().getParticipantUid();
                return latest.inForce(MappingKey.hosting(participant)).isPresent()
                        ? Optional.of(TopologyErrors.partyExists(participant))
                        : Optional.empty();
            case OWNER_TO_KEY_MAPPING:
            case PARTICIPANT_PERMISSION:
            case PARTY_HOSTING_LIMITS:
            case VETTED_PACKAGES:
            case SYNCHRONIZER_PARAMETERS_STATE:
            case MEDIATOR_SYNCHRONIZER_STATE:
            case SEQUENCER_SYNCHRONIZER_STATE:
            case SEQUENCING_DYNAMIC_PARAMETERS_STATE:
            case PARTY_TO_KEY_MAPPING:
            case SYNCHRONIZER_UPGRADE_ANNOUNCEMENT:
            case SEQUENCER_CONNECTION_SUCCESSOR:
            case MAPPING_NOT_SET:
            default:
                return Optional.empty();
        }
    }

    private Optional<CantonError> removal(SignedTransaction removal, Optional<SignedTransaction> before) {
        if (before.isEmpty()) {
            return Optional.of(TopologyErrors.nothingToRevoke(removal.mapping()));
        }
        if (!before.get().mapping().equals(removal.mapping())) {
            return Optional.of(TopologyErrors.removalChanges(
                    removal.mapping(), before.get().mapping()));
        }
        return removedParticipant(removal.mapping())
                .filter(latest::hostsParties)
                .map(TopologyErrors::illegalRemoval);
    }

    private static Optional<String> removedParticipant(TopologyMapping mapping) {
        if (mapping.getMappingCase() == MappingCase.SYNCHRONIZER_TRUST_CERTIFICATE) {
            return Optional.of(mapping.getSynchronizerTrustCertificate().getParticipantUid());
        }
        if (mapping.getMappingCase() == MappingCase.OWNER_TO_KEY_MAPPING) {
            return Optional.of(
                    Mappings.participantUid(mapping.getOwnerToKeyMapping().getMember()));
        }
        return Optional.empty();
    }

    private Optional<CantonError> hosting(
            SignedTransaction transaction, PartyToParticipant mapping, Optional<SignedTransaction> before) {
        Set<String> known = before.map(
                        previous -> previous.mapping().getPartyToParticipant().getParticipantsList().stream()
                                .map(HostingParticipant::getParticipantUid)
                                .collect(Collectors.toSet()))
                .orElse(Set.of());
        List<String> added = mapping.getParticipantsList().stream()
                .map(HostingParticipant::getParticipantUid)
                .filter(Predicate.not(known::contains))
                .toList();
        List<String> strangers =
                added.stream().filter(Predicate.not(this::joined)).toList();
        if (!strangers.isEmpty()) {
            return Optional.of(TopologyErrors.unknownMembers(strangers));
        }
        List<String> keyless =
                added.stream().filter(Predicate.not(this::hasKeys)).toList();
        if (!keyless.isEmpty()) {
            return Optional.of(TopologyErrors.insufficientKeys(keyless));
        }
        if (joined(mapping.getParty()) && !adminParty(mapping)) {
            return Optional.of(TopologyErrors.adminParty(mapping.getParty()));
        }
        String namespace = Uid.namespaceOf(mapping.getParty());
        if (selfSigned(transaction, namespace) && graph.revoked(namespace)) {
            return Optional.of(TopologyErrors.revoked(namespace));
        }
        return Optional.empty();
    }

    private boolean joined(String participant) {
        return latest.inForce(MappingKey.trust(participant, synchronizerId)).isPresent();
    }

    private boolean hasKeys(String participant) {
        Optional<OwnerToKeyMapping> keys = latest.inForce(MappingKey.keys("PAR::" + participant))
                .map(transaction -> transaction.mapping().getOwnerToKeyMapping());
        return keys.isPresent()
                && keys.get().getPublicKeysList().stream().anyMatch(PublicKey::hasSigningPublicKey)
                && keys.get().getPublicKeysList().stream().anyMatch(PublicKey::hasEncryptionPublicKey);
    }

    private static boolean adminParty(PartyToParticipant mapping) {
        return mapping.getParticipantsCount() == 1
                && mapping.getParticipants(0).getParticipantUid().equals(mapping.getParty())
                && mapping.getParticipants(0).getPermissionValue() == Permission.SUBMISSION.number()
                && mapping.getThreshold() == 1;
    }

    /** Whether a party's own key, embedded in its mapping, speaks for its namespace. */
    static boolean selfSigned(SignedTransaction transaction, String namespace) {
        return transaction.mapping().hasPartyToParticipant()
                && transaction.mapping().getPartyToParticipant().getPartySigningKeys().getKeysList().stream()
                        .anyMatch(key -> PublicKeys.fingerprint(key).equals(namespace));
    }

    private Optional<CantonError> decentralized(DecentralizedNamespaceDefinition definition, MappingKey key) {
        String namespace = definition.getDecentralizedNamespace();
        int owners = new TreeSet<>(definition.getOwnersList()).size();
        if (owners < definition.getThreshold()) {
            return Optional.of(TopologyErrors.invalidMapping("Invalid threshold (" + definition.getThreshold()
                    + ") for " + Uid.shortFingerprint(namespace) + " with " + owners + " owners"));
        }
        List<String> strangers = definition.getOwnersList().stream()
                .filter(owner -> !graph.known(owner))
                .map(Uid::shortFingerprint)
                .toList();
        if (!strangers.isEmpty()) {
            return Optional.of(
                    TopologyErrors.invalidMapping("No root certificate found for " + String.join(", ", strangers)));
        }
        if (latest.authorized(key).isPresent()) {
            return Optional.empty();
        }
        if (!Hashes.decentralizedNamespace(definition.getOwnersList()).equals(namespace)) {
            return Optional.of(TopologyErrors.invalidMapping("The decentralized namespace "
                    + Uid.shortFingerprint(namespace) + " is not derived from the owners "
                    + definition.getOwnersList().stream()
                            .map(Uid::shortFingerprint)
                            .collect(Collectors.joining(", ", "List(", ")"))));
        }
        return latest.delegations(namespace).isEmpty()
                ? Optional.empty()
                : Optional.of(TopologyErrors.namespaceInUse(namespace));
    }

    private Optional<CantonError> delegation(SignedTransaction transaction) {
        String namespace = transaction.mapping().getNamespaceDelegation().getNamespace();
        if (graph.decentralized(namespace).isPresent()) {
            return Optional.of(TopologyErrors.namespaceInUse(namespace));
        }
        return AuthorizationGraph.isRoot(transaction) && graph.revoked(namespace)
                ? Optional.of(TopologyErrors.revoked(namespace))
                : Optional.empty();
    }
}
