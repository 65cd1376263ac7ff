package io.partita.provider.sandbox.lf;

import java.util.Comparator;

/** A definition inside a package: module and entity, both dotted. Written {@code Module:Entity}. */
public record LfName(String module, String entity) implements Comparable<LfName> {

    private static final Comparator<LfName> ORDER =
            Comparator.comparing(LfName::module).thenComparing(LfName::entity);

    @Override
    public int compareTo(LfName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return module + ":" + entity;
    }
}
