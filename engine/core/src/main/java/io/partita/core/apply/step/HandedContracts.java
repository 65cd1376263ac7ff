package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.file.RegularFile;
import io.partita.core.hash.Sha256;
import io.partita.core.plan.Result;
import io.partita.core.plan.StepId;
import io.partita.core.state.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file of contracts that another operator has exported and handed over. It lies in the folder that the person
 * names, or was put among this run's exports by hand; it counts only when it is, byte for byte, what the receipt says.
 */
final class HandedContracts {

    private final StepWork work;
    private final StepId export;
    private final Result.Exported exported;

    /** @param export the step that made the file, on any participant */
    HandedContracts(StepWork work, StepId export, Result.Exported exported) {
        this.work = work;
        this.export = export;
        this.exported = exported;
    }

    /**
     * Has the file among this run's exports, for the owner only. Does nothing for an export of this run itself.
     *
     * @throws Ended when it is not there yet (waiting), or is not what was exported (refused)
     */
    void require() throws Ended {
        boolean own = work.plan()
                .step(export)
                .map(step -> work.run().reaches(step.participant()))
                .orElse(true);
        if (own) {
            return;
        }
        try {
            take();
        } catch (IOException e) {
            throw work.failed(Diagnostic.error("acs-file-unusable", exported.file() + " cannot be used")
                    .because(FileTrouble.of(e))
                    .fix("Mend the disk or the permissions, then resume.")
                    .next(NextCommand.resume()));
        }
    }

    private void take() throws IOException, Ended {
        Path place = AcsFiles.here(exported, work.run().workspace());
        List<Path> others = new ArrayList<>();
        if (isWhole(place, others)) {
            AcsFiles.protect(place);
            return;
        }
        Path earlier = AcsFiles.of(exported, work.run());
        if (!earlier.equals(place) && isWhole(earlier, others)) {
            return;
        }
        Optional<Path> handed = work.options().contracts().map(folder -> folder.resolve(exported.file()));
        if (handed.isPresent() && isAsLarge(handed.get(), others)) {
            Path part = AcsFiles.unfinished(place);
            try {
                Files.deleteIfExists(part);
                AcsFiles.protect(Files.createFile(part));
                try (InputStream in = RegularFile.open(
                                handed.get(), exported.manifest().bytes());
                        OutputStream out = Files.newOutputStream(part)) {
                    in.transferTo(out);
                }
                // The copy is looked at, not what it was made from: that may change meanwhile.
                if (isWhole(part, others)) {
                    Files.move(part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    return;
                }
            } finally {
                Files.deleteIfExists(part);
            }
        }
        throw others.isEmpty() ? wanted() : notExported();
    }

    /** @param others where a file is noted that is there, and is another one */
    private boolean isWhole(Path file, List<Path> others) throws IOException {
        if (!isAsLarge(file, others)) {
            return false;
        }
        boolean whole = Sha256.of(file).equals(exported.manifest().sha256());
        if (!whole) {
            others.add(file);
        }
        return whole;
    }

    /** Before it is read or copied: another one may be as large as no disk, which the state is on as well. */
    private boolean isAsLarge(Path file, List<Path> others) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        boolean asLarge = Files.size(file) == exported.manifest().bytes();
        if (!asLarge) {
            others.add(file);
        }
        return asLarge;
    }

    private Ended wanted() {
        String owner = owner();
        return new Ended(new Outcome.Waiting(
                Outcome.Whom.PERSON,
                Diagnostic.note(
                                "contracts-wanted",
                                "the file with the contracts that " + owner + " exported is not here")
                        .because(owner + "'s receipt names " + exported.file()
                                + work.options()
                                        .contracts()
                                        .map(folder -> ", and there is no such file in " + folder)
                                        .orElse(", and no folder was named where it is"))
                        .fix("Get the file from " + owner + " under its own name, and name the folder that it is in.")
                        .next(NextCommand.resume().with("--contracts", "FOLDER"))
                        .about(work.step().participant().name()),
                Optional.empty()));
    }

    private Ended notExported() {
        String owner = owner();
        return work.refused(Diagnostic.error(
                        "contracts-not-those-exported",
                        exported.file() + " is not the file that " + owner + " exported")
                .because("its size or its SHA-256 differs from what " + owner + "'s receipt says ("
                        + exported.manifest().bytes() + " bytes, "
                        + exported.manifest().sha256()
                        + "): it was damaged on the way, or is another one")
                .fix("Get it from " + owner
                        + " again, and name the folder that it is in. Nothing was imported from it.")
                .next(NextCommand.resume().with("--contracts", "FOLDER"))
                .about(work.step().participant().name()));
    }

    private String owner() {
        return work.plan().step(export).flatMap(step -> step.head().operator()).orElse("another operator");
    }
}
