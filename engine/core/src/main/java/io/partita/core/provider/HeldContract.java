package io.partita.core.provider;

import io.partita.core.model.PartyId;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/** An active contract in a participant's books. @param stakeholders its signatories and observers */
public record HeldContract(String id, SortedSet<PartyId> stakeholders) {
    public HeldContract {
        Objects.requireNonNull(id, "id");
        stakeholders = Collections.unmodifiableSortedSet(new TreeSet<>(stakeholders));
    }
}
