package io.partita.cli.origin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * What names of a repository stand for: HEAD, branches, tags. Read from its files alone, so that no setting has a say.
 */
final class Refs {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");
    private static final Set<String> HEADS = Set.of("HEAD", "FETCH_HEAD", "ORIG_HEAD", "MERGE_HEAD");
    private static final List<String> PLACES =
            List.of("refs/%s", "refs/tags/%s", "refs/heads/%s", "refs/remotes/%s", "refs/remotes/%s/HEAD");
    private static final String SYMBOLIC = "ref: ";
    private static final int LONGEST_CHAIN = 5;
    private static final int LONGEST_FILE = 64 << 10;
    private static final int LONGEST_LIST = 64 << 20;

    private final Checkout checkout;
    private Optional<String> list = Optional.empty();

    Refs(Checkout checkout) {
        this.checkout = checkout;
    }

    /**
     * What a name stands for.
     *
     * @return empty when there is nothing of this name
     * @throws GitRefused when it stands for several things
     */
    Optional<ObjectId> find(String name) throws IOException {
        if (HEADS.contains(name)) {
            return target(name, 0);
        }
        if (!Repository.isValidRefName("refs/heads/" + name)) {
            return Optional.empty();
        }
        List<String> full = new ArrayList<>();
        if (name.startsWith("refs/")) {
            full.add(name);
        }
        PLACES.forEach(place -> full.add(place.formatted(name)));
        Set<ObjectId> found = new LinkedHashSet<>();
        List<String> called = new ArrayList<>();
        for (String each : full) {
            Optional<ObjectId> id = target(each, 0);
            if (id.isPresent() && found.add(id.get())) {
                called.add(each);
            }
        }
        if (found.size() > 1) {
            throw new GitRefused("'" + name + "' stands for several commits: " + String.join(", ", called));
        }
        return found.stream().findFirst();
    }

    /** What a whole name stands for, whatever else has a part of it; empty when there is nothing of this name. */
    Optional<ObjectId> exactly(String name) throws IOException {
        return Repository.isValidRefName(name) ? target(name, 0) : Optional.empty();
    }

    private Optional<ObjectId> target(String name, int depth) throws IOException {
        if (depth > LONGEST_CHAIN) {
            throw new GitRefused("'" + name + "' leads from one name to the other without end");
        }
        Optional<String> loose = loose(checkout.gitFolder(), name);
        if (loose.isEmpty() && !checkout.common().equals(checkout.gitFolder())) {
            loose = loose(checkout.common(), name);
        }
        if (loose.isEmpty()) {
            return packed(name);
        }
        String text = loose.get().strip();
        if (text.startsWith(SYMBOLIC)) {
            String next = text.substring(SYMBOLIC.length()).strip();
            return next.startsWith("refs/") && Repository.isValidRefName(next)
                    ? target(next, depth + 1)
                    : Optional.empty();
        }
        String id = text.lines().findFirst().orElse("").split("\\s", 2)[0];
        if (!ID.matcher(id).matches()) {
            throw new GitRefused("'" + name + "' is not written as a SHA-1 repository writes it");
        }
        return Optional.of(ObjectId.fromString(id));
    }

    private static Optional<String> loose(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        boolean there = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        return there ? Optional.of(SmallText.read(file, LONGEST_FILE)) : Optional.empty();
    }

    private Optional<ObjectId> packed(String name) throws IOException {
        return list().lines()
                .filter(line -> line.endsWith(" " + name))
                .map(line -> line.substring(0, line.length() - name.length() - 1))
                .filter(id -> ID.matcher(id).matches())
                .map(ObjectId::fromString)
                .findFirst();
    }

    /** Read once: a name may stand in several places. */
    private String list() throws IOException {
        if (list.isEmpty()) {
            Path file = checkout.common().resolve("packed-refs");
            list = Optional.of(
                    Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? SmallText.read(file, LONGEST_LIST) : "");
        }
        return list.get();
    }
}
