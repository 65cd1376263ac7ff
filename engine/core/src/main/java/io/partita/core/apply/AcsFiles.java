package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.provider.AcsManifest;
import io.partita.core.state.RunId;
import io.partita.core.state.StepRecord;
import io.partita.core.store.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Exported contracts on this machine: where they are, and what the journal says that they must be. */
final class AcsFiles {

    private AcsFiles() {}

    /** One place for each export of a run. The name is for people; the step's id makes it unique. */
    static Path place(Workspace workspace, RunId run, StepId export) {
        String name = export.id().replaceAll("[^A-Za-z0-9._-]+", "-");
        return workspace
                .exports()
                .resolve(run.id() + "-" + name + "-"
                        + Integer.toHexString(export.id().hashCode()) + ".acs.gz");
    }

    static SortedMap<String, String> notes(Path file, AcsManifest manifest) {
        return new TreeMap<>(Map.of(
                Notes.FILE, file.getFileName().toString(),
                Notes.SHA256, manifest.sha256(),
                Notes.BYTES, String.valueOf(manifest.bytes()),
                Notes.CONTRACTS, String.valueOf(manifest.contracts())));
    }

    /** What the journal says that an export made; empty before it was verified. */
    static Optional<Exported> exported(StepWork work, Step.ExportAcs export) {
        StepRecord record = work.record(export.id());
        if (record.note(Notes.SHA256).isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> notes = record.notes();
        return Optional.of(new Exported(
                work.run().workspace().exports().resolve(notes.get(Notes.FILE)),
                new AcsManifest(
                        export.party(),
                        work.synchronizer().logical(),
                        work.run().idOf(export.target()),
                        Long.parseLong(notes.get(Notes.BYTES)),
                        Long.parseLong(notes.get(Notes.CONTRACTS)),
                        notes.get(Notes.SHA256))));
    }

    /** For the owner only: it is business data. */
    static void protect(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** Deletes what the run exported; every step is verified, so nobody needs it any more. @return what could not be deleted */
    static List<Diagnostic> delete(ActiveRun run) {
        List<Diagnostic> left = new ArrayList<>();
        run.plan().steps().filter(Step.ExportAcs.class::isInstance).forEach(export -> {
            Path file = place(run.workspace(), run.id(), export.id());
            for (Path each : List.of(file, manifestOf(file))) {
                try {
                    Files.deleteIfExists(each);
                } catch (IOException e) {
                    left.add(Diagnostic.warning("exported-file-left", each.getFileName() + " could not be deleted")
                            .because(FileTrouble.of(e))
                            .fix("It holds a party's contracts and nobody needs it any more: delete it by hand."));
                }
            }
        });
        return left;
    }

    static Path manifestOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".manifest.json");
    }

    /** A file and what it must be. */
    record Exported(Path file, AcsManifest manifest) {}
}
