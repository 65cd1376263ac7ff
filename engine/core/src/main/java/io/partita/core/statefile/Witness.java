package io.partita.core.statefile;

import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.hash.Sha256;
import io.partita.core.json.Shape;
import io.partita.core.state.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What one user on one machine has seen of state folders, kept outside of them: an older state that was put back is
 * sound by itself, and so is a copy. A help, not a proof: a witness that is absent or cannot be read or written changes
 * nothing (decision 0010).
 */
public final class Witness {

    /** Remembers nothing. */
    public static final Witness NONE = new Witness(Optional.empty());

    private static final Pattern LINEAGE = Pattern.compile("[0-9a-f-]{36}");

    /** Which state was last seen in a place. */
    private record Placed(String lineage, Path place) {}

    private static final Shape<Placed> PLACED = Shape.of(Placed.class, "placed", table -> {
        var lineage = table.field("lineage", TEXT, Placed::lineage);
        var place = table.field("place", SeenState.PLACE, Placed::place);
        return read -> new Placed(lineage.in(read), place.in(read));
    });

    /** A run that goes on here, with what was approved here of it. */
    private record Approved(String lineage, RunId run, String approval) {}

    private static final Shape<Approved> APPROVED = Shape.of(Approved.class, "approved", table -> {
        var lineage = table.field("lineage", TEXT, Approved::lineage);
        var run = table.field("run", TEXT.as(RunId::new, RunId::toString), Approved::run);
        var approval = table.field("hash", TEXT, Approved::approval);
        return read -> new Approved(lineage.in(read), run.in(read), approval.in(read));
    });

    private final Optional<Path> folder;

    private Witness(Optional<Path> folder) {
        this.folder = folder;
    }

    /** @param folder created when something is seen; best on the machine's own disk, one for each user */
    public static Witness in(Path folder) {
        return new Witness(Optional.of(folder));
    }

    /** The last sighting of a lineage; empty when it is not known here. */
    Optional<SeenState> ofLineage(String lineage) {
        return lineageFile(lineage).flatMap(file -> read(SeenState.SHAPE, file));
    }

    /** The last sighting of a state in a place. */
    Optional<SeenState> ofPlace(Path place) {
        return placeFile(place)
                .flatMap(file -> read(PLACED, file).map(Placed::lineage))
                .flatMap(this::ofLineage);
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
    void saw(SeenState sighting) {
        sawAgain(sighting);
        placeFile(sighting.place())
                .ifPresent(file -> write(file, PLACED.page(new Placed(sighting.lineage(), sighting.place()))));
    }

    /** Remembers that a state has grown in a place where it was seen before. */
    void sawAgain(SeenState sighting) {
        lineageFile(sighting.lineage()).ifPresent(file -> write(file, SeenState.SHAPE.page(sighting)));
    }

    /** Remembers what somebody here approved of a run. @param approval {@link io.partita.core.state.RunSummary#approval} */
    void approved(String lineage, RunId run, String approval) {
        runFile(lineage, run).ifPresent(file -> write(file, APPROVED.page(new Approved(lineage, run, approval))));
    }

    /** Whether somebody here approved this of a run. */
    boolean hasApproved(String lineage, RunId run, String approval) {
        return runFile(lineage, run)
                .flatMap(file -> read(APPROVED, file))
                .filter(new Approved(lineage, run, approval)::equals)
                .isPresent();
    }

    /** A run that has ended is approved no more. */
    void ended(String lineage, RunId run) {
        runFile(lineage, run).ifPresent(Witness::delete);
    }

    private Optional<Path> runFile(String lineage, RunId run) {
        return folder.filter(known -> LINEAGE.matcher(lineage).matches())
                .map(known -> known.resolve("runs").resolve(lineage + "." + run + ".json"));
    }

    /** Forgets a state that was deleted on purpose. */
    void forget(Path place) {
        ofPlace(place).flatMap(known -> lineageFile(known.lineage())).ifPresent(Witness::delete);
        placeFile(place).ifPresent(Witness::delete);
    }

    /** What is not there, or cannot be read, is unknown. */
    private static <T> Optional<T> read(Shape<T> shape, Path file) {
        try {
            return shape.read(Files.readAllBytes(file), file.toString()).optional();
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    /**
     * Not forced to the disk: after a crash of the machine an older sighting is true as well. What cannot be written is
     * not remembered, which is no reason to stop a run.
     */
    private static void write(Path file, byte[] content) {
        Path temporary = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            ownFolders(file.getParent());
            Files.write(temporary, content);
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
