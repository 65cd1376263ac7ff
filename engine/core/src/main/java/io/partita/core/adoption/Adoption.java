package io.partita.core.adoption;

import io.partita.core.model.DeclaredParty;
import io.partita.core.model.PartyId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Live parties as a declaration would have them.
 *
 * @param parties sorted by their ids
 * @param left out of those that were wanted, with the reason
 */
public record Adoption(List<Party> parties, SortedMap<PartyId, Reason> left) {

    /** A live party. @param declared how it would be declared; its places say nothing */
    public record Party(PartyId id, DeclaredParty declared) {}

    /** Why a live party is not taken up. */
    public enum Reason {
        /** The declaration has it already. */
        DECLARED("declared already"),
        /** It is a participant's own, with which that participant administers itself. */
        OF_A_PARTICIPANT("a participant's own party"),
        /** A host does not have all contracts yet: its mapping changes by itself. */
        ONBOARDING("a host carries the onboarding flag"),
        /** Planning it, as it is, is refused or would change something. */
        NOT_AS_DECLARABLE("no declaration says it as it is");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    public Adoption {
        parties = List.copyOf(parties);
        left = Collections.unmodifiableSortedMap(new TreeMap<>(left));
    }

    /** How they would be declared, in the same order. */
    public List<DeclaredParty> declared() {
        return parties.stream().map(Party::declared).toList();
    }
}
