package io.partita.core.statefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.state.JournalEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every byte of every file, flipped or cut off. */
class DamagedBytesTest {

    @TempDir
    Path parent;

    private Written state;
    private byte[] journal;
    private byte[] head;

    @BeforeEach
    void write() throws IOException {
        state = new Written(parent.resolve(".partita")).with(3);
        journal = state.bytes(state.journal());
        head = state.bytes(state.state());
    }

    /**
     * Everything that opens a folder reads it the same way; that it does is looked at for some of the thousands of
     * places.
     */
    private Diagnostic said(int place) {
        if (place % 97 == 0) {
            return state.assertRefused("at " + place);
        }
        List<Diagnostic> said = state.folder().read().diagnostics();
        assertThat(said).as("at " + place).hasSize(1);
        return said.get(0);
    }

    private int lineOf(int at) {
        int line = 1;
        for (int i = 0; i < at; i++) {
            line += journal[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    @Test
    void aFlippedBitOfTheJournalIsNamedWithItsLineBytesAndEntry() throws IOException {
        for (int at = 0; at < journal.length; at++) {
            byte[] flipped = journal.clone();
            flipped[at] ^= (byte) (1 << (at % 8));
            Files.write(state.journal(), flipped);

            Diagnostic said = said(at);

            int line = lineOf(at);
            assertThat(said.code()).isEqualTo("journal-damaged");
            assertThat(Written.file(said)).isEqualTo(".partita/journal.ndjson");
            assertThat(Written.line(said)).as("byte " + at).isEqualTo(line);
            assertThat(said.detail()).contains("entry " + line + ", bytes ");
            if (at % 7 == 0) {
                assertThat(state.folder().salvage().entries()).as("byte " + at).hasSize(line - 1);
            }
        }
        Files.write(state.journal(), journal);
        assertThat(state.folder().read().isPresent()).isTrue();
    }

    @Test
    void whatADamagedLineSeemsToSayIsTold() throws IOException {
        String text = Files.readString(state.journal());
        Files.writeString(state.journal(), text.replace("isolate/participant2", "isolate/participant3"));

        Diagnostic said = state.assertRefused("a changed step");

        assertThat(Written.line(said)).isEqualTo(2);
        int from = text.indexOf('\n') + 1;
        assertThat(said.detail())
                .contains("bytes " + from + " to " + text.indexOf('\n', from))
                .contains("step-intended isolate/participant3, interlock-opened");
        assertThat(said.hint()).contains("backup");
        assertThat(said.next()).containsExactly(NextCommand.stateRebuild());
    }

    @Test
    void aFlippedBitOfTheHeadIsFound() throws IOException {
        for (int at = 0; at < head.length; at++) {
            byte[] flipped = head.clone();
            flipped[at] ^= (byte) (1 << (at % 8));
            Files.write(state.state(), flipped);

            Diagnostic said = said(at);

            assertThat(Written.file(said)).startsWith(".partita/");
        }
    }

    @Test
    void aCutJournalIsFoundAtEveryLength() throws IOException {
        for (int length = 0; length < journal.length; length++) {
            Files.write(state.journal(), Arrays.copyOf(journal, length));

            Diagnostic said = said(length);

            assertThat(said.code()).isIn("journal-damaged", "journal-older-than-state", "journal-missing");
            assertThat(Written.file(said)).isEqualTo(".partita/journal.ndjson");
        }
    }

    @Test
    void aCutHeadIsFoundAtEveryLength() throws IOException {
        for (int length = 0; length < head.length; length++) {
            Files.write(state.state(), Arrays.copyOf(head, length));

            assertThat(Written.file(said(length))).startsWith(".partita/state.json");
        }
    }

    @Test
    void aLineTakenOutOrTwiceOrExchangedIsNamed() throws IOException {
        List<String> lines = Files.readAllLines(state.journal());
        for (int line = 0; line < lines.size() - 1; line++) {
            List<String> without = new java.util.ArrayList<>(lines);
            without.remove(line);
            Files.write(state.journal(), without);
            assertThat(Written.line(state.assertRefused("without " + line))).isEqualTo(line + 1);

            List<String> twice = new java.util.ArrayList<>(lines);
            twice.add(line, lines.get(line));
            Files.write(state.journal(), twice);
            assertThat(Written.line(state.assertRefused("twice " + line))).isEqualTo(line + 2);

            List<String> exchanged = new java.util.ArrayList<>(lines);
            java.util.Collections.swap(exchanged, line, line + 1);
            Files.write(state.journal(), exchanged);
            assertThat(Written.line(state.assertRefused("exchanged " + line))).isEqualTo(line + 1);
        }
    }

    // ---- the torn last line, and only that ----

    /**
     * The folder as a crash leaves it while it writes one more entry: so many bytes of the new line, and the head of
     * before.
     *
     * @return the sound journal with the whole new line
     */
    private byte[] crashed(int bytesOfTheLine) throws IOException {
        state.more();
        byte[] whole = state.bytes(state.journal());
        Files.write(state.state(), head);
        Files.write(state.journal(), Arrays.copyOf(whole, journal.length + bytesOfTheLine));
        return whole;
    }

    @Test
    void aLineCutByACrashIsDroppedAtEveryLength() throws IOException {
        byte[] whole = crashed(1);
        for (int length = journal.length + 1; length < whole.length; length++) {
            Files.write(state.journal(), Arrays.copyOf(whole, length));
            assertThat(state.folder().read().value().entries())
                    .as("length " + length)
                    .hasSize(3);
        }
        assertThat(StateCheck.verify(state.folder()))
                .extracting(Diagnostic::code)
                .startsWith("state-intact", "journal-torn");

        state.open().close();

        assertThat(state.folder().read().value().entries().get(3).events())
                .containsExactly(new JournalEvent.TornLineDropped(whole.length - 1 - journal.length));
    }

    @Test
    void aLineOfWhichSomeBytesNeverReachedTheDiskIsTornToo() throws IOException {
        byte[] whole = crashed(1);
        byte[] holes = Arrays.copyOf(whole, whole.length);
        Arrays.fill(holes, journal.length + 9, whole.length, (byte) 0);
        Files.write(state.journal(), holes);

        assertThat(state.folder().read().value().entries()).hasSize(3);

        Arrays.fill(holes, journal.length, whole.length, (byte) 0);
        Files.write(state.journal(), holes);
        assertThat(state.folder().read().value().entries()).hasSize(3);
    }

    @Test
    void aWholeLastLineThatWasChangedIsNoTornLine() throws IOException {
        byte[] whole = crashed(1);
        for (int at = journal.length; at < whole.length - 1; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            Files.write(state.journal(), flipped);

            assertThat(Written.line(said(at))).isEqualTo(4);
        }
    }

    @Test
    void somethingElseAtTheEndIsNoTornLine() throws IOException {
        for (String foreign : List.of("x", "{\"sequence\":5", "\n", "{\"sequence\":4,\"time\":\"x\n", "hello\0\0")) {
            Files.write(state.journal(), journal);
            Files.writeString(state.journal(), foreign, java.nio.file.StandardOpenOption.APPEND);

            assertThat(Written.line(state.assertRefused(foreign))).isEqualTo(4);
        }
    }

    @Test
    void aTornLineAfterAnEntryThatTheHeadDoesNotKnowIsNoCrash() throws IOException {
        byte[] whole = crashed(1);
        byte[] torn = Arrays.copyOf(whole, whole.length + 5);
        System.arraycopy("{\"seq".getBytes(java.nio.charset.StandardCharsets.UTF_8), 0, torn, whole.length, 5);
        Files.write(state.journal(), torn);

        assertThat(Written.line(state.assertRefused("two at once"))).isEqualTo(5);
    }
}
