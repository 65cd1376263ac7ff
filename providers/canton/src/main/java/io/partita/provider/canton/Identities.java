package io.partita.provider.canton;

import io.partita.core.model.ParticipantId;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.proto.health.NotInitialized;
import io.partita.proto.ledger.admin.GetParticipantIdRequest;
import io.partita.proto.ledger.admin.PartyManagementServiceGrpc;
import io.partita.proto.participant.ParticipantStatusRequest;
import io.partita.proto.participant.ParticipantStatusResponse;
import io.partita.proto.participant.ParticipantStatusServiceGrpc;
import io.partita.provider.canton.call.Caller;
import io.partita.provider.canton.call.ExpectedPeer;
import io.partita.provider.canton.call.LocalFailure;

/** Whose an API is, in its own words: one call, on the connection that it is asked on. */
final class Identities {

    private Identities() {}

    /** A replica that is passive, or not initialised, has no id yet that could be compared. */
    static ParticipantId ofAdminApi(ExpectedPeer.Asking asking) throws LocalFailure {
        ParticipantStatusResponse answer = asking.call(
                ParticipantStatusServiceGrpc.getParticipantStatusMethod(),
                ParticipantStatusRequest.getDefaultInstance());
        if (!answer.hasStatus()) {
            throw notInitialized(answer.getNotInitialized());
        }
        return read(answer.getStatus().getCommonStatus().getUid());
    }

    /** Any valid token may ask. */
    static ParticipantId ofLedgerApi(ExpectedPeer.Asking asking) throws LocalFailure {
        return read(asking.call(
                        PartyManagementServiceGrpc.getGetParticipantIdMethod(),
                        GetParticipantIdRequest.getDefaultInstance())
                .getParticipantId());
    }

    /** Why a participant says nothing of itself. */
    static LocalFailure notInitialized(NotInitialized state) {
        if (!state.getActive()) {
            return new LocalFailure(
                    Kind.UNREACHABLE,
                    "PASSIVE_REPLICA",
                    "this replica of the participant is passive; check that 'admin' is the address of the active one");
        }
        String waitsFor = switch (state.getWaitingForExternalInput()) {
            case WAITING_FOR_EXTERNAL_INPUT_ID -> "an id";
            case WAITING_FOR_EXTERNAL_INPUT_NODE_TOPOLOGY -> "its topology";
            case WAITING_FOR_EXTERNAL_INPUT_INITIALIZATION -> "its initialisation";
            case WAITING_FOR_EXTERNAL_INPUT_UNSPECIFIED, UNRECOGNIZED -> "its start to finish";
        };
        return new LocalFailure(
                Kind.UNREACHABLE, "NOT_INITIALIZED", "the participant is not initialised; it waits for " + waitsFor);
    }

    private static ParticipantId read(String id) throws LocalFailure {
        try {
            return Mappings.participant(id);
        } catch (UnreadableAnswer e) {
            throw new LocalFailure(Kind.UNSUPPORTED, Caller.NOT_UNDERSTOOD, e.getMessage());
        }
    }
}
