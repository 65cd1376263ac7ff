package io.partita.provider.sandbox.topology;

import java.util.OptionalLong;

/**
 * A package that a participant has vetted.
 *
 * @param packageId id of the package
 * @param validFrom inclusive, microseconds since the epoch; empty = always
 * @param validUntil exclusive, microseconds since the epoch; empty = for ever
 */
public record VettedPackage(String packageId, OptionalLong validFrom, OptionalLong validUntil) {

    /** A package vetted without bounds. */
    public static VettedPackage unbounded(String packageId) {
        return new VettedPackage(packageId, OptionalLong.empty(), OptionalLong.empty());
    }

    /** Whether the package may be used at a time. */
    public boolean validAt(long micros) {
        return (validFrom.isEmpty() || validFrom.getAsLong() <= micros)
                && (validUntil.isEmpty() || micros < validUntil.getAsLong());
    }
}
