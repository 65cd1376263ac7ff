package io.partita.core.provider;

import io.partita.core.model.PackageId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The active contracts of a party, summed.
 *
 * @param contracts how many
 * @param packages every package that one of them was created with or is interpreted under, with the number of
 *     contracts, sorted
 */
public record ContractSummary(long contracts, SortedMap<PackageId, Long> packages) {

    /** No contract. */
    public static final ContractSummary NONE = new ContractSummary(0, new TreeMap<>());

    public ContractSummary {
        packages = Collections.unmodifiableSortedMap(new TreeMap<>(packages));
    }
}
