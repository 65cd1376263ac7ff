package io.partita.core.planfile;

import io.partita.core.json.JsonParsing;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.law.PlanLaws;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a careful hand makes of an edited plan file: all that is a checksum fits again. */
public final class FittingFile {

    private FittingFile() {}

    /**
     * With the waves as they stand, and with those that follow from the edit; nothing when it has not the form of a
     * plan.
     */
    public static List<byte[]> of(byte[] edited) {
        Optional<PlanDocument> document = JsonParsing.parse(edited, "plan.json")
                .then(PlanDocument.DOCUMENT::read)
                .optional();
        List<byte[]> files = new ArrayList<>();
        document.ifPresent(read -> {
            PlanContent content = read.content();
            files.add(written(content, read.waves()));
            if (PlanLaws.breaches(content).isEmpty()) {
                files.add(written(content, PlanDocument.waves(new Plan(content))));
            }
        });
        return files;
    }

    private static byte[] written(PlanContent content, List<PlanDocument.WaveLine> waves) {
        PlanDigests digests = PlanDigests.of(content, waves);
        return PlanDocument.DOCUMENT.page(new PlanDocument(digests.hash(), content, waves, digests.shown()));
    }
}
