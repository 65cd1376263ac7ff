package io.partita.cli.view;

import static io.partita.core.json.Codecs.COUNT;
import static io.partita.core.json.Codecs.TEXT;
import static io.partita.core.json.Codecs.TRUTH;

import io.partita.cli.result.Payload;
import io.partita.core.adoption.Adoption;
import io.partita.core.adoption.Adoption.Reason;
import io.partita.core.codec.ModelCodecs;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.model.PartyId;

/** Texts of declarations, laid out or made, as members of the answer. */
final class SourceTables {

    private static final Shape<Payload.LaidOutFile> FILE =
            Shape.written(Payload.LaidOutFile.class, "laid-out-file", table -> {
                table.field("file", TEXT, Payload.LaidOutFile::file);
                table.optional("difference", TEXT, Payload.LaidOutFile::difference)
                        .described("From the one layout; absent when the file had it.");
            });

    static final Shape<Payload.LaidOut> LAID_OUT = Shape.written(Payload.LaidOut.class, "laid-out", table -> {
        table.field("written", TRUTH, content -> content.writing() == Payload.Writing.DONE);
        table.field(
                "changed",
                COUNT,
                content -> content.files().stream()
                        .filter(file -> file.difference().isPresent())
                        .count());
        table.field("files", Codecs.list(FILE), Payload.LaidOut::files);
    });

    private static final Shape<Adoption.Party> PARTY = Shape.written(Adoption.Party.class, "adopted-party", table -> {
        table.field("party", TEXT, party -> party.declared().name().value());
        table.field("party_id", ModelCodecs.PARTY, Adoption.Party::id);
    });

    /** A party that is not written. */
    private record LeftParty(PartyId party, Reason reason) {}

    private static final Shape<LeftParty> LEFT = Shape.written(LeftParty.class, "left-party", table -> {
        table.field("party_id", ModelCodecs.PARTY, LeftParty::party);
        table.field("reason", Codecs.words(Reason.class, Codecs::word), LeftParty::reason);
    });

    static final Shape<Payload.Adopted> ADOPTED = Shape.written(Payload.Adopted.class, "adopted", table -> {
        table.field("text", TEXT, Payload.Adopted::text).described("The declaration of the parties.");
        table.optional("file", TEXT, Payload.Adopted::file);
        table.field("parties", Codecs.list(PARTY), content -> content.adoption().parties());
        table.field(
                        "left",
                        Codecs.list(LEFT),
                        content -> content.adoption().left().entrySet().stream()
                                .map(left -> new LeftParty(left.getKey(), left.getValue()))
                                .toList())
                .described("Parties that were asked for and are not written.");
    });

    private SourceTables() {}
}
