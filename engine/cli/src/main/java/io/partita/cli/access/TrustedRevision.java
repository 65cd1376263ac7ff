package io.partita.cli.access;

import io.partita.cli.access.AccessFiles.Named;
import io.partita.cli.origin.AtHand;
import io.partita.cli.origin.Checkout;
import io.partita.cli.origin.Revision;
import io.partita.cli.origin.Revision.Depth;
import io.partita.cli.origin.Revision.Entry;
import io.partita.cli.origin.Revision.Kind;
import io.partita.cli.unit.DeclaredUnit;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.dsl.Declarations;
import io.partita.dsl.NetworkWords;
import io.partita.dsl.ReadDeclaration;
import io.partita.dsl.SourceFolder;
import io.partita.dsl.SourceText;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The access of a declaration as a commit has it: its words, and the bytes of the files that they name. Always the
 * commit of the outermost repository: an inner one can have come with a change as a submodule.
 */
final class TrustedRevision implements AutoCloseable {

    private static final int MOST_NAMED = 5;

    /** Folders of Git, and of partita itself, that are no part of what a commit says. */
    static final Set<String> OF_PARTITA = Set.of(".partita", ".sandbox", ".git");

    private final Checkout checkout;
    private final Revision revision;
    private final RevisionSources sources;
    private final DeclaredUnit atHand;
    private final Path unit;
    private final Path access;

    private TrustedRevision(Checkout checkout, Revision revision, DeclaredUnit atHand, Path unit, Path access) {
        this.checkout = checkout;
        this.revision = revision;
        this.sources = new RevisionSources(revision);
        this.atHand = atHand;
        this.unit = unit;
        this.access = access;
    }

    /** @param name of the commit */
    static TrustedRevision of(DeclaredUnit atHand, String name, Map<String, String> environment) throws IOException {
        Path unit = atHand.unit().folder().toRealPath();
        Path access = atHand.access().folder().toRealPath();
        Path root = Checkout.outermost(unit)
                .orElseThrow(() -> new IOException(unit + " is in no repository, so it has no revisions"));
        Checkout checkout = Checkout.at(root, environment);
        return new TrustedRevision(checkout, Revision.of(checkout, name), atHand, unit, access);
    }

    String where() {
        return "commit " + revision.id();
    }

    @Override
    public void close() {
        revision.close();
    }

    /**
     * What the declaration at hand changes of the commit; failed when the commit does not have it.
     *
     * @param network how the words of the network were found at hand: by the declaration, or because a person said so
     */
    Checked<List<Diagnostic>> changes(NetworkSaid network) throws IOException {
        if (!access.startsWith(checkout.root())) {
            return Checked.failed(missing(access.toString(), "it lies outside of the repository"));
        }
        return trusted(network).then(trusted -> {
            try {
                List<Diagnostic> changes =
                        new ArrayList<>(new AccessComparison(atHand.read(), trusted.declaration(), where()).changes());
                changes.addAll(changedFiles());
                return Checked.of(changes);
            } catch (IOException unreadable) {
                return Checked.failed(Trust.unreadable(unreadable));
            }
        });
    }

    /** Who said where the network is. */
    enum NetworkSaid {
        IN_THE_DECLARATION,
        ON_THE_COMMAND_LINE
    }

    private Checked<ReadDeclaration> trusted(NetworkSaid network) throws IOException {
        String path = checkout.within(unit);
        boolean known = !sources.scripts(path).isEmpty();
        if (known && network == NetworkSaid.IN_THE_DECLARATION) {
            return sources(path).then(files -> Declarations.read(files, networkOf(path)));
        }
        // A new folder of parties may take any network of the commit.
        boolean shared = !access.equals(unit);
        String elsewhere = checkout.within(access);
        if (!shared || sources.scripts(elsewhere).isEmpty()) {
            return Checked.failed(missing(shared ? elsewhere : path, "it has no *.groovy files there"));
        }
        return sources(elsewhere).then(files -> Declarations.read(files, NetworkWords.NONE));
    }

    private Diagnostic missing(String what, String why) {
        return Diagnostic.refusal("access-not-trusted", where() + " has no " + what)
                .because(why + ", so nothing of the access at hand is trusted")
                .fix("Have the network added where it is trusted first, by those who may, then the parties.");
    }

    private NetworkWords networkOf(String declaration) {
        return named -> named.map(way -> {
            Path folder = Path.of("/" + declaration).resolve(way).normalize();
            String path = folder.toString().substring(1);
            try {
                return sources.scripts(path).isEmpty()
                        ? Checked.failed(missing(path, "it has no *.groovy files there"))
                        : sources(path);
            } catch (IOException unreadable) {
                return Checked.failed(Trust.unreadable(unreadable));
            }
        });
    }

    private Checked<SourceFolder> sources(String folder) {
        return texts(folder).map(texts -> new SourceFolder(texts, path -> publicKey(folder, path)));
    }

    private Checked<byte[]> publicKey(String folder, String path) {
        try {
            return Checked.of(sources.publicKey(folder, path));
        } catch (IOException unreadable) {
            return Checked.failed(
                    Diagnostic.error("unreadable-public-key", "a public key of " + where() + " cannot be read")
                            .because(String.valueOf(unreadable.getMessage()))
                            .fix("Have the key added where it is trusted first, by those who may."));
        }
    }

    private Checked<List<SourceText>> texts(String folder) {
        try {
            return Checked.of(sources.texts(folder));
        } catch (IOException unreadable) {
            return Checked.failed(Trust.unreadable(unreadable));
        }
    }

    private List<Diagnostic> changedFiles() throws IOException {
        List<Diagnostic> changes = new ArrayList<>();
        for (Named named : AccessFiles.paths(atHand.read())) {
            changed(named.texts().get(0)).ifPresent(why -> changes.add(change(named, why)));
        }
        List<Named> commands = AccessFiles.commands(atHand.read());
        for (Named command : commands) {
            for (String word : command.texts()) {
                changed(word).ifPresent(why -> changes.add(change(command, why)));
            }
        }
        if (!commands.isEmpty()) {
            changedAroundCommands().ifPresent(why -> changes.add(change(commands.get(0), why)));
        }
        return changes;
    }

    private Diagnostic change(Named named, String why) {
        return Diagnostic.refusal(
                        AccessComparison.CHANGED,
                        "a file that '" + named.word() + "' of "
                                + named.subject().name() + " takes is not that of " + where())
                .because(why)
                .fix(
                        "Take the change back, or keep the file outside of the repository and name it by an absolute path, or trust a folder: --trust=FOLDER.")
                .about(named.subject().name())
                .at(named.place());
    }

    /** Why a file is not that of the commit; empty when it is, and when it is none of the repository. */
    private Optional<String> changed(String text) {
        try {
            Path path = Path.of(text);
            Path file = access.resolve(path).normalize();
            if (!file.startsWith(checkout.root()) || file.equals(access)) {
                return Optional.empty();
            }
            if (!path.isAbsolute() && !Objects.equals(leadingSteps(path), steps(path))) {
                return Optional.of("'" + text + "' leads up again behind a name");
            }
            String within = checkout.within(file);
            Optional<Entry> here = AtHand.entry(checkout.root(), within);
            Optional<Entry> there = revision.entry(within);
            boolean folders = isFolder(here) && isFolder(there);
            boolean same = here.equals(there) && here.map(Entry::kind).orElse(Kind.FILE) == Kind.FILE;
            return same || folders
                    ? Optional.empty()
                    : Optional.of("'" + text + "': " + text(here) + " here, " + text(there) + " there");
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of("'" + text + "' cannot be compared: " + unreadable.getMessage());
        }
    }

    private static boolean isFolder(Optional<Entry> entry) {
        return entry.filter(found -> found.kind() == Kind.FOLDER).isPresent();
    }

    private static long leadingSteps(Path path) {
        long up = 0;
        for (Path name : path) {
            if (!name.toString().equals("..")) {
                return up;
            }
            up++;
        }
        return up;
    }

    private static long steps(Path path) {
        long up = 0;
        for (Path name : path) {
            up += name.toString().equals("..") ? 1 : 0;
        }
        return up;
    }

    private static String text(Optional<Entry> entry) {
        return entry.map(found -> switch (found.kind()) {
                    case FILE -> "content " + found.id().substring(0, 12);
                    case FOLDER -> "a folder";
                    case LINK -> "a link";
                    case SUBMODULE -> "a submodule";
                })
                .orElse("nothing");
    }

    /** Commands run in the folder, and take from it whatever they like: all of it has to be that of the commit. */
    private Optional<String> changedAroundCommands() throws IOException {
        String folder = checkout.within(access);
        SortedMap<String, Entry> there = revision.entries(folder, Depth.ALL);
        SortedSet<String> all = new TreeSet<>(there.keySet());
        all.addAll(AtHand.files(access, OF_PARTITA));
        List<String> changed = new ArrayList<>();
        for (String file : all) {
            boolean script = !file.contains("/") && Declarations.isScript(file);
            Optional<Entry> here = script ? Optional.empty() : AtHand.entry(access, file);
            boolean plain = here.map(Entry::kind).orElse(Kind.FILE) == Kind.FILE;
            if (!script && !(plain && here.equals(Optional.ofNullable(there.get(file))))) {
                changed.add(file);
            }
        }
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of("commands run in the folder, and of its files "
                        + changed.size() + " differ, are new or links: "
                        + String.join(", ", changed.subList(0, Math.min(MOST_NAMED, changed.size()))));
    }
}
