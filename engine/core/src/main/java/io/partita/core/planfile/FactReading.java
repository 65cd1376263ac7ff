package io.partita.core.planfile;

import io.partita.core.json.Fields;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Fact;
import io.partita.core.plan.FactId;

/** Reads one fact. */
final class FactReading {

    private FactReading() {}

    static Fact read(Fields fields) {
        FactId id = new FactId(fields.text("id"));
        ParticipantName participant = ValueReading.participant(fields, "participant");
        return switch (fields.text("kind")) {
            case "identity" ->
                new Fact.IdentityFact(
                        id,
                        participant,
                        ValueReading.participantId(fields, "expected"),
                        fields.text("release"),
                        ValueReading.synchronizer(fields, "synchronizer"));
            case "hosting" ->
                new Fact.HostingFact(
                        id,
                        participant,
                        ValueReading.party(fields),
                        fields.optionalObject("mapping", ValueReading::mapping),
                        fields.integer("lastSerial"));
            case "no-proposal" -> new Fact.NoProposalFact(id, participant, ValueReading.party(fields));
            case "unused" ->
                new Fact.UnusedFact(
                        id,
                        participant,
                        ValueReading.party(fields),
                        fields.number("upToOffset"),
                        fields.number("prunedUpTo"));
            case "packages" ->
                new Fact.PackagesFact(
                        id, participant, ValueReading.party(fields), ValueReading.packages(fields, "needed"));
            case "vetted" -> new Fact.VettedFact(id, participant, ValueReading.packages(fields, "vetted"));
            case "pruning" ->
                new Fact.PruningFact(id, participant, fields.optionalObject("schedule", ValueReading::schedule));
            case "connections" ->
                new Fact.ConnectionsFact(id, participant, fields.objects("connections", ValueReading::connection));
            default -> throw fields.wrong("kind", "this kind of fact is not known");
        };
    }
}
