package io.partita.core.planfile;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.json.Fields;
import io.partita.core.json.JsonParsing;
import io.partita.core.json.JsonValue;
import io.partita.core.json.Unreadable;
import io.partita.core.plan.Plan;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            PlanWriting.write(new DigestOutputStream(OutputStream.nullOutputStream(), sha256), plan, Optional.empty());
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Reads a plan strictly: nothing unknown, nothing missing, and the hash has to fit. White space between the values does not matter, because version control may change line ends.
     *
     * @param fileName for the places in diagnostics
     */
    public static Checked<Plan> read(byte[] bytes, String fileName) {
        return JsonParsing.parse(bytes, fileName).then(PlanFile::read);
    }

    private static Checked<Plan> read(JsonValue document) {
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
                        return new Found(plan, written, hashRange(document));
                    })
                    .checked(diagnostics);
        } catch (Unreadable e) {
            diagnostics.add(e.diagnostic());
            return Checked.failed(diagnostics);
        }
    }

    private record Found(Plan plan, String written, SourceRange range) {
        Checked<Plan> checked(List<Diagnostic> diagnostics) {
            if (!diagnostics.isEmpty()) {
                return Checked.failed(diagnostics);
            }
            String computed = hash(plan);
            return computed.equals(written)
                    ? Checked.of(plan)
                    : Checked.failed(Diagnostic.error("plan-edited", "the plan is not the one that was written")
                            .because("its hash says " + written + ", its content has " + computed)
                            .fix("a plan is never edited: change the declaration and plan again")
                            .at(range));
        }
    }

    private static SourceRange hashRange(JsonValue document) {
        return document instanceof JsonValue.JsonObject object
                ? object.members().getOrDefault("hash", document).range()
                : document.range();
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
