package io.partita.cli.unit;

import io.partita.cli.approval.SshSignature;
import io.partita.cli.origin.Checkout;
import io.partita.cli.text.JUnitXml;
import io.partita.cli.text.Sarif;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.file.FileRefused;
import io.partita.core.file.Replacement;
import io.partita.core.json.Format;
import io.partita.core.plan.Home;
import io.partita.core.statefile.FolderStore;
import io.partita.dsl.Declarations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where a person wants something written, as with {@code -o}.
 *
 * @param place where it comes to lie, through links
 * @param typed how it was typed
 * @param way how it is written
 */
public record Target(Path place, String typed, Way way) {

    private static final String STANDARD_OUTPUT = "-";

    /** How something is written. */
    public enum Way {
        /** A file is made or replaced. */
        FILE,
        /** A pipe, a device or an open stream is written to, and keeps nothing under its name. */
        STREAM,
        /** It is what the command prints, and then the only thing on standard output. */
        STANDARD_OUTPUT
    }

    /** What people have written. */
    public enum Kind implements Replacement.Kind {
        PLAN("a plan of partita", Format.PLAN),
        SNAPSHOT("a snapshot of partita", Format.SNAPSHOT),
        RECEIPTS("a file of receipts of partita", Format.RECEIPTS),
        SIGNATURE_REQUEST("a signature request of partita", Format.SIGNATURE_REQUEST),
        SIGNATURES("a file of signatures for partita", Format.SIGNATURES),
        APPROVAL("a signature of an approval", SshSignature::begins),
        EVIDENCE("a file of evidence of partita", Format.EVIDENCE),
        JUNIT("a JUnit report of partita", JUnitXml::begins),
        SARIF("a SARIF log of partita", Sarif::begins);

        private final String title;
        private final Predicate<byte[]> beginning;

        Kind(String title, Format format) {
            this(title, format::begins);
        }

        Kind(String title, Predicate<byte[]> beginning) {
            this.title = title;
            this.beginning = beginning;
        }

        @Override
        public String title() {
            return title;
        }

        /** An object without members holds nothing either that could be lost. */
        @Override
        public boolean begins(byte[] head) {
            return beginning.test(head)
                    || new String(head, StandardCharsets.UTF_8).strip().equals("{}");
        }
    }

    /**
     * What was typed; refused where only partita or the author of a declaration writes.
     *
     * @param base what relative paths start from
     * @throws UncheckedIOException when there is no such folder
     */
    public static Checked<Target> at(Path base, String typed) {
        if (typed.equals(STANDARD_OUTPUT)) {
            return Checked.of(new Target(base.resolve(typed), typed, Way.STANDARD_OUTPUT));
        }
        return Unit.path(base, typed).then(path -> resolved(path, typed));
    }

    private static Checked<Target> resolved(Path path, String typed) {
        try {
            Path place = Replacement.place(path);
            Optional<String> owner = reserved(place);
            if (owner.isPresent()) {
                return Checked.failed(refused(typed, owner.get(), "Name another file."));
            }
            Optional<String> out = leadsOut(path, place);
            if (out.isPresent()) {
                return Checked.failed(refused(typed, out.get(), "Remove the link, or name the file itself."));
            }
            Way stream = Replacement.isStandardOutput(place) ? Way.STANDARD_OUTPUT : Way.STREAM;
            return Checked.of(new Target(place, typed, Replacement.isStream(place) ? stream : Way.FILE));
        } catch (FileRefused refused) {
            return Checked.failed(refused(typed, FileTrouble.of(refused), refused.fix()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Why nothing is written where links lead: a link can have come with a pull request, and what is behind it is not of
     * the repository. Empty when it may be.
     *
     * @param typed before any link
     * @param place where it comes to lie, through links
     */
    public static Optional<String> leadsOut(Path typed, Path place) throws IOException {
        Optional<Path> root = Checkout.outermost(typed.toAbsolutePath().normalize());
        return root.isPresent() && !place.startsWith(root.get().toRealPath())
                ? Optional.of("a link of the repository that it is in leads out of it, to " + place
                        + ", and whoever proposed the link chose that")
                : Optional.empty();
    }

    /** Why nothing that a person asks for is written to a place, whatever is there; empty when it may be. */
    public static Optional<String> reserved(Path place) {
        for (Path name : place) {
            if (name.endsWith(FolderStore.NAME) || name.endsWith(Unit.SANDBOX)) {
                return Optional.of(name + " is kept by partita itself");
            }
        }
        String name = String.valueOf(place.getFileName());
        if (Declarations.isScript(name)) {
            return Optional.of("a file of this name is a part of a declaration");
        }
        if (name.endsWith(".dar")) {
            return Optional.of("a file of this name is a DAR");
        }
        return name.equals(Unit.WORLD)
                ? Optional.of("a file of this name is the world of a sandbox")
                : Optional.empty();
    }

    /** What a plan has to say when it is written here: what is in no file lies beside its declaration. */
    public Checked<Home> home(Unit unit) {
        return way == Way.FILE ? Homes.of(unit, place) : Checked.of(Home.BESIDE);
    }

    /**
     * The place, when nothing is there now that is not of this kind: asked before the work whose outcome is written.
     *
     * @throws UncheckedIOException when it cannot be looked at
     */
    public Checked<Target> taking(Kind kind) {
        if (way == Way.STANDARD_OUTPUT) {
            return Checked.of(this);
        }
        try {
            Replacement.requireReplaceable(place, kind);
            return Checked.of(this);
        } catch (FileRefused refused) {
            return Checked.failed(refused(typed, FileTrouble.of(refused), refused.fix()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Writes a text as a whole or not at all.
     *
     * @return why not, when there is something that is not partita's; empty when it is done
     * @throws UncheckedIOException when it cannot be written
     */
    public Optional<Diagnostic> write(String text, Kind kind) {
        try {
            Replacement.write(place, text.getBytes(StandardCharsets.UTF_8), kind);
            return Optional.empty();
        } catch (FileRefused refused) {
            return Optional.of(refused(typed, FileTrouble.of(refused), refused.fix()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Diagnostic refused(String typed, String why, String fix) {
        return Diagnostic.refusal("out-refused", "'" + typed + "' is not written")
                .because(why)
                .fix(fix);
    }
}
