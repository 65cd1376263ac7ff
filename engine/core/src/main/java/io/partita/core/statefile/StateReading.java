package io.partita.core.statefile;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a state folder and proves that nothing is missing or changed. {@code state.json} is replaced after every entry, so a crash leaves it at most one entry behind; the entry that it does not
 * know yet is taken when it is whole, and dropped when it is torn: whoever wrote it had not gone on.
 *
 * @param recording what the folder says
 * @param soundBytes length of the journal up to its last whole line
 * @param tornBytes what comes after that
 */
record StateReading(Recording recording, long soundBytes, int tornBytes) {

    static Checked<Optional<StateReading>> read(StateFiles files) {
        try {
            boolean state = Files.exists(files.state());
            boolean journal = Files.exists(files.journal());
            if (!state && !journal) {
                return Checked.of(Optional.empty());
            }
            if (!state) {
                return Checked.failed(Damage.stateMissing(files));
            }
            String text = new String(Files.readAllBytes(files.state()), StandardCharsets.UTF_8);
            byte[] lines = journal ? Files.readAllBytes(files.journal()) : new byte[0];
            return read(files, text, lines).map(Optional::of);
        } catch (IOException e) {
            return Checked.failed(Damage.unreadable(files, e));
        }
    }

    private static Checked<StateReading> read(StateFiles files, String stateText, byte[] journal) {
        StateText.Head head;
        try {
            head = StateText.read(stateText);
        } catch (Malformed e) {
            return Checked.failed(Damage.stateMalformed(files, e));
        }
        if (head.format() != StateText.FORMAT) {
            return Checked.failed(Damage.newerFormat(files, head.format()));
        }
        if (journal.length == 0 && head.revision() > 0) {
            return Checked.failed(Damage.journalMissing(files, head.revision()));
        }
        return new Chain(files, head, journal).read(stateText);
    }

    /** Follows the chain from its first line. */
    private static final class Chain {

        private final StateFiles files;
        private final StateText.Head head;
        private final byte[] journal;
        private final List<JournalEntry> entries = new ArrayList<>();
        private State state;
        private State atHead;
        private int at;

        Chain(StateFiles files, StateText.Head head, byte[] journal) {
            this.files = files;
            this.head = head;
            this.journal = journal;
            this.state = State.empty(head.lineage(), JournalText.genesis(head.lineage()));
            this.atHead = state;
        }

        Checked<StateReading> read(String stateText) {
            while (at < journal.length) {
                int end = endOfLine();
                boolean last = end + 1 >= journal.length;
                Optional<Diagnostic> damage = take(end);
                if (damage.isPresent()) {
                    if (last && entries.size() >= head.revision()) {
                        break;
                    }
                    return Checked.failed(damage.get());
                }
            }
            return judge(stateText);
        }

        private Optional<Diagnostic> take(int end) {
            long number = entries.size() + 1L;
            try {
                if (end == journal.length) {
                    throw new Malformed("it has no end");
                }
                String line = new String(journal, at, end - at, StandardCharsets.UTF_8);
                JournalEntry entry = JournalText.read(line, number, state.headHash());
                entries.add(entry);
                state = state.after(entry);
                if (number == head.revision()) {
                    atHead = state;
                }
                at = end + 1;
                return Optional.empty();
            } catch (Malformed e) {
                return Optional.of(Damage.line(files, number, e));
            }
        }

        private int endOfLine() {
            int end = at;
            while (end < journal.length && journal[end] != '\n') {
                end++;
            }
            return end;
        }

        private Checked<StateReading> judge(String stateText) {
            int read = entries.size();
            if (read < head.revision()) {
                return Checked.failed(Damage.truncated(files, read, head.revision()));
            }
            if (!atHead.headHash().equals(head.hash())) {
                return Checked.failed(Damage.foreign(files, Math.max(1, head.revision())));
            }
            if (read > head.revision() + 1) {
                return Checked.failed(Damage.stateOld(files, read, head.revision()));
            }
            String expected = StateText.write(atHead);
            if (!expected.equals(stateText)) {
                return Checked.failed(Damage.stateDiffers(files, firstDifferentLine(expected, stateText)));
            }
            return Checked.of(new StateReading(new Recording(state, entries), at, journal.length - at));
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
