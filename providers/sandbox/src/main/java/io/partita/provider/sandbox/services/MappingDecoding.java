package io.partita.provider.sandbox.services;

import com.google.protobuf.InvalidProtocolBufferException;
import io.partita.proto.crypto.SigningKeyUsage;
import io.partita.proto.crypto.SigningKeysWithThreshold;
import io.partita.proto.crypto.SigningPublicKey;
import io.partita.proto.protocol.DecentralizedNamespaceDefinition;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.PartyToParticipant.HostingParticipant;
import io.partita.proto.protocol.SignedTopologyTransaction;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.provider.sandbox.crypto.PublicKeys;
import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.topology.Mappings;
import io.partita.provider.sandbox.topology.SignedTransaction;
import io.partita.provider.sandbox.wire.CantonError;
import io.partita.provider.sandbox.wire.CantonException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What a node refuses of a mapping while it decodes it, and how it writes it down (semantics.md 4, 9). */
final class MappingDecoding {

    private static final int MOST_KEYS = 20;

    private MappingDecoding() {}

    /** The mapping of a proposal as the node writes it down. */
    static TopologyMapping decode(TopologyMapping mapping) {
        switch (mapping.getMappingCase()) {
            case PARTY_TO_PARTICIPANT:
                return TopologyMapping.newBuilder()
                        .setPartyToParticipant(hosting(mapping.getPartyToParticipant()))
                        .build();
            case DECENTRALIZED_NAMESPACE_DEFINITION:
                requireThreshold(mapping.getDecentralizedNamespaceDefinition());
                return mapping;
            case VETTED_PACKAGES:
                requireUid("participant_uid", mapping.getVettedPackages().getParticipantUid());
                return mapping;
            case SYNCHRONIZER_TRUST_CERTIFICATE:
                requireUid(
                        "participant_uid",
                        mapping.getSynchronizerTrustCertificate().getParticipantUid());
                return mapping;
            case PARTY_TO_KEY_MAPPING:
                requireUid("party", mapping.getPartyToKeyMapping().getParty());
                return mapping;
            case OWNER_TO_KEY_MAPPING:
                requireMember(mapping.getOwnerToKeyMapping().getMember());
                return mapping;
            case MAPPING_NOT_SET:
                throw CantonError.undecodable("FieldNotSet(mapping)").exception();
            default:
                return mapping;
        }
    }

    /** A transaction from the wire; its bytes stay as they are. */
    static SignedTransaction decode(SignedTopologyTransaction wire) {
        try {
            SignedTransaction transaction = SignedTransaction.read(wire);
            decode(transaction.mapping());
            if (transaction.serial() < 1) {
                throw CantonError.undecodable("InvariantViolation(Some(serial),Received the non-positive "
                                + transaction.serial() + " as argument, but we require a positive value here.)")
                        .exception();
            }
            return transaction;
        } catch (InvalidProtocolBufferException damaged) {
            throw CantonError.undecodable(
                            "BufferException(" + damaged.getClass().getName() + ": " + damaged.getMessage() + ")")
                    .exception();
        }
    }

    private static PartyToParticipant hosting(PartyToParticipant mapping) {
        requireUid("party", mapping.getParty());
        if (mapping.getThreshold() < 1) {
            throw nonPositive("threshold", mapping.getThreshold());
        }
        if (mapping.hasPartySigningKeys()) {
            requireKeys(mapping.getPartySigningKeys());
        }
        Map<String, HostingParticipant> hosts = new LinkedHashMap<>();
        for (HostingParticipant written : mapping.getParticipantsList()) {
            HostingParticipant host = host(written);
            hosts.merge(host.getParticipantUid(), host, MappingDecoding::higher);
        }
        PartyToParticipant.Builder written =
                mapping.toBuilder().clearParticipants().addAllParticipants(hosts.values());
        if (mapping.hasPartySigningKeys()) {
            written.getPartySigningKeysBuilder().getKeysBuilderList().forEach(MappingDecoding::addProofOfOwnership);
        }
        return written.build();
    }

    /** A key for the protocol always proves its ownership, too. */
    private static void addProofOfOwnership(SigningPublicKey.Builder key) {
        // The order is the client's: it is a part of what is hashed and signed.
        Set<SigningKeyUsage> usage = new LinkedHashSet<>(key.getUsageList());
        if (usage.contains(SigningKeyUsage.SIGNING_KEY_USAGE_PROTOCOL)) {
            usage.add(SigningKeyUsage.SIGNING_KEY_USAGE_PROOF_OF_OWNERSHIP);
            key.clearUsage().addAllUsage(usage);
        }
    }

    private static HostingParticipant host(HostingParticipant written) {
        String uid = Mappings.participantUid(written.getParticipantUid());
        requireUid("participant_uid", uid);
        switch (written.getPermission()) {
            case PARTICIPANT_PERMISSION_UNSPECIFIED:
                throw CantonError.undecodable("FieldNotSet(PARTICIPANT_PERMISSION_UNSPECIFIED)")
                        .exception();
            case UNRECOGNIZED:
                throw CantonError.undecodable("UnrecognizedEnum(permission," + written.getPermissionValue() + ")")
                        .exception();
            default:
                return written.toBuilder().setParticipantUid(uid).build();
        }
    }

    private static HostingParticipant higher(HostingParticipant one, HostingParticipant other) {
        return other.getPermissionValue() < one.getPermissionValue() ? other : one;
    }

    private static void requireKeys(SigningKeysWithThreshold keys) {
        long distinct = keys.getKeysList().stream()
                .map(PublicKeys::fingerprint)
                .distinct()
                .count();
        if (keys.getKeysCount() == 0 || keys.getKeysCount() > MOST_KEYS || distinct != keys.getKeysCount()) {
            throw CantonError.undecodable("InvariantViolation(Some(party_signing_keys)," + "Between 1 and " + MOST_KEYS
                            + " different keys are required)")
                    .exception();
        }
        if (keys.getThreshold() < 1) {
            throw nonPositive("threshold", keys.getThreshold());
        }
    }

    private static void requireThreshold(DecentralizedNamespaceDefinition definition) {
        if (definition.getThreshold() < 1) {
            throw nonPositive("threshold", definition.getThreshold());
        }
        if (definition.getThreshold() > definition.getOwnersCount() && definition.getOwnersCount() > 0) {
            throw CantonError.undecodable("OtherError(Invalid threshold (" + definition.getThreshold() + ") for "
                            + Uid.shortFingerprint(definition.getDecentralizedNamespace()) + " with "
                            + definition.getOwnersCount() + " owners)")
                    .exception();
        }
        if (definition.getOwnersCount() == 0) {
            throw CantonError.undecodable("FieldNotSet(owners)").exception();
        }
    }

    private static CantonException nonPositive(String field, int value) {
        return CantonError.undecodable("InvariantViolation(Some(" + field + "),Received the non-positive " + value
                        + " as argument, but we require a positive value here.)")
                .exception();
    }

    private static void requireMember(String member) {
        if (!member.matches("(PAR|MED|SEQ)::.*")) {
            throw CantonError.undecodable("ValueConversionError(member,Expected delimiter :: in " + member + ")")
                    .exception();
        }
        requireUid("member", member.substring(5));
    }

    private static void requireUid(String field, String uid) {
        try {
            Uid.parse(uid);
        } catch (Uid.Malformed malformed) {
            throw CantonError.undecodable("ValueConversionError(" + field + "," + malformed.getMessage() + ")")
                    .exception();
        }
    }
}
