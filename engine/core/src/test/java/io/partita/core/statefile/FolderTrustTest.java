package io.partita.core.statefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.state.JournalEvent;
import io.partita.core.store.LockAttempt;
import io.partita.core.store.OpenState;
import io.partita.core.store.Tracking;
import io.partita.core.store.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
class FolderTrustTest {

    @TempDir
    Path parent;

    private Path path;

    @BeforeEach
    void aStateOfThisUser() throws IOException {
        path = parent.resolve(".partita");
        try (OpenState state = Written.opened(FolderStore.at(path).lock("apply"))) {
            state.append(new JournalEvent.RunStarted(Written.RUN, "ab".repeat(32), "ops"));
            state.savePlan(Written.RUN, "plan");
            assertThat(FolderStore.at(path).workspace().prepare(Written.RUN)).isEmpty();
        }
        Files.writeString(path.resolve("acs/export.acs"), "contracts");
        mode("acs/export.acs", "rw-------");
        assertThat(FolderStore.at(path).doubts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        ".,                     rwxrwx---",
        ".,                     rwx----w-",
        "state.json,            rw--w----",
        "journal.ndjson,        rw-rw-rw-",
        "runs,                  rwxrwxr-x",
        "acs,                   rwxrwxrwt",
    })
    void whatOthersCanWriteIsRefused(String name, String mode) throws IOException {
        mode(".", "rwxr-xr-x");
        mode(name, mode.replace('t', 'x'));

        refusedEverywhere(FolderStore.at(path), "state-open-to-others");
    }

    @Test
    void aPlanThatOthersCanWriteIsRefused() throws IOException {
        mode(".", "rwxr-xr-x");
        mode("runs", "rwxr-xr-x");
        mode("runs/" + Written.RUN, "rwxr-xr-x");
        mode("runs/" + Written.RUN + "/plan.json", "rw-rw-r--");

        refusedEverywhere(FolderStore.at(path), "state-open-to-others");
    }

    @Test
    void contractsThatOthersCanReadAreRefused() throws IOException {
        mode(".", "rwxr-xr-x");
        mode("acs", "rwxr-xr-x");
        mode("acs/export.acs", "rw-r--r--");

        refusedEverywhere(FolderStore.at(path), "state-open-to-others");
    }

    @ParameterizedTest
    @CsvSource({"rwxrwxrwx,false", "rwxrwx---,false", "rwxr-x-w-,false", "rwxr-xr-x,true", "rwx------,true"})
    void contractsAreNotKeptWhereOthersCanWrite(String mode, boolean kept) throws IOException {
        Path exports = Files.createDirectory(path.resolveSibling("exports"));
        Files.setPosixFilePermissions(exports, PosixFilePermissions.fromString(mode));

        Checked<Workspace> workspace = FolderWorkspace.at(path).exportingTo(exports);

        assertThat(workspace.isPresent()).isEqualTo(kept);
        assertThat(workspace.diagnostics())
                .allSatisfy(why -> assertThat(why.code()).isEqualTo("exports-open-to-others"));
        assertThat(FolderWorkspace.at(path).exportingTo(path.resolve("new")).isPresent())
                .isTrue();
    }

    @Test
    void whatIsBehindAClosedFolderIsNotOpen() throws IOException {
        mode("runs/" + Written.RUN + "/plan.json", "rw-rw-rw-");
        mode("acs/export.acs", "rw-rw-rw-");

        assertThat(FolderStore.at(path).doubts()).noneMatch(Diagnostic::isError);
    }

    @Test
    void namesThatOthersCanReadAreAWarning() throws IOException {
        mode(".", "rwxr-xr-x");
        mode("state.json", "rw-r--r--");

        assertThat(FolderStore.at(path).doubts()).noneMatch(Diagnostic::isError).hasSize(2);
        Written.opened(FolderStore.at(path).lock("apply")).close();
    }

    /** As a lock that comes and goes, and files that are moved into place. */
    @Test
    void whatAnotherProcessTakesAwayMeanwhileIsNoDoubt() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> another = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                try {
                    Files.deleteIfExists(Files.createFile(path.resolve("lock")));
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
        });
        try {
            for (int look = 0; look < 2_000; look++) {
                assertThat(FolderStore.at(path).doubts()).isEmpty();
            }
        } finally {
            done.set(true);
        }
        another.get(1, TimeUnit.MINUTES);
    }

    @Test
    void whatBelongsToAnotherIsRefused() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give a file away");
        Path given = path.resolve("journal.ndjson");
        Files.setAttribute(given, "unix:uid", 54321);

        refusedEverywhere(FolderStore.at(path), "state-of-another");
    }

    @Test
    void whatIsTrackedIsRefused() {
        Tracking tracking = folder -> Optional.of("hosting/.partita/state.json");

        List<Diagnostic> said = refusedEverywhere(FolderStore.at(path).trackedBy(tracking), "state-tracked");
        assertThat(said.get(0).summary()).endsWith("tracked by Git: hosting/.partita/state.json");
        assertThat(said.get(0).hint()).contains("git rm -r --cached");
    }

    @Test
    void whatCannotBeToldIsRefused() {
        Tracking tracking = folder -> {
            throw new IOException("the index is cut");
        };

        refusedEverywhere(FolderStore.at(path).trackedBy(tracking), "state-tracking-unknown");
    }

    @Test
    void aFolderThatIsNotThereIsNotAsked() {
        Tracking tracking = folder -> {
            throw new IOException("it was asked");
        };

        assertThat(FolderStore.at(parent.resolve("none")).trackedBy(tracking).doubts())
                .isEmpty();
    }

    /** By every way to write, and by the look at it. */
    private static List<Diagnostic> refusedEverywhere(FolderStore store, String code) {
        List<Diagnostic> said =
                store.doubts().stream().filter(Diagnostic::isError).toList();
        assertThat(said).isNotEmpty().allSatisfy(each -> {
            assertThat(each.code()).isEqualTo(code);
            assertThat(each.kind()).isEqualTo(DiagnosticClass.REFUSED);
            assertThat(each.hint()).isNotEmpty();
        });
        assertThat(StateCheck.verify(store)).containsAll(said);
        assertThat(store.lock("apply")).isEqualTo(new LockAttempt.Unusable(said));
        assertThat(store.beginAfresh(new JournalEvent.StateRebuilt("me", "why", "", "", List.of())))
                .isEqualTo(new LockAttempt.Unusable(said));
        assertThat(store.unlock("why").diagnostics()).isEqualTo(said);
        return said;
    }

    private void mode(String name, String mode) throws IOException {
        Files.setPosixFilePermissions(path.resolve(name).normalize(), PosixFilePermissions.fromString(mode));
    }
}
