package io.partita.provider.sandbox.topology;

import io.partita.proto.protocol.Enums.TopologyMappingCode;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.PartyToParticipant.HostingParticipant;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.protocol.TopologyMapping.MappingCase;
import io.partita.provider.sandbox.ids.Uid;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What can be said about a mapping by looking at it alone. */
public final class Mappings {

    private static final String PARTICIPANT = "PAR::";

    private Mappings() {}

    /** The number by which delegations restrict. */
    public static TopologyMappingCode code(MappingCase kind) {
        switch (kind) {
            case NAMESPACE_DELEGATION:
                return TopologyMappingCode.TOPOLOGY_MAPPING_CODE_NAMESPACE_DELEGATION;
            case DECENTRALIZED_NAMESPACE_DEFINITION:
                return TopologyMappingCode.TOPOLOGY_MAPPING_CODE_DECENTRALIZED_NAMESPACE_DEFINITION;
            case OWNER_TO_KEY_MAPPING:
                return TopologyMappingCode.TOPOLOGY_MAPPING_CODE_OWNER_TO_KEY_MAPPING;
            case SYNCHRONIZER_TRUST_CERTIFICATE:
                return TopologyMappingCode.TOPOLOGY_MAPPING_CODE_SYNCHRONIZER_TRUST_CERTIFICATE;
            case PARTICIPANT_PERMISSION:
                return TopologyMappingCode.TOPOLOGY_MAPPING_CODE_PARTICIPANT_PERMISSION;
            case PARTY_HOSTING_LIMITS:
                return TopologyMappingCode.TOPOLOGY_MAPPING_CODE_PARTY_HOSTING_LIMITS;
            case VETTED_PACKAGES:
                return TopologyMappingCode.TOPOLOGY_MAPPING_CODE_VETTED_PACKAGES;
            case PARTY_TO_PARTICIPANT:
                return TopologyMappingCode.TOPOLOGY_MAPPING_CODE_PARTY_TO_PARTICIPANT;
            case SYNCHRONIZER_PARAMETERS_STATE:
                return TopologyMappingCode.TOPOLOGY_MAPPING_CODE_SYNCHRONIZER_PARAMETERS_STATE;
            case MEDIATOR_SYNCHRONIZER_STATE:
                return TopologyMappingCode.TOPOLOGY_MAPPING_CODE_MEDIATOR_SYNCHRONIZER_STATE;
            case SEQUENCER_SYNCHRONIZER_STATE:
                return TopologyMappingCode.TOPOLOGY_MAPPING_CODE_SEQUENCER_SYNCHRONIZER_STATE;
            case SEQUENCING_DYNAMIC_PARAMETERS_STATE:
                return TopologyMappingCode.TOPOLOGY_MAPPING_CODE_SEQUENCING_DYNAMIC_PARAMETERS_STATE;
            case PARTY_TO_KEY_MAPPING:
                return TopologyMappingCode.TOPOLOGY_MAPPING_CODE_PARTY_TO_KEY_MAPPING;
            case SYNCHRONIZER_UPGRADE_ANNOUNCEMENT:
                return TopologyMappingCode.TOPOLOGY_MAPPING_CODE_LSU_ANNOUNCEMENT;
            case SEQUENCER_CONNECTION_SUCCESSOR:
                return TopologyMappingCode.TOPOLOGY_MAPPING_CODE_SEQUENCER_CONNECTION_SUCCESSOR;
            case MAPPING_NOT_SET:
            default:
                return TopologyMappingCode.TOPOLOGY_MAPPING_CODE_UNSPECIFIED;
        }
    }

    /** The short code of the list calls, for example {@code ptp}. */
    public static String shortCode(MappingCase kind) {
        switch (kind) {
            case NAMESPACE_DELEGATION:
                return "nsd";
            case DECENTRALIZED_NAMESPACE_DEFINITION:
                return "dnd";
            case OWNER_TO_KEY_MAPPING:
                return "otk";
            case SYNCHRONIZER_TRUST_CERTIFICATE:
                return "dtc";
            case PARTICIPANT_PERMISSION:
                return "pdp";
            case PARTY_HOSTING_LIMITS:
                return "phl";
            case VETTED_PACKAGES:
                return "vtp";
            case PARTY_TO_PARTICIPANT:
                return "ptp";
            case SYNCHRONIZER_PARAMETERS_STATE:
                return "dop";
            case MEDIATOR_SYNCHRONIZER_STATE:
                return "mds";
            case SEQUENCER_SYNCHRONIZER_STATE:
                return "sds";
            case SEQUENCING_DYNAMIC_PARAMETERS_STATE:
                return "sep";
            case PARTY_TO_KEY_MAPPING:
                return "ptk";
            case SYNCHRONIZER_UPGRADE_ANNOUNCEMENT:
                return "lsu";
            case SEQUENCER_CONNECTION_SUCCESSOR:
                return "scs";
            case MAPPING_NOT_SET:
            default:
                return "";
        }
    }

    /** The namespace that a mapping belongs to. */
    public static String namespace(TopologyMapping mapping) {
        switch (mapping.getMappingCase()) {
            case NAMESPACE_DELEGATION:
                return mapping.getNamespaceDelegation().getNamespace();
            case DECENTRALIZED_NAMESPACE_DEFINITION:
                return mapping.getDecentralizedNamespaceDefinition().getDecentralizedNamespace();
            case OWNER_TO_KEY_MAPPING:
                return memberNamespace(mapping.getOwnerToKeyMapping().getMember());
            case SYNCHRONIZER_TRUST_CERTIFICATE:
                return Uid.namespaceOf(mapping.getSynchronizerTrustCertificate().getParticipantUid());
            case PARTICIPANT_PERMISSION:
                return Uid.namespaceOf(mapping.getParticipantPermission().getSynchronizerId());
            case PARTY_HOSTING_LIMITS:
                return Uid.namespaceOf(mapping.getPartyHostingLimits().getSynchronizerId());
            case VETTED_PACKAGES:
                return Uid.namespaceOf(mapping.getVettedPackages().getParticipantUid());
            case PARTY_TO_PARTICIPANT:
                return Uid.namespaceOf(mapping.getPartyToParticipant().getParty());
            case SYNCHRONIZER_PARAMETERS_STATE:
                return Uid.namespaceOf(mapping.getSynchronizerParametersState().getSynchronizerId());
            case MEDIATOR_SYNCHRONIZER_STATE:
                return Uid.namespaceOf(mapping.getMediatorSynchronizerState().getSynchronizerId());
            case SEQUENCER_SYNCHRONIZER_STATE:
                return Uid.namespaceOf(mapping.getSequencerSynchronizerState().getSynchronizerId());
            case SEQUENCING_DYNAMIC_PARAMETERS_STATE:
                return Uid.namespaceOf(
                        mapping.getSequencingDynamicParametersState().getSynchronizerId());
            case PARTY_TO_KEY_MAPPING:
                return Uid.namespaceOf(mapping.getPartyToKeyMapping().getParty());
            case SYNCHRONIZER_UPGRADE_ANNOUNCEMENT:
                return physicalNamespace(
                        mapping.getSynchronizerUpgradeAnnouncement().getSuccessorPhysicalSynchronizerId());
            case SEQUENCER_CONNECTION_SUCCESSOR:
                return Uid.namespaceOf(mapping.getSequencerConnectionSuccessor().getSequencerId());
            case MAPPING_NOT_SET:
            default:
                throw new IllegalArgumentException("a mapping without content has no namespace");
        }
    }

    /** The namespace of a member, which is written with its kind: {@code PAR::participant1::1220…}. */
    public static String memberNamespace(String member) {
        return Uid.namespaceOf(member.substring(member.indexOf("::") + 2));
    }

    /** Uid of a participant, also if it was written as a member. */
    public static String participantUid(String written) {
        return written.startsWith(PARTICIPANT) ? written.substring(PARTICIPANT.length()) : written;
    }

    /** The hosting that a mapping describes. */
    public static Hosting hosting(PartyToParticipant mapping, int serial, long effective) {
        List<Hosting.Host> hosts = new ArrayList<>(mapping.getParticipantsCount());
        for (HostingParticipant host : mapping.getParticipantsList()) {
            hosts.add(new Hosting.Host(
                    host.getParticipantUid(), Permission.of(host.getPermissionValue()), host.hasOnboarding()));
        }
        return new Hosting(mapping.getParty(), mapping.getThreshold(), hosts, serial, effective);
    }

    /** The mapping in a text of an error, roughly as Canton writes it. */
    public static String describe(TopologyMapping mapping) {
        if (!mapping.hasPartyToParticipant()) {
            return shortCode(mapping.getMappingCase()) + "("
                    + MappingKey.of(mapping).subject() + ")";
        }
        PartyToParticipant party = mapping.getPartyToParticipant();
        String hosts = party.getParticipantsList().stream()
                .map(host -> PARTICIPANT + Uid.shortened(host.getParticipantUid()) + " -> "
                        + name(Permission.of(host.getPermissionValue())))
                .collect(Collectors.joining(", "));
        String threshold = party.getThreshold() == 1 ? "" : ", threshold = " + party.getThreshold();
        return "PartyToParticipant(partyId = " + Uid.shortened(party.getParty()) + threshold + ", participants = "
                + (party.getParticipantsCount() == 1 ? hosts : "Map(" + hosts + ")") + ")";
    }

    private static String physicalNamespace(String physicalId) {
        String uid = physicalId.substring(0, physicalId.lastIndexOf("::"));
        return Uid.namespaceOf(uid);
    }

    private static String name(Permission permission) {
        switch (permission) {
            case SUBMISSION:
                return "Submission";
            case CONFIRMATION:
                return "Confirmation";
            case OBSERVATION:
            default:
                return "Observation";
        }
    }
}
