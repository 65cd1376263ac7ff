package io.partita.provider.canton;

import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.PartyKeys;
import io.partita.core.model.Permission;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.proto.protocol.Enums.ParticipantPermission;
import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.PartyToParticipant.HostingParticipant;
import io.partita.proto.topology.BaseResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Between the wire's party-to-participant mapping and the model's. What is read and written again must be the same
 * bytes, since their hash is what everybody signs: the order of hosts, the flags and the embedded keys are kept, and a
 * mapping with a field that this release does not know is not read at all rather than written without it.
 */
final class Mappings {

    /** A mapping that is proposed gets one of the serials that follow; nobody has changed anything that often. */
    private static final int LAST_SERIAL = 1 << 30;

    private static final String MEMBER_PREFIX = "PAR::";

    private Mappings() {}

    static HostingState state(BaseResult context, PartyToParticipant item, AnswerIds ids) throws UnreadableAnswer {
        return new HostingState(
                mapping(context, item, ids),
                Times.instant(context.getValidFrom()),
                context.hasValidUntil() ? Optional.of(Times.instant(context.getValidUntil())) : Optional.empty(),
                hash(context),
                told(context, ids));
    }

    /** Who signed what is in force only explains it: no reading fails for a fingerprint that is none. */
    private static SortedSet<Fingerprint> told(BaseResult context, AnswerIds ids) {
        SortedSet<Fingerprint> signedBy = new TreeSet<>();
        for (String signer : context.getSignedByFingerprintsList()) {
            ids.fingerprint(signer).ifPresent(signedBy::add);
        }
        return signedBy;
    }

    static HostingProposal proposal(BaseResult context, PartyToParticipant item, AnswerIds ids)
            throws UnreadableAnswer {
        TreeSet<Fingerprint> signedBy = new TreeSet<>();
        for (String signer : context.getSignedByFingerprintsList()) {
            signedBy.add(ids.fingerprint(signer)
                    .orElseThrow(() -> new UnreadableAnswer("a signature's fingerprint is not one: " + signer)));
        }
        return new HostingProposal(mapping(context, item, ids), hash(context), signedBy);
    }

    /**
     * The bytes of the answer are the ones that a node would make itself: fields in order, defaults left out, an
     * onboarding flag as an empty message.
     */
    static PartyToParticipant wire(HostingMapping mapping) throws UnreadableAnswer {
        PartyToParticipant.Builder builder = PartyToParticipant.newBuilder()
                .setParty(mapping.party().toString())
                .setThreshold(mapping.threshold());
        for (Host host : mapping.hosts()) {
            HostingParticipant.Builder participant = HostingParticipant.newBuilder()
                    .setParticipantUid(host.participant().toString())
                    .setPermission(wire(host.permission()));
            if (host.isOnboarding()) {
                participant.setOnboarding(HostingParticipant.Onboarding.getDefaultInstance());
            }
            builder.addParticipants(participant);
        }
        if (mapping.signingKeys().isPresent()) {
            builder.setPartySigningKeys(SigningKeys.wire(mapping.signingKeys().get()));
        }
        return builder.build();
    }

    private static HostingMapping mapping(BaseResult context, PartyToParticipant item, AnswerIds ids)
            throws UnreadableAnswer {
        boolean removed = context.getOperation() == TopologyChangeOp.TOPOLOGY_CHANGE_OP_REMOVE;
        return mapping(context.getSerial(), item, removed ? List.of() : hosts(item, ids), ids);
    }

    /** The mapping of a transaction that makes it, which has hosts. */
    static HostingMapping mapping(int serial, PartyToParticipant item) throws UnreadableAnswer {
        AnswerIds ids = new AnswerIds();
        return mapping(serial, item, hosts(item, ids), ids);
    }

    private static HostingMapping mapping(int serial, PartyToParticipant item, List<Host> hosts, AnswerIds ids)
            throws UnreadableAnswer {
        if (!isKnown(item)) {
            throw new UnreadableAnswer("the mapping of " + item.getParty() + " has the fields "
                    + item.getUnknownFields().asMap().keySet()
                    + ", which this release of partita does not know and would lose");
        }
        if (serial < 1 || serial > LAST_SERIAL || item.getThreshold() < 1) {
            throw new UnreadableAnswer("the serial " + serial + " or the threshold " + item.getThreshold() + " of "
                    + item.getParty() + " is out of range");
        }
        Told.withoutSecret("a mapping's party", item.getParty());
        PartyId party = ids.party(item.getParty())
                .orElseThrow(() -> new UnreadableAnswer("a mapping's party is not a full id: " + item.getParty()));
        Optional<PartyKeys> keys = item.hasPartySigningKeys()
                ? Optional.of(SigningKeys.read(item.getPartySigningKeys(), item.getParty()))
                : Optional.empty();
        return new HostingMapping(party, serial, item.getThreshold(), hosts, keys);
    }

    private static boolean isKnown(Message message) {
        return message.getUnknownFields().equals(UnknownFieldSet.getDefaultInstance());
    }

    private static List<Host> hosts(PartyToParticipant item, AnswerIds ids) throws UnreadableAnswer {
        List<Host> hosts = new ArrayList<>(item.getParticipantsCount());
        for (HostingParticipant participant : item.getParticipantsList()) {
            if (!isKnown(participant)) {
                throw new UnreadableAnswer("a host of " + item.getParty() + " has the fields "
                        + participant.getUnknownFields().asMap().keySet()
                        + ", which this release of partita does not know and would lose");
            }
            hosts.add(ids.host(
                    ids.participant(participant.getParticipantUid()),
                    permission(participant.getPermission(), item.getParty()),
                    participant.hasOnboarding() ? Onboarding.FLAGGED : Onboarding.CLEAR));
        }
        return ids.hosts(hosts);
    }

    static ParticipantId participant(String text) throws UnreadableAnswer {
        String uid = text.startsWith(MEMBER_PREFIX) ? text.substring(MEMBER_PREFIX.length()) : text;
        Told.withoutSecret("a participant's id", uid);
        return ParticipantId.parse(uid)
                .orElseThrow(() -> new UnreadableAnswer("a participant's id is not a full id: " + text));
    }

    private static Permission permission(ParticipantPermission permission, String party) throws UnreadableAnswer {
        return switch (permission) {
            case PARTICIPANT_PERMISSION_SUBMISSION -> Permission.SUBMISSION;
            case PARTICIPANT_PERMISSION_CONFIRMATION -> Permission.CONFIRMATION;
            case PARTICIPANT_PERMISSION_OBSERVATION -> Permission.OBSERVATION;
            case PARTICIPANT_PERMISSION_UNSPECIFIED, UNRECOGNIZED ->
                throw new UnreadableAnswer("a host of " + party + " has an unknown permission");
        };
    }

    private static ParticipantPermission wire(Permission permission) {
        return switch (permission) {
            case SUBMISSION -> ParticipantPermission.PARTICIPANT_PERMISSION_SUBMISSION;
            case CONFIRMATION -> ParticipantPermission.PARTICIPANT_PERMISSION_CONFIRMATION;
            case OBSERVATION -> ParticipantPermission.PARTICIPANT_PERMISSION_OBSERVATION;
        };
    }

    private static String hash(BaseResult context) throws UnreadableAnswer {
        return Told.hash(
                "the hash of a transaction", context.getTransactionHash().toByteArray());
    }
}
