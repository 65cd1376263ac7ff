package io.partita.core.dar;

import io.partita.core.hash.Sha256;
import io.partita.core.model.PackageId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What a DAR file holds.
 *
 * @param sha256 of the file, lower-case hex
 * @param mainPackage the package that it was built for
 * @param packages the main package and all dependencies in it, sorted
 */
public record DarArchive(String sha256, PackageId mainPackage, SortedSet<PackageId> packages) {

    /** More unpacked bytes than this are not a DAR but a trap. */
    private static final long MOST_UNPACKED = 512L << 20;

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    public DarArchive {
        packages = Collections.unmodifiableSortedSet(new TreeSet<>(packages));
    }

    /**
     * Reads a DAR. Every package is hashed, so that the ids are those that a participant will compute.
     *
     * @throws IOException when the bytes are no DAR; the message says why, for people
     */
    public static DarArchive read(byte[] bytes) throws IOException {
        Optional<Manifest> manifest = Optional.empty();
        Map<String, PackageId> packages = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            long unpacked = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                boolean isPackage = entry.getName().endsWith(".dalf");
                if (!isPackage && !entry.getName().equals(MANIFEST)) {
                    continue;
                }
                byte[] content = zip.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, MOST_UNPACKED - unpacked + 1));
                unpacked += content.length;
                if (unpacked > MOST_UNPACKED) {
                    throw new IOException("it unpacks to more than " + (MOST_UNPACKED >> 20) + " MiB");
                }
                if (isPackage) {
                    packages.put(entry.getName(), DalfArchive.packageId(entry.getName(), content));
                } else {
                    manifest = Optional.of(new Manifest(new ByteArrayInputStream(content)));
                }
            }
        }
        return of(bytes, manifest.orElseThrow(() -> new IOException("it has no " + MANIFEST)), packages);
    }

    private static DarArchive of(byte[] bytes, Manifest manifest, Map<String, PackageId> packages) throws IOException {
        Attributes attributes = manifest.getMainAttributes();
        String main = attributes.getValue("Main-Dalf");
        if (main == null) {
            throw new IOException("its manifest names no Main-Dalf");
        }
        List<String> named = new ArrayList<>(List.of(main));
        String all = attributes.getValue("Dalfs");
        if (all != null) {
            for (String name : all.split(",")) {
                named.add(name.strip());
            }
        }
        SortedSet<PackageId> ids = new TreeSet<>();
        for (String name : named) {
            PackageId id = packages.get(name);
            if (id == null) {
                throw new IOException("its manifest names " + name + ", which is not in it");
            }
            ids.add(id);
        }
        return new DarArchive(Sha256.of(bytes), packages.get(main), ids);
    }
}
