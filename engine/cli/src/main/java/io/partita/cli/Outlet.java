package io.partita.cli;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Standard output, which remembers that something did not get through: a printer goes on without a word, and a command
 * must not say that it is done when what it said is nowhere.
 */
final class Outlet extends OutputStream {

    private static final Path OWN = Path.of("/dev/stdout");
    private static final int KIND = 0170000;
    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    private final OutputStream out;
    private final BooleanSupplier hasReader;
    private IOException trouble;

    /** @param hasReader whether it leads to a program, which may have seen enough and gone */
    Outlet(OutputStream out, BooleanSupplier hasReader) {
        this.out = out;
        this.hasReader = hasReader;
    }

    /** Whether this process writes into a pipe or a socket. */
    static boolean leadsToAReader() {
        try {
            int kind = (Integer) Files.getAttribute(OWN, "unix:mode") & KIND;
            return kind == PIPE || kind == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return false;
        }
    }

    /** What is to be said of output that is lost; empty when none is, or nobody wants it any more. */
    Optional<Diagnostic> loss() {
        return Optional.ofNullable(trouble)
                .filter(found -> !hasReader.getAsBoolean())
                .map(found -> Diagnostic.error(
                                "output-lost", "standard output cannot be written; what it lacks is lost")
                        .because(FileTrouble.of(found))
                        .fix("Make room, or send the output elsewhere, then run the command again. What the command did"
                                + " besides is done."));
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException failure) {
            trouble = failure;
            throw failure;
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
