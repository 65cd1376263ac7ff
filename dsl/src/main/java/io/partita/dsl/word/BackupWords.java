package io.partita.dsl.word;

<<<<<<< HEAD
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Backup;
import io.partita.dsl.evaluation.Evaluator;
import io.partita.dsl.evaluation.WordCall;
import io.partita.dsl.evaluation.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code backup { command 'program', 'argument' }}. */
final class BackupBlock {

    private Optional<SourceRange> seen = Optional.empty();
    private Optional<List<String>> words = Optional.empty();

    Words words() {
        return new WordTable(ParticipantWords.BACKUP_PLACE, Map.of("command", this::command));
    }

    private void command(WordCall call, Evaluator evaluator) {
        if (seen.isPresent()) {
            evaluator.findings().add(Repeated.word("command", seen.get(), call.wordRange()));
            return;
        }
        seen = Optional.of(call.wordRange());
        words = new Given(call, evaluator.findings(), "command 'program', 'argument'").command();
    }

    Optional<Backup> finish(Given given, SourceRange block) {
        if (seen.isEmpty()) {
            given.report("empty-backup", "The backup block has no command", block);
        }
        return words.map(Backup.BackupCommand::new);
=======
import io.partita.core.model.Backup;
import java.util.List;
import java.util.Optional;

/** What the words of a backup block mean: {@code backup { command 'program', 'argument' }}. */
final class BackupWords {

    private final WrittenWords written = new WrittenWords();
    private Optional<List<String>> command = Optional.empty();

    WrittenWords written() {
        return written;
    }

    void command(WordArguments arguments) {
        command = arguments.command();
    }

    /** The backup; empty when its command is missing or wrong. */
    Optional<Backup> backup() {
        return command.map(Backup.BackupCommand::new);
>>>>>>> wt/dsl
    }
}
