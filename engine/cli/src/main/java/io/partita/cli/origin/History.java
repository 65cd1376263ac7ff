package io.partita.cli.origin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The commits behind a revision, as they were committed: no replacement of an object and no graft has a say. Where a
 * clone is shallow, what it leaves out is missing, and never taken for a beginning.
 */
public final class History {

    private static final int MOST_COMMITS = 1_000_000;
    private static final byte[] SIGNATURE = "gpgsig ".getBytes(StandardCharsets.US_ASCII);

    private final ObjectReader reader;
    private final RevCommit tip;

    History(ObjectReader reader, RevCommit tip) {
        this.reader = reader;
        this.tip = tip;
    }

    /**
     * A commit, and who says that it is theirs.
     *
     * @param id its full id
     * @param emails of its author and its committer: claims, unless it is signed by one of them
     * @param signature as it stands in the commit; empty when it has none
     * @param signed the bytes that the signature is of
     */
    public record Commit(String id, Set<String> emails, Optional<byte[]> signature, byte[] signed) {}

    /** Which of the parents of a commit are followed. */
    public enum Parents {
        /** The line of the branch itself: what came by a merge came with the merge. */
        FIRST,
        /** Whichever has it already. */
        ANY
    }

    /**
     * Whether a commit is the tip or one of those that it was made from.
     *
     * @throws GitRefused when that cannot be known, because the clone is shallow
     */
    public boolean contains(String id) throws IOException {
        ObjectId wanted = ObjectId.fromString(id);
        Deque<ObjectId> open = new ArrayDeque<>(List.of(tip.getId()));
        Set<ObjectId> seen = new HashSet<>(open);
        Set<ObjectId> cut = reader.getShallowCommits();
        boolean whole = true;
        try (RevWalk walk = new RevWalk(reader)) {
            while (!open.isEmpty()) {
                ObjectId next = open.remove();
                if (next.equals(wanted)) {
                    return true;
                }
                whole &= !cut.contains(next);
                for (ObjectId parent : parents(walk, next)) {
                    if (seen.add(parent)) {
                        open.add(parent);
                    }
                }
                if (seen.size() > MOST_COMMITS) {
                    throw new GitRefused("the history has more than " + MOST_COMMITS + " commits");
                }
            }
        }
        if (!whole) {
            throw shallow();
        }
        return false;
    }

    private static List<ObjectId> parents(RevWalk walk, ObjectId id) throws IOException {
        try {
            RevCommit commit = walk.parseCommit(id);
            return List.<ObjectId>copyOf(Arrays.asList(commit.getParents()));
        } catch (MissingObjectException missing) {
            throw new GitRefused("the history is not whole in this repository", missing);
        }
    }

    private static GitRefused shallow() {
        return new GitRefused("the clone is shallow, and what is wanted lies behind its end");
    }

    /**
     * The commit that brought a file as it is at the tip.
     *
     * @param path within the tree
     * @throws GitRefused when the file is not there, or the clone is shallow and it came before its end
     */
    public Commit brought(String path, Parents which) throws IOException {
        Set<ObjectId> cut = reader.getShallowCommits();
        try (RevWalk walk = new RevWalk(reader)) {
            RevCommit at = walk.parseCommit(tip);
            ObjectId file =
                    blob(at, path).orElseThrow(() -> new GitRefused("commit " + tip.name() + " has no " + path));
            while (true) {
                if (cut.contains(at.getId())) {
                    throw shallow();
                }
                Optional<RevCommit> before = before(walk, at, path, file, which);
                if (before.isEmpty()) {
                    return commit(at);
                }
                at = before.get();
            }
        } catch (MissingObjectException missing) {
            throw new GitRefused("the history is not whole in this repository", missing);
        }
    }

    private Optional<RevCommit> before(RevWalk walk, RevCommit at, String path, ObjectId file, Parents which)
            throws IOException {
        List<RevCommit> parents = Arrays.asList(at.getParents());
        for (RevCommit parent : which == Parents.FIRST && !parents.isEmpty() ? parents.subList(0, 1) : parents) {
            RevCommit parsed = walk.parseCommit(parent);
            if (blob(parsed, path).equals(Optional.of(file))) {
                return Optional.of(parsed);
            }
        }
        return Optional.empty();
    }

    private Optional<ObjectId> blob(RevCommit commit, String path) throws IOException {
        try (TreeWalk found = TreeWalk.forPath(reader, path, commit.getTree())) {
            return Optional.ofNullable(found).map(walk -> walk.getObjectId(0));
        }
    }

    private static Commit commit(RevCommit commit) {
        Set<String> emails = new HashSet<>();
        for (PersonIdent person : List.of(commit.getAuthorIdent(), commit.getCommitterIdent())) {
            emails.add(person.getEmailAddress());
        }
        return new Commit(
                commit.name(),
                emails,
                Optional.ofNullable(commit.getRawGpgSignature()),
                withoutSignature(commit.getRawBuffer()));
    }

    /** A signature is of the commit without the signature: a header with the lines that go on with it. */
    private static byte[] withoutSignature(byte[] raw) {
        List<byte[]> kept = new ArrayList<>();
        int at = 0;
        boolean header = true;
        boolean skipping = false;
        while (at < raw.length) {
            int end = at;
            while (end < raw.length && raw[end] != '\n') {
                end++;
            }
            end = Math.min(raw.length, end + 1);
            boolean goesOn = raw[at] == ' ';
            skipping = header && (goesOn ? skipping : startsWith(raw, at, SIGNATURE));
            header &= raw[at] != '\n';
            if (!skipping) {
                kept.add(Arrays.copyOfRange(raw, at, end));
            }
            at = end;
        }
        int length = kept.stream().mapToInt(line -> line.length).sum();
        byte[] all = new byte[length];
        int to = 0;
        for (byte[] line : kept) {
            System.arraycopy(line, 0, all, to, line.length);
            to += line.length;
        }
        return all;
    }

    private static boolean startsWith(byte[] raw, int at, byte[] wanted) {
        return at + wanted.length <= raw.length
                && Arrays.equals(Arrays.copyOfRange(raw, at, at + wanted.length), wanted);
    }
}
