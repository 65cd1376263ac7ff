package io.partita.core.file;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Writes what partita makes for people where they asked for it. A regular file is replaced as a whole or not at all,
 * and only when it is of the kind that is written, or empty: whatever else is there was not made by partita and stays.
 * A link stays a link; the file that it leads to is replaced, beside itself. A device or a pipe is written to.
 *
 * <p>A file that somebody else puts there between the look at it and the replacement is lost.
 */
public final class Replacement {

    private static final int HEAD = 4096;
    private static final int LONGEST_CHAIN = 40;

    /** Of a temporary file, in characters: more of them, and what is put around them, might not fit the file system. */
    private static final int LONGEST_NAME = 50;

    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private Replacement() {}

    /** A kind of file that partita writes. */
    public interface Kind {

        /** With its article, for {@code "it exists and is not …"}: {@code "a plan of partita"}. */
        String title();

        /**
         * Whether a file that begins so is of this kind.
         *
         * @param head its first 4096 bytes, or all when it is shorter
         */
        boolean begins(byte[] head);
    }

    /**
     * Writes a file. A new one can be read by its owner only; one that is replaced keeps its permissions.
     *
     * @param file what was typed
     * @param kind what is written
     * @throws FileRefused when it is a folder, or there is something else than this kind
     * @throws NoSuchFileException when its folder does not exist
     */
    public static void write(Path file, byte[] content, Kind kind) throws IOException {
        Path place = place(file);
        requireReplaceable(file, place, kind);
        if (isStream(place)) {
            writeThrough(place, content);
            return;
        }
        whole(place, content, attributes(place).isPresent() ? permissions(place) : OWNER_ONLY, Look.NONE);
    }

    /**
     * Looks, before there is anything to write, whether {@link #write} would refuse what is there now.
     *
     * @throws FileRefused when it is a folder, or there is something else than this kind
     * @throws NoSuchFileException when its folder does not exist
     */
    public static void requireReplaceable(Path file, Kind kind) throws IOException {
        requireReplaceable(file, place(file), kind);
    }

    private static void requireReplaceable(Path file, Path place, Kind kind) throws IOException {
        Optional<BasicFileAttributes> there = attributes(place);
        if (there.isPresent() && there.get().isDirectory()) {
            throw FileRefused.folder(file);
        }
        if (there.isPresent() && !isStream(place)) {
            byte[] head = head(place, HEAD);
            if (head.length > 0 && !kind.begins(head)) {
                throw FileRefused.notOurs(file, kind.title());
            }
        }
    }

    /**
     * Replaces a regular file as a whole, over no link, when all of it still is what was read. It is compared when
     * the new content is on the disk, just before that takes its place. It keeps its permissions.
     *
     * @param before all bytes that were read
     * @throws FileRefused when it holds something else by now, is gone, or is no regular file
     * @throws NoSuchFileException when its folder does not exist
     */
    public static void exchange(Path file, byte[] before, byte[] content) throws IOException {
        Path typed = file.toAbsolutePath().normalize();
        Path place = typed.getParent().toRealPath().resolve(typed.getFileName());
        requireUnchanged(file, place, before);
        whole(place, content, permissions(place), () -> requireUnchanged(file, place, before));
    }

    private static void requireUnchanged(Path file, Path place, byte[] before) throws IOException {
        Optional<BasicFileAttributes> there = attributes(place);
        if (there.isPresent()) {
            Beneath.checkFile(there.get(), place);
        }
        if (there.isEmpty() || !Arrays.equals(before, head(place, before.length + 1))) {
            throw FileRefused.changed(file);
        }
    }

    /** A look at what is about to be replaced. */
    private interface Look {
        Look NONE = () -> {};

        /** @throws FileRefused when it has to stay */
        void look() throws IOException;
    }

    /**
     * Replaces a file of partita's own as a whole, or creates it, readable by its owner only; durable when it returns.
     * A link is replaced itself.
     */
    public static void ofOwn(Path file, byte[] content) throws IOException {
        whole(file.toAbsolutePath(), content, OWNER_ONLY, Look.NONE);
    }

    private static void whole(Path file, byte[] content, Set<PosixFilePermission> permissions, Look before)
            throws IOException {
        Path folder = file.getParent();
        if (!Files.isDirectory(folder)) {
            // Said of what was asked for, not of the temporary file beside it.
            throw new NoSuchFileException(folder.toString());
        }
        String name = file.getFileName().toString();
        String beginning = "." + name.substring(0, Math.min(LONGEST_NAME, name.length())) + ".";
        Path part = Files.createTempFile(
                folder, beginning, ".tmp", Durable.mode(folder, PosixFilePermissions.toString(OWNER_ONLY)));
        try {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                Durable.write(channel, content);
                channel.force(true);
            }
            if (!permissions.equals(OWNER_ONLY)) {
                Files.setPosixFilePermissions(part, permissions);
            }
            before.look();
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        Durable.force(folder);
    }

    private static void writeThrough(Path place, byte[] content) throws IOException {
        try (OutputStream out = stream(place)) {
            out.write(content);
        }
    }

    /**
     * What the process has open already is not opened again: a second descriptor of a file would write over what the
     * first one wrote.
     */
    private static OutputStream stream(Path place) throws IOException {
        if (isDescriptor(place, "1")) {
            return kept(FileDescriptor.out);
        }
        return isDescriptor(place, "2")
                ? kept(FileDescriptor.err)
                : Files.newOutputStream(place, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    private static boolean isDescriptor(Path place, String number) throws IOException {
        return isOfAProcess(place)
                && place.endsWith(number)
                && place.getParent().equals(Path.of("/proc/self/fd").toRealPath());
    }

    /** Not closed with the file: the process goes on writing there. */
    private static OutputStream kept(FileDescriptor descriptor) {
        FileOutputStream out = new FileOutputStream(descriptor);
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }
        };
    }

    /**
     * Where {@link #write} would put a file: where the links lead to, up to what is not there or is no link of a file
     * system. Absolute.
     *
     * @throws FileRefused when the links do not end
     * @throws NoSuchFileException when its folder does not exist
     */
    public static Path place(Path typed) throws IOException {
        Path here = typed.toAbsolutePath().normalize();
        for (int length = 0; length < LONGEST_CHAIN; length++) {
            Path folder = here.getParent();
            if (folder == null) {
                return here;
            }
            if (!Files.isDirectory(folder)) {
                throw new NoSuchFileException(folder.toString());
            }
            here = folder.toRealPath().resolve(here.getFileName());
            if (isOfAProcess(here) || !Files.isSymbolicLink(here)) {
                return here;
            }
            here = here.getParent().resolve(Files.readSymbolicLink(here));
        }
        throw FileRefused.circle(typed);
    }

    /**
     * Whether a place is a device, a pipe or an open stream of a process: what is written there is not kept under its
     * name.
     */
    public static boolean isStream(Path place) throws IOException {
        return isOfAProcess(place)
                || attributes(place)
                        .map(there -> !there.isRegularFile() && !there.isDirectory() && !there.isSymbolicLink())
                        .orElse(false);
    }

    /** Whether a place is the standard output of this process. */
    public static boolean isStandardOutput(Path place) throws IOException {
        return isDescriptor(place, "1");
    }

    /** {@code /dev/stdout} and {@code >(command)} end as names in {@code /proc/…/fd}: links in form only. */
    private static boolean isOfAProcess(Path place) {
        return place.startsWith("/proc");
    }

    private static Optional<BasicFileAttributes> attributes(Path place) throws IOException {
        try {
            return Optional.of(
                    isOfAProcess(place)
                            ? Files.readAttributes(place, BasicFileAttributes.class)
                            : Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private static byte[] head(Path place, int most) throws IOException {
        try (var in = Files.newInputStream(place, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(most);
        }
    }

    private static Set<PosixFilePermission> permissions(Path place) throws IOException {
        return Durable.isPosix(place) ? Files.getPosixFilePermissions(place, LinkOption.NOFOLLOW_LINKS) : OWNER_ONLY;
    }
}
