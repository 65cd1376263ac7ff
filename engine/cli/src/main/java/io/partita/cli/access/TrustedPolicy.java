package io.partita.cli.access;

import io.partita.cli.approval.PolicyFiles;
import io.partita.cli.origin.Checkout;
import io.partita.cli.origin.Revision;
import io.partita.cli.origin.Revision.Entry;
import io.partita.cli.origin.Revision.Kind;
import io.partita.cli.unit.Unit;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.file.Folder;
import io.partita.core.plan.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where it is trusted who has to approve the plans of a network: its folder, or the same folder in a revision or in
 * another place that nobody's change reaches.
 *
 * @param home of the plan
 * @param network the folder of its network
 * @param way from the home to the network, as the plan says
 * @param environment of the process
 */
public record TrustedPolicy(Unit home, Unit network, Home way, Map<String, String> environment) {

    /** That of the folder itself. */
    public PolicyFiles here() {
        return new InFolder(network.folder());
    }

    /**
     * That of a trusted place.
     *
     * @param said a revision, or a folder: absolute, or beginning with {@code ./} or {@code ../}
     * @param base what relative paths start from
     */
    public Checked<PolicyFiles> in(String said, Path base) {
        try {
            return Trust.isFolder(said) ? inFolder(base.resolve(said).normalize()) : inRevision(said);
        } catch (IOException unreadable) {
            return Checked.failed(
                    Diagnostic.refusal("policy-unusable", "the place of the approval policy cannot be read")
                            .because(String.valueOf(unreadable.getMessage()))
                            .fix(
                                    "Name a commit of the repository that the plan's declaration is in (--policy=REV), or a folder outside of it (--policy=FOLDER, beginning with / or ./ or ../)."));
        }
    }

    private Checked<PolicyFiles> inFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder);
        }
        Set<Path> places = new TreeSet<>();
        for (Unit unit : List.of(home, network)) {
            Path real = unit.folder().toRealPath();
            places.add(Checkout.outermost(real).orElse(real));
        }
        Path real = folder.toRealPath();
        Optional<Diagnostic> untrusted = places.stream()
                .filter(real::startsWith)
                .findFirst()
                .map(place -> Trust.inside(folder, place))
                .or(() -> Trust.linkTo(folder, places));
        if (untrusted.isPresent()) {
            return Checked.failed(untrusted.get());
        }
        return Checked.of(new InFolder(network(real, places)));
    }

    /**
     * The folder of the network: the one that was named, when it has a policy itself; else that folder is the one of the
     * declaration, from which the network is as far as the plan says. The plan may be anybody's, so its way is not
     * followed out of what was named.
     */
    private Path network(Path named, Set<Path> places) throws IOException {
        Path there = way.from(named);
        boolean isNetwork = !Files.notExists(named.resolve(PolicyFiles.NAME), LinkOption.NOFOLLOW_LINKS);
        if (isNetwork || !Files.isDirectory(there)) {
            return named;
        }
        Path found = there.toRealPath();
        Path trusted = Checkout.outermost(named).orElse(named);
        if (!found.startsWith(trusted) || places.stream().anyMatch(found::startsWith)) {
            throw new IOException("the plan's way to its network leads out of the trusted folder " + trusted
                    + "; the folder of the network itself can be named");
        }
        return found;
    }

    private Checked<PolicyFiles> inRevision(String name) throws IOException {
        Path folder = network.folder().toRealPath();
        Path root = Checkout.outermost(home.folder().toRealPath())
                .orElseThrow(() -> new IOException(home.folder() + " is in no repository, so it has no revisions"));
        if (!folder.startsWith(root)) {
            throw new IOException(folder + " lies outside of the repository " + root);
        }
        Checkout checkout = Checkout.at(root, environment);
        try (Revision revision = Revision.of(checkout, name)) {
            return Checked.of(new InRevision(checkout, revision.id(), checkout.within(folder)));
        }
    }

    /** Files of a folder, over no link. */
    private record InFolder(Path folder) implements PolicyFiles {
        @Override
        public Optional<byte[]> read(String name) throws IOException {
            // What cannot be looked at is not missing.
            return Files.notExists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)
                    ? Optional.empty()
                    : Optional.of(Folder.of(folder).read(name, LARGEST));
        }

        @Override
        public String where() {
            return folder.toString();
        }
    }

    /** Files of a commit, whatever its name stands for later. */
    private record InRevision(Checkout checkout, String commit, String folder) implements PolicyFiles {
        @Override
        public Optional<byte[]> read(String name) throws IOException {
            try (Revision revision = Revision.of(checkout, commit)) {
                Optional<Entry> entry = revision.entry(folder.isEmpty() ? name : folder + "/" + name);
                if (entry.isEmpty()) {
                    return Optional.empty();
                }
                if (entry.get().kind() != Kind.FILE) {
                    throw new IOException("it is no file in commit " + commit);
                }
                return Optional.of(revision.read(entry.get(), LARGEST));
            }
        }

        @Override
        public String where() {
            return "commit " + commit;
        }
    }
}
