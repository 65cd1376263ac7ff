package io.partita.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.state.JournalEvent;
import io.partita.core.statefile.FolderStore;
import io.partita.core.store.Lease;
import io.partita.core.store.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends StateStoreContract {

    @TempDir
    Path parent;

    private Path path() {
        return parent.resolve(".partita");
    }

    private Path journal() {
        return path().resolve("journal.ndjson");
    }

    @Override
    protected StateStore store() {
        return FolderStore.at(path());
    }

    /** Another process of this machine has written the lock, and has ended since. */
    @Override
    protected void ownerDies() throws IOException {
        Process ended = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(parent.resolve("ended.log").toFile())
                .start();
        try {
            assertThat(ended.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        Path lock = path().resolve("lock");
        String text = Files.readString(lock);
        String other = text.replace(String.valueOf(ProcessHandle.current().pid()), String.valueOf(ended.pid()));
        assertThat(other).isNotEqualTo(text);
        Files.writeString(lock, other);
    }

    @Override
    protected void damage() throws IOException {
        byte[] bytes = Files.readAllBytes(journal());
        String text = new String(bytes, StandardCharsets.UTF_8);
        bytes[text.indexOf('\n') + 40] ^= 1;
        Files.write(journal(), bytes);
    }

    @Override
    protected void loseEnd() throws IOException {
        List<String> lines = Files.readAllLines(journal());
        Files.writeString(journal(), String.join("\n", lines.subList(0, lines.size() - 1)) + "\n");
    }

    @Override
    protected void becomeUnknown() throws IOException {
        Path state = path().resolve("state.json");
        String text = Files.readString(state);
        String newer = text.replaceFirst("\"format\": \\d+", "\"format\": 99");
        assertThat(newer).isNotEqualTo(text);
        Files.writeString(state, newer);
    }

    /** Only a file can end in the middle of an entry. */
    @Test
    void anEntryCutByACrashIsDroppedAndThatIsRecorded() throws IOException {
        try (Lease lease = leased(store().lock("apply"))) {
            lease.append(lease.recording().state().headHash(), List.of(new JournalEvent.WaveStarted(RUN, 1)));
        }
        Files.writeString(journal(), "{\"sequence\":2,\"ti", StandardOpenOption.APPEND);

        assertThat(store().read().value().entries()).hasSize(1);
        try (Lease lease = leased(store().lock("apply"))) {
            assertThat(lease.recording().entries().get(1).events())
                    .containsExactly(new JournalEvent.TornLineDropped(17));
        }
    }

    /** It holds contracts and journals: nothing that belongs into version control. */
    @Test
    void versionControlIsToldToLeaveItAloneAlsoWhereTheFolderIsOlder() throws IOException {
        leased(store().lock("apply")).close();
        Path ignored = path().resolve(".gitignore");
        assertThat(ignored).hasContent("*");

        Files.delete(ignored);
        leased(store().lock("apply")).close();
        assertThat(ignored).hasContent("*");
    }
}
