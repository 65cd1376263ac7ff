package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On a library that is signed, and on one that is not. */
class UnsignedJarsTest {

    @TempDir
    Path folder;

    private Path signed;
    private Path provider;
    private Path plain;

    @BeforeEach
    void copyLibraries() throws Exception {
        signed = Files.copy(of(PKCS8EncryptedPrivateKeyInfo.class), folder.resolve("signed.jar"));
        provider = Files.copy(of(BouncyCastleProvider.class), folder.resolve("provider.jar"));
        plain = Files.copy(of(CommandLine.class), folder.resolve("plain.jar"));
    }

    private static Path of(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void aSignedLibraryLosesItsSignatureAndNothingElse() throws IOException {
        Files.setPosixFilePermissions(signed, PosixFilePermissions.fromString("rw-r--r--"));
        Set<String> before = names(signed);
        Manifest manifest = manifest(signed);

        unsign();

        assertThat(UnsignedJars.isSigned(signed)).isFalse();
        Set<String> lost = new TreeSet<>(before);
        lost.removeAll(names(signed));
        assertThat(lost).isNotEmpty().allMatch(name -> name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)"));
        assertThat(names(signed)).isSubsetOf(before);
        assertThat(manifest(signed).getMainAttributes()).isEqualTo(manifest.getMainAttributes());
        assertThat(manifest(signed).getEntries().values())
                .allSatisfy(attributes -> assertThat(attributes.keySet())
                        .noneMatch(name -> name.toString().endsWith("-Digest")));
        assertThat(Files.getPosixFilePermissions(signed)).isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(folder).isDirectoryNotContaining("glob:**/unsigned*");
    }

    private void unsign() throws IOException {
        UnsignedJars.main(
                new String[] {folder.toString(), folder.resolve("copies").toString()});
    }

    /** Some Javas take ciphers from nothing else. */
    @Test
    void aSignedProviderIsKeptBesideTheOneWithoutSignature() throws IOException {
        byte[] before = Files.readAllBytes(provider);

        unsign();

        assertThat(UnsignedJars.isSigned(provider)).isFalse();
        assertThat(folder.resolve("copies")).isDirectoryContaining("glob:**/provider.jar");
        assertThat(folder.resolve("copies/provider.jar")).hasBinaryContent(before);
        assertThat(folder.resolve("copies/signed.jar")).doesNotExist();
    }

    @Test
    void whatItHoldsStaysAsItWas() throws IOException {
        Path unsigned = folder.resolve("unsigned.jar");

        UnsignedJars.write(signed, unsigned);

        try (JarFile from = new JarFile(signed.toFile());
                JarFile to = new JarFile(unsigned.toFile())) {
            assertThat(to.stream().filter(entry -> !entry.getName().equals(JarFile.MANIFEST_NAME)))
                    .isNotEmpty()
                    .allSatisfy(entry -> assertThat(to.getInputStream(entry))
                            .hasSameContentAs(from.getInputStream(from.getJarEntry(entry.getName()))));
        }
    }

    @Test
    void aLibraryThatIsNotSignedIsNotTouched() throws IOException {
        Object file = Files.getAttribute(plain, "unix:ino");

        unsign();

        assertThat(Files.getAttribute(plain, "unix:ino")).isEqualTo(file);
    }

    private static Set<String> names(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(entry -> entry.getName()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Manifest manifest(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest();
        }
    }
}
