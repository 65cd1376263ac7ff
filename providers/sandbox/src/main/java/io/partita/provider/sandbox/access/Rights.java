package io.partita.provider.sandbox.access;

import java.util.SortedSet;

/** The rights of a user on a Ledger API, as a world file words them. */
record Rights(SortedSet<String> rights) {

    boolean isParticipantAdmin() {
        return rights.contains("participant_admin");
    }

    boolean readsAsAnyParty() {
        return rights.contains("read_as_any_party");
    }

    boolean readsAs(String party) {
        return readsAsAnyParty() || has("read_as:", party) || actsAs(party);
    }

    boolean actsAs(String party) {
        return has("act_as:", party);
    }

    /** A world file may name a party without its namespace. */
    private boolean has(String right, String party) {
        int namespace = party.lastIndexOf("::");
        String name = namespace < 0 ? party : party.substring(0, namespace);
        return rights.contains(right + party) || rights.contains(right + name);
    }
}
