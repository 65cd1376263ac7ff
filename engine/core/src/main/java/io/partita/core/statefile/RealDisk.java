package io.partita.core.statefile;

import io.partita.core.file.Durable;
import io.partita.core.file.Replacement;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The disk of this machine. */
final class RealDisk implements Disk {

    private static final String FILE_MODE = "rw-------";
    private static final String FOLDER_MODE = "rwx------";

    @Override
    public void replace(Path file, byte[] content) throws IOException {
        Replacement.ofOwn(file, content);
    }

    @Override
    public void append(Path file, byte[] content) throws IOException {
        boolean created = create(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long size = channel.size();
            channel.position(size);
            try {
                Durable.write(channel, content);
                channel.force(true);
            } catch (IOException e) {
                takeOff(channel, size, e);
                throw e;
            }
        }
        if (created) {
            Durable.force(file.toAbsolutePath().getParent());
        }
    }

    @Override
    public void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
            channel.force(true);
        }
    }

    @Override
    public void folder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        try {
            Files.createDirectory(folder, Durable.mode(parent, FOLDER_MODE));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        Durable.force(parent);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        Durable.force(to.toAbsolutePath().getParent());
        Durable.force(from.toAbsolutePath().getParent());
    }

    private static boolean create(Path file) throws IOException {
        if (Files.exists(file)) {
            return false;
        }
        Files.createFile(file, Durable.mode(file.toAbsolutePath().getParent(), FILE_MODE));
        return true;
    }

    /** A reader drops a torn line anyway; taking it off here keeps the file clean for people. */
    private static void takeOff(FileChannel channel, long size, IOException cause) {
        try {
            channel.truncate(size);
            channel.force(true);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
