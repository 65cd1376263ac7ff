package io.partita.provider.canton;

import io.partita.proto.health.Status;
import io.partita.proto.ledger.admin.GetParticipantIdResponse;
import io.partita.proto.ledger.admin.PartyManagementServiceGrpc;
import io.partita.proto.participant.ParticipantStatusResponse;
import io.partita.proto.participant.ParticipantStatusResponse.ParticipantStatusResponseStatus;
import io.partita.proto.participant.ParticipantStatusServiceGrpc;

/** What fake participants say about themselves. */
public final class Statuses {

    public static final String UID = "participant1::1220" + "cd".repeat(32);

    private Statuses() {}

    /** A participant whose two APIs belong together. */
    public static FakeParticipant with(FakeParticipant fake, String release) {
        return admin(fake, release)
                .answer(
                        PartyManagementServiceGrpc.getGetParticipantIdMethod(),
                        GetParticipantIdResponse.newBuilder()
                                .setParticipantId(UID)
                                .build());
    }

    /** The Admin API alone. */
    public static FakeParticipant admin(FakeParticipant fake, String release) {
        return fake.answer(
                ParticipantStatusServiceGrpc.getParticipantStatusMethod(),
                ParticipantStatusResponse.newBuilder()
                        .setStatus(ParticipantStatusResponseStatus.newBuilder()
                                .setCommonStatus(Status.newBuilder().setUid(UID).setVersion(release))
                                .setActive(true)
                                .addSupportedProtocolVersions(34))
                        .build());
    }
}
