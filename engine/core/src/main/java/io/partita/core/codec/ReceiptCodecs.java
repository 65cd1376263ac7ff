package io.partita.core.codec;

import static io.partita.core.json.Codecs.INSTANT;
import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.state.Receipt;
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

    /** The file that one operator hands to another. */
    public static final Shape<Handover> HANDOVER = Shape.of(Handover.class, "handover", table -> {
        table.constant("format", "partita.receipts/1");
        var receipts = table.field("receipts", Codecs.list(RECEIPT), Handover::receipts);
        return read -> new Handover(receipts.in(read));
    });

    private ReceiptCodecs() {}
}
