package io.partita.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** A record. */
final class RecordShape<R> extends Shape<R> {

    private final Table<R> table;
    private final Function<Members, ? extends R> making;

    RecordShape(String name, Table<R> table, Function<Members, ? extends R> making) {
        super(name);
        this.table = table;
        this.making = making;
    }

    @Override
    void writeMembers(R value, JsonGenerator out) throws IOException {
        for (Column<R, ?> column : table.columns()) {
            column.write(value, out);
        }
    }

    @Override
    Optional<R> readMembers(Members read) {
        boolean whole = true;
        for (Column<R, ?> column : table.columns()) {
            Optional<?> value = column.read(read);
            value.ifPresent(present -> read.put(column.handle(), present));
            whole &= value.isPresent();
        }
        return whole ? read.<R>made(() -> making.apply(read)).filter(made -> fits(made, read)) : Optional.empty();
    }

    private boolean fits(R made, Members read) {
        return table.columns().stream()
                        .filter(column -> !column.fits(made, read))
                        .count()
                == 0;
    }

    @Override
    Properties properties(Definitions definitions) {
        Properties properties = new Properties();
        table.columns().forEach(column -> column.describe(properties, definitions));
        return properties;
    }
}
