package io.partita.core.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(30)
class ReplacementTest {

    private static final byte[] NEW = "song two".getBytes(UTF_8);

    /** More than what tells the kind of a file. */
    private static final String LONG = "party('Alice')\n".repeat(500) + "end";

    private static final Replacement.Kind SONG = new Replacement.Kind() {
        @Override
        public String title() {
            return "a song";
        }

        @Override
        public boolean begins(byte[] head) {
            return new String(head, UTF_8).startsWith("song");
        }
    };

    @TempDir
    Path home;

    @Test
    void aNewFileIsForItsOwner() throws IOException {
        Path file = home.resolve("new");

        Replacement.write(file, NEW, SONG);

        assertThat(file).hasBinaryContent(NEW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        nothingIsLeftBeside(file);
    }

    @Test
    void oneOfTheKindIsReplacedAndKeepsItsPermissions() throws IOException {
        Path file = Files.writeString(home.resolve("old"), "song one, which is longer");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

        Replacement.write(file, NEW, SONG);

        assertThat(file).hasBinaryContent(NEW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw-r--");
        nothingIsLeftBeside(file);
    }

    @Test
    void anEmptyFileHoldsNothingThatCouldBeLost() throws IOException {
        Path file = Files.createFile(home.resolve("made-by-mktemp"));

        Replacement.write(file, NEW, SONG);

        assertThat(file).hasBinaryContent(NEW);
    }

    @Test
    void whateverElseIsThereStays() throws IOException {
        Path file = Files.writeString(home.resolve("hosting.groovy"), "party('Alice')");

        assertThatThrownBy(() -> Replacement.write(file, NEW, SONG))
                .isInstanceOf(FileRefused.class)
                .hasMessage(file + ": it exists and is not a song");
        assertThat(file).hasContent("party('Alice')");
        nothingIsLeftBeside(file);
    }

    @Test
    void whatIsStillWhatWasReadIsExchangedAndKeepsItsPermissions() throws IOException {
        Path file = Files.writeString(home.resolve("hosting.groovy"), LONG);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

        Replacement.exchange(file, LONG.getBytes(UTF_8), NEW);

        assertThat(file).hasBinaryContent(NEW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw-r--");
        nothingIsLeftBeside(file);
    }

    @ParameterizedTest
    @MethodSource("edits")
    void anEditSinceTheReadingIsNotWrittenOver(String edited) throws IOException {
        Path file = Files.writeString(home.resolve("hosting.groovy"), edited);

        assertThatThrownBy(() -> Replacement.exchange(file, LONG.getBytes(UTF_8), NEW))
                .isInstanceOf(FileRefused.class)
                .hasMessage(file + ": it was changed since it was read");

        assertThat(file).hasContent(edited);
        nothingIsLeftBeside(file);
    }

    /** Behind everything else, at the end, truncated, and emptied. */
    static Stream<String> edits() {
        return Stream.of(LONG.replace("end", "eND"), LONG + "x", LONG.substring(0, 5000), "");
    }

    @Test
    void whatIsGoneOrALinkIsNotExchanged() throws IOException {
        byte[] read = LONG.getBytes(UTF_8);
        Path gone = home.resolve("gone.groovy");
        Path elsewhere = Files.writeString(home.resolve("elsewhere"), LONG);
        Path link = Files.createSymbolicLink(home.resolve("link.groovy"), elsewhere);

        assertThatThrownBy(() -> Replacement.exchange(gone, read, NEW)).isInstanceOf(FileRefused.class);
        assertThatThrownBy(() -> Replacement.exchange(link, read, NEW))
                .isInstanceOfSatisfying(
                        FileRefused.class, refused -> assertThat(refused.why()).isEqualTo(FileRefused.Why.LINK));

        assertThat(gone).doesNotExist();
        assertThat(link).isSymbolicLink();
        assertThat(elsewhere).hasContent(LONG);
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path target = Files.writeString(
                Files.createDirectories(home.resolve("shared")).resolve("song"), "song one");
        Files.createSymbolicLink(home.resolve("second"), Path.of("shared/song"));
        Path link = Files.createSymbolicLink(home.resolve("first"), Path.of("second"));

        Replacement.write(link, NEW, SONG);

        assertThat(link).isSymbolicLink();
        assertThat(home.resolve("second")).isSymbolicLink();
        assertThat(target).isRegularFile().hasBinaryContent(NEW);
    }

    @Test
    void aLinkThatLeadsNowhereMakesItsFile() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("first"), Path.of("made"));

        Replacement.write(link, NEW, SONG);

        assertThat(link).isSymbolicLink();
        assertThat(home.resolve("made")).hasBinaryContent(NEW);
    }

    @Test
    void whatALinkLeadsToIsJudgedAsWell() throws IOException {
        Path target = Files.writeString(home.resolve("world.json"), "{}");
        Path link = Files.createSymbolicLink(home.resolve("link"), target);
        Path folder = Files.createSymbolicLink(home.resolve("folder"), home);

        assertThatThrownBy(() -> Replacement.write(link, NEW, SONG)).isInstanceOf(FileRefused.class);
        assertThatThrownBy(() -> Replacement.write(folder, NEW, SONG))
                .hasMessage(folder + ": it is a folder, not a file");
        assertThat(target).hasContent("{}");
    }

    @Test
    void linksInACircleAreRefused() throws IOException {
        Files.createSymbolicLink(home.resolve("one"), Path.of("two"));
        Files.createSymbolicLink(home.resolve("two"), Path.of("one"));

        assertThatThrownBy(() -> Replacement.write(home.resolve("one"), NEW, SONG))
                .isInstanceOfSatisfying(
                        FileRefused.class, refused -> assertThat(refused.why()).isEqualTo(FileRefused.Why.LINK));
    }

    @Test
    void aPipeIsWrittenTo() throws Exception {
        Path pipe = home.resolve("pipe");
        FolderTest.pipe(pipe);
        CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readAllBytes(pipe);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });

        Replacement.write(pipe, NEW, SONG);

        assertThat(read.get()).isEqualTo(NEW);
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }

    @Test
    void aDeviceIsWrittenToAlsoThroughALink() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("null"), Path.of("/dev/null"));

        Replacement.write(link, NEW, SONG);
        Replacement.write(Path.of("/dev/null"), NEW, SONG);

        assertThat(link).isSymbolicLink();
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Replacement.write(home.resolve("missing/file"), NEW, SONG))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(home.resolve("missing").toString());
    }

    @Test
    void partitasOwnFilesAreReplacedWithoutALook() throws IOException {
        Path file = Files.writeString(home.resolve("state.json"), "damaged");

        Replacement.ofOwn(file, NEW);

        assertThat(file).hasBinaryContent(NEW);
        nothingIsLeftBeside(file);
    }

    private void nothingIsLeftBeside(Path file) throws IOException {
        try (Stream<Path> entries = Files.list(home)) {
            assertThat(entries).containsExactly(file);
        }
    }
}
