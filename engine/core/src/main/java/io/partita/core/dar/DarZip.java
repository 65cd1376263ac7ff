package io.partita.core.dar;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The frame of a DAR: a zip whose manifest names the archive that it was built for, and all archives. Whether what the
 * manifest names is there, and what an archive holds, is for the reader to judge.
 */
public final class DarZip {

    /** The entry that names the archives. */
    public static final String MANIFEST = "META-INF/MANIFEST.MF";

    /** The attribute that names the main archive. */
    public static final String MAIN = "Main-Dalf";

    /** The attribute that names all archives. */
    public static final String ALL = "Dalfs";

    private static final String ARCHIVE = ".dalf";
    private static final int BUFFER = 64 * 1024;

    private final Set<String> entries;
    private final Optional<Attributes> manifest;
    private final Map<String, byte[]> archives;

    private DarZip(Set<String> entries, Optional<Attributes> manifest, Map<String, byte[]> archives) {
        this.entries = entries;
        this.manifest = manifest;
        this.archives = archives;
    }

    /** The zip unpacks to more bytes than its reader wants to see: it is a trap. */
    public static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;

        TooLarge(long most) {
            super("it unpacks to more than " + (most >> 20) + " MiB");
        }
    }

    /**
     * Unpacks a DAR.
     *
     * @param most bytes to unpack
     * @throws TooLarge when there are more
     * @throws IOException when the bytes are a damaged zip; bytes that are no zip at all have no entries
     */
    public static DarZip read(InputStream bytes, long most) throws IOException {
        Set<String> entries = new LinkedHashSet<>();
        Map<String, byte[]> archives = new HashMap<>();
        Optional<Attributes> manifest = Optional.empty();
        try (ZipInputStream zip = new ZipInputStream(bytes)) {
            long room = most;
            for (ZipEntry entry = next(zip); entry != null; entry = next(zip)) {
                String name = entry.getName();
                entries.add(name);
                if (name.endsWith(ARCHIVE) || name.equals(MANIFEST)) {
                    byte[] content = zip.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, room + 1));
                    room -= content.length;
                    if (name.equals(MANIFEST)) {
                        manifest = Optional.of(new Manifest(new ByteArrayInputStream(content)).getMainAttributes());
                    } else {
                        archives.put(name, content);
                    }
                } else {
                    room -= skipped(zip, room);
                }
                if (room < 0) {
                    throw new TooLarge(most);
                }
            }
        }
        return new DarZip(entries, manifest, archives);
    }

    /** Some versions of Java let through what their decoder throws. */
    private static ZipEntry next(ZipInputStream zip) throws IOException {
        try {
            return zip.getNextEntry();
        } catch (IllegalArgumentException undecodable) {
            throw new IOException("a name in it is not text in UTF-8", undecodable);
        }
    }

    private static long skipped(InputStream zip, long room) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long skipped = 0;
        for (int n = zip.read(buffer); n >= 0 && skipped <= room; n = zip.read(buffer)) {
            skipped += n;
        }
        return skipped;
    }

    /** The names of everything in the zip, in its order. */
    public Set<String> entries() {
        return Collections.unmodifiableSet(entries);
    }

    /** Whether there is a manifest. */
    public boolean hasManifest() {
        return manifest.isPresent();
    }

    /** The name of the archive that the DAR was built for; empty when the manifest does not say. */
    public Optional<String> main() {
        return attribute(MAIN);
    }

    /** The names of all archives, in the order of the manifest; empty when it does not say. */
    public Optional<List<String>> all() {
        return attribute(ALL)
                .map(names -> Arrays.stream(names.split(",")).map(String::strip).toList());
    }

    /** The bytes of an archive; empty when it is not in the zip. */
    public Optional<byte[]> archive(String name) {
        return Optional.ofNullable(archives.get(name));
    }

    private Optional<String> attribute(String name) {
        return manifest.map(attributes -> attributes.getValue(name))
                .filter(value -> !value.isBlank())
                .map(String::strip);
    }
}
