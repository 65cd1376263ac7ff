package io.partita.core.model;

import java.util.List;
import java.util.function.Function;

/** How a participant is backed up before an import. */
public sealed interface Backup {

    <R> R match(Function<Unattended, R> none, Function<Manual, R> manual, Function<BackupCommand, R> command);

    /** Nothing declared: allowed for a sandbox participant, refused for any other target of an import. */
    record Unattended() implements Backup {
        @Override
        public <R> R match(
                Function<Unattended, R> none, Function<Manual, R> manual, Function<BackupCommand, R> command) {
            return none.apply(this);
        }
    }

    /** A person does it and says so; apply waits. */
    record Manual() implements Backup {
        @Override
        public <R> R match(
                Function<Unattended, R> none, Function<Manual, R> manual, Function<BackupCommand, R> command) {
            return manual.apply(this);
        }
    }

    /** A command, started without a shell in the declaration's folder; exit code 0 is success. */
    record BackupCommand(List<String> words) implements Backup {
        public BackupCommand {
            words = List.copyOf(words);
        }

        @Override
        public <R> R match(
                Function<Unattended, R> none, Function<Manual, R> manual, Function<BackupCommand, R> command) {
            return command.apply(this);
        }
    }
}
