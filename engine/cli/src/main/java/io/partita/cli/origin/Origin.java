package io.partita.cli.origin;

import io.partita.cli.origin.Revision.Entry;
import io.partita.cli.origin.Revision.Kind;
import io.partita.dsl.Declarations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The commit that a file or folder is of.
 *
 * @param commit its full id
 * @param changes whether it differs from the commit
 */
public record Origin(String commit, Changes changes) {

    /**
     * Whether something differs from the commit, byte for byte: no filter is run and no line end converted, so a file
     * that these would change back counts as changed.
     */
    public enum Changes {
        NONE,
        UNCOMMITTED
    }

    public Origin {
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(changes, "changes");
    }

    /**
     * Empty when it is in no repository of this user, or when that cannot be read: where something comes from never
     * stops a command.
     */
    public static Optional<Origin> of(Path fileOrFolder, Map<String, String> environment) {
        try {
            Path real = fileOrFolder.toRealPath();
            Optional<Checkout> checkout = Checkout.around(real, environment);
            if (checkout.isEmpty()) {
                return Optional.empty();
            }
            try (Revision head = Revision.of(checkout.get(), "HEAD")) {
                return Optional.of(new Origin(head.id(), changes(head, checkout.get(), real)));
            }
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Changes changes(Revision head, Checkout checkout, Path real) throws IOException {
        String path = checkout.within(real);
        boolean clean = Files.isDirectory(real)
                ? isClean(head, path, real)
                : head.entry(path)
                        .filter(entry -> isAtHand(checkout.root(), path, entry))
                        .isPresent();
        return clean ? Changes.NONE : Changes.UNCOMMITTED;
    }

    /** All files of the commit are at hand as they are in it, and no script is beside them. */
    private static boolean isClean(Revision head, String path, Path folder) throws IOException {
        SortedMap<String, Entry> committed = new TreeMap<>(head.entries(path, Revision.Depth.ALL));
        try (Stream<Path> here = Files.list(folder)) {
            boolean scripts = here.map(file -> file.getFileName().toString())
                    .filter(Declarations::isScript)
                    .allMatch(committed::containsKey);
            return scripts
                    && !committed.isEmpty()
                    && committed.entrySet().stream().allMatch(each -> isAtHand(folder, each.getKey(), each.getValue()));
        }
    }

    private static boolean isAtHand(Path folder, String path, Entry committed) {
        try {
            Optional<Entry> found = AtHand.entry(folder, path);
            return committed.kind() == Kind.SUBMODULE || found.equals(Optional.of(committed));
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "commit " + commit + (changes == Changes.UNCOMMITTED ? ", with uncommitted changes" : "");
    }
}
