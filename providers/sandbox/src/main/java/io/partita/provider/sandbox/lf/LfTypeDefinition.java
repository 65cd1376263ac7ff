package io.partita.provider.sandbox.lf;

import java.util.List;
import java.util.function.Function;

/** A type definition of a package. Order of fields and constructors is that of the source, which upgrades must keep. */
public sealed interface LfTypeDefinition {

    LfName name();

    boolean serializable();

    record Structure(LfName name, boolean serializable, List<String> parameters, List<LfField> fields)
            implements LfTypeDefinition {
        @Override
        public <R> R match(
                Function<Structure, R> structure,
                Function<Variant, R> variant,
                Function<Enumeration, R> enumeration,
                Function<Interface, R> anInterface) {
            return structure.apply(this);
        }
    }

    record Variant(LfName name, boolean serializable, List<String> parameters, List<LfField> constructors)
            implements LfTypeDefinition {
        @Override
        public <R> R match(
                Function<Structure, R> structure,
                Function<Variant, R> variant,
                Function<Enumeration, R> enumeration,
                Function<Interface, R> anInterface) {
            return variant.apply(this);
        }
    }

    record Enumeration(LfName name, boolean serializable, List<String> constructors) implements LfTypeDefinition {
        @Override
        public <R> R match(
                Function<Structure, R> structure,
                Function<Variant, R> variant,
                Function<Enumeration, R> enumeration,
                Function<Interface, R> anInterface) {
            return enumeration.apply(this);
        }
    }

    record Interface(LfName name, boolean serializable) implements LfTypeDefinition {
        @Override
        public <R> R match(
                Function<Structure, R> structure,
                Function<Variant, R> variant,
                Function<Enumeration, R> enumeration,
                Function<Interface, R> anInterface) {
            return anInterface.apply(this);
        }
    }

    <R> R match(
            Function<Structure, R> structure,
            Function<Variant, R> variant,
            Function<Enumeration, R> enumeration,
            Function<Interface, R> anInterface);
}
