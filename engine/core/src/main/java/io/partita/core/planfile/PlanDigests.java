package io.partita.core.planfile;

import io.partita.core.codec.AccessCodecs;
import io.partita.core.hash.Sha256;
import io.partita.core.json.Codec;
import io.partita.core.json.Codecs;
import io.partita.core.plan.Home;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.PlanContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A digest for each part of a plan, in an order of the parts that is part of it. The hash of a plan is over all of them, so
 * that a plan is written once for it; in the file a short form of each tells which part was edited when the hash does
 * not fit.
 */
final class PlanDigests {

    /** Enough to tell parts from each other, and short enough for a file that people read. */
    private static final int DIGITS = 16;

    /** Nothing is masked in it: what is known as a secret when a plan is read is not what was when it was written. */
    private static final Codec<List<String>> LINE =
            Codecs.list(Codecs.text("a text of the hash", Optional::of, text -> text));

    private final List<Part> parts = new ArrayList<>();

    /** @param digest SHA-256 of the part in one line, lower-case hex */
    private record Part(String name, String digest) {}

    private PlanDigests() {}

    static PlanDigests of(PlanContent content, List<PlanDocument.WaveLine> waves) {
        PlanDigests all = new PlanDigests();
        if (!content.home().equals(Home.BESIDE)) {
            all.add("home", AccessCodecs.WAY, content.home());
        }
        if (!content.network().equals(Home.BESIDE)) {
            all.add("network", AccessCodecs.WAY, content.network());
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
        content.parties().forEach(party -> all.add(part(party), PlanCodecs.PARTY_CHANGE, party));
        all.add("unchanged", PlanCodecs.UNCHANGED, content.unchanged());
        if (!content.settled().isEmpty()) {
            all.add("settled", PlanCodecs.SETTLED, content.settled());
        }
        content.vettings().forEach(vetting -> all.add("vettings/" + vetting.target(), PlanCodecs.VETTING, vetting));
        content.sources().forEach(source -> all.add("sources/" + source.participant(), PlanCodecs.SOURCE, source));
        content.windows().forEach(window -> all.add("windows/" + window.target(), PlanCodecs.WINDOW, window));
        waves.forEach(wave -> all.add("waves/" + wave.number(), PlanDocument.WAVE, wave));
        return all;
    }

    /** Named as the file names it, in which what people call a party may be masked. */
    private static String part(PartyChange party) {
        String name = Codecs.TEXT.line(party.name());
        return "parties/" + name.substring(1, name.length() - 1);
    }

    private <T> void add(String part, Codec<T> codec, T value) {
        parts.add(new Part(part, Sha256.of(sink -> codec.line(value, sink))));
    }

    /** As they stand in a file: name of a part to its digest, shortened, sorted by name. */
    SortedMap<String, String> shown() {
        SortedMap<String, String> shown = new TreeMap<>();
        parts.forEach(part -> shown.put(part.name(), part.digest().substring(0, DIGITS)));
        return shown;
    }

    /** Of the whole plan: SHA-256 over a line of the format and one for each part, lower-case hex. */
    String hash() {
        return Sha256.of(sink -> {
            LINE.line(List.of(PlanFile.FORMAT), sink);
            for (Part part : parts) {
                sink.write('\n');
                LINE.line(List.of(part.name(), part.digest()), sink);
            }
        });
    }
}
