package io.partita.core.codec;

import static io.partita.core.json.Codecs.INSTANT;
import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.hash.Sha256;
import io.partita.core.json.Codec;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.state.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What operators hand to each other. */
public final class ReceiptCodecs {

    public static final Shape<Receipt> RECEIPT = Shape.of(Receipt.class, "receipt", table -> {
        var plan = table.field("plan", Codecs.SHA256, Receipt::planHash).described("The hash of the plan.");
        var step = table.field("step", StateCodecs.STEP_ID, Receipt::step);
        var outcome = table.field("outcome", TEXT, Receipt::outcome);
        var results = table.field("results", Codecs.list(ResultCodecs.RESULT), Receipt::results);
        var by = table.field("by", TEXT, Receipt::by).described("The operator that says so.");
        var at = table.field("at", INSTANT, Receipt::at);
        return read ->
                new Receipt(plan.in(read), step.in(read), outcome.in(read), results.in(read), by.in(read), at.in(read));
    });

    /**
     * A file of receipts.
     *
     * @param receipts in the order of the plan
     */
    public record Handover(List<Receipt> receipts) {
        public Handover {
            receipts = List.copyOf(receipts);
        }
    }

    private static final Codec<List<Receipt>> RECEIPTS = Codecs.list(RECEIPT);

    /**
     * The file that one operator hands to another. Its hash finds what was damaged on the way; it proves nothing about
     * who wrote the file. The schema is beside this class ({@code receipts.schema.json}).
     */
    public static final Shape<Handover> HANDOVER = Shape.of(Handover.class, "handover", table -> {
        table.constant("format", "partita.receipts/1");
        table.derived("sha256", Codecs.SHA256, handover -> Sha256.of(RECEIPTS.line(handover.receipts())))
                .described("The hash of the receipts, written in one line.");
        var receipts = table.field("receipts", RECEIPTS, Handover::receipts);
        return read -> new Handover(receipts.in(read));
    });

    private ReceiptCodecs() {}

    /** The JSON Schema of the file, generated from its tables. */
    public static String schema() {
        return HANDOVER.schema(
                "urn:partita:receipts:1",
                "Receipts of partita",
                "What one operator has done of a plan, for the others. The hash shows damage, not who wrote it.");
    }

    /** Receipts as a file has them: one text for the same receipts. */
    public static String text(List<Receipt> receipts) {
        return new String(HANDOVER.page(new Handover(receipts)), StandardCharsets.UTF_8);
    }
}
