package io.partita.core.statefile;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.file.FileRefused;
import io.partita.core.store.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a state folder and proves that nothing is missing or changed. {@code state.json} is replaced after every entry,
 * so a crash leaves it at most one entry behind; the entry that it does not know yet is taken when it is whole, and
 * dropped when it is torn: whoever wrote it had not gone on.
 *
 * @param recording what the folder says
 * @param soundBytes length of the journal up to its last whole line
 * @param tornBytes what comes after that
 */
record StateReading(Recording recording, long soundBytes, int tornBytes) {

    static Checked<Optional<StateReading>> read(StateFiles files) {
        try {
            Optional<Diagnostic> strange = FolderShape.strange(files);
            if (strange.isPresent()) {
                return Checked.failed(strange.get());
            }
            boolean state = FolderShape.exists(files.state());
            boolean journal = FolderShape.exists(files.journal());
            if (!state && !journal) {
                return FolderShape.leftover(files)
                        .map(left -> Checked.<Optional<StateReading>>failed(Damage.emptied(files, left)))
                        .orElseGet(() -> Checked.of(Optional.empty()));
            }
            if (!state) {
                return Checked.failed(Damage.stateMissing(files));
            }
            String text = new String(files.read(files.state()), StandardCharsets.UTF_8);
            byte[] lines = journal ? files.read(files.journal()) : new byte[0];
            return read(files, text, lines).map(Optional::of);
        } catch (IOException e) {
            return Checked.failed(Damage.unreadable(files, e));
        }
    }

    private static Checked<StateReading> read(StateFiles files, String stateText, byte[] journal) {
        Checked<StateText.Head> read = StateText.read(stateText);
        if (!read.isPresent()) {
            return Checked.failed(Damage.stateMalformed(files, read.diagnostics()));
        }
        StateText.Head head = read.value();
        if (head.format() != StateText.FORMAT) {
            return Checked.failed(Damage.newerFormat(files, head.format()));
        }
        if (journal.length == 0 && head.revision() > 0) {
            return Checked.failed(Damage.journalMissing(files, head.revision()));
        }
        return new Judgement(files, head, new JournalChain(head.lineage(), journal, head.revision())).of(stateText);
    }

    /**
     * What can still be read of a damaged folder: the entries from the first on that follow each other with right
     * hashes. Nothing may be done on it: later entries may be missing.
     *
     * @return without entries when not even the first is sound
     */
    static Recording salvage(StateFiles files) {
        try {
            if (FolderShape.strange(files).isPresent() || !FolderShape.exists(files.journal())) {
                return JournalLines.nothing();
            }
            byte[] journal = files.read(files.journal());
            Optional<String> genesis = genesis(journal);
            if (genesis.isEmpty()) {
                return JournalLines.nothing();
            }
            JournalChain chain = new JournalChain(lineage(files), genesis.get(), journal, Long.MAX_VALUE);
            chain.follow();
            return new Recording(chain.state(), chain.entries());
        } catch (IOException unreadable) {
            return JournalLines.nothing();
        }
    }

    private static String lineage(StateFiles files) throws IOException {
        if (!FolderShape.exists(files.state())) {
            return "";
        }
        try {
            return StateText.read(new String(files.read(files.state()), StandardCharsets.UTF_8))
                    .optional()
                    .map(StateText.Head::lineage)
                    .orElse("");
        } catch (FileRefused damaged) {
            return "";
        }
    }

    private static Optional<String> genesis(byte[] journal) {
        String text = new String(journal, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        return JournalText.previous(end < 0 ? text : text.substring(0, end));
    }

    /** Whether a chain and a head are what one writer left. */
    private record Judgement(StateFiles files, StateText.Head head, JournalChain chain) {

        Checked<StateReading> of(String stateText) {
            Optional<String> damage = chain.follow();
            int read = chain.entries().size();
            if (damage.isPresent() && !(read == head.revision() && chain.isTorn())) {
                return Checked.failed(Damage.line(
                        files,
                        read + 1L,
                        chain.begin(),
                        chain.endOfLine(),
                        JournalText.glimpse(chain.line()),
                        damage.get()));
            }
            if (read < head.revision()) {
                return Checked.failed(Damage.truncated(files, read, head.revision()));
            }
            if (!chain.atHead().hash().equals(head.hash())) {
                return Checked.failed(Damage.foreign(files, Math.max(1, head.revision())));
            }
            if (read > head.revision() + 1) {
                return Checked.failed(Damage.stateOld(files, read, head.revision()));
            }
            String expected = StateText.write(chain.atHead());
            if (!expected.equals(stateText)) {
                return Checked.failed(Damage.stateDiffers(files, firstDifferentLine(expected, stateText)));
            }
            Recording recording = new Recording(chain.state(), chain.entries());
            return Checked.of(new StateReading(recording, chain.begin(), chain.rest()));
        }

        private static int firstDifferentLine(String one, String other) {
            int line = 1;
            for (int i = 0; i < Math.min(one.length(), other.length()) && one.charAt(i) == other.charAt(i); i++) {
                if (one.charAt(i) == '\n') {
                    line++;
                }
            }
            return line;
        }
    }
}
