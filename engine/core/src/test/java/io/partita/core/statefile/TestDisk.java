package io.partita.core.statefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;

/** A disk without forcing, so that thousands of runs are fast, and with a hook around every write. */
public final class TestDisk implements Disk {

    /** Called before and after every write; may throw. */
    public interface Hook {
        Hook NONE = (when, what) -> {};

        void at(When when, String what) throws IOException;
    }

    /** Of a record, half may be written. */
    public enum When {
        BEFORE,
        HALF,
        AFTER
    }

    private Hook hook;

    public TestDisk(Hook hook) {
        this.hook = hook;
    }

    public void hook(Hook other) {
        hook = other;
    }

    public static FolderStore folder(Path path, InstantSource clock, TestDisk disk) {
        return FolderStore.at(path, clock, disk, duration -> {});
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
        int half = content.length / 2;
        Files.write(file, Arrays.copyOf(content, half), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        hook.at(When.HALF, "append " + file.getFileName());
        Files.write(file, Arrays.copyOfRange(content, half, content.length), StandardOpenOption.APPEND);
        hook.at(When.AFTER, "append " + file.getFileName());
    }

    @Override
    public void truncate(Path file, long size) throws IOException {
        hook.at(When.BEFORE, "truncate " + file.getFileName());
        try (var channel = java.nio.channels.FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
        hook.at(When.AFTER, "truncate " + file.getFileName());
    }

    @Override
    public void folder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        hook.at(When.BEFORE, "folder " + folder.getFileName());
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        hook.at(When.AFTER, "folder " + folder.getFileName());
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        hook.at(When.BEFORE, "move " + from.getFileName());
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        hook.at(When.AFTER, "move " + from.getFileName());
    }
}
