package io.partita.core.codec;

import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.json.Codec;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.model.TopologyTransaction;
import io.partita.core.state.GivenSignatures;
import io.partita.core.state.SignatureRequest;
import io.partita.core.state.SignatureRequest.Wanted;
import java.nio.charset.StandardCharsets;

/** What is carried to the owner of a key and back. */
public final class SignatureCodecs {

    private static final Codec<TopologyTransaction> TRANSACTION =
            ModelCodecs.HEX.as(TopologyTransaction::new, TopologyTransaction::hex);

    private static final Shape<Wanted> WANTED = Shape.of(Wanted.class, "wanted", table -> {
        var name = table.field("name", ModelCodecs.KEY_NAME, Wanted::key);
        var key = table.field("key", ModelCodecs.SIGNING_KEY, Wanted::signingKey);
        var subject = table.field("subject", TEXT, Wanted::subject)
                .described("Only a name: the transaction says what is signed.");
        var transaction = table.field("transaction", TRANSACTION, Wanted::transaction);
        table.derived(
                        "hash",
                        ModelCodecs.MULTIHASH,
                        wanted -> wanted.transaction().hash())
                .described("What is signed: the hash of the transaction.");
        return read -> new Wanted(name.in(read), key.in(read), subject.in(read), transaction.in(read));
    });

    /** The file that the owner of a key gets ({@code signature-request.schema.json}). */
    public static final Shape<SignatureRequest> REQUEST = Shape.of(SignatureRequest.class, "request", table -> {
        table.constant("format", "partita.signature-request/1");
        var plan =
                table.field("plan", Codecs.SHA256, SignatureRequest::planHash).described("The hash of the plan.");
        var synchronizer = table.field("synchronizer", ModelCodecs.SYNCHRONIZER, SignatureRequest::synchronizer);
        var wanted = table.field("wanted", Codecs.filledList(WANTED), SignatureRequest::wanted);
        return read -> new SignatureRequest(plan.in(read), synchronizer.in(read), wanted.in(read));
    });

    /** The file that the owner of a key gives back ({@code signatures.schema.json}). */
    public static final Shape<GivenSignatures> SIGNATURES = Shape.of(GivenSignatures.class, "given", table -> {
        table.constant("format", "partita.signatures/1");
        var plan = table.field("plan", Codecs.SHA256, GivenSignatures::planHash).described("The hash of the plan.");
        var signatures =
                table.field("signatures", Codecs.filledList(ModelCodecs.SIGNATURE), GivenSignatures::signatures);
        return read -> new GivenSignatures(plan.in(read), signatures.in(read));
    });

    private SignatureCodecs() {}

    /** The JSON Schema of a request. */
    public static String requestSchema() {
        return REQUEST.schema(
                "urn:partita:signature-request:1",
                "Signature request of partita",
                "What the owner of a key is asked to sign. Only the transaction counts; whoever signs reads it again.");
    }

    /** The JSON Schema of what comes back. */
    public static String signaturesSchema() {
        return SIGNATURES.schema(
                "urn:partita:signatures:1",
                "Signatures for partita",
                "What the owner of a key has signed. Verified with the key of the plan before it counts.");
    }

    /** As the file has it: one text for the same request. */
    public static String text(SignatureRequest request) {
        return new String(REQUEST.page(request), StandardCharsets.UTF_8);
    }

    /** As the file has it: one text for the same signatures. */
    public static String text(GivenSignatures given) {
        return new String(SIGNATURES.page(given), StandardCharsets.UTF_8);
    }
}
