package io.partita.core.topology;

import io.partita.core.model.DeclaredParty;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.UniqueIdentifier;
import java.util.function.Function;

/** From a declared party to its full id. */
public final class PartyResolution {

    private PartyResolution() {}

    /** A local party is named in its owner's namespace, so the owner has to be asked who it is. */
    public static PartyId idOf(DeclaredParty party, Function<ParticipantName, ParticipantId> participants) {
        return party.identity()
                .match(
                        local -> new PartyId(new UniqueIdentifier(
                                party.name().value(),
                                participants.apply(local.owner().value()).namespace())),
                        known -> known.id().value());
    }
}
