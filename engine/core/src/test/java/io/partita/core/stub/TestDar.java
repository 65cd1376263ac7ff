package io.partita.core.stub;

import io.partita.core.hash.Sha256;
import io.partita.core.model.PackageId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** DARs whose packages are short words. */
public final class TestDar {

    private TestDar() {}

    /** The id of the package that is this word. */
    public static PackageId id(String word) {
        return new PackageId(Sha256.of(word.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same words make the same bytes. @param words the main package first */
    public static byte[] of(String... words) {
        String all = Arrays.stream(words).map(word -> word + ".dalf").collect(Collectors.joining(", "));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            String manifest = "Manifest-Version: 1.0\nMain-Dalf: " + words[0] + ".dalf\nDalfs: " + all + "\n\n";
            entry(zip, "META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8));
            for (String word : words) {
                entry(zip, word + ".dalf", archive(word));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] archive(String word) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        field(bytes, 3, word);
        field(bytes, 4, id(word).id());
        return bytes.toByteArray();
    }

    private static void field(ByteArrayOutputStream bytes, int number, String content) {
        bytes.write(number << 3 | 2);
        bytes.write(content.length());
        bytes.writeBytes(content.getBytes(StandardCharsets.UTF_8));
    }
}
