package io.partita.core.planfile;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.hash.Sha256;
import io.partita.core.json.Fields;
import io.partita.core.json.JsonParsing;
import io.partita.core.json.JsonValue;
import io.partita.core.json.Unreadable;
import io.partita.core.plan.Plan;
import io.partita.core.plan.law.Breach;
import io.partita.core.plan.law.PlanLaws;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of a plan: canonical JSON, the same bytes for the same plan, and a hash over all of it, so that what was reviewed is what is applied. The schema is beside this class
 * ({@code plan.schema.json}).
 */
public final class PlanFile {

    /** Format and version. A reader knows its own version and older ones. */
    public static final String FORMAT = "partita.plan/1";

    private static final Pattern FORMATS = Pattern.compile("partita\\.plan/([1-9][0-9]{0,8})");

    private PlanFile() {}

    /** The canonical text of a plan. */
    public static byte[] write(Plan plan) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PlanWriting.write(bytes, plan, Optional.of(hash(plan)));
        return bytes.toByteArray();
    }

    /** The plan's identity: lower-case hex of the SHA-256 of its canonical text without the hash itself. */
    public static String hash(Plan plan) {
        return Sha256.of(sink -> PlanWriting.write(sink, plan, Optional.empty()));
    }

    /**
     * Reads a plan strictly: nothing unknown, nothing missing, the hash has to fit, and the steps have to keep the laws of a plan ({@link PlanLaws}), so that no hand can write a plan that does harm. White space between
     * the values does not matter, because version control may change line ends.
     *
     * @param fileName for the places in diagnostics
     */
    public static Checked<Plan> read(byte[] bytes, String fileName) {
        return JsonParsing.parse(bytes, fileName)
                .then(document -> readUnjudged(document).then(plan -> judged(plan, document)));
    }

    /** Without the laws. */
    static Checked<Plan> readUnjudged(byte[] bytes, String fileName) {
        return JsonParsing.parse(bytes, fileName).then(PlanFile::readUnjudged);
    }

    private static Checked<Plan> judged(Plan plan, JsonValue document) {
        List<Breach> breaches = PlanLaws.breaches(plan);
        if (breaches.isEmpty()) {
            return Checked.of(plan);
        }
        PlanPlaces places = new PlanPlaces(document);
        return Checked.failed(breaches.stream()
                .map(breach -> Diagnostic.error("illegal-plan", breach.what())
                        .because(breach.why())
                        .fix("no planner makes such a plan, so somebody or something edited it: plan again")
                        .at(places.of(breach.part())))
                .toList());
    }

    private static Checked<Plan> readUnjudged(JsonValue document) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        try {
            Optional<Diagnostic> foreign = foreign(document);
            if (foreign.isPresent()) {
                return Checked.failed(foreign.get());
            }
            return Fields.read(document, diagnostics::add, fields -> {
                        fields.text("format");
                        String written = fields.text("hash");
                        Plan plan = PlanReading.read(fields);
                        return new Found(plan, written, fields.textMembers("digests"));
                    })
                    .checked(document, diagnostics);
        } catch (Unreadable e) {
            diagnostics.add(e.diagnostic());
            return Checked.failed(diagnostics);
        }
    }

    private record Found(Plan plan, String written, SortedMap<String, String> digests) {

        Checked<Plan> checked(JsonValue document, List<Diagnostic> diagnostics) {
            if (!diagnostics.isEmpty()) {
                return Checked.failed(diagnostics);
            }
            String computed = hash(plan);
            SortedMap<String, String> now = PlanParts.digests(plan);
            if (computed.equals(written) && now.equals(digests)) {
                return Checked.of(plan);
            }
            PlanPlaces places = new PlanPlaces(document);
            SortedSet<String> parts = new TreeSet<>(now.keySet());
            parts.addAll(digests.keySet());
            List<Diagnostic> edits = parts.stream()
                    .filter(part -> !Objects.equals(now.get(part), digests.get(part)))
                    .map(part -> edited(edit(part, now), computed).at(places.of(part)))
                    .toList();
            return Checked.failed(
                    edits.isEmpty()
                            ? List.of(edited("only the hash was changed", computed)
                                    .at(places.of("hash")))
                            : edits);
        }

        private String edit(String part, SortedMap<String, String> now) {
            if (!now.containsKey(part)) {
                return "'" + part + "' was taken out";
            }
            return "'" + part + "' was " + (digests.containsKey(part) ? "changed" : "added");
        }

        private Diagnostic edited(String what, String computed) {
            return Diagnostic.error("plan-edited", "the plan is not the one that was written: " + what)
                    .because("its hash says " + written + ", its content has " + computed)
                    .fix("a plan is never edited: change the declaration and plan again");
        }
    }

    /** Another kind of file, or a version that this partita does not know: said before anything else, because the rest would mislead. */
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
                    .because("its format is '" + format.text() + "', not '" + FORMAT + "'")
                    .fix("give the file that `partita plan -o` wrote")
                    .at(format.range()));
        }
        if (!format.text().equals(FORMAT)) {
            return Optional.of(Diagnostic.error("newer-plan", "the plan was written by a newer partita")
                    .because("its format is '" + format.text() + "', and this partita knows '" + FORMAT + "'")
                    .fix("apply it with the version that made it, or plan again with this one")
                    .at(format.range()));
        }
        return Optional.empty();
    }
}
