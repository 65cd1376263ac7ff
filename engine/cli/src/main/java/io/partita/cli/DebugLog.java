package io.partita.cli;

import io.partita.cli.text.Printable;
import io.partita.cli.unit.Target;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.file.Durable;
import io.partita.core.file.Replacement;
import io.partita.core.secret.KnownSecrets;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.regex.Pattern;

/**
 * What a command does, line by line, in a file: which calls it makes, how long they take and how they end. No line has
 * what was sent or answered, and no secret.
 */
final class DebugLog implements AutoCloseable {

    /** Held here, because loggers are only weakly known. */
    private static final Logger PARTITA = Logger.getLogger("io.partita");

    /** How a line of it begins, wherever an older part was cut off. */
    private static final Pattern BEGINNING = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z [A-Z]+ ");

    /** Nothing is appended to what somebody else wrote. */
    private static final Replacement.Kind LOG = new Replacement.Kind() {
        @Override
        public String title() {
            return "a log of partita";
        }

        @Override
        public boolean begins(byte[] head) {
            return BEGINNING.matcher(new String(head, StandardCharsets.UTF_8)).lookingAt();
        }
    };

    private final Lines handler;
    private final Level former;

    private DebugLog(Lines handler) {
        this.handler = handler;
        this.former = PARTITA.getLevel();
        PARTITA.setLevel(Level.FINE);
        PARTITA.addHandler(handler);
    }

    /**
     * Appends to a file from now on until it is closed. One that is made is readable by the user alone. The file itself
     * is no link; a link of a folder leads neither out of the repository that was typed nor to where partita writes.
     *
     * @throws UncheckedIOException when it cannot be written, or holds something else
     */
    static DebugLog to(Path typed) {
        try {
            Path file = place(typed);
            // Of a link nothing is said: it is not opened below, wherever it leads.
            if (!Files.isSymbolicLink(file)) {
                Replacement.requireReplaceable(file, LOG);
            }
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.createFile(file, Durable.mode(file.getParent(), "rw-------"));
            }
            // Not a channel: the threads of a run are interrupted when it is stopped, and that would close it.
            Lines handler =
                    new Lines(Files.newOutputStream(file, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS));
            handler.setEncoding(StandardCharsets.UTF_8.name());
            handler.setLevel(Level.FINE);
            return new DebugLog(handler);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Where it comes to lie, through the links of folders. */
    private static Path place(Path typed) throws IOException {
        Path file = typed.toAbsolutePath().normalize();
        Path folder = file.getParent();
        Path place = folder == null ? file : folder.toRealPath().resolve(file.getFileName());
        Optional<String> why = Target.reserved(file).or(() -> Target.reserved(place));
        if (why.isEmpty()) {
            why = Target.leadsOut(file, place);
        }
        if (why.isPresent()) {
            throw new FileSystemException(typed.toString(), null, why.get());
        }
        return place;
    }

    /** Something of the command itself. */
    void note(String what) {
        PARTITA.fine(what);
    }

    /** What is to be said of a log that lacks something; empty when it has everything. */
    Optional<Diagnostic> loss() {
        return handler.trouble.map(
                trouble -> Diagnostic.error("log-lost", "the log cannot be written; what it lacks is lost")
                        .because(
                                trouble instanceof IOException failure
                                        ? FileTrouble.of(failure)
                                        : String.valueOf(trouble.getMessage()))
                        .fix(
                                "Make room, or name another file, then run the command again. What the command did besides is done."));
    }

    /** A line at a time, so that one that is watched or cut off has all that happened. */
    private static final class Lines extends StreamHandler {
        private volatile Optional<Exception> trouble = Optional.empty();

        Lines(OutputStream out) {
            super(out, new Line());
            setErrorManager(new ErrorManager() {
                @Override
                public void error(String unused, Exception failure, int code) {
                    trouble = trouble.or(() -> Optional.ofNullable(failure));
                }
            });
        }

        @Override
        public synchronized void publish(LogRecord told) {
            super.publish(told);
            flush();
        }
    }

    /** One event in one line. */
    private static final class Line extends Formatter {
        @Override
        public String format(LogRecord told) {
            String thrown = told.getThrown() == null ? "" : " " + told.getThrown();
            String text = KnownSecrets.masked(formatMessage(told) + thrown);
            return told.getInstant() + " " + told.getLevel() + " " + Printable.of(text) + "\n";
        }
    }

    @Override
    public void close() {
        PARTITA.removeHandler(handler);
        PARTITA.setLevel(former);
        handler.close();
    }
}
