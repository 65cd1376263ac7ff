package io.partita.cli.command;

import io.partita.cli.answer.Answer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The engine names commands without a folder, because it knows none. What is shown has to be typed as it stands. */
final class Hints {

    private static final Pattern ABOUT_A_FOLDER = Pattern.compile(
            "partita (?:resume|status|plan|show|state (?:list|show|verify|rebuild|unlock))(?: --[a-z-]+(?:=[\\w@:/-]+)?)*");

    private Hints() {}

    /** @param argument the folder with a space before it, as {@link FolderArgument#again}; empty for the current one */
    static Answer in(Answer answer, String argument) {
        return new Answer(
                answer.command(),
                answer.exit(),
                answer.content(),
                answer.diagnostics().stream()
                        .map(said -> said.fix(text(said.hint(), argument)))
                        .toList(),
                answer.next(),
                answer.sources());
    }

    /** A sentence with the commands in it as they have to be typed. */
    static String text(String sentence, String argument) {
        return ABOUT_A_FOLDER.matcher(sentence).replaceAll(found -> Matcher.quoteReplacement(found.group() + argument));
    }
}
