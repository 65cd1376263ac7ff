package io.partita.core.planfile;

import io.partita.core.json.Fields;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.plan.Home;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Wave;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a plan, field by field. */
final class PlanReading {

    private record Synchronizer(String alias, PhysicalSynchronizerId id, Duration decisionTimeout) {}

    private PlanReading() {}

    static Plan read(Fields fields) {
        Synchronizer synchronizer = fields.object(
                "synchronizer",
                inner -> new Synchronizer(
                        inner.text("alias"),
                        ValueReading.synchronizer(inner, "id"),
                        ValueReading.duration(inner, "decisionTimeout")));
        return new Plan(
                synchronizer.alias(),
                synchronizer.id(),
                synchronizer.decisionTimeout(),
                participants(fields),
                fields.objects("parties", PlanReading::party),
                fields.texts("unchanged"),
                fields.objects("facts", FactReading::read),
                fields.objects("waves", PlanReading::wave),
                home(fields));
    }

    private static Home home(Fields fields) {
        Optional<String> way = fields.optionalText("home");
        return way.isEmpty()
                ? Home.BESIDE
                : Home.parse(way.get())
                        .orElseThrow(() -> fields.wrong("home", "no way leads from a folder to '" + way.get() + "'"));
    }

    private static SortedMap<ParticipantName, PlannedParticipant> participants(Fields fields) {
        SortedMap<ParticipantName, PlannedParticipant> participants = new TreeMap<>();
        fields.objects("participants", inner -> {
            PlannedParticipant participant = participant(inner);
            if (participants.put(participant.name(), participant) != null) {
                throw inner.wrong("name", participant.name() + " is here twice");
            }
            return participant;
        });
        return participants;
    }

    private static PlannedParticipant participant(Fields fields) {
        return new PlannedParticipant(
                ValueReading.participant(fields, "name"),
                ValueReading.participantId(fields, "id"),
                fields.text("release"),
                fields.integers("protocolVersions"),
                fields.object("access", ValueReading::access),
                fields.optionalText("operator"),
                fields.object("backup", ValueReading::backup));
    }

    private static PartyChange party(Fields fields) {
        return new PartyChange(
                fields.text("name"),
                fields.optionalObject("before", ValueReading::mapping),
                fields.object("after", ValueReading::hosting),
                ValueReading.word(fields, "path", PartyChange.Path.class),
                fields.text("why"),
                fields.texts("evidence"));
    }

    private static Wave wave(Fields fields) {
        int number = fields.integer("number");
        String title = fields.text("title");
        var steps = fields.objects("steps", StepReading::read);
        if (steps.isEmpty()) {
            throw fields.wrong("steps", "wave " + number + " has no step that can be read");
        }
        return new Wave(number, title, steps);
    }
}
