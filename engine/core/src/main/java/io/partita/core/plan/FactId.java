package io.partita.core.plan;

import java.util.Objects;

/**
 * Names a fact within its plan.
 *
 * @param id kind and subject, such as {@code hosting/participant1/Alice}
 */
public record FactId(String id) implements Comparable<FactId> {

    public FactId {
        Objects.requireNonNull(id, "id");
    }

    @Override
    public int compareTo(FactId other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }
}
