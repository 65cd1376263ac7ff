package io.partita.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The members of a record, in the order in which they are written. @param <R> the record */
public final class Table<R> {

    private final List<Column<R, ?>> columns = new ArrayList<>();

    Table() {}

    List<Column<R, ?>> columns() {
        return columns;
    }

    private <T> Member<T> add(Column<R, T> column) {
        columns.add(column);
        return column.handle();
    }

    /** A member that is always there. */
    public <T> Member<T> field(String name, Codec<T> codec, Function<? super R, ? extends T> of) {
        return add(new Column.Always<>(name, codec, of));
    }

    /** A member that is left out when it is empty. */
    public <T> Member<Optional<T>> optional(String name, Codec<T> codec, Function<? super R, Optional<T>> of) {
        return add(new Column.Occasional<>(name, codec, of) {
            @Override
            Optional<Optional<T>> read(Members members) {
                return occasion(members);
            }
        });
    }

    /** A member that is left out when it has the value given, such as an empty text. */
    public <T> Member<T> unless(T absent, String name, Codec<T> codec, Function<? super R, ? extends T> of) {
        return add(
                new Column.Occasional<R, T, T>(
                        name, codec, value -> Optional.<T>of(of.apply(value)).filter(each -> !each.equals(absent))) {
                    @Override
                    Optional<T> read(Members members) {
                        return occasion(members)
                                .flatMap(read -> read.filter(absent::equals).isPresent()
                                        ? members.wrong("'" + name + "' is left out when it says nothing")
                                        : Optional.of(read.orElse(absent)));
                    }
                });
    }

    /** The members of another shape among these. */
    public <T> Member<T> inline(Shape<T> shape, Function<? super R, ? extends T> of) {
        return add(new Column<>() {
            @Override
            void write(R value, JsonGenerator out) throws IOException {
                shape.writeMembers(of.apply(value), out);
            }

            @Override
            Optional<T> read(Members members) {
                return shape.readMembers(members);
            }

            @Override
            void describe(Properties properties, Definitions definitions) {
                properties.addAll(shape.properties(definitions));
            }
        });
    }

    /** The members of another shape among these, when there is something that has them: only written. */
    public <T> void inlineIfPresent(Shape<T> shape, Function<? super R, Optional<T>> of) {
        add(new Column<R, T>() {
            @Override
            void write(R value, JsonGenerator out) throws IOException {
                Optional<T> present = of.apply(value);
                if (present.isPresent()) {
                    shape.writeMembers(present.get(), out);
                }
            }

            @Override
            Optional<T> read(Members members) {
                throw Shape.unreadable(shape.name());
            }

            @Override
            void describe(Properties properties, Definitions definitions) {
                Map<String, Object> nothing = new Properties().open();
                properties.choose("anyOf", List.of(shape.properties(definitions).open(), nothing));
            }
        });
    }

    /** A member that always says the same, such as the format. */
    public void constant(String name, String text) {
        add(new Column.Always<R, String>(name, TextCodec.constant(text), value -> text));
    }

    /** A member that follows from the rest of the record; when it is read, it has to say just that. */
    public <T> Member<T> derived(String name, Codec<T> codec, Function<? super R, ? extends T> of) {
        return add(new Column.Always<>(name, codec, of) {
            @Override
            boolean fits(R value, Members members) {
                return of.apply(value).equals(members.value(handle()))
                        || members.wrong("'" + name + "' does not follow from the rest")
                                .isPresent();
            }
        });
    }
}
