package io.partita.core.plan;

import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a new host vets before anything is signed.
 *
 * @param target where
 * @param packages packages that are needed there and not vetted yet
 * @param dars where they come from, in the order in which they are uploaded; all packages in them are vetted
 */
public record Vetting(ParticipantName target, SortedSet<PackageId> packages, List<DarSource> dars) {
    public Vetting {
        Objects.requireNonNull(target, "target");
        packages = Collections.unmodifiableSortedSet(new TreeSet<>(packages));
        dars = List.copyOf(dars);
    }

    /** What is vetted when the step is done: every package of every DAR, whether it is needed or not. */
    public SortedSet<PackageId> vetted() {
        SortedSet<PackageId> all = new TreeSet<>();
        dars.forEach(dar -> all.addAll(dar.packages()));
        return all;
    }
}
