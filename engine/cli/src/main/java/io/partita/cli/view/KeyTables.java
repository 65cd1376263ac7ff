package io.partita.cli.view;

import static io.partita.core.json.Codecs.TEXT;

import io.partita.cli.report.KeyReport;
import io.partita.core.codec.ModelCodecs;
import io.partita.core.json.Shape;

/** Keys that no participant holds, as members of the answer. */
final class KeyTables {

    static final Shape<KeyReport> KEY = Shape.written(KeyReport.class, "key", table -> {
        table.field("name", TEXT, key -> key.name().name());
        table.field("fingerprint", ModelCodecs.FINGERPRINT, KeyReport::fingerprint);
        table.field("kind", TEXT, key -> key.spec().word());
        table.field("signs", TEXT, KeyReport::signs)
                .described("How a signature is had, as a declaration writes it; secrets are references.");
    });

    private KeyTables() {}
}
