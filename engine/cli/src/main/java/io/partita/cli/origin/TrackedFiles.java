package io.partita.cli.origin;

import io.partita.core.file.RegularFile;
import io.partita.core.store.Tracking;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.util.FS;

/**
 * What Git tracks, as the index says. Nothing of a repository is asked but this one file: no configuration, so no
 * program that it names. Every repository around the folder counts, also one that Git would not choose.
 */
public final class TrackedFiles implements Tracking {

    private static final String REPOSITORY = ".git";
    private static final String POINTER = "gitdir:";
    private static final long LONGEST_POINTER = 1 << 16;
    private static final long LARGEST_INDEX = 1L << 30;

    /** The four letters {@code DIRC}, and the version: as Git documents it in {@code gitformat-index}. */
    private static final int HEAD = 8;

    private static final long LARGEST_QUICK = 16L << 20;
    private static final int ASCII = 0x80;
    private static final int MAGIC = 0x44495243;
    private static final int LAST_WHOLE = 3;

    @Override
    public Optional<String> beneath(Path folder) throws IOException {
        Path real = folder.toRealPath();
        for (Path tree = real.getParent(); tree != null; tree = tree.getParent()) {
            Optional<Path> index = index(tree);
            if (index.isPresent()) {
                String prefix = Checkout.slashed(tree.relativize(real)) + "/";
                Optional<String> found = beneath(index.get(), prefix);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The index of the working tree that begins there. A file {@code .git} says where the repository of a worktree is.
     */
    private static Optional<Path> index(Path tree) throws IOException {
        Path entry = tree.resolve(REPOSITORY);
        if (!Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Path repository = Files.isRegularFile(entry) ? pointed(tree, entry) : entry;
        return Optional.of(repository.resolve("index")).filter(Files::exists);
    }

    private static Path pointed(Path tree, Path entry) throws IOException {
        String text = new String(RegularFile.read(entry, LONGEST_POINTER), StandardCharsets.UTF_8);
        try {
            return text.startsWith(POINTER)
                    ? tree.resolve(text.substring(POINTER.length()).strip())
                    : entry;
        } catch (InvalidPathException noPath) {
            throw new GitRefused(entry + " names no path", noPath);
        }
    }

    private static Optional<String> beneath(Path index, String prefix) throws IOException {
        if (isSurelyNotIn(index, last(prefix))) {
            return Optional.empty();
        }
        WithoutSettings.install();
        try {
            DirCache cache = DirCache.read(index.toFile(), FS.DETECTED);
            for (int number = 0; number < cache.getEntryCount(); number++) {
                String path = cache.getEntry(number).getPathString();
                if (startsWith(path, prefix)) {
                    return Optional.of(path);
                }
            }
            return Optional.empty();
        } catch (IOException | RuntimeException unknownForm) {
            return inAnyForm(index, last(prefix), LARGEST_INDEX).map(found -> prefix);
        }
    }

    /**
     * Whether a folder's name is nowhere in an index in which every path stands in full: that is found out without JGit,
     * which costs a tenth of a second to be loaded. Where it is not sure, for whatever reason, JGit is asked.
     */
    private static boolean isSurelyNotIn(Path index, String folder) {
        try {
            return isPlain(folder)
                    && isWhole(index)
                    && inAnyForm(index, folder, LARGEST_QUICK).isEmpty();
        } catch (IOException notSure) {
            return false;
        }
    }

    /** From version 4 on, a path is the difference to the one before it. */
    private static boolean isWhole(Path index) throws IOException {
        try (InputStream in = RegularFile.open(index, LARGEST_INDEX)) {
            ByteBuffer head = ByteBuffer.wrap(in.readNBytes(HEAD));
            return head.remaining() == HEAD && head.getInt() == MAGIC && head.getInt() <= LAST_WHOLE;
        }
    }

    /** Whether no other letters are taken for those of a name, whatever their case: a k and an s have such. */
    private static boolean isPlain(String name) {
        return name.chars().allMatch(letter -> letter < ASCII && "kKsS".indexOf(letter) < 0);
    }

    /**
     * An index that is split, sparse or of another kind of hash is looked through for the name as it stands in every
     * form: rather too much is found than too little.
     */
    private static Optional<Path> inAnyForm(Path index, String folder, long largest) throws IOException {
        String name = bytewise(folder.getBytes(StandardCharsets.UTF_8));
        try (var files = Files.newDirectoryStream(index.getParent(), "{index,sharedindex.*}")) {
            for (Path file : files) {
                if (bytewise(RegularFile.read(file, largest)).contains(name)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    /** The last folder of a path, with its slash. */
    private static String last(String prefix) {
        return prefix.substring(prefix.lastIndexOf('/', prefix.length() - 2) + 1);
    }

    private static String bytewise(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    /** File systems that do not tell cases apart give the same file for another spelling. */
    private static boolean startsWith(String path, String prefix) {
        return path.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
