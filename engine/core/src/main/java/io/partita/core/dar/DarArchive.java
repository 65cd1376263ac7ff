package io.partita.core.dar;

import io.partita.core.hash.Sha256;
import io.partita.core.model.PackageId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a DAR file holds.
 *
 * @param sha256 of the file, lower-case hex
 * @param mainPackage the package that it was built for
 * @param packages the main package and all dependencies in it, sorted
 */
public record DarArchive(String sha256, PackageId mainPackage, SortedSet<PackageId> packages) {

    /** No file of more bytes is read as a DAR; and never more than a part of this process's memory. */
    public static final long LARGEST_FILE =
            Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 4);

    /** More unpacked bytes than this are not a DAR but a trap. */
    private static final long MOST_UNPACKED = LARGEST_FILE;

    public DarArchive {
        packages = Collections.unmodifiableSortedSet(new TreeSet<>(packages));
    }

    /**
     * Reads a DAR. Every package is hashed, so that the ids are those that a participant will compute.
     *
     * @throws IOException when the bytes are no DAR; the message says why, for people
     */
    public static DarArchive read(byte[] bytes) throws IOException {
        DarZip zip = DarZip.read(new ByteArrayInputStream(bytes), MOST_UNPACKED);
        if (!zip.hasManifest()) {
            throw new IOException("it has no " + DarZip.MANIFEST);
        }
        String main = zip.main().orElseThrow(() -> new IOException("its manifest names no " + DarZip.MAIN));
        PackageId mainPackage = packageId(zip, main);
        SortedSet<PackageId> ids = new TreeSet<>(List.of(mainPackage));
        for (String name : zip.all().orElse(List.of())) {
            ids.add(packageId(zip, name));
        }
        return new DarArchive(Sha256.of(bytes), mainPackage, ids);
    }

    private static PackageId packageId(DarZip zip, String name) throws IOException {
        byte[] archive = zip.archive(name)
                .orElseThrow(() -> new IOException("its manifest names " + name + ", which is not in it"));
        return DalfArchive.packageId(name, archive);
    }
}
