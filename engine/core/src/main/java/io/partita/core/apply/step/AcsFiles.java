package io.partita.core.apply.step;

import io.partita.core.apply.ActiveRun;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.hash.Sha256;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.state.RunId;
import io.partita.core.store.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Exported contracts on this machine: where they are, and what the journal says that they must be. */
public final class AcsFiles {

    private static final int LONGEST_SHOWN = 120;

    private AcsFiles() {}

    /**
     * One place for each export of a run. The name is for people; the step's id makes it unique. It fits a file system
     * that takes names of 255 bytes, with what is appended to it, however long the names of a party and its hosts are.
     */
    static Path place(Workspace workspace, RunId run, StepId export) {
        return workspace.exports().resolve(name(run, export));
    }

    private static String name(RunId run, StepId export) {
        String name = export.id().replaceAll("[^A-Za-z0-9._-]+", "-");
        String shown = name.length() <= LONGEST_SHOWN
                ? name + "-" + Integer.toHexString(export.id().hashCode())
                : name.substring(0, LONGEST_SHOWN) + "-"
                        + Sha256.of(export.id()).substring(0, 16);
        return run.id() + "-" + shown + ".acs.gz";
    }

    /**
     * Makes every name that an export needs in the folder that it is written to, and takes it away again: a file system
     * may refuse a name, or another file, long after a party has become active on a target.
     */
    static void tryNames(Workspace workspace, RunId run, StepId export) throws IOException {
        Path file = place(workspace, run, export);
        Path manifest = manifestOf(file);
        for (Path each : List.of(unfinished(file), unfinished(manifest))) {
            if (!Files.exists(each)) {
                Files.createFile(each);
                Files.delete(each);
            }
        }
    }

    /** The longest names are those of files that are being written. */
    static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    /**
     * Where an exported file is: also in a folder that only an earlier process of the run was told to keep exports in.
     *
     * @return where it would be now when it is nowhere, or is not as large as what was exported
     */
    public static Path of(Result.Exported exported, Workspace workspace, RunId run) {
        Path here = here(exported, workspace);
        return isAsLarge(here, exported)
                ? here
                : workspace.earlierExports(run).stream()
                        .map(folder -> folder.resolve(exported.file()))
                        .filter(file -> isAsLarge(file, exported))
                        .findFirst()
                        .orElse(here);
    }

    static Path of(Result.Exported exported, ActiveRun run) {
        return of(exported, run.workspace(), run.id());
    }

    /** Its place in the folder of this process. */
    static Path here(Result.Exported exported, Workspace workspace) {
        return workspace.exports().resolve(exported.file());
    }

    private static boolean isAsLarge(Path file, Result.Exported exported) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(file) == exported.manifest().bytes();
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** For the owner only: it is business data. */
    static void protect(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /**
     * Deletes what the run exported, or got from another operator, wherever it has kept that; every step is verified, so
     * nobody needs it any more.
     *
     * @return what could not be deleted
     */
    public static List<Diagnostic> delete(ActiveRun run) {
        List<Diagnostic> left = new ArrayList<>();
        run.plan()
                .steps()
                .filter(step -> step.kind() == Step.Kind.EXPORT_ACS)
                .flatMap(export -> files(run, export.id()))
                .forEach(file -> {
                    try {
                        Files.deleteIfExists(file);
                    } catch (IOException e) {
                        left.add(Diagnostic.warning("exported-file-left", file.getFileName() + " could not be deleted")
                                .because(FileTrouble.of(e))
                                .fix("It holds a party's contracts and nobody needs it any more: delete it by hand."));
                    }
                });
        return left;
    }

    private static Stream<Path> files(ActiveRun run, StepId export) {
        Set<Path> files = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>(List.of(name(run.id(), export)));
        run.record(export)
                .result(Result.Exported.class)
                .map(Result.Exported::file)
                .ifPresent(names::add);
        Stream.concat(Stream.of(run.workspace().exports()), run.workspace().earlierExports(run.id()).stream())
                .forEach(folder -> names.forEach(name -> files.add(folder.resolve(name))));
        // What is unfinished is left by a process that died while it wrote, in a folder that no later one exports to.
        return files.stream()
                .flatMap(file -> Stream.of(file, manifestOf(file)))
                .flatMap(file -> Stream.of(file, unfinished(file)));
    }

    static Path manifestOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".manifest.json");
    }
}
