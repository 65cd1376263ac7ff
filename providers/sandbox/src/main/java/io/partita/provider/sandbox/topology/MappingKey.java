package io.partita.provider.sandbox.topology;

import io.partita.proto.crypto.SigningPublicKey;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.protocol.TopologyMapping.MappingCase;
import io.partita.provider.sandbox.crypto.PublicKeys;

/**
 * What a mapping is about: at most one mapping with the same key is in force (semantics.md 1).
 *
 * @param kind which mapping
 * @param subject the values that identify it
 */
public record MappingKey(MappingCase kind, String subject) {

    /** The key of a mapping that has a content. */
    public static MappingKey of(TopologyMapping mapping) {
        return new MappingKey(mapping.getMappingCase(), subject(mapping));
    }

    /** The key of the hosting of a party. */
    public static MappingKey hosting(String party) {
        return new MappingKey(MappingCase.PARTY_TO_PARTICIPANT, party);
    }

    /** The key of the packages vetted by a participant. */
    public static MappingKey vetting(String participantUid) {
        return new MappingKey(MappingCase.VETTED_PACKAGES, participantUid);
    }

    /** The key of a delegation. */
    public static MappingKey delegation(String namespace, SigningPublicKey target) {
        return new MappingKey(MappingCase.NAMESPACE_DELEGATION, namespace + "/" + PublicKeys.fingerprint(target));
    }

    /** The key of a decentralized namespace. */
    public static MappingKey decentralized(String namespace) {
        return new MappingKey(MappingCase.DECENTRALIZED_NAMESPACE_DEFINITION, namespace);
    }

    /** The key of a trust certificate. */
    public static MappingKey trust(String participantUid, String synchronizerId) {
        return new MappingKey(MappingCase.SYNCHRONIZER_TRUST_CERTIFICATE, participantUid + "/" + synchronizerId);
    }

    /** The key of a member's keys. */
    public static MappingKey keys(String member) {
        return new MappingKey(MappingCase.OWNER_TO_KEY_MAPPING, member);
    }

    /** The key of a participant's restriction by the synchronizer. */
    public static MappingKey restriction(String synchronizerId, String participantUid) {
        return new MappingKey(MappingCase.PARTICIPANT_PERMISSION, synchronizerId + "/" + participantUid);
    }

    /** The key of the synchronizer's parameters. */
    public static MappingKey parameters(String synchronizerId) {
        return new MappingKey(MappingCase.SYNCHRONIZER_PARAMETERS_STATE, synchronizerId);
    }

    private static String subject(TopologyMapping mapping) {
        switch (mapping.getMappingCase()) {
            case NAMESPACE_DELEGATION:
                return delegation(
                                mapping.getNamespaceDelegation().getNamespace(),
                                mapping.getNamespaceDelegation().getTargetKey())
                        .subject();
            case DECENTRALIZED_NAMESPACE_DEFINITION:
                return mapping.getDecentralizedNamespaceDefinition().getDecentralizedNamespace();
            case OWNER_TO_KEY_MAPPING:
                return mapping.getOwnerToKeyMapping().getMember();
            case SYNCHRONIZER_TRUST_CERTIFICATE:
                return mapping.getSynchronizerTrustCertificate().getParticipantUid() + "/"
                        + mapping.getSynchronizerTrustCertificate().getSynchronizerId();
            case PARTICIPANT_PERMISSION:
                return mapping.getParticipantPermission().getSynchronizerId() + "/"
                        + mapping.getParticipantPermission().getParticipantUid();
            case PARTY_HOSTING_LIMITS:
                return mapping.getPartyHostingLimits().getSynchronizerId() + "/"
                        + mapping.getPartyHostingLimits().getParty();
            case VETTED_PACKAGES:
                return mapping.getVettedPackages().getParticipantUid();
            case PARTY_TO_PARTICIPANT:
                return mapping.getPartyToParticipant().getParty();
            case SYNCHRONIZER_PARAMETERS_STATE:
                return mapping.getSynchronizerParametersState().getSynchronizerId();
            case MEDIATOR_SYNCHRONIZER_STATE:
                return mapping.getMediatorSynchronizerState().getSynchronizerId() + "/"
                        + mapping.getMediatorSynchronizerState().getGroup();
            case SEQUENCER_SYNCHRONIZER_STATE:
                return mapping.getSequencerSynchronizerState().getSynchronizerId();
            case SEQUENCING_DYNAMIC_PARAMETERS_STATE:
                return mapping.getSequencingDynamicParametersState().getSynchronizerId();
            case PARTY_TO_KEY_MAPPING:
                return mapping.getPartyToKeyMapping().getParty();
            case SYNCHRONIZER_UPGRADE_ANNOUNCEMENT:
                return "";
            case SEQUENCER_CONNECTION_SUCCESSOR:
                return mapping.getSequencerConnectionSuccessor().getSequencerId();
            case MAPPING_NOT_SET:
            default:
                throw new IllegalArgumentException("a mapping without content has no key");
        }
    }
}
