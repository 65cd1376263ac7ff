package io.partita.core.statefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.store.LockAttempt;
import io.partita.core.store.OpenState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are gone, of another kind, links, and open to others. */
class FolderShapeTest {

    @TempDir
    Path parent;

    private Written written() {
        return new Written(parent.resolve(".partita")).with(3);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aDeletedJournal() throws IOException {
        Written state = written();
        Files.delete(state.journal());

        assertThat(state.assertRefused("no journal").code()).isEqualTo("journal-missing");
        assertThat(state.folder().salvage().entries()).isEmpty();
    }

    @Test
    void aDeletedHead() throws IOException {
        Written state = written();
        Files.delete(state.state());

        assertThat(state.assertRefused("no state.json").code()).isEqualTo("state-missing");
        assertThat(state.folder().salvage().state().interlocks()).hasSize(1);
    }

    @Test
    void bothDeletedIsNoFreshFolder() throws IOException {
        Written state = written();
        Files.delete(state.journal());
        Files.delete(state.state());

        Diagnostic said = state.assertRefused("emptied");

        assertThat(said.code()).isEqualTo("state-emptied");
        assertThat(said.summary()).contains(".partita/runs");
    }

    @Test
    void aFileOrALinkInPlaceOfTheFolder() throws IOException {
        Written state = new Written(parent.resolve(".partita"));
        Files.writeString(state.path, "");
        assertThat(state.assertRefused("a file").code()).isEqualTo("state-not-a-folder");

        Files.delete(state.path);
        Path elsewhere = new Written(parent.resolve("elsewhere/.partita")).with(3).path;
        Files.createSymbolicLink(state.path, elsewhere);
        assertThat(state.assertRefused("a link").summary()).endsWith("is a link, not a folder");

        Files.delete(state.path);
        Files.createSymbolicLink(state.path, parent.resolve("nowhere"));
        assertThat(state.assertRefused("a broken link").code()).isEqualTo("state-not-a-folder");
        assertThat(parent.resolve("nowhere")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"state.json", "journal.ndjson"})
    void aFolderOrALinkInPlaceOfAFile(String name) throws IOException {
        Written state = written();
        Path file = state.path.resolve(name);
        Path aside = parent.resolve("aside");
        Files.move(file, aside);
        Files.createSymbolicLink(file, aside);

        Diagnostic said = state.assertRefused("a link");
        assertThat(said.code()).isEqualTo("state-file-unusual");
        assertThat(said.summary()).isEqualTo(".partita/" + name + " is a link, not a file");

        Files.delete(file);
        Files.createDirectory(file);
        assertThat(state.assertRefused("a folder").summary())
                .isEqualTo(".partita/" + name + " is a folder, not a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acs", "runs"})
    void aFileOrALinkInPlaceOfAFolder(String name) throws IOException {
        Written state = written();
        Path folder = state.path.resolve(name);
        if (Files.exists(folder)) {
            delete(folder);
        }
        Files.createSymbolicLink(folder, Files.createDirectories(parent.resolve("stranger")));

        assertThat(state.assertRefused("a link").summary()).isEqualTo(".partita/" + name + " is a link, not a folder");
    }

    /** A run's folder that leads elsewhere, and a plan that has no last byte or that nobody may ever write. */
    @ParameterizedTest
    @ValueSource(strings = {"a folder", "a plan", "a pipe"})
    @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aRunThatIsKeptElsewhere(String kind) throws IOException, InterruptedException {
        Written state = written();
        Path run = state.path.resolve("runs").resolve(Written.RUN.id());
        Path plan = run.resolve("plan.json");
        delete(kind.equals("a folder") ? run : plan);
        switch (kind) {
            case "a folder" -> Files.createSymbolicLink(run, Files.createDirectory(parent.resolve("stranger")));
            case "a plan" -> Files.createSymbolicLink(plan, Path.of("/dev/zero"));
            default -> makePipe(plan);
        }

        Diagnostic said = state.assertRefused(kind);

        assertThat(said.code()).isEqualTo("state-file-unusual");
        assertThat(said.summary())
                .isEqualTo(
                        switch (kind) {
                            case "a folder" -> ".partita/runs/" + Written.RUN + " is a link, not a folder";
                            case "a plan" -> ".partita/runs/" + Written.RUN + "/plan.json is a link, not a file";
                            default ->
                                ".partita/runs/" + Written.RUN
                                        + "/plan.json is neither a file nor a folder, not a file";
                        });
        assertThat(state.folder().planText(Written.RUN).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("run-plan-missing");
    }

    /** Only its size is looked at: so much is never read into memory. */
    @ParameterizedTest
    @ValueSource(strings = {"state.json", "journal.ndjson"})
    void aFileOfAnImpossibleSize(String name) throws IOException {
        Written state = written();
        enlarge(state.path.resolve(name));

        Diagnostic said = state.assertRefused("a large file");

        assertThat(said.code()).isEqualTo("state-unreadable");
        assertThat(said.detail()).startsWith(name + ": it is larger than ").endsWith(" MiB");
        assertThat(state.folder().salvage().entries()).hasSize(name.equals("state.json") ? 3 : 0);
    }

    @Test
    void aPlanOfAnImpossibleSizeIsNotRead() throws IOException {
        Written state = written();
        enlarge(state.path.resolve("runs/" + Written.RUN + "/plan.json"));

        assertThat(state.folder().planText(Written.RUN).diagnostics())
                .singleElement()
                .satisfies(said -> assertThat(said.detail()).contains("plan.json: it is larger than 256 MiB"));
    }

    /** Without taking room on the disk. */
    private static void enlarge(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), 20L << 30);
        }
    }

    /** It is never opened: a pipe would be waited for without end, and this link has no last byte. */
    @ParameterizedTest
    @ValueSource(strings = {"a pipe", "a link", "a folder"})
    @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLockThatIsNoFile(String kind) throws IOException, InterruptedException {
        Written state = written();
        Path lock = state.path.resolve("lock");
        Files.deleteIfExists(lock);
        switch (kind) {
            case "a pipe" -> makePipe(lock);
            case "a link" -> Files.createSymbolicLink(lock, Path.of("/dev/zero"));
            default -> Files.createDirectory(lock);
        }

        Diagnostic said =
                state.folder().unlock("it is in the way").diagnostics().get(0);

        assertThat(said.code()).isEqualTo("state-file-unusual");
        assertThat(said.summary())
                .isEqualTo(".partita/lock is " + (kind.equals("a pipe") ? "neither a file nor a folder" : kind)
                        + ", not a file");
        assertThat(state.folder().read().diagnostics()).containsExactly(said);
        assertThat(state.folder().holder())
                .hasValueSatisfying(holder -> assertThat(holder.owner().user()).isEqualTo("unknown"));
        assertThat(state.folder().lock("apply"))
                .isInstanceOfSatisfying(
                        LockAttempt.Unusable.class,
                        unusable -> assertThat(unusable.diagnostics()).containsExactly(said));
        assertThat(Files.exists(lock, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    private static void makePipe(Path path) throws IOException, InterruptedException {
        Process made = new ProcessBuilder("mkfifo", path.toString()).start();
        assertThat(made.waitFor()).isZero();
    }

    /** "May not be looked at" is never "is not there": that would start afresh beside an open window. */
    @Test
    void whatCannotBeLookedAtIsNotAbsent() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");
        Written state = new Written(file.resolve(".partita"));

        assertThat(state.folder().read().diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("state-unreadable");
        assertThat(state.folder().lock("apply")).isInstanceOf(LockAttempt.Unusable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "acs", "runs", "state.json", "journal.ndjson"})
    void whatOthersMayReadIsNamed(String name) throws IOException {
        Path path = parent.resolve(".partita");
        try (OpenState state = Written.opened(FolderStore.at(path).lock("apply"))) {
            state.append(new io.partita.core.state.JournalEvent.RunStarted(Written.RUN, "ab".repeat(32), "ops"));
            state.savePlan(Written.RUN, "plan");
            assertThat(FolderStore.at(path).workspace().prepare(Written.RUN)).isEmpty();
        }
        assertThat(StateCheck.verify(FolderStore.at(path)))
                .extracting(Diagnostic::code)
                .containsExactly("state-intact");

        Path open = path.resolve(name).normalize();
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(StateCheck.verify(FolderStore.at(path)))
                .filteredOn(said -> said.code().equals("state-open-to-others"))
                .singleElement()
                .satisfies(said -> assertThat(said.summary()).startsWith(open.toString()));
    }
}
