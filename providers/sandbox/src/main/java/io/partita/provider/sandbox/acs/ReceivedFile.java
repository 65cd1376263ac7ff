package io.partita.provider.sandbox.acs;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a client sends in pieces, kept on disk until it is complete; readable by this process's owner only. */
final class ReceivedFile implements AutoCloseable {

    private final Path file;
    private final OutputStream output;

    ReceivedFile() {
        try {
            this.file = Files.createTempFile("partita-sandbox-import-", ".acs");
            this.output = Files.newOutputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void append(ByteString piece) {
        try {
            piece.writeTo(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that came. The caller closes it. */
    InputStream content() throws IOException {
        output.close();
        return Files.newInputStream(file);
    }

    /** Deletes what came. */
    @Override
    public void close() {
        try {
            output.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
