package io.partita.cli.access;

import io.partita.cli.access.ComparedFiles.Side;
import io.partita.cli.origin.Checkout;
import io.partita.cli.origin.Revision;
import io.partita.cli.result.Payload.DeclaredText;
import io.partita.cli.result.Payload.RevisedDeclaration;
import io.partita.cli.unit.DeclaredUnit;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.dsl.Declarations;
import io.partita.dsl.ReadDeclaration;
import io.partita.dsl.SourceFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The declaration at hand beside the same one in a commit: what they say, and what became of the files that they name.
 * Of files that hold a secret nothing is read, and of others nothing is told but the id of a content that is committed.
 *
 * @param environment of the process
 * @param network the folder that a person says the network is in
 */
public record DeclarationBefore(Map<String, String> environment, Optional<Path> network) {

    private static final String HEAD = "HEAD";

    /**
     * Both of them.
     *
     * @param name of the commit: a branch, tag or id of the outermost repository around the declaration
     */
    public Checked<RevisedDeclaration> in(DeclaredUnit atHand, String name) {
        try {
            Path unit = atHand.unit().folder().toRealPath();
            Path root = Checkout.outermost(unit)
                    .orElseThrow(() -> new IOException(unit + " is in no repository, so it has no revisions"));
            Checkout checkout = Checkout.at(root, environment);
            try (Revision revision = Revision.of(checkout, name);
                    Revision head = Revision.of(checkout, HEAD)) {
                Side after =
                        new Side(atHand.read(), unit, atHand.access().folder().toRealPath());
                return new Reading(checkout, revision, unit).read().map(before -> {
                    ComparedFiles files = new ComparedFiles(
                            checkout, head, revision, Side.secrets(Stream.concat(before.stream(), Stream.of(after))));
                    return new RevisedDeclaration(
                            name,
                            revision.id(),
                            before.map(side -> new DeclaredText(side.read().declaration(), files.before(side))),
                            new DeclaredText(atHand.declaration(), files.after(after)));
                });
            }
        } catch (IOException unreadable) {
            return Checked.failed(unreadable(unreadable));
        }
    }

    private static Diagnostic unreadable(IOException trouble) {
        return Diagnostic.error("against-unusable", "what the declaration is to be compared with cannot be read")
                .because(String.valueOf(trouble.getMessage()))
                .fix("Name a commit of the repository that the declaration is in: a branch, a tag or an id.")
                .classed(DiagnosticClass.REFUSED);
    }

    /** One reading of a commit. */
    private final class Reading {

        private final Checkout checkout;
        private final Revision revision;
        private final RevisionSources sources;
        private final Path unit;
        private Path access;

        Reading(Checkout checkout, Revision revision, Path unit) {
            this.checkout = checkout;
            this.revision = revision;
            this.sources = new RevisionSources(revision);
            this.unit = unit;
            this.access = unit;
        }

        /** Empty when the commit has no declaration there. */
        Checked<Optional<Side>> read() throws IOException {
            String path = checkout.within(unit);
            if (sources.scripts(path).isEmpty()) {
                return Checked.of(Optional.empty());
            }
            Checked<ReadDeclaration> read = folder(path).then(files -> Declarations.read(files, this::network));
            if (!read.isPresent()) {
                return Checked.failed(read.diagnostics());
            }
            return Checked.of(Optional.of(new Side(read.value(), unit, access)));
        }

        private Optional<Checked<SourceFolder>> network(Optional<String> named) {
            return network.map(this::typed).or(() -> named.map(this::declared));
        }

        /** One that lies outside of the repository has no revisions: it is taken as it is. */
        private Checked<SourceFolder> typed(Path folder) {
            try {
                access = folder.toRealPath();
                return access.startsWith(checkout.root())
                        ? folder(checkout.within(access))
                        : Declarations.sources(access);
            } catch (IOException unreadable) {
                return Checked.failed(unreadable(unreadable));
            }
        }

        private Checked<SourceFolder> declared(String way) {
            access = unit.resolve(way).normalize();
            return access.startsWith(checkout.root())
                    ? folder(checkout.within(access))
                    : Checked.failed(Diagnostic.refusal(
                                    "network-outside", "the network lies outside of the checkout: '" + way + "'")
                            .because("commit " + revision.id()
                                    + " names it, and what is committed must not choose other folders of this machine")
                            .fix("Compare with a commit that keeps the network in the same repository, or say it on the"
                                    + " command line: --network=FOLDER."));
        }

        private Checked<SourceFolder> folder(String path) {
            try {
                return Checked.of(new SourceFolder(sources.texts(path), key -> publicKey(path, key)));
            } catch (IOException unreadable) {
                return Checked.failed(unreadable(unreadable));
            }
        }

        private Checked<byte[]> publicKey(String folder, String path) {
            try {
                return Checked.of(sources.publicKey(folder, path));
            } catch (IOException unreadable) {
                return Checked.failed(unreadable(unreadable));
            }
        }
    }
}
