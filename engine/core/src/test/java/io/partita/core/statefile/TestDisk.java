package io.partita.core.statefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;

/** A disk without forcing, so that thousands of runs are fast, and with a hook around every write. */
public final class TestDisk implements Disk {

    /** Called before and after every write; may throw. */
    public interface Hook {
        Hook NONE = (when, what) -> {};

        void at(When when, String what) throws IOException;
    }

    public enum When {
        BEFORE,
        AFTER
    }

    private Hook hook;

    public TestDisk(Hook hook) {
        this.hook = hook;
    }

    public void hook(Hook other) {
        hook = other;
    }

    public static StateFolder folder(Path path, InstantSource clock, TestDisk disk) {
        return StateFolder.at(path, clock, disk);
    }

    @Override
    public void replace(Path file, byte[] content) throws IOException {
        hook.at(When.BEFORE, "replace " + file.getFileName());
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.write(temporary, content);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        hook.at(When.AFTER, "replace " + file.getFileName());
    }

    @Override
    public void append(Path file, byte[] content) throws IOException {
        hook.at(When.BEFORE, "append " + file.getFileName());
        Files.write(file, content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        hook.at(When.AFTER, "append " + file.getFileName());
    }

    @Override
    public void truncate(Path file, long size) throws IOException {
        try (var channel = java.nio.channels.FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    @Override
    public void folder(Path folder) throws IOException {
        Files.createDirectories(folder);
    }
}
