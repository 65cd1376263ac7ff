package io.partita.core.planfile;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.diagnostic.TextEncoding;
import io.partita.core.json.Format;
import io.partita.core.json.JsonParsing;
import io.partita.core.json.JsonValue;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.law.Breach;
import io.partita.core.plan.law.PlanLaws;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of a plan: canonical JSON, the same bytes for the same plan, and a hash over all of it, so that what was
 * reviewed is what is applied. It holds what the planner decided; the waves are in it for those who read it, and have
 * to be those that follow from the rest. The schema is beside this class ({@code plan.schema.json}).
 */
public final class PlanFile {

    /** Format and version. A reader knows its own version. */
    public static final String FORMAT = "partita.plan/2";

    private static final Pattern FORMATS = Pattern.compile("partita\\.plan/([1-9][0-9]{0,8})");

    /** Another format of partita is named; whatever else stands there is not repeated. */
    private static final Pattern OURS = Pattern.compile("partita\\.[a-z]{1,20}/[0-9]{1,9}");

    private PlanFile() {}

    /** A plan as it is kept. */
    public static final class Written {

        private final PlanDocument document;

        private Written(PlanDocument document) {
            this.document = document;
        }

        /** Its identity, over all that it decides: lower-case hex of a SHA-256 over the digests of its parts. */
        public String hash() {
            return document.hash();
        }

        /** The canonical text in UTF-8, made anew at every call. */
        public byte[] text() {
            return PlanDocument.DOCUMENT.page(document);
        }
    }

    /** A plan that was read, and its file. */
    public record Kept(Plan plan, Written written) {}

    /** The canonical text of a plan, and its hash. */
    public static Written write(Plan plan) {
        return new Written(document(plan.content(), PlanDocument.waves(plan)));
    }

    private static PlanDocument document(PlanContent content, List<PlanDocument.WaveLine> waves) {
        PlanDigests digests = PlanDigests.of(content, waves);
        return new PlanDocument(digests.hash(), content, waves, digests.shown());
    }

    /** The JSON Schema of the file, generated from its tables. */
    public static String schema() {
        return PlanDocument.DOCUMENT.schema(
                "urn:partita:plan:2",
                "A plan of partita",
                "What was decided about the hosting of parties. Steps, facts and dangers follow from it.");
    }

    /**
     * Reads a plan strictly: nothing unknown, nothing missing, the hash has to fit, what was decided has to keep the
     * laws of a plan ({@link PlanLaws}), and the waves have to be those that follow from it, so that no hand can write
     * a plan that shows one thing and does another. It has to be, byte for byte, the text that partita writes, because
     * what people see of a change to it are its lines; only line ends may be those of another system, because version
     * control changes them, and an editor's mark of the byte order may stand before it.
     *
     * @param fileName for the places in diagnostics
     */
    public static Checked<Plan> read(byte[] bytes, String fileName) {
        return kept(bytes, fileName).map(Kept::plan);
    }

    /** As {@link #read}, with the file as it was written. */
    public static Checked<Kept> kept(byte[] bytes, String fileName) {
        if (TextEncoding.isUtf16(bytes)) {
            return Checked.failed(Diagnostic.error("damaged-json", fileName + " is not a plan as it was written")
                    .because(TextEncoding.trouble(bytes).orElseThrow())
                    .fix("write the plan with `partita plan -o`, or save the file as UTF-8"));
        }
        return readUtf8(TextEncoding.withoutMark(bytes), fileName);
    }

    private static Checked<Kept> readUtf8(byte[] bytes, String fileName) {
        Checked<JsonValue> parsed = JsonParsing.parse(bytes, fileName);
        if (!parsed.isPresent() && !Format.PLAN.begins(bytes)) {
            return Checked.failed(unknown(parsed.diagnostics().get(0)));
        }
        return parsed.then(json -> {
            Optional<Diagnostic> foreign = foreign(json);
            return foreign.isPresent()
                    ? Checked.failed(foreign.get())
                    : PlanDocument.DOCUMENT
                            .read(json)
                            .then(document -> new Reading(json, document)
                                    .plan()
                                    .then(plan -> asWritten(document, plan, bytes, fileName)));
        });
    }

    /** What is in a file that is not even meant to be a plan is not repeated: it may be anything. */
    private static Diagnostic unknown(Diagnostic damaged) {
        return damaged.because("it does not begin as a plan").fix("give the file that `partita plan -o` wrote");
    }

    /**
     * The plan, or where its file is laid out differently: a reviewer reads lines, and a long one can hide what acts.
     */
    private static Checked<Kept> asWritten(PlanDocument document, Plan plan, byte[] bytes, String fileName) {
        String canonical = new String(PlanDocument.DOCUMENT.page(document), StandardCharsets.UTF_8);
        String found = new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
        if (found.equals(canonical)) {
            return Checked.of(new Kept(plan, new Written(document)));
        }
        int line = 1;
        int column = 1;
        for (int at = 0; at < Math.min(found.length(), canonical.length()); at++, column++) {
            if (found.charAt(at) != canonical.charAt(at)) {
                break;
            }
            if (found.charAt(at) == '\n') {
                line++;
                column = 0;
            }
        }
        Position position = new Position(line, column);
        return Checked.failed(Diagnostic.error("plan-not-canonical", "the plan is not laid out as it was written")
                .because(
                        "its content is as it was, but from here on its text is not the one that partita writes, so that "
                                + "a comparison of its lines can hide what is in it")
                .fix("take the file that was written, or plan again")
                .at(new SourceRange(fileName, position, position)));
    }

    /** One file that has the form of a plan. */
    private static final class Reading {

        private final PlanPlaces places;
        private final PlanDocument document;

        Reading(JsonValue json, PlanDocument document) {
            this.places = new PlanPlaces(json);
            this.document = document;
        }

        Checked<Plan> plan() {
            List<Diagnostic> edits = edits();
            if (!edits.isEmpty()) {
                return Checked.failed(edits);
            }
            List<Diagnostic> illegal = told(PlanLaws.breaches(document.content()));
            return illegal.isEmpty() ? derived(new Plan(document.content())) : Checked.failed(illegal);
        }

        private Checked<Plan> derived(Plan plan) {
            List<Diagnostic> illegal = told(PlanLaws.breaches(plan));
            if (!illegal.isEmpty()) {
                return Checked.failed(illegal);
            }
            return PlanDocument.waves(plan).equals(document.waves())
                    ? Checked.of(plan)
                    : Checked.failed(Diagnostic.error(
                                    "other-waves", "the waves are not those that follow from what the plan decides")
                            .because("another release of partita wrote the plan, or somebody edited it")
                            .fix("apply it with the release that made it, or plan again with this one")
                            .at(places.of("waves")));
        }

        private List<Diagnostic> told(List<Breach> breaches) {
            return breaches.stream()
                    .map(breach -> Diagnostic.error("illegal-plan", breach.what())
                            .because(breach.why())
                            .fix("no planner makes such a plan, so somebody or something edited it: plan again")
                            .at(places.of(breach.part())))
                    .toList();
        }

        private List<Diagnostic> edits() {
            PlanDigests digests = PlanDigests.of(document.content(), document.waves());
            SortedMap<String, String> now = digests.shown();
            String computed = digests.hash();
            if (computed.equals(document.hash()) && now.equals(document.digests())) {
                return List.of();
            }
            SortedSet<String> parts = new TreeSet<>(now.keySet());
            parts.addAll(document.digests().keySet());
            List<Diagnostic> edits = parts.stream()
                    .filter(part ->
                            !Objects.equals(now.get(part), document.digests().get(part)))
                    .map(part -> edited(edit(part, now), computed).at(places.of(part)))
                    .toList();
            return edits.isEmpty()
                    ? List.of(edited("only the hash was changed", computed).at(places.of("hash")))
                    : edits;
        }

        private String edit(String part, SortedMap<String, String> now) {
            if (!now.containsKey(part)) {
                return "'" + part + "' was taken out";
            }
            return "'" + part + "' was " + (document.digests().containsKey(part) ? "changed" : "added");
        }

        private Diagnostic edited(String what, String computed) {
            return Diagnostic.error("plan-edited", "the plan is not the one that was written: " + what)
                    .because("its hash says " + document.hash() + ", its content has " + computed)
                    .fix("a plan is never edited: change the declaration and plan again");
        }
    }

    /** Another kind of file, or another version: said before anything else, because the rest would mislead. */
    private static Optional<Diagnostic> foreign(JsonValue document) {
        if (!(document instanceof JsonValue.JsonObject object)
                || !(object.members().get("format") instanceof JsonValue.JsonText format)) {
            SourceRange range = document.range();
            return Optional.of(Diagnostic.error("not-a-plan", range.file() + " is not a plan")
                    .because("a plan starts with \"format\": \"" + FORMAT + "\"")
                    .fix("give the file that `partita plan -o` wrote")
                    .at(new SourceRange(range.file(), new Position(1, 1), new Position(1, 1))));
        }
        Matcher matcher = FORMATS.matcher(format.text());
        if (!matcher.matches()) {
            return Optional.of(Diagnostic.error("not-a-plan", format.range().file() + " is not a plan")
                    .because(
                            OURS.matcher(format.text()).matches()
                                    ? "its format is '" + format.text() + "', not '" + FORMAT + "'"
                                    : "its format is not '" + FORMAT + "'")
                    .fix("give the file that `partita plan -o` wrote")
                    .at(format.range()));
        }
        if (!format.text().equals(FORMAT)) {
            return Optional.of(Diagnostic.error("newer-plan", "the plan was written by another version of partita")
                    .because("its format is '" + format.text() + "', and this partita knows '" + FORMAT + "'")
                    .fix("apply it with the version that made it, or plan again with this one")
                    .at(format.range()));
        }
        return Optional.empty();
    }
}
