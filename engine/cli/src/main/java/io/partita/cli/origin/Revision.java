package io.partita.cli.origin;

import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.FS;

/**
 * The files of a commit, as the bytes that were committed: no filter, no conversion of line ends, no attribute, and
 * none of the settings that a repository, a user or a machine has for Git. Objects that another repository lends
 * (alternates) are not looked for.
 */
public final class Revision implements AutoCloseable {

    /** More files than that are no folder of a declaration. */
    private static final int MOST_FILES = 20_000;

    private static final Pattern ANCESTRY = Pattern.compile("(?<base>[^~^]+)(?<steps>([~^][0-9]{0,4})*+)");
    private static final Pattern STEP = Pattern.compile("(?<kind>[~^])(?<number>[0-9]*)");
    private static final Pattern FULL_ID = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern SHORT_ID = Pattern.compile("[0-9a-f]{7,39}");

    private final ObjectDirectory objects;
    private final ObjectReader reader;
    private final RevCommit commit;

    private Revision(ObjectDirectory objects, ObjectReader reader, RevCommit commit) {
        this.objects = objects;
        this.reader = reader;
        this.commit = commit;
    }

    /** What a path is in a commit. */
    public enum Kind {
        FILE,
        FOLDER,
        /** A symbolic link; it is never followed. */
        LINK,
        /** A submodule: a commit of another repository. */
        SUBMODULE
    }

    /**
     * One entry of a commit.
     *
     * @param id of its content: the same for the same bytes
     */
    public record Entry(Kind kind, String id) {}

    /**
     * The commit that a name stands for.
     *
     * @param name a branch, tag, HEAD or id, with {@code ~1} or {@code ^1} for its parents
     * @throws GitRefused when there is no such commit, or it is not here
     */
    public static Revision of(Checkout checkout, String name) throws IOException {
        WithoutSettings.install();
        File folder = checkout.common().resolve("objects").toFile();
        File shallow = checkout.common().resolve("shallow").toFile();
        // An empty list of alternates, and not none: with none the file that names them would be read.
        ObjectDirectory objects = new ObjectDirectory(new Config(), folder, new File[0], FS.DETECTED, shallow);
        ObjectReader reader = objects.newReader();
        try {
            return new Revision(objects, reader, commit(checkout, reader, name));
        } catch (MissingObjectException missing) {
            close(objects, reader);
            throw new GitRefused("what '" + name + "' stands for is not in this repository", missing);
        } catch (IncorrectObjectTypeException other) {
            close(objects, reader);
            throw new GitRefused("'" + name + "' is no commit", other);
        } catch (IOException | RuntimeException unreadable) {
            close(objects, reader);
            throw unreadable instanceof GitRefused refused
                    ? refused
                    : new GitRefused("the repository cannot be read", unreadable);
        }
    }

    /**
     * The commit at the end of a branch, whatever else has the same name.
     *
     * @param name of a branch of this repository, or of another with its name before it, as in {@code origin/main}
     * @throws GitRefused when there is no such branch, or both have one of this name with other commits
     */
    public static Revision ofBranch(Checkout checkout, String name) throws IOException {
        Refs refs = new Refs(checkout);
        Optional<ObjectId> own = refs.exactly("refs/heads/" + name);
        Optional<ObjectId> remote = refs.exactly("refs/remotes/" + name);
        if (own.isPresent() && remote.isPresent() && !own.equals(remote)) {
            throw new GitRefused(
                    "'" + name + "' stands for several commits: refs/heads/" + name + ", refs/remotes/" + name);
        }
        ObjectId tip = own.or(() -> remote)
                .orElseThrow(() -> new GitRefused("there is no branch '" + name + "' in this repository"));
        return of(checkout, tip.name());
    }

    /** The commits behind it. */
    public History history() {
        return new History(reader, commit);
    }

    private static void close(ObjectDirectory objects, ObjectReader reader) {
        reader.close();
        objects.close();
    }

    private static RevCommit commit(Checkout checkout, ObjectReader reader, String name) throws IOException {
        Matcher ancestry = ANCESTRY.matcher(name);
        if (!ancestry.matches()) {
            throw new GitRefused("'" + name + "' is no name of a commit");
        }
        RevWalk walk = new RevWalk(reader);
        RevCommit commit = walk.parseCommit(base(checkout, reader, ancestry.group("base")));
        Matcher step = STEP.matcher(ancestry.group("steps"));
        while (step.find()) {
            int number = step.group("number").isEmpty() ? 1 : Integer.parseInt(step.group("number"));
            boolean first = step.group("kind").equals("~");
            for (int i = 0; first && i < number; i++) {
                commit = parent(walk, commit, 1, name);
            }
            if (!first && number > 0) {
                commit = parent(walk, commit, number, name);
            }
        }
        return commit;
    }

    private static RevCommit parent(RevWalk walk, RevCommit child, int number, String name) throws IOException {
        if (child.getParentCount() < number) {
            throw new GitRefused("'" + name + "' goes beyond the commits that are in this repository");
        }
        return walk.parseCommit(child.getParent(number - 1));
    }

    private static ObjectId base(Checkout checkout, ObjectReader reader, String name) throws IOException {
        if (FULL_ID.matcher(name).matches()) {
            return ObjectId.fromString(name);
        }
        Optional<ObjectId> named = new Refs(checkout).find(name);
        Collection<ObjectId> ids =
                SHORT_ID.matcher(name).matches() ? reader.resolve(AbbreviatedObjectId.fromString(name)) : List.of();
        if (ids.size() + (named.isPresent() ? 1 : 0) > 1) {
            throw new GitRefused("'" + name + "' stands for several commits");
        }
        return named.or(() -> ids.stream().findFirst())
                .orElseThrow(() -> new GitRefused("there is no commit '" + name + "' in this repository"));
    }

    /** The full id of the commit. */
    public String id() {
        return commit.name();
    }

    /** What a path is; empty when the commit has nothing there. @param path within the tree, empty for its root */
    public Optional<Entry> entry(String path) throws IOException {
        if (path.isEmpty()) {
            return Optional.of(new Entry(Kind.FOLDER, commit.getTree().name()));
        }
        try (TreeWalk found = TreeWalk.forPath(reader, path, commit.getTree())) {
            return Optional.ofNullable(found)
                    .map(walk -> new Entry(
                            kind(walk.getFileMode(0)), walk.getObjectId(0).name()));
        } catch (IOException | RuntimeException unreadable) {
            throw new GitRefused("the repository cannot be read", unreadable);
        }
    }

    private static Kind kind(FileMode mode) {
        return switch (mode.getObjectType()) {
            case Constants.OBJ_TREE -> Kind.FOLDER;
            case Constants.OBJ_COMMIT -> Kind.SUBMODULE;
            default -> mode == FileMode.SYMLINK ? Kind.LINK : Kind.FILE;
        };
    }

    /** How far below a folder is looked. */
    public enum Depth {
        /** What is directly in it. */
        FOLDER,
        /** All files of it and of the folders within; these themselves are left out. */
        ALL
    }

    /**
     * The entries of a folder by their path from it; none when the commit has no such folder.
     *
     * @throws GitRefused when there are too many
     */
    public SortedMap<String, Entry> entries(String folder, Depth depth) throws IOException {
        SortedMap<String, Entry> all = new TreeMap<>();
        Optional<Entry> top = entry(folder).filter(found -> found.kind() == Kind.FOLDER);
        if (top.isEmpty()) {
            return all;
        }
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(ObjectId.fromString(top.get().id()));
            walk.setRecursive(depth == Depth.ALL);
            while (walk.next()) {
                if (all.size() == MOST_FILES) {
                    throw new GitRefused("the folder has more than " + MOST_FILES + " files");
                }
                Entry entry =
                        new Entry(kind(walk.getFileMode(0)), walk.getObjectId(0).name());
                all.put(walk.getPathString(), entry);
            }
        } catch (GitRefused tooMany) {
            throw tooMany;
        } catch (IOException | RuntimeException unreadable) {
            throw new GitRefused("the repository cannot be read", unreadable);
        }
        return all;
    }

    /**
     * The bytes of a file.
     *
     * @param entry one of kind {@link Kind#FILE}
     * @param most as many bytes as it may have
     * @throws GitRefused when it has more
     */
    public byte[] read(Entry entry, int most) throws IOException {
        try {
            ObjectLoader loader = reader.open(ObjectId.fromString(entry.id()), Constants.OBJ_BLOB);
            if (loader.getSize() > most) {
                throw new GitRefused(
                        "a file has " + loader.getSize() + " bytes, more than the " + most + " it may have");
            }
            return loader.getBytes(most);
        } catch (GitRefused tooLarge) {
            throw tooLarge;
        } catch (IOException | RuntimeException unreadable) {
            throw new GitRefused("the repository cannot be read", unreadable);
        }
    }

    @Override
    public void close() {
        close(objects, reader);
    }
}
