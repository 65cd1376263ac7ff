package io.partita.core.snapshot;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.hash.Sha256;
import io.partita.core.json.JsonParsing;
import io.partita.core.json.JsonValue;
import io.partita.core.plan.Preview;
import java.util.Optional;

/**
 * The file of a snapshot: canonical JSON, sorted, so that two nights differ in the lines of what has changed. It holds
 * no secret and no endpoint. It is not signed, and whoever can write it decides what a preview says: that is why a
 * preview cannot be applied.
 */
public final class SnapshotFile {

    /** Format and version. A reader knows its own version. */
    public static final String FORMAT = "partita.snapshot/1";

    /** The largest file that is read, in bytes: enough for some ten thousand parties. */
    public static final int LARGEST = 32 * 1024 * 1024;

    private SnapshotFile() {}

    /** The canonical text. */
    public static byte[] write(Snapshot snapshot) {
        return SnapshotCodecs.SNAPSHOT.page(snapshot);
    }

    /** What a plan says that is made from it. */
    public static Preview preview(Snapshot snapshot) {
        return new Preview(snapshot.recorded(), Sha256.of(sink -> SnapshotCodecs.SNAPSHOT.page(snapshot, sink)));
    }

    /** The JSON Schema of the file, generated from its tables. */
    public static String schema() {
        return SnapshotCodecs.SNAPSHOT.schema(
                "urn:partita:snapshot:1",
                "A snapshot of partita",
                "What planning may ask of the participants of one synchronizer. It holds no secret and no endpoint.");
    }

    /**
     * Reads a snapshot strictly: nothing unknown, nothing missing, everything in its order.
     *
     * @param bytes at most {@link #LARGEST}
     * @param fileName for the places in diagnostics
     */
    public static Checked<Snapshot> read(byte[] bytes, String fileName) {
        return JsonParsing.parse(bytes, fileName)
                .then(json -> foreign(json)
                        .map(Checked::<Snapshot>failed)
                        .orElseGet(() -> SnapshotCodecs.SNAPSHOT.read(json)));
    }

    /** Another kind of file, or another version: said before anything else, because the rest would mislead. */
    private static Optional<Diagnostic> foreign(JsonValue document) {
        if (document instanceof JsonValue.JsonObject object
                && object.members().get("format") instanceof JsonValue.JsonText format) {
            return format.text().equals(FORMAT)
                    ? Optional.empty()
                    : Optional.of(notASnapshot(
                            format.range(), "its format is '" + format.text() + "', not '" + FORMAT + "'"));
        }
        Position start = new Position(1, 1);
        return Optional.of(notASnapshot(
                new SourceRange(document.range().file(), start, start),
                "a snapshot starts with \"format\": \"" + FORMAT + "\""));
    }

    private static Diagnostic notASnapshot(SourceRange place, String why) {
        return Diagnostic.error("not-a-snapshot", place.file() + " is not a snapshot that this partita reads")
                .because(why)
                .fix("give the file that `partita snapshot -o` wrote, of the same release")
                .at(place);
    }
}
