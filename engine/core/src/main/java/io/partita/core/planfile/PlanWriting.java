package io.partita.core.planfile;

import io.partita.core.plan.Plan;
import java.io.OutputStream;
import java.util.Optional;

/** Writes a plan. */
final class PlanWriting {

    private PlanWriting() {}

    /** @param hash left out while it is computed */
    static void write(OutputStream sink, Plan plan, Optional<String> hash) {
        CanonicalJson.object(sink, json -> {
            ValueWriting values = new ValueWriting(json);
            FactWriting facts = new FactWriting(json);
            StepWriting steps = new StepWriting(json);
            json.text("format", PlanFile.FORMAT).optionalText("hash", hash);
            json.object(
                    "synchronizer",
                    () -> json.text("alias", plan.synchronizerAlias())
                            .text("id", plan.synchronizer())
                            .text("decisionTimeout", plan.decisionTimeout()));
            json.objects("participants", plan.participants().values(), participant -> {
                json.text("name", participant.name())
                        .text("id", participant.id())
                        .text("release", participant.release())
                        .optionalText("operator", participant.operator());
                values.access(participant.access());
                values.backup(participant.backup());
            });
            json.objects("parties", plan.parties(), party -> {
                json.text("name", party.name()).text("path", Words.of(party.path()));
                json.text("why", party.why()).texts("evidence", party.evidence());
                party.before().ifPresent(before -> values.mapping("before", before));
                values.hosting("after", party.after());
            });
            json.objects("facts", plan.facts(), facts::write);
            json.objects(
                    "waves",
                    plan.waves(),
                    wave -> json.number("number", wave.number())
                            .text("title", wave.title())
                            .objects("steps", wave.steps(), steps::write));
        });
    }
}
