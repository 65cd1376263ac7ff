package io.partita.cli.rehearsal;

import io.partita.core.apply.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;

/**
 * A run that can die. What a killed process leaves is what is on the disk at that moment: the folder is copied then, and
 * whatever the dying run still writes goes to a folder that nobody reads.
 */
final class Mortal {

    /** The lock of a dead process is nobody's. */
    private static final String LOCK = "lock";

    private final Path folder;
    private final Ticker ticker;
    private int lives;
    private volatile boolean dead;
    private Runnable hurry = () -> {};

    /** @param folder for the states of all lives */
    Mortal(Path folder, Ticker ticker) {
        this.folder = folder;
        this.ticker = ticker;
        try {
            Files.createDirectory(home());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The folder that this life works in. */
    Path home() {
        return home(lives);
    }

    private Path home(int life) {
        return folder.resolve("life-" + life);
    }

    /** What a run is told when it is dead: to hurry. */
    void dying(Runnable hurry) {
        this.hurry = hurry;
    }

    /**
     * From now on nothing that it does counts. Who is dead does not die once more.
     *
     * @param then done when it died of this, before the run can end
     */
    synchronized void die(Runnable then) {
        if (!dead) {
            copy(home(), home(lives + 1));
            dead = true;
            then.run();
            hurry.run();
        }
    }

    /** Whether it died; then what is left is gone on with in the next life. */
    synchronized boolean risesAgain() {
        boolean died = dead;
        if (died) {
            lives++;
            dead = false;
        }
        return died;
    }

    /** The time of a run, which does not wait any more once it is dead. */
    Ticker ticker() {
        return new Ticker() {
            @Override
            public Instant instant() {
                return ticker.instant();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                if (dead) {
                    ticker.sleep(Duration.ofMillis(1));
                } else {
                    ticker.sleep(duration);
                }
            }
        };
    }

    /** What vanishes on the way was temporary: other steps of the run still write. */
    private static void copy(Path from, Path to) {
        try {
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    return copied(folder);
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    return file.getFileName().toString().equals(LOCK) ? FileVisitResult.CONTINUE : copied(file);
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    return passed(failure);
                }

                private FileVisitResult copied(Path file) throws IOException {
                    Path target = to.resolve(from.relativize(file).toString());
                    try {
                        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                        return FileVisitResult.CONTINUE;
                    } catch (NoSuchFileException vanished) {
                        return passed(vanished);
                    }
                }

                private FileVisitResult passed(IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    throw failure;
                }
            });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
