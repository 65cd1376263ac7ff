package io.partita.core.statefile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What one user on one machine has seen of state folders, kept outside of them: an older state that was put back is sound by itself, and so is a copy. A help, not a proof: a witness that is
 * absent or cannot be read or written changes nothing (decision 0010).
 */
public final class Witness {

    /** Remembers nothing. */
    public static final Witness NONE = new Witness(Optional.empty());

    private static final Pattern LINEAGE = Pattern.compile("[0-9a-f-]{36}");

    private final Optional<Path> folder;

    private Witness(Optional<Path> folder) {
        this.folder = folder;
    }

    /** @param folder created when something is seen; best on the machine's own disk, one for each user */
    public static Witness in(Path folder) {
        return new Witness(Optional.of(folder));
    }

    /** The last sighting of a lineage; empty when it is not known here. */
    Optional<Sighting> ofLineage(String lineage) {
        return lineageFile(lineage).flatMap(Witness::read);
    }

    /** The last sighting of a state in a place. */
    Optional<Sighting> ofPlace(Path place) {
        return placeFile(place).flatMap(Witness::lineageIn).flatMap(this::ofLineage);
    }

    /** Where the sighting of a lineage is kept, for the person who knows better; empty when nowhere. */
    Optional<Path> lineageFile(String lineage) {
        return folder.filter(known -> LINEAGE.matcher(lineage).matches())
                .map(known -> known.resolve("lineages").resolve(lineage + ".json"));
    }

    /** Where it is kept which state was last seen in a place. */
    Optional<Path> placeFile(Path place) {
        return folder.map(known ->
                known.resolve("places").resolve(Sha256.of(place.toString()).substring(0, 32) + ".json"));
    }

    /** Remembers a state and its place. */
    void saw(Sighting sighting) {
        sawAgain(sighting);
        placeFile(sighting.place())
                .ifPresent(file -> write(
                        file,
                        CanonicalJson.object()
                                .put("lineage", sighting.lineage())
                                .put("place", sighting.place().toString())));
    }

    /** Remembers that a state has grown in a place where it was seen before. */
    void sawAgain(Sighting sighting) {
        ObjectNode node = CanonicalJson.object()
                .put("lineage", sighting.lineage())
                .put("place", sighting.place().toString())
                .put("revision", sighting.revision())
                .put("hash", sighting.hash())
                .put("time", sighting.time().toString());
        ArrayNode open = node.putArray("open");
        sighting.open().forEach(open::add);
        lineageFile(sighting.lineage()).ifPresent(file -> write(file, node));
    }

    /** Forgets a state that was deleted on purpose. */
    void forget(Path place) {
        ofPlace(place).flatMap(known -> lineageFile(known.lineage())).ifPresent(Witness::delete);
        placeFile(place).ifPresent(Witness::delete);
    }

    private static Optional<String> lineageIn(Path file) {
        try {
            return Optional.of(CanonicalJson.parse(Files.readString(file)).text("lineage"));
        } catch (IOException | Malformed unknown) {
            return Optional.empty();
        }
    }

    private static Optional<Sighting> read(Path file) {
        try {
            JsonObject json = CanonicalJson.parse(Files.readString(file));
            List<String> open = new ArrayList<>();
            json.node().path("open").forEach(each -> open.add(each.asText()));
            return Optional.of(new Sighting(
                    json.text("lineage"),
                    Path.of(json.text("place")),
                    json.number("revision"),
                    json.text("hash"),
                    json.time("time"),
                    open));
        } catch (IOException | Malformed | InvalidPathException unknown) {
            return Optional.empty();
        }
    }

    /** Not forced to the disk: after a crash of the machine an older sighting is true as well. What cannot be written is not remembered, which is no reason to stop a run. */
    private static void write(Path file, ObjectNode content) {
        Path temporary = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            ownFolders(file.getParent());
            Files.write(temporary, CanonicalJson.page(content).getBytes(StandardCharsets.UTF_8));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException notRemembered) {
            delete(temporary);
        }
    }

    private static void ownFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            // An old sighting that stays can only refuse too much, and what it refuses names this file.
            return;
        }
    }
}
