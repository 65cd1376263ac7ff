package io.partita.cli.command;

import io.partita.cli.answer.Answer;
import io.partita.cli.answer.Content;
import io.partita.cli.answer.Exit;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Which partita this is. */
@Command(
        name = "version",
        description = "Says which partita this is, and which Java runs it.",
        footer = {"", "Example:", "  partita version --json"})
public final class VersionCommand implements Action {

    @Override
    public Answer answer(Session session) {
        return ofThis();
    }

    /** The answer, also without any parsing of arguments. */
    public static Answer ofThis() {
        String version = Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                .orElse("development");
        return Answer.of("version", Exit.DONE, new Content.Version(version, System.getProperty("java.version")));
    }
}
