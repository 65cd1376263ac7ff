package io.partita.core.model;

import io.partita.core.diagnostic.SourceRange;
import java.util.Objects;

/**
 * A value with the place where it was written. Equality is that of the value alone: moving a line changes no plan.
 *
 * @param value what was declared
 * @param range where
 */
public record Declared<T>(T value, SourceRange range) {

    public Declared {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(range, "range");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Declared<?> declared && value.equals(declared.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
