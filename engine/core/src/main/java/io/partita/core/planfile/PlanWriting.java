package io.partita.core.planfile;

import io.partita.core.plan.Home;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Step;
import io.partita.core.plan.Wave;
import java.io.OutputStream;
import java.util.Optional;

/** Writes a plan. */
final class PlanWriting {

    private PlanWriting() {}

    /** @param hash left out while it is computed */
    static void write(OutputStream sink, Plan plan, Optional<String> hash) {
        CanonicalJson.object(sink, json -> {
            FactWriting facts = new FactWriting(json);
            StepWriting steps = new StepWriting(json);
            json.text("format", PlanFile.FORMAT).optionalText("hash", hash);
            home(json, plan);
            json.object("synchronizer", () -> synchronizer(json, plan));
            json.objects("participants", plan.participants().values(), participant -> participant(json, participant));
            json.objects("parties", plan.parties(), party -> party(json, party));
            json.texts("unchanged", plan.unchanged());
            json.objects("facts", plan.facts(), facts::write);
            json.objects(
                    "waves",
                    plan.waves(),
                    wave -> json.number("number", wave.number())
                            .text("title", wave.title())
                            .objects("steps", wave.steps(), steps::write));
            json.object("digests", () -> PlanParts.digests(plan).forEach(json::text));
        });
    }

    /** Left out of a plan that lies beside its declaration. */
    static void home(CanonicalJson json, Plan plan) {
        json.optionalText("home", Optional.of(plan.home()).filter(home -> !home.equals(Home.BESIDE)));
    }

    static void synchronizer(CanonicalJson json, Plan plan) {
        json.text("alias", plan.synchronizerAlias())
                .text("id", plan.synchronizer())
                .text("decisionTimeout", plan.decisionTimeout());
    }

    static void participant(CanonicalJson json, PlannedParticipant participant) {
        ValueWriting values = new ValueWriting(json);
        json.text("name", participant.name())
                .text("id", participant.id())
                .text("release", participant.release())
                .numbers("protocolVersions", participant.protocolVersions())
                .optionalText("operator", participant.operator());
        values.access(participant.access());
        values.backup(participant.backup());
    }

    static void party(CanonicalJson json, PartyChange party) {
        ValueWriting values = new ValueWriting(json);
        json.text("name", party.name()).text("path", Words.of(party.path()));
        json.text("why", party.why()).texts("evidence", party.evidence());
        party.before().ifPresent(before -> values.mapping("before", before));
        values.hosting("after", party.after());
    }

    /** What a wave is besides its steps: its number, its title and which steps it has in which order. */
    static void order(CanonicalJson json, Wave wave) {
        json.number("number", wave.number())
                .text("title", wave.title())
                .texts("steps", wave.steps().stream().map(Step::id).toList());
    }
}
