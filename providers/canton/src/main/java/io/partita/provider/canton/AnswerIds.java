package io.partita.provider.canton;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.UniqueIdentifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ids of one answer. Hosts and namespaces are in it again and again: each is read once, and is one value for all
 * that name it.
 */
final class AnswerIds {

    private final Map<String, ParticipantId> participants = new HashMap<>();
    private final Map<Fingerprint, Fingerprint> namespaces = new HashMap<>();

    ParticipantId participant(String text) throws UnreadableAnswer {
        ParticipantId known = participants.get(text);
        if (known != null) {
            return known;
        }
        ParticipantId read = Mappings.participant(text);
        participants.put(text, read);
        return read;
    }

    /** Empty when the text is not a full id. */
    Optional<PartyId> party(String text) {
        return PartyId.parse(text).map(party -> {
            Fingerprint namespace = one(party.namespace());
            return namespace == party.namespace()
                    ? party
                    : new PartyId(new UniqueIdentifier(party.uid().identifier(), namespace));
        });
    }

    /** Empty when the text is no fingerprint. */
    Optional<Fingerprint> fingerprint(String text) {
        return Fingerprint.parse(text).map(this::one);
    }

    private Fingerprint one(Fingerprint fingerprint) {
        Fingerprint known = namespaces.putIfAbsent(fingerprint, fingerprint);
        return known == null ? fingerprint : known;
    }
}
