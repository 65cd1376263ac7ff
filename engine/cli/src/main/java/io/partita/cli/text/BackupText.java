package io.partita.cli.text;

import io.partita.core.model.Backup;

/** How a participant is backed up, as people call it. */
public final class BackupText {

    private BackupText() {}

    public static String of(Backup backup) {
        return backup.match(
                none -> "none declared",
                manual -> "by a person",
                command -> "command " + ProgramText.of(command.words()));
    }
}
