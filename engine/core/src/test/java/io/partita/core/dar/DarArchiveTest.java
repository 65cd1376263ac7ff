package io.partita.core.dar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.core.hash.Sha256;
import io.partita.core.model.PackageId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class DarArchiveTest {

    private static String id(String content) {
        return Sha256.of(content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] dalf(String content, String hash) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {8, 0});
        field(bytes, 3, content);
        field(bytes, 4, hash);
        return bytes.toByteArray();
    }

    private static void field(ByteArrayOutputStream bytes, int number, String content) {
        bytes.write(number << 3 | 2);
        bytes.write(content.length());
        bytes.writeBytes(content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] dar(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] manifest(String text) {
        return ("Manifest-Version: 1.0\n" + text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void mainPackageAndDependencies() throws IOException {
        byte[] bytes = dar(Map.of(
                "META-INF/MANIFEST.MF", manifest("Main-Dalf: main.dalf\nDalfs: main.dalf, base.dalf\n"),
                "main.dalf", dalf("main", id("main")),
                "base.dalf", dalf("base", id("base")),
                "readme.txt", new byte[] {1}));

        DarArchive dar = DarArchive.read(bytes);

        assertThat(dar.mainPackage()).isEqualTo(new PackageId(id("main")));
        assertThat(dar.packages()).containsExactlyInAnyOrder(new PackageId(id("main")), new PackageId(id("base")));
        assertThat(dar.sha256()).isEqualTo(Sha256.of(bytes));
    }

    @Test
    void aPackageWithAnotherHashIsRefused() throws IOException {
        byte[] bytes = dar(Map.of(
                "META-INF/MANIFEST.MF", manifest("Main-Dalf: main.dalf\n"), "main.dalf", dalf("main", id("other"))));

        assertThatThrownBy(() -> DarArchive.read(bytes))
                .isInstanceOf(IOException.class)
                .hasMessage("main.dalf does not have the hash that it names");
    }

    @Test
    void aNameThatIsNoTextIsADamagedZip() throws IOException {
        byte[] bytes = dar(Map.of("a?.txt", new byte[] {1}));
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = bytes[at] == '?' ? (byte) 0xFF : bytes[at];
        }

        assertThatThrownBy(() -> DarArchive.read(bytes)).isInstanceOf(IOException.class);
    }

    @Test
    void whatTheManifestNamesHasToBeThere() throws IOException {
        byte[] bytes = dar(Map.of("META-INF/MANIFEST.MF", manifest("Main-Dalf: main.dalf\n")));

        assertThatThrownBy(() -> DarArchive.read(bytes)).hasMessage("its manifest names main.dalf, which is not in it");
    }

    @Test
    void somethingElseIsNoDar() {
        assertThatThrownBy(() -> DarArchive.read(new byte[] {1, 2, 3})).hasMessage("it has no META-INF/MANIFEST.MF");
    }

    @Test
    void aDamagedPackageIsRefused() throws IOException {
        byte[] bytes = dar(
                Map.of("META-INF/MANIFEST.MF", manifest("Main-Dalf: main.dalf\n"), "main.dalf", new byte[] {26, 99}));

        assertThatThrownBy(() -> DarArchive.read(bytes)).hasMessage("main.dalf is damaged");
    }

    @Test
    void theFrameTellsWhatTheManifestNames() throws IOException {
        DarZip zip = DarZip.read(
                new ByteArrayInputStream(dar(Map.of(
                        "META-INF/MANIFEST.MF",
                        manifest("Main-Dalf: main.dalf\nDalfs: main.dalf, base.dalf\n"),
                        "main.dalf",
                        new byte[] {7}))),
                1000);

        assertThat(zip.entries()).containsExactlyInAnyOrder("META-INF/MANIFEST.MF", "main.dalf");
        assertThat(zip.main()).contains("main.dalf");
        assertThat(zip.all()).contains(List.of("main.dalf", "base.dalf"));
        assertThat(zip.archive("main.dalf")).contains(new byte[] {7});
        assertThat(zip.archive("base.dalf")).isEmpty();
    }

    @Test
    void whatUnpacksToTooMuchIsRefused() throws IOException {
        byte[] archive = dar(Map.of("main.dalf", new byte[2 << 20]));
        byte[] beside = dar(Map.of("readme.txt", new byte[2 << 20]));

        for (byte[] bytes : List.of(archive, beside)) {
            assertThatThrownBy(() -> DarZip.read(new ByteArrayInputStream(bytes), 1 << 20))
                    .isInstanceOf(DarZip.TooLarge.class)
                    .hasMessage("it unpacks to more than 1 MiB");
        }
    }
}
