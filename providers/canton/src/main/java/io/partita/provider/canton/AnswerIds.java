package io.partita.provider.canton;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.UniqueIdentifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ids of one answer. Hosts and namespaces are in it again and again: each is read once, and is one value for all
 * that name it.
 */
final class AnswerIds {

    private final Map<String, ParticipantId> participants = new HashMap<>();
    private final Map<String, Optional<Fingerprint>> fingerprints = new HashMap<>();
    private final Map<ParticipantId, List<Host>> hosts = new HashMap<>();
    private final Map<List<Host>, List<Host>> together = new HashMap<>();
    private List<Host> last = List.of();

    ParticipantId participant(String text) throws UnreadableAnswer {
        ParticipantId known = participants.get(text);
        if (known != null) {
            return known;
        }
        ParticipantId read = Mappings.participant(text);
        participants.put(text, read);
        return read;
    }

    /** A host of a mapping. */
    Host host(ParticipantId participant, Permission permission, Onboarding onboarding) {
        List<Host> known = hosts.computeIfAbsent(participant, any -> new ArrayList<>(1));
        for (Host host : known) {
            if (host.permission() == permission && host.onboarding() == onboarding) {
                return host;
            }
        }
        Host host = new Host(participant, permission, onboarding);
        known.add(host);
        return host;
    }

    /** The hosts of a mapping, in its order. Most parties have the same ones as the party before. */
    List<Host> hosts(List<Host> ofOne) {
        if (!isLast(ofOne)) {
            last = together.computeIfAbsent(List.copyOf(ofOne), all -> all);
        }
        return last;
    }

    private boolean isLast(List<Host> ofOne) {
        if (ofOne.size() != last.size()) {
            return false;
        }
        for (int index = 0; index < ofOne.size(); index++) {
            if (ofOne.get(index) != last.get(index)) {
                return false;
            }
        }
        return true;
    }

    /** Empty when the text is not a full id. */
    Optional<PartyId> party(String text) {
        return UniqueIdentifier.parse(text, this::fingerprint).map(PartyId::new);
    }

    /** Empty when the text is no fingerprint. */
    Optional<Fingerprint> fingerprint(String text) {
        Optional<Fingerprint> known = fingerprints.get(text);
        if (known == null) {
            known = Fingerprint.parse(text);
            if (known.isPresent()) {
                fingerprints.put(text, known);
            }
        }
        return known;
    }
}
