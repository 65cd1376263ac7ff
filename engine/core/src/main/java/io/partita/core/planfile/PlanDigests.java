package io.partita.core.planfile;

import io.partita.core.hash.Sha256;
import io.partita.core.json.Codec;
import io.partita.core.json.Codecs;
import io.partita.core.plan.Home;
import io.partita.core.plan.PlanContent;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A digest for each part of a plan's file: when the hash of the whole does not fit, they tell which part was edited.
 * They only locate; what protects the plan is the hash over all of it.
 */
final class PlanDigests {

    /** Enough to tell parts from each other, and short enough for a file that people read. */
    private static final int DIGITS = 16;

    private final SortedMap<String, String> digests = new TreeMap<>();

    private PlanDigests() {}

    /** Name of a part to its digest, lower-case hex, sorted by name. */
    static SortedMap<String, String> of(PlanContent content, List<PlanDocument.WaveLine> waves) {
        PlanDigests all = new PlanDigests();
        if (!content.home().equals(Home.BESIDE)) {
            all.add("home", Codecs.TEXT, content.home().path());
        }
        if (!content.network().equals(Home.BESIDE)) {
            all.add("network", Codecs.TEXT, content.network().path());
        }
        if (!content.declared().isEmpty()) {
            all.add("declaration", PlanCodecs.DECLARED, content.declared());
        }
        content.preview().ifPresent(preview -> all.add("preview", PlanCodecs.PREVIEW, preview));
        all.add("synchronizer", PlanCodecs.SYNCHRONIZER, PlanCodecs.Synchronizer.of(content));
        content.participants()
                .forEach((name, participant) ->
                        all.add("participants/" + name, PlanCodecs.PLANNED_PARTICIPANT, participant));
        content.keys().forEach((name, key) -> all.add("keys/" + name, PlanCodecs.PLANNED_KEY, key));
        content.namespaces()
                .forEach(foundation -> all.add(
                        "namespaces/" + foundation.definition().namespace(), PlanCodecs.FOUNDATION, foundation));
        content.introductions()
                .forEach(introduction ->
                        all.add("introductions/" + introduction.namespace(), PlanCodecs.INTRODUCTION, introduction));
        content.parties().forEach(party -> all.add("parties/" + party.name(), PlanCodecs.PARTY_CHANGE, party));
        all.add("unchanged", PlanCodecs.UNCHANGED, content.unchanged());
        if (!content.settled().isEmpty()) {
            all.add("settled", PlanCodecs.SETTLED, content.settled());
        }
        content.vettings().forEach(vetting -> all.add("vettings/" + vetting.target(), PlanCodecs.VETTING, vetting));
        content.sources().forEach(source -> all.add("sources/" + source.participant(), PlanCodecs.SOURCE, source));
        content.windows().forEach(window -> all.add("windows/" + window.target(), PlanCodecs.WINDOW, window));
        waves.forEach(wave -> all.add("waves/" + wave.number(), PlanDocument.WAVE, wave));
        return all.digests;
    }

    private <T> void add(String part, Codec<T> codec, T value) {
        digests.put(part, Sha256.of(sink -> codec.page(value, sink)).substring(0, DIGITS));
    }
}
