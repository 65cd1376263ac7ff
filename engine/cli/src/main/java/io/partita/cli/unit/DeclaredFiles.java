package io.partita.cli.unit;

import io.partita.cli.origin.AtHand;
import io.partita.cli.origin.Checkout;
import io.partita.cli.origin.Revision;
import io.partita.dsl.Declarations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files that a declaration consists of: its scripts and those of its network, each with Git's id of its bytes. */
public final class DeclaredFiles {

    private DeclaredFiles() {}

    /**
     * Those of a declaration that lies in a repository of this user.
     *
     * @return by their way from the folder of the declaration; none outside of a repository, or when one cannot be read
     */
    public static SortedMap<String, String> of(Unit home, Unit network, Map<String, String> environment) {
        try {
            Path real = home.folder().toRealPath();
            return Checkout.around(real, environment).isPresent()
                    ? atHand(real, network.folder().toRealPath())
                    : new TreeMap<>();
        } catch (IOException unreadable) {
            return new TreeMap<>();
        }
    }

    /**
     * As they are now.
     *
     * @param home without links
     * @param network without links
     */
    public static SortedMap<String, String> atHand(Path home, Path network) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        for (Path folder : new Path[] {home, network}) {
            String way = way(home, folder);
            try (Stream<Path> all = Files.list(folder)) {
                for (Path file : all.filter(each -> isScript(each.getFileName().toString()))
                        .toList()) {
                    Optional<Revision.Entry> entry =
                            AtHand.entry(folder, file.getFileName().toString());
                    entry.filter(found -> found.kind() == Revision.Kind.FILE)
                            .ifPresent(found -> files.put(way + file.getFileName(), found.id()));
                }
            }
        }
        return files;
    }

    /**
     * As a commit has them.
     *
     * @param home without links, below the root of the checkout; the same for the network
     */
    public static SortedMap<String, String> in(Revision revision, Checkout checkout, Path home, Path network)
            throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        for (Path folder : new Path[] {home, network}) {
            String way = way(home, folder);
            revision.entries(checkout.within(folder), Revision.Depth.FOLDER).forEach((name, entry) -> {
                if (isScript(name) && entry.kind() == Revision.Kind.FILE) {
                    files.put(way + name, entry.id());
                }
            });
        }
        return files;
    }

    private static boolean isScript(String name) {
        return Declarations.isScript(name);
    }

    private static String way(Path home, Path folder) {
        String way = Checkout.slashed(home.relativize(folder));
        return way.isEmpty() ? "" : way + "/";
    }
}
