package io.partita.dsl.word;

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
    }
}
