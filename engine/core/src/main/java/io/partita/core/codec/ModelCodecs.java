package io.partita.core.codec;

import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.json.Codecs;
import io.partita.core.json.TextCodec;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.PhysicalSynchronizerId;

/** The ids and names of the model. */
public final class ModelCodecs {

    private static final String UID = "[A-Za-z0-9:_ \\-]{1,185}::1220[0-9a-f]{64}";

    public static final TextCodec<PartyId> PARTY =
            Codecs.text("a full party id", PartyId::parse, PartyId::toString).matching(UID);

    public static final TextCodec<ParticipantId> PARTICIPANT_ID = Codecs.text(
                    "a full participant id", ParticipantId::parse, ParticipantId::toString)
            .matching(UID);

    public static final TextCodec<ParticipantName> PARTICIPANT =
            TEXT.matching("[A-Za-z][A-Za-z0-9_\\-]{0,99}").as(ParticipantName::new, ParticipantName::name);

    public static final TextCodec<PhysicalSynchronizerId> SYNCHRONIZER = Codecs.text(
                    "a physical synchronizer id", PhysicalSynchronizerId::parse, PhysicalSynchronizerId::toString)
            .matching(UID + "::[0-9]{1,9}-[0-9]{1,9}");

    public static final TextCodec<Permission> PERMISSION = Codecs.words(Permission.class, Permission::word);

    private ModelCodecs() {}
}
