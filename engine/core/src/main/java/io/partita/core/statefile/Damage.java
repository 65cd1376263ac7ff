package io.partita.core.statefile;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of a state folder that cannot be used. */
final class Damage {

    private static final String RESTORE =
            "Nothing was run. Restore the whole folder from its newest backup, or ask who changed it; never mend single files of it by hand. Without a backup rebuild it, which looks at the live topology first and says what it cannot know.";

    private static final int SHOWN = 3;

    private Damage() {}

    static Diagnostic stateMissing(StateFiles files) {
        return at(files, files.state(), 1, "state-missing", "the journal is there, but state.json is not")
                .because(
                        "state.json holds the lineage and the end of the journal; without it nobody can tell whether the journal is complete")
                .fix(RESTORE)
                .next(NextCommand.stateRebuild());
    }

    static Diagnostic emptied(StateFiles files, Path left) {
        return at(
                        files,
                        files.state(),
                        1,
                        "state-emptied",
                        "state.json and the journal are gone, but " + files.shown(left) + " is there")
                .because("it is only written after the first record, so something was recorded here and was deleted")
                .fix(RESTORE)
                .next(NextCommand.stateRebuild());
    }

    static Diagnostic notAFolder(StateFiles files, String what) {
        return Diagnostic.error("state-not-a-folder", files.folder() + " is " + what + ", not a folder")
                .because(
                        "partita keeps its state in a folder of its own; through a link two units could share one, or a stranger's repository could point it elsewhere")
                .fix("Put the folder itself there, or move what is there out of the way.")
                .next(NextCommand.stateVerify());
    }

    static Diagnostic unusual(StateFiles files, Path file, String what, String wanted) {
        return at(files, file, 1, "state-file-unusual", files.shown(file) + " is " + what + ", not " + wanted)
                .because("partita did not make it so, and does not follow it")
                .fix(RESTORE)
                .next(NextCommand.stateRebuild());
    }

    static Diagnostic stateMalformed(StateFiles files, List<Diagnostic> why) {
        int line = why.get(0).range().map(range -> range.start().line()).orElse(1);
        return at(files, files.state(), line, "state-damaged", "state.json cannot be read")
                .because(why(why))
                .fix(RESTORE)
                .next(NextCommand.stateRebuild());
    }

    static Diagnostic stateDiffers(StateFiles files, int line) {
        return at(files, files.state(), line, "state-damaged", "state.json does not say what follows from the journal")
                .because("everything in it is derived from the journal, so somebody or something changed it")
                .fix(RESTORE)
                .next(NextCommand.stateRebuild());
    }

    static Diagnostic newerFormat(StateFiles files, long format) {
        return at(
                        files,
                        files.state(),
                        1,
                        "state-format-unknown",
                        "state.json has format " + format + ", this release knows " + StateText.FORMAT)
                .because("it was written by another release of partita")
                .fix("Use the release that wrote it, or a newer one.");
    }

    static Diagnostic journalMissing(StateFiles files, long revision) {
        return at(
                        files,
                        files.journal(),
                        1,
                        "journal-missing",
                        "the journal is gone, though " + revision + " entries were written")
                .because("the journal is the only memory of what was done to the network")
                .fix(RESTORE)
                .next(NextCommand.stateRebuild());
    }

    /**
     * @param from first byte of the line, from 0
     *
     * @param to the byte after its last
     * @param reads what the line seems to say; empty when it cannot be read
     */
    static Diagnostic line(StateFiles files, long line, long from, long to, String reads, String why) {
        return at(
                        files,
                        files.journal(),
                        line,
                        "journal-damaged",
                        "line " + line + " of the journal is not what was written")
                .because(why + "; entry " + line + ", bytes " + from + " to " + to + " of the file"
                        + (reads.isEmpty() ? "" : "; it seems to say: " + reads))
                .fix(RESTORE)
                .next(NextCommand.stateRebuild());
    }

    static Diagnostic truncated(StateFiles files, long lines, long revision) {
        return at(
                        files,
                        files.journal(),
                        Math.max(1, lines),
                        "journal-older-than-state",
                        "the journal ends at entry " + lines + ", but state.json knows entry " + revision)
                .because("lines were cut off, or an older journal was put back")
                .fix(RESTORE)
                .next(NextCommand.stateRebuild());
    }

    static Diagnostic stateOld(StateFiles files, long lines, long revision) {
        return at(
                        files,
                        files.state(),
                        1,
                        "state-older-than-journal",
                        "state.json stands at entry " + revision + ", but the journal goes on to entry " + lines)
                .because("a crash leaves it one entry behind at most, so an older state.json was put back")
                .fix(RESTORE)
                .next(NextCommand.stateRebuild());
    }

    static Diagnostic foreign(StateFiles files, long line) {
        return at(
                        files,
                        files.journal(),
                        line,
                        "journal-foreign",
                        "journal.ndjson and state.json do not belong together")
                .because("each is sound by itself, but the journal's entry " + line
                        + " is not the one that state.json names")
                .fix(RESTORE)
                .next(NextCommand.stateRebuild());
    }

    static Diagnostic unreadable(StateFiles files, IOException why) {
        return Diagnostic.error("state-unreadable", "the state folder " + files.folder() + " cannot be read")
                .because(FileTrouble.of(why))
                .fix("Mend the permissions or the disk, then run the command again. Nothing was changed.");
    }

    /** Before there is a run of this process: to resume would be to go on with one before it, or with none. */
    static Diagnostic notTaken(Path file, IOException why) {
        return notWritten(file, why)
                .fix("Make room on the disk, or mend the permissions, then type the command again. Nothing was done.");
    }

    /** While a run is carried out. */
    static Diagnostic unwritable(Path file, IOException why) {
        return notWritten(file, why)
                .fix("Make room on the disk, or mend the permissions, then resume. Everything recorded so far is kept.")
                .next(NextCommand.resume());
    }

    private static Diagnostic notWritten(Path file, IOException why) {
        return Diagnostic.error("state-unwritable", file.getFileName() + " cannot be written")
                .because(FileTrouble.of(why));
    }

    /** What a reader says of a text, in one sentence: a damaged text has one cause, and its first effects show it. */
    static String why(List<Diagnostic> said) {
        return said.stream()
                .limit(SHOWN)
                .map(each -> each.range()
                                .map(range -> "column " + range.start().column() + ": ")
                                .orElse("")
                        + (each.code().equals("damaged-json") ? each.detail() : each.summary()))
                .collect(Collectors.joining("; "));
    }

    private static Diagnostic at(StateFiles files, Path file, long line, String code, String summary) {
        int number = (int) Math.min(line, Integer.MAX_VALUE);
        return Diagnostic.error(code, summary)
                .at(new SourceRange(files.shown(file), new Position(number, 1), new Position(number, 2)));
    }
}
