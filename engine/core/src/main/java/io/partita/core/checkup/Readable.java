package io.partita.core.checkup;

import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.Check;
import io.partita.core.provider.Check.Kind;
import io.partita.core.provider.Check.Place;
import io.partita.core.provider.Examined;
import io.partita.core.provider.Finding;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.topology.PartyResolution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the token of a Ledger API may read as the declared parties that the participant hosts or shall host. The ids
 * of local parties are known only when their owners were seen.
 */
final class Readable {

    /** Rights are given by party or for all of them; some are enough to tell. */
    private static final int ASKED = 20;

    private final Declaration declaration;
    private final Map<ParticipantName, Examined> examined;
    private final Network network;

    Readable(Declaration declaration, Map<ParticipantName, Examined> examined, Network network) {
        this.declaration = declaration;
        this.examined = examined;
        this.network = network;
    }

    Examined added(Examined one) {
        List<Check> checks = new ArrayList<>(one.checks());
        int place = 0;
        for (int index = 0; index < checks.size(); index++) {
            place = checks.get(index).place() == Place.LEDGER ? index + 1 : place;
        }
        checks.add(place, new Check(Place.LEDGER, Kind.READING, finding(one)));
        return new Examined(one.name(), one.endpoints(), checks, one.id(), one.synchronizer(), one.clock());
    }

    private Finding finding(Examined one) {
        if (one.isBroken(Place.LEDGER)) {
            return new Finding.Skipped("the Ledger API cannot be used");
        }
        Map<String, Optional<PartyId>> parties = parties(one.name());
        if (parties.isEmpty()) {
            return new Finding.Skipped("no declared party is hosted here");
        }
        List<String> unknown = new ArrayList<>();
        Participant participant = network.participant(one.name());
        int asked = 0;
        try {
            long end = participant.ledgerEnd();
            if (end == 0) {
                return new Finding.Skipped("the ledger is empty, so there is nothing to read yet");
            }
            for (Map.Entry<String, Optional<PartyId>> party : parties.entrySet()) {
                if (party.getValue().isEmpty()) {
                    unknown.add(party.getKey());
                } else if (asked++ < ASKED) {
                    participant.anyActiveContract(party.getValue().get(), end);
                }
            }
        } catch (CallFailed e) {
            return failed(one, e.failure());
        }
        return passed(parties.size(), Math.min(asked, ASKED), unknown);
    }

    private static Finding failed(Examined one, CallFailure failure) {
        String fix = failure.kind() == CallFailure.Kind.NOT_PERMITTED
                ? "Give the user of the token of 'ledger' on " + one.name()
                        + " the right CanReadAsAnyParty, or CanReadAs for every declared party."
                : "Follow the participant's text above.";
        return Finding.Failed.of(failure.attempted() + ": " + failure.found(), failure, fix);
    }

    private static Finding passed(int all, int asked, List<String> unknown) {
        if (asked == 0) {
            return new Finding.Skipped("the ids of " + String.join(", ", unknown) + " are not known");
        }
        String of = asked < all ? " of " + all : "";
        return new Finding.Passed("may read as " + asked + of + " declared " + (all == 1 ? "party" : "parties"));
    }

    private Map<String, Optional<PartyId>> parties(ParticipantName name) {
        Map<String, Optional<PartyId>> parties = new LinkedHashMap<>();
        for (DeclaredParty party : declaration.parties()) {
            boolean here = party.hosts().stream()
                    .anyMatch(host -> host.participant().value().equals(name));
            if (here) {
                parties.put(party.name().value(), id(party));
            }
        }
        return parties;
    }

    private Optional<PartyId> id(DeclaredParty party) {
        return PartyResolution.find(
                party, name -> Optional.ofNullable(examined.get(name)).flatMap(Examined::id));
    }
}
