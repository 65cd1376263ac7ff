package io.partita.core.planfile;

import static io.partita.core.codec.StateCodecs.STEP_ID;
import static io.partita.core.json.Codecs.NUMBER;
import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.json.Codec;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import java.util.List;
import java.util.SortedMap;

/**
 * A plan's file.
 *
 * @param hash of all parts
 * @param content what the planner decided
 * @param waves the order in which the steps run, for those who read the file; it has to be the one that follows from
 *     the content
 * @param digests by the name of a part
 */
record PlanDocument(String hash, PlanContent content, List<WaveLine> waves, SortedMap<String, String> digests) {

    /** One wave: its steps by their ids. */
    record WaveLine(int number, String title, List<StepId> steps) {
        WaveLine {
            steps = List.copyOf(steps);
        }
    }

    static final Shape<WaveLine> WAVE = Shape.of(WaveLine.class, "wave", table -> {
        var number = table.field("number", NUMBER, WaveLine::number);
        var title = table.field("title", TEXT, WaveLine::title);
        var steps = table.field("steps", Codecs.filledList(STEP_ID), WaveLine::steps);
        return read -> new WaveLine(number.in(read), title.in(read), steps.in(read));
    });

    private static final Codec<SortedMap<String, String>> DIGESTS = Codecs.map(TEXT, TEXT.matching("[0-9a-f]{16}"));

    static final Shape<PlanDocument> DOCUMENT = Shape.of(PlanDocument.class, "plan", table -> {
        table.constant("format", PlanFile.FORMAT);
        var hash = table.field("hash", Codecs.SHA256, PlanDocument::hash);
        var content = table.inline(PlanCodecs.CONTENT, PlanDocument::content);
        var waves = table.field("waves", Codecs.list(WAVE), PlanDocument::waves);
        var digests = table.field("digests", DIGESTS, PlanDocument::digests);
        return read -> new PlanDocument(hash.in(read), content.in(read), waves.in(read), digests.in(read));
    });

    static List<WaveLine> waves(Plan plan) {
        return plan.waves().stream()
                .map(wave -> new WaveLine(
                        wave.number(),
                        wave.title(),
                        wave.steps().stream().map(Step::id).toList()))
                .toList();
    }
}
