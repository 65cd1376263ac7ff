package io.partita.provider.canton.acs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partita.core.file.Durable;
import io.partita.core.provider.AcsManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file that appears whole or not at all: written beside its place, readable by the owner only, forced to the disk,
 * then moved together with its manifest. Closing it before {@link #commit} removes every trace.
 */
public final class AcsFile implements AutoCloseable {

    private static final String UNFINISHED = ".part";
    private static final String MANIFEST = ".manifest.json";

    private final Path file;
    private final Path unfinished;
    private final FileChannel channel;
    private boolean committed;

    /** Opens a new file for writing. */
    @FunctionalInterface
    interface Opening {
        FileChannel open(Path path) throws IOException;
    }

    private AcsFile(Path file, Path unfinished, FileChannel channel) {
        this.file = file;
        this.unfinished = unfinished;
        this.channel = channel;
    }

    /**
     * Starts a file; what an earlier, killed attempt left beside it is removed. The folder is made when it is missing,
     * for the owner only.
     */
    public static AcsFile create(Path file) throws IOException {
        return create(file, AcsFile::openNew);
    }

    static AcsFile create(Path file, Opening opening) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, Durable.mode(folder.getRoot(), "rwx------"));
        }
        Path unfinished = absolute.resolveSibling(absolute.getFileName() + UNFINISHED);
        Files.deleteIfExists(unfinished);
        return new AcsFile(absolute, unfinished, opening.open(unfinished));
    }

    /** Where the manifest of a file is. */
    public static Path manifest(Path file) {
        return file.resolveSibling(file.getFileName() + MANIFEST);
    }

    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Forces the file to the disk and moves it to its place. The manifest comes first: a file in its place always has
     * one.
     */
    public void commit(AcsManifest manifest) throws IOException {
        channel.force(true);
        channel.close();
        Path manifestPath = manifest(file);
        Path unfinishedManifest = manifestPath.resolveSibling(manifestPath.getFileName() + UNFINISHED);
        try {
            Files.deleteIfExists(unfinishedManifest);
            try (FileChannel out = openNew(unfinishedManifest)) {
                ByteBuffer text = StandardCharsets.UTF_8.encode(json(manifest));
                while (text.hasRemaining()) {
                    out.write(text);
                }
                out.force(true);
            }
            Files.deleteIfExists(file);
            Files.move(unfinishedManifest, manifestPath, StandardCopyOption.ATOMIC_MOVE);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            committed = true;
            Durable.force(file.getParent());
        } finally {
            Files.deleteIfExists(unfinishedManifest);
            if (!committed) {
                Files.deleteIfExists(manifestPath);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!committed) {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Canonical: fixed order, no white space, one line. */
    private static String json(AcsManifest manifest) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("format", 1);
        json.put("party", manifest.party().toString());
        json.put("synchronizer", manifest.synchronizer().toString());
        json.put("target", manifest.target().toString());
        json.put("bytes", manifest.bytes());
        json.put("contracts", manifest.contracts());
        json.put("sha256", manifest.sha256());
        return json + "\n";
    }

    private static FileChannel openNew(Path path) throws IOException {
        return FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                Durable.mode(path.getParent(), "rw-------"));
    }
}
