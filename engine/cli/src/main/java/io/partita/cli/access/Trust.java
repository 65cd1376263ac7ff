package io.partita.cli.access;

import io.partita.cli.access.TrustedRevision.NetworkSaid;
import io.partita.cli.origin.Checkout;
import io.partita.cli.unit.DeclaredUnit;
import io.partita.cli.unit.Unit;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whose word is taken for the access to participants, and for how keys sign: endpoints, TLS, tokens, operators,
 * backups, sources of keys.
 *
 * @param base what relative paths of the command line start from
 * @param environment of the process
 * @param network the folder that a person says the network is in, as a path
 */
public record Trust(Path base, Map<String, String> environment, Optional<Path> network) {

    /** A folder is written as one, so that a change that brings a folder called like a branch gains nothing. */
    private static final List<String> FOLDERS = List.of("/", "./", "../");

    private static final Set<String> HERE = Set.of(".", "..");

    /**
     * The declaration with the access that is trusted; refused with everything that it changes of that.
     *
     * @param said a revision, or a folder: absolute, or beginning with {@code ./} or {@code ../}
     */
    public Checked<DeclaredUnit> in(DeclaredUnit atHand, String said) {
        try {
            return isFolder(said) ? inFolder(atHand, said) : inRevision(atHand, said);
        } catch (IOException unreadable) {
            return Checked.failed(unreadable(unreadable));
        }
    }

    /** Whether a folder is named, and not a revision. */
    static boolean isFolder(String said) {
        return FOLDERS.stream().anyMatch(said::startsWith) || HERE.contains(said) || isAbsolute(said);
    }

    private static boolean isAbsolute(String said) {
        return Unit.path(Path.of(""), said).optional().filter(Path::isAbsolute).isPresent();
    }

    /**
     * The declaration, on a machine where nobody's word was given.
     *
     * @return refused when that machine works on what anybody proposes, and the declaration chooses a secret, a program
     *     or a destination
     */
    public Checked<DeclaredUnit> withoutWord(DeclaredUnit atHand) {
        return UntrustedMachine.isThis(environment)
                ? Checked.of(atHand, UntrustedMachine.refusals(atHand.read()))
                : Checked.of(atHand);
    }

    /**
     * A plan file that nobody names by its hash.
     *
     * @param environment of the machine
     * @return why it is not carried out there, not even to look; none on a machine of somebody
     */
    public static List<Diagnostic> refusals(Plan plan, Map<String, String> environment) {
        return UntrustedMachine.isThis(environment) ? UntrustedMachine.refusals(plan) : List.of();
    }

    static Diagnostic unreadable(IOException unreadable) {
        return Diagnostic.refusal("trust-unusable", "what is to be trusted cannot be read")
                .because(String.valueOf(unreadable.getMessage()))
                .fix(
                        "Name a commit of the repository that the declaration is in (--trust=REV), or a folder outside of it (--trust=FOLDER, beginning with / or ./ or ../).");
    }

    private Checked<DeclaredUnit> inRevision(DeclaredUnit atHand, String said) throws IOException {
        try (TrustedRevision revision = TrustedRevision.of(atHand, said, environment)) {
            Optional<Diagnostic> link = network.isPresent() ? linkTo(network.get(), places(atHand)) : Optional.empty();
            if (link.isPresent()) {
                return Checked.failed(link.get());
            }
            NetworkSaid by = network.isPresent() ? NetworkSaid.ON_THE_COMMAND_LINE : NetworkSaid.IN_THE_DECLARATION;
            Checked<List<Diagnostic>> changes = revision.changes(by);
            if (!changes.isPresent()) {
                return Checked.failed(changes.diagnostics());
            }
            List<Diagnostic> findings = new ArrayList<>(changes.value());
            if (findings.isEmpty()) {
                findings.add(note(revision.where() + " ('" + said + "')"));
            }
            return Checked.of(atHand, findings);
        }
    }

    private static Diagnostic note(String where) {
        return Diagnostic.note("access-trusted", "the access to all participants and keys is that of " + where);
    }

    private Checked<DeclaredUnit> inFolder(DeclaredUnit atHand, String said) throws IOException {
        Path folder = base.resolve(said).normalize();
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder);
        }
        Set<Path> places = places(atHand);
        Path real = folder.toRealPath();
        Optional<Path> around = places.stream().filter(real::startsWith).findFirst();
        Optional<Diagnostic> untrusted =
                around.map(place -> inside(folder, place)).or(() -> linkTo(folder, places));
        if (untrusted.isPresent()) {
            return Checked.failed(untrusted.get());
        }
        Checked<DeclaredUnit> trusted = new Unit(real).declared(Optional.empty());
        if (!trusted.isPresent()) {
            return Checked.failed(trusted.diagnostics().stream()
                    .map(found -> placedIn(real, found))
                    .toList());
        }
        List<Diagnostic> changes =
                new AccessComparison(atHand.read(), trusted.value().declaration(), real.toString()).changes();
        List<Diagnostic> all = changes.isEmpty() ? List.of(note(real.toString())) : changes;
        return Checked.of(atHand.reachedFrom(trusted.value().access()), all);
    }

    /** Its place is seen from the trusted folder, not from that of the declaration. */
    private static Diagnostic placedIn(Path folder, Diagnostic found) {
        return found.range()
                .map(range -> found.at(new SourceRange(
                        folder.resolve(range.file()).normalize().toString(), range.start(), range.end())))
                .orElse(found);
    }

    /** What can have come with a change of the declaration: its checkout, else its folder, and those of its network. */
    private static Set<Path> places(DeclaredUnit atHand) throws IOException {
        Set<Path> places = new TreeSet<>();
        for (Path folder : List.of(
                atHand.unit().folder().toRealPath(), atHand.access().folder().toRealPath())) {
            places.add(Checkout.outermost(folder).orElse(folder));
        }
        return places;
    }

    static Diagnostic inside(Path folder, Path place) {
        return Diagnostic.refusal("trust-inside", "the trusted folder lies in what is not trusted: " + folder)
                .because("whoever changes the declaration can change it as well, both are in " + place)
                .fix(
                        "Name a folder outside of it, such as a checkout of the protected branch, or a revision: --trust=REV.");
    }

    /** A way over a link that can have come with a change: it leads where the change wants. */
    static Optional<Diagnostic> linkTo(Path folder, Set<Path> places) {
        return Stream.iterate(folder.toAbsolutePath(), each -> each.getParent() != null, Path::getParent)
                .filter(Files::isSymbolicLink)
                .filter(link -> isIn(link.getParent(), places))
                .findFirst()
                .map(link -> Diagnostic.refusal("trust-behind-a-link", "the way to " + folder + " leads over a link")
                        .because(link + " is a link, and can have come with a change of the declaration")
                        .fix("Name the folder itself."));
    }

    private static boolean isIn(Path folder, Set<Path> places) {
        try {
            return places.stream().anyMatch(folder.toRealPath()::startsWith);
        } catch (IOException unreadable) {
            return true;
        }
    }
}
