package io.partita.cli.command;

import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import java.nio.file.Path;

/** A command with its arguments. */
public interface RunnableCommand {

    /**
     * Does the work and says how it went. What a user or a network does wrong is in the answer.
     *
     * @throws java.io.UncheckedIOException when a file of this machine cannot be read or written
     */
    Result answer(Session session);

    /** What the commands are about that are proposed after this one. @param base what relative paths start from */
    default Place place(Path base) {
        return Place.HERE;
    }

    /** Goes on after the answer has been shown, such as serving until somebody ends it. */
    default void linger(Session session) {}

    /** Whether machines are told what happens while it happens. */
    default boolean isLive() {
        return false;
    }
}
