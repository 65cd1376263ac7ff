package io.partita.core.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.core.diagnostic.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(30)
class FolderTest {

    private static final long LIMIT = 1000;

    @TempDir
    Path home;

    private Path inner;
    private Folder folder;

    /** Both ways must refuse the same. */
    enum Way {
        AS_THE_FILE_SYSTEM_OFFERS {
            @Override
            byte[] read(Path folder, String relative) throws IOException {
                return Folder.of(folder).read(relative, LIMIT);
            }
        },
        BY_PATH {
            @Override
            byte[] read(Path folder, String relative) throws IOException {
                try (InputStream in = Channels.newInputStream(Beneath.byPath(folder, Path.of(relative)))) {
                    return in.readAllBytes();
                }
            }
        };

        abstract byte[] read(Path folder, String relative) throws IOException;
    }

    @BeforeEach
    void aFolderAndSomethingBesideIt() throws IOException {
        inner = Files.createDirectories(home.resolve("unit"));
        folder = Folder.of(inner);
        Files.createDirectories(inner.resolve("certs/deep"));
        Files.writeString(inner.resolve("certs/deep/ca.pem"), "inside");
        Files.createDirectories(home.resolve("other"));
        Files.writeString(home.resolve("other/ca.pem"), "outside");
    }

    @ParameterizedTest
    @EnumSource
    void readsAFileBeneath(Way way) throws IOException {
        assertThat(way.read(inner, "certs/deep/ca.pem")).asString(UTF_8).isEqualTo("inside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"./certs/deep/ca.pem", "certs/../certs/deep/ca.pem", "certs//deep/./ca.pem"})
    void readsPathsThatStayInside(String path) throws IOException {
        assertThat(folder.read(path, LIMIT)).asString(UTF_8).isEqualTo("inside");
    }

    @Test
    void followsALinkToTheFolderItself() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("current"), inner);

        assertThat(Folder.of(link).read("certs/deep/ca.pem", LIMIT)).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other/ca.pem", "certs/../../other/ca.pem", "..", "/etc/passwd"})
    void refusesPathsThatLeave(String path) {
        refused(FileRefused.Why.OUTSIDE, () -> folder.read(path, LIMIT));
    }

    @ParameterizedTest
    @EnumSource
    void refusesALinkToAFile(Way way) throws IOException {
        Files.createSymbolicLink(inner.resolve("ca.pem"), home.resolve("other/ca.pem"));

        refused(FileRefused.Why.LINK, () -> way.read(inner, "ca.pem"));
    }

    @ParameterizedTest
    @EnumSource
    void refusesALinkThatStaysInside(Way way) throws IOException {
        Files.createSymbolicLink(inner.resolve("ca.pem"), Path.of("certs/deep/ca.pem"));

        refused(FileRefused.Why.LINK, () -> way.read(inner, "ca.pem"));
    }

    @ParameterizedTest
    @EnumSource
    void refusesALinkOnTheWay(Way way) throws IOException {
        Files.createSymbolicLink(inner.resolve("certs/way"), home.resolve("other"));

        assertThatThrownBy(() -> way.read(inner, "certs/way/ca.pem"))
                .isInstanceOf(FileRefused.class)
                .hasMessage("certs/way: it is a link, and links are not followed here");
    }

    @ParameterizedTest
    @EnumSource
    void refusesLinksThatLeadNowhereOrInACircle(Way way) throws IOException {
        Files.createSymbolicLink(inner.resolve("nowhere"), Path.of("missing"));
        Files.createSymbolicLink(inner.resolve("one"), Path.of("two"));
        Files.createSymbolicLink(inner.resolve("two"), Path.of("one"));

        refused(FileRefused.Why.LINK, () -> way.read(inner, "nowhere"));
        refused(FileRefused.Why.LINK, () -> way.read(inner, "one"));
    }

    @ParameterizedTest
    @EnumSource
    void doesNotWaitForAPipe(Way way) throws Exception {
        pipe(inner.resolve("token"));

        refused(FileRefused.Why.NOT_REGULAR, () -> way.read(inner, "token"));
    }

    @ParameterizedTest
    @EnumSource
    void refusesAFolder(Way way) {
        refused(FileRefused.Why.FOLDER, () -> way.read(inner, "certs"));
        assertThatThrownBy(() -> way.read(inner, "certs/deep/ca.pem/x")).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @EnumSource
    void saysThatThereIsNone(Way way) {
        assertThatThrownBy(() -> way.read(inner, "missing")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> way.read(inner, "certs/missing/ca.pem")).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @CsvSource({"999, true", "1000, true", "1001, false", "100000, false"})
    void readsUpToTheLimit(int size, boolean fits) throws IOException {
        Files.write(inner.resolve("file"), new byte[size]);

        if (fits) {
            assertThat(folder.read("file", LIMIT)).hasSize(size);
        } else {
            refused(FileRefused.Why.TOO_LARGE, () -> folder.read("file", LIMIT));
        }
    }

    @Test
    void countsWhatIsSkippedAndReadByByte() throws IOException {
        Path file = Files.write(inner.resolve("file"), new byte[10]);

        try (InputStream in = folder.open("file", 10)) {
            Files.write(file, new byte[2], StandardOpenOption.APPEND);
            assertThat(in.skip(9)).isEqualTo(9);
            assertThat(in.read()).isZero();
            refused(FileRefused.Why.TOO_LARGE, in::read);
        }
    }

    @Test
    void readsHolesOnlyUpToTheLimit() throws IOException {
        try (var huge = new java.io.RandomAccessFile(inner.resolve("huge").toFile(), "rw")) {
            huge.setLength(1L << 40);
        }

        refused(FileRefused.Why.TOO_LARGE, () -> folder.read("huge", LIMIT));
        refused(FileRefused.Why.TOO_LARGE, () -> folder.open("huge", LIMIT));
        refused(FileRefused.Why.TOO_LARGE, () -> RegularFile.open(inner.resolve("huge"), LIMIT));
    }

    @Test
    void refusesWhatIsNoPath() {
        refused(FileRefused.Why.NAME, () -> folder.read("a\0b", LIMIT));
        refused(FileRefused.Why.FOLDER, () -> folder.read("", LIMIT));
        refused(FileRefused.Why.FOLDER, () -> folder.read(".", LIMIT));
    }

    @Test
    void namesOfAnyKindInOrder() throws IOException {
        Files.writeString(inner.resolve("b.groovy"), "");
        Files.writeString(inner.resolve("a\nb.groovy"), "text");
        Files.createSymbolicLink(inner.resolve("c.groovy"), Path.of("/proc/self/environ"));

        List<Path> names = folder.names(name -> name.endsWith(".groovy"), 10);

        assertThat(names).extracting(Path::toString).containsExactly("a\nb.groovy", "b.groovy", "c.groovy");
        assertThat(folder.read(names.get(0), LIMIT)).hasSize(4);
        assertThat(folder.names(name -> true, 2)).hasSize(2);
    }

    @Test
    void anAbsolutePathIsAPlaceOfTheOperator() throws IOException {
        Path data = Files.createDirectories(home.resolve("run/..data"));
        Files.writeString(data.resolve("token"), "mounted");
        Files.createSymbolicLink(home.resolve("run/token"), Path.of("..data/token"));

        assertThat(folder.readNamed(home.resolve("run/token").toString(), LIMIT))
                .asString(UTF_8)
                .isEqualTo("mounted");
        assertThat(folder.readNamed("certs/deep/ca.pem", LIMIT)).hasSize(6);
        refused(FileRefused.Why.OUTSIDE, () -> folder.readNamed("../run/token", LIMIT));
    }

    @Test
    void anAbsolutePathIsARegularFileAsWell() throws Exception {
        pipe(home.resolve("pipe"));
        Files.createSymbolicLink(home.resolve("to-pipe"), home.resolve("pipe"));

        refused(FileRefused.Why.NOT_REGULAR, () -> RegularFile.read(home.resolve("to-pipe"), LIMIT));
        refused(FileRefused.Why.NOT_REGULAR, () -> RegularFile.read(Path.of("/dev/zero"), LIMIT));
        refused(FileRefused.Why.FOLDER, () -> RegularFile.read(home, LIMIT));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void filesThatTellNoSizeAreReadUpToTheLimit() throws IOException {
        assertThat(RegularFile.read(Path.of("/proc/self/stat"), 1 << 16)).isNotEmpty();
        refused(FileRefused.Why.TOO_LARGE, () -> RegularFile.read(Path.of("/proc/self/stat"), 3));
    }

    @Test
    void saysWhatIsWrongAndWhatToDo() throws IOException {
        Files.createSymbolicLink(inner.resolve("ca.pem"), home.resolve("other/ca.pem"));

        assertThatThrownBy(() -> folder.read("ca.pem", LIMIT)).isInstanceOfSatisfying(FileRefused.class, refused -> {
            assertThat(FileTrouble.of(refused)).isEqualTo("ca.pem: it is a link, and links are not followed here");
            assertThat(refused.fix()).isEqualTo("Put the file itself where the link is.");
        });
    }

    private static void refused(FileRefused.Why why, org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        FileRefused.class, refused -> assertThat(refused.why()).isEqualTo(why));
    }

    static void pipe(Path path) throws Exception {
        Process made = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start();
        assertThat(made.waitFor(Duration.ofSeconds(10).toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
                .isTrue();
        assertThat(made.exitValue()).isZero();
    }
}
