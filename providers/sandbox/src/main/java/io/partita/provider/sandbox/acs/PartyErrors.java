package io.partita.provider.sandbox.acs;

import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.wire.CantonError;
import io.partita.provider.sandbox.wire.CantonException;

/**
 * Refusals of the party management service, in the words of the node's release (errors.md 4), and those of the repair
 * service that only its codes tell from them.
 */
final class PartyErrors {

    private final Node node;
    private final String connectedCode;

    PartyErrors(Node node) {
        this(node, "IO_STREAM_PARTY_MANAGEMENT_ERROR");
    }

    private PartyErrors(Node node, String connectedCode) {
        this.node = node;
        this.connectedCode = connectedCode;
    }

    /** As the repair service refuses. */
    static PartyErrors ofRepairs(Node node) {
        return new PartyErrors(node, "IO_STREAM_REPAIR_ERROR");
    }

    private boolean current() {
        return node.release().atLeast(3, 5);
    }

    static CantonException invalidArgument(String reason) {
        return CantonError.of("INVALID_ARGUMENT_PARTY_MANAGEMENT_ERROR", 8, reason)
                .exception();
    }

    static CantonException notSet(String field) {
        return invalidArgument("Field `" + field + "` is not set");
    }

    static CantonException invalidState(String reason) {
        return CantonError.of("INVALID_STATE_PARTY_MANAGEMENT_ERROR", 9, reason).exception();
    }

    CantonException noActivation(String party, String participant, String reason) {
        if (!current()) {
            return CantonError.of("IO_STREAM_PARTY_MANAGEMENT_ERROR", 9, reason + " Possibly missing party activation?")
                    .exception();
        }
        String target = "PAR::" + Uid.shortened(participant);
        return CantonError.of(
                        "EFFECTIVE_PARTY_TO_PARTICIPANT_MAPPING_NOT_FOUND",
                        9,
                        "Failed to find the effective party-to-participant mapping topology transaction for party "
                                + Uid.shortened(party) + " on participant " + target + ": " + reason)
                .with("party", Uid.shortened(party))
                .with("targetParticipant", target)
                .with("reason", reason)
                .exception();
    }

    CantonException exportWithoutFlag(String party, String participant) {
        String target = "PAR::" + Uid.shortened(participant);
        String reason = "ACS export aborted for party " + Uid.shortened(party)
                + ": missing onboarding flag for target participant " + target + ".";
        return current()
                ? CantonError.of("PARTY_ACS_EXPORT_MISSING_TARGET_ONBOARDING_MAPPING", 9, reason)
                        .with("party", Uid.shortened(party))
                        .with("targetParticipant", target)
                        .exception()
                : invalidState(reason);
    }

    CantonException clearanceWithoutFlag(String party) {
        String target = "PAR::" + Uid.shortened(node.uid());
        String reason = "Aborted onboarding flag clearance for party " + Uid.shortened(party)
                + ": missing party-to-participant mapping onboarding flag for the participant " + target + ".";
        return current()
                ? CantonError.of("PARTY_ONBOARDING_CLEARANCE_MISSING_MAPPING", 9, reason)
                        .with("party", Uid.shortened(party))
                        .with("targetParticipant", target)
                        .exception()
                : invalidState(reason);
    }

    static CantonException importWithoutFlag(String party) {
        return CantonError.of(
                        "PARTY_ACS_IMPORT_MISSING_ONBOARDING_MAPPING",
                        9,
                        "Aborted ACS import for party " + Uid.shortened(party)
                                + ": missing party-to-participant mapping or required onboarding flag for this"
                                + " participant.")
                .with("partyId", Uid.shortened(party))
                .exception();
    }

    CantonException stillConnected() {
        String reason = "There are still synchronizers connected. Please disconnect all synchronizers.";
        return current() ? CantonError.of(connectedCode, 9, reason).exception() : importFailed(reason);
    }

    static CantonException importFailed(String reason) {
        return CantonError.of("IMPORT_ACS_ERROR", 8, reason).exception();
    }

    CantonException conflictingClearance(String party) {
        String synchronizer = Uid.shortened(node.synchronizer().logicalId());
        return invalidState("Failed to insert pending onboarding operation for party " + Uid.shortened(party)
                + " on synchronizer " + synchronizer + ": ConflictingPendingOperationError(" + synchronizer + ","
                + party + ",NonEmptyString(pending-onboarding-clearance)).");
    }

    /** Reads an id of a request. */
    static Uid uid(String field, String text) {
        try {
            return Uid.parse(text);
        } catch (Uid.Malformed e) {
            throw invalidArgument("Unable to convert field `" + field + "`: " + e.getMessage());
        }
    }
}
