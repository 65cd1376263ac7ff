package io.partita.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes the signatures out of the jars that the launcher starts: an archive of classes holds none of a signed jar, and
 * Java adds up every class of one when it loads it. See decision 0056.
 */
public final class UnsignedJars {

    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)|META-INF/SIG-[^/]+");
    private static final String DIGEST = "-DIGEST";

    /** A jar that has this holds implementations of ciphers, which the Java of some vendors takes only when signed. */
    private static final String PROVIDER = "META-INF/services/java.security.Provider";

    private UnsignedJars() {}

    /**
     * @param args the folder of the jars, which are replaced where they are signed, and one for the signed copies of
     *     those that hold a provider; it is made when there is one
     */
    public static void main(String[] args) throws IOException {
        Path signedCopies = Path.of(args[1]);
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(args[0]), "*.jar")) {
            for (Path jar : jars) {
                if (isSigned(jar)) {
                    keep(jar, signedCopies);
                    replace(jar);
                }
            }
        }
    }

    private static void keep(Path jar, Path signedCopies) throws IOException {
        try (ZipFile from = new ZipFile(jar.toFile())) {
            if (from.getEntry(PROVIDER) != null) {
                Files.createDirectories(signedCopies);
                Files.copy(jar, signedCopies.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void replace(Path jar) throws IOException {
        Path unsigned = Files.createTempFile(jar.getParent(), "unsigned", null);
        Files.setPosixFilePermissions(unsigned, Files.getPosixFilePermissions(jar));
        write(jar, unsigned);
        Files.move(unsigned, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether a jar has a signature, of whomever. */
    public static boolean isSigned(Path jar) throws IOException {
        try (ZipFile from = new ZipFile(jar.toFile())) {
            return from.stream().anyMatch(UnsignedJars::isSignature);
        }
    }

    /** Writes a jar without its signatures, and without what its manifest tells of single files for them. */
    public static void write(Path signed, Path unsigned) throws IOException {
        try (ZipFile from = new ZipFile(signed.toFile());
                OutputStream file = Files.newOutputStream(unsigned);
                ZipOutputStream to = new ZipOutputStream(file)) {
            for (ZipEntry entry : Collections.list(from.entries())) {
                if (!isSignature(entry)) {
                    ZipEntry kept = new ZipEntry(entry.getName());
                    kept.setTime(entry.getTime());
                    to.putNextEntry(kept);
                    try (InputStream in = from.getInputStream(entry)) {
                        copy(entry, in, to);
                    }
                }
            }
        }
    }

    private static boolean isSignature(ZipEntry entry) {
        return SIGNATURE.matcher(entry.getName().toUpperCase(Locale.ROOT)).matches();
    }

    private static void copy(ZipEntry entry, InputStream in, OutputStream to) throws IOException {
        if (entry.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME)) {
            withoutDigests(new Manifest(in)).write(to);
        } else {
            in.transferTo(to);
        }
    }

    private static Manifest withoutDigests(Manifest manifest) {
        for (Attributes attributes : List.copyOf(manifest.getEntries().values())) {
            attributes
                    .keySet()
                    .removeIf(name -> name.toString().toUpperCase(Locale.ROOT).endsWith(DIGEST));
        }
        manifest.getEntries().values().removeIf(Attributes::isEmpty);
        return manifest;
    }
}
