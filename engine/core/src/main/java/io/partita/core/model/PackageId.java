package io.partita.core.model;

import java.util.Objects;

/**
 * The id of a Daml package: the hex SHA-256 of its archive.
 *
 * @param id as Canton prints it
 */
public record PackageId(String id) implements Comparable<PackageId> {

    public PackageId {
        Objects.requireNonNull(id, "id");
    }

    public String abbreviated() {
        return id.length() > 12 ? id.substring(0, 12) + "..." : id;
    }

    @Override
    public int compareTo(PackageId other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }
}
