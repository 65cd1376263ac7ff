package io.partita.cli.command;

import io.partita.cli.view.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A question to the person at the terminal. */
final class Question {

    private Question() {}

    /** Whether there is anybody who could answer. */
    static boolean canBeAsked(Session session) {
        return session.terminal().isTerminal(Terminal.Stream.IN);
    }

    /** Whether the answer is the word yes; anything else is no. */
    static boolean isAnsweredYes(Session session, String question) {
        session.view().say(question);
        try {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(session.terminal().in(), StandardCharsets.UTF_8));
            String line = reader.readLine();
            return line != null && line.strip().equals("yes");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
