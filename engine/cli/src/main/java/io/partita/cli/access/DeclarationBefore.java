package io.partita.cli.access;

import io.partita.cli.origin.AtHand;
import io.partita.cli.origin.Checkout;
import io.partita.cli.origin.Revision;
import io.partita.cli.origin.Revision.Entry;
import io.partita.cli.origin.Revision.Kind;
import io.partita.cli.result.Payload.DeclaredText;
import io.partita.cli.result.Payload.RevisedDeclaration;
import io.partita.cli.unit.DeclaredUnit;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.model.Endpoint;
import io.partita.dsl.Declarations;
import io.partita.dsl.ReadDeclaration;
import io.partita.dsl.SourceFolder;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The declaration at hand beside the same one in a commit: what they say, and what became of the files that they name.
 * Of files that hold a secret nothing is read, and of others nothing but the id of their content.
 *
 * @param environment of the process
 * @param network the folder that a person says the network is in
 */
public record DeclarationBefore(Map<String, String> environment, Optional<Path> network) {

    private static final int SHOWN_OF_ID = 12;

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
            try (Revision revision = Revision.of(checkout, name)) {
                Optional<Path> access = Optional.of(atHand.access().folder().toRealPath());
                SortedMap<String, SortedMap<String, String>> files = new Files(
                                checkout, path -> AtHand.entry(checkout.root(), path))
                        .of(atHand.read(), unit, access);
                DeclaredText after = new DeclaredText(atHand.declaration(), files);
                return new Reading(checkout, revision, unit)
                        .read()
                        .map(before -> new RevisedDeclaration(name, revision.id(), before, after));
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
        private Optional<Path> access;

        Reading(Checkout checkout, Revision revision, Path unit) {
            this.checkout = checkout;
            this.revision = revision;
            this.sources = new RevisionSources(revision);
            this.unit = unit;
            this.access = Optional.of(unit);
        }

        /** Empty when the commit has no declaration there. */
        Checked<Optional<DeclaredText>> read() throws IOException {
            String path = checkout.within(unit);
            if (sources.scripts(path).isEmpty()) {
                return Checked.of(Optional.empty());
            }
            Checked<ReadDeclaration> read = folder(path).then(files -> Declarations.read(files, this::network));
            if (!read.isPresent()) {
                return Checked.failed(read.diagnostics());
            }
            SortedMap<String, SortedMap<String, String>> files =
                    new Files(checkout, revision::entry).of(read.value(), unit, access);
            return Checked.of(Optional.of(new DeclaredText(read.value().declaration(), files)));
        }

        private Optional<Checked<SourceFolder>> network(Optional<String> named) {
            return network.map(this::network)
                    .or(() -> named.map(way -> network(unit.resolve(way).normalize())));
        }

        /** One that lies outside of the repository has no revisions: it is taken as it is. */
        private Checked<SourceFolder> network(Path folder) {
            try {
                boolean outside = !folder.startsWith(checkout.root());
                Path real = outside ? folder.toRealPath() : folder;
                access = outside ? Optional.empty() : Optional.of(real);
                return outside ? Declarations.sources(real) : folder(checkout.within(real));
            } catch (IOException unreadable) {
                return Checked.failed(unreadable(unreadable));
            }
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

    private interface Entries {
        Optional<Entry> of(String path) throws IOException;
    }

    /** What the files are that a declaration names, on one of the two sides. */
    private record Files(Checkout checkout, Entries entries) {

        /**
         * DARs, certificates of authorities and clients, and programs that lie in the repository.
         *
         * @param access what the paths of the access start from; empty when that is outside of the repository
         */
        SortedMap<String, SortedMap<String, String>> of(ReadDeclaration read, Path unit, Optional<Path> access) {
            SortedMap<String, SortedMap<String, String>> all = new TreeMap<>();
            read.declaration()
                    .parties()
                    .forEach(party -> party.dars()
                            .forEach(dar ->
                                    add(all, party.name().value(), dar.value(), Optional.of(text(unit, dar.value())))));
            if (access.isEmpty()) {
                return all;
            }
            read.declaration()
                    .participants()
                    .forEach((name, participant) -> participant
                            .access()
                            .match(both -> Stream.of(both.admin(), both.ledger()), sandbox -> Stream.<Endpoint>empty())
                            .flatMap(endpoint -> endpoint.tls().stream())
                            .flatMap(tls ->
                                    Stream.of(tls.ca(), tls.certificate()).flatMap(Optional::stream))
                            .forEach(path -> add(all, name.name(), path, Optional.of(text(access.get(), path)))));
            AccessFiles.commands(read)
                    .forEach(command -> command.texts()
                            .forEach(word -> add(all, command.subject(), word, program(access.get(), word))));
            return all;
        }

        private static void add(
                SortedMap<String, SortedMap<String, String>> all, String subject, String path, Optional<String> text) {
            text.ifPresent(said ->
                    all.computeIfAbsent(subject, each -> new TreeMap<>()).put(path, said));
        }

        /** Most words of a command are no files. */
        private Optional<String> program(Path folder, String word) {
            try {
                return entry(folder, word)
                        .filter(found -> found.kind() == Kind.FILE)
                        .map(Files::text);
            } catch (IOException | InvalidPathException noFile) {
                return Optional.empty();
            }
        }

        private String text(Path folder, String path) {
            try {
                Path file = folder.resolve(path).normalize();
                return file.startsWith(checkout.root())
                        ? entry(folder, path).map(Files::text).orElse("nothing there")
                        : "outside of the repository";
            } catch (IOException | InvalidPathException unreadable) {
                return "nothing that can be read";
            }
        }

        private Optional<Entry> entry(Path folder, String path) throws IOException {
            Path file = folder.resolve(path).normalize();
            return file.startsWith(checkout.root()) && !file.equals(checkout.root())
                    ? entries.of(checkout.within(file))
                    : Optional.empty();
        }

        private static String text(Entry entry) {
            return switch (entry.kind()) {
                case FILE -> "content " + entry.id().substring(0, SHOWN_OF_ID);
                case FOLDER -> "a folder";
                case LINK -> "a link";
                case SUBMODULE -> "a submodule";
            };
        }
    }
}
