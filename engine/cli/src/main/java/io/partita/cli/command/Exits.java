package io.partita.cli.command;

import io.partita.cli.answer.Exit;
import io.partita.core.state.ExitStatus;

/** Which exit a run's end is. */
final class Exits {

    private Exits() {}

    static Exit of(ExitStatus status) {
        return switch (status) {
            case DONE, NOTHING_TO_DO -> Exit.DONE;
            case ERROR -> Exit.ERROR;
            case STALE -> Exit.STALE;
            case LOCKED -> Exit.LOCKED;
            case WAITING -> Exit.WAITING;
            case REFUSED -> Exit.REFUSED;
            case UNKNOWN -> Exit.UNKNOWN;
        };
    }
}
