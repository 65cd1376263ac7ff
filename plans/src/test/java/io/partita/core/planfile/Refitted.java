package io.partita.core.planfile;

import io.partita.core.json.JsonParsing;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.law.PlanLaws;
import io.partita.core.planfile.PlanDocument.WaveLine;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What somebody can make of a plan file that was edited: waves, digests and hash are what follows from the edit. */
public final class Refitted {

    private Refitted() {}

    /** A plan that is not the one of the file that was edited, as its file; empty when the edit makes none that is legal. */
    public static Optional<byte[]> of(byte[] edited, byte[] original) {
        return JsonParsing.parse(edited, "plan.json")
                .then(PlanDocument.DOCUMENT::read)
                .optional()
                .map(PlanDocument::content)
                .filter(content -> PlanLaws.breaches(content).isEmpty())
                .map(Refitted::file)
                .filter(file -> !Arrays.equals(file, original))
                .filter(file -> PlanFile.read(file, "plan.json").isPresent());
    }

    private static byte[] file(PlanContent content) {
        List<WaveLine> waves = PlanDocument.waves(new Plan(content));
        PlanDigests digests = PlanDigests.of(content, waves);
        return PlanDocument.DOCUMENT.page(new PlanDocument(digests.hash(), content, waves, digests.shown()));
    }
}
