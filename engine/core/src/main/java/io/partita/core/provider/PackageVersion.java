package io.partita.core.provider;

import java.math.BigInteger;
import java.util.Objects;

/**
 * What a package is of: packages of one name follow each other by their versions, and a transaction uses one that all
 * its participants have vetted.
 *
 * @param name as its DAR says
 * @param version numbers with dots; one that is not is compared as text
 */
public record PackageVersion(String name, String version) implements Comparable<PackageVersion> {

    public PackageVersion {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
    }

    /** Of another version of the same package: whether this one comes before it. */
    public boolean isOlderThan(PackageVersion other) {
        return name.equals(other.name) && compareTo(other) < 0;
    }

    /** By name, then by version: {@code 1.9.0} comes before {@code 1.10.0}, and {@code 1.0} before {@code 1.0.0}. */
    @Override
    public int compareTo(PackageVersion other) {
        int byName = name.compareTo(other.name);
        return byName == 0 ? compared(version.split("\\.", -1), other.version.split("\\.", -1)) : byName;
    }

    private static int compared(String[] one, String[] other) {
        for (int at = 0; at < Math.min(one.length, other.length); at++) {
            boolean numbers = isNumber(one[at]) && isNumber(other[at]);
            int part = numbers
                    ? new BigInteger(one[at]).compareTo(new BigInteger(other[at]))
                    : one[at].compareTo(other[at]);
            if (part != 0) {
                return part;
            }
        }
        return Integer.compare(one.length, other.length);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
