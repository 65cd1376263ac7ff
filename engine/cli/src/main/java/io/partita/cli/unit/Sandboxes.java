package io.partita.cli.unit;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.file.FileRefused;
import io.partita.core.store.LockHolder;
import io.partita.core.store.StateStore;
import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.provider.sandbox.genesis.WorldChangedException;
import io.partita.provider.sandbox.store.WorldStore;
import io.partita.provider.sandbox.world.World;
import io.partita.provider.sandbox.world.WorldFile;
import io.partita.provider.sandbox.world.WorldRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** The embedded network of a unit. */
public final class Sandboxes {

    private Sandboxes() {}

    /** Opens it, from its world file when it was never open before. */
    public static Checked<SandboxNetwork> open(Unit unit) {
        return world(unit).then(world -> {
            try {
                return Checked.of(SandboxNetwork.open(world, unit.sandbox()));
            } catch (MVStoreException unusable) {
                return Checked.failed(diagnostic(unusable));
            } catch (UncheckedIOException trouble) {
                return Checked.failed(diagnostic(trouble.getCause()));
            } catch (WorldRefusedException mistake) {
                return Checked.failed(Diagnostic.error("world-refused", "no network can be made of world.json")
                        .because(mistake.getMessage())
                        .fix("Correct what is named there, in " + unit.world() + " or in the file of the DAR."));
            } catch (WorldChangedException other) {
                return Checked.failed(
                        Diagnostic.error("world-changed", "world.json describes another network than the sandbox holds")
                                .because(other.getMessage())
                                .fix("Start over.")
                                .next(NextCommand.sandboxReset()));
            }
        });
    }

    /** What is said when one of its files, or one that it is made from, cannot be read or written. */
    public static Diagnostic diagnostic(IOException trouble) {
        return Diagnostic.error("sandbox-files", "a file that the sandbox needs cannot be read or written")
                .because(FileTrouble.of(trouble))
                .fix(
                        trouble instanceof FileRefused refused
                                ? refused.fix()
                                : "DARs that world.json names lie relative to its folder; what happens is kept in .sandbox/ beside it. Put the file there, or mend rights and space.");
    }

    private static Diagnostic diagnostic(MVStoreException unusable) {
        if (unusable.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
            return Diagnostic.error("sandbox-in-use", "another process has the sandbox of this folder open")
                    .because("one process at a time can work with an embedded network")
                    .fix("End the other partita (sandbox run, apply), then try again.");
        }
        if (unusable.getCause() instanceof IOException trouble) {
            // Not damaged: what is there may be whole, so nobody is told to start over.
            return Diagnostic.error("sandbox-files", "the sandbox of this folder cannot be read or written")
                    .because(FileTrouble.of(trouble))
                    .fix("Mend the rights of .sandbox/, or make room on the disk, then try again.");
        }
        return Diagnostic.error("sandbox-damaged", "the sandbox of this folder cannot be read")
                .because(unusable.getMessage())
                .fix("Start over.")
                .next(NextCommand.sandboxReset());
    }

    public static Checked<World> world(Unit unit) {
        if (Files.isDirectory(unit.world())) {
            return Checked.failed(Diagnostic.error(
                            "world-not-a-file", "world.json beside the declaration is a folder, not a file")
                    .because("participants declared with sandbox() live in the embedded network that it describes")
                    .fix("Move the folder away and write the description into " + unit.world() + "."));
        }
        if (!Files.isRegularFile(unit.world())) {
            return Checked.failed(Diagnostic.error("world-missing", "there is no world.json beside the declaration")
                    .because("participants declared with sandbox() live in the embedded network that it describes")
                    .fix("Write a world.json into " + unit.folder()
                            + ", or declare endpoints (admin, ledger) instead."));
        }
        return WorldFile.read(unit.world());
    }

    /**
     * Forgets everything that happened, and the runs against it when the unit has no other participants: the next
     * opening starts from the world file.
     *
     * @return why not; empty when it is done
     */
    public static Optional<Diagnostic> reset(Unit unit) {
        Optional<Diagnostic> inUse = inUse(unit.ofWorld());
        if (inUse.isPresent()) {
            return inUse;
        }
        StateStore state = unit.state();
        boolean onlyEmbedded = unit.declaration()
                .optional()
                .map(declaration -> declaration.participants().values().stream()
                        .allMatch(participant -> participant.access().match(endpoints -> false, sandbox -> true)))
                .orElse(false);
        if (onlyEmbedded) {
            Optional<LockHolder> holder = state.holder().filter(LockHolder::mayLive);
            if (holder.isPresent()) {
                return holder.map(known -> Diagnostic.error("state-locked", "somebody works with this folder")
                        .because(known.owner().toString())
                        .fix("Wait until it has ended."));
            }
            state.delete();
        }
        delete(unit.ofWorld().sandbox());
        return Optional.empty();
    }

    private static Optional<Diagnostic> inUse(Unit unit) {
        if (!Files.isDirectory(unit.sandbox())) {
            return Optional.empty();
        }
        try {
            WorldStore.in(unit.sandbox()).close();
            return Optional.empty();
        } catch (UncheckedIOException trouble) {
            return Optional.of(diagnostic(trouble.getCause()));
        } catch (MVStoreException unusable) {
            // A damaged one is what a reset is for.
            return unusable.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
                    ? Optional.of(diagnostic(unusable))
                    : Optional.empty();
        }
    }

    private static void delete(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
