package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Result;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Which partita this is. */
@Command(
        name = "version",
        description = "Says which partita this is, and which Java runs it.",
        footer = {"", "Example:", "  partita version --json"})
public final class VersionCommand implements RunnableCommand {

    @Override
    public Result answer(Session session) {
        return ofThis();
    }

    /** The answer, also without any parsing of arguments. */
    public static Result ofThis() {
        return Result.of("version", ExitCode.DONE, new Payload.Version(version(), System.getProperty("java.version")));
    }

    /** Of this partita; a word instead where it does not run from its jar. */
    static String version() {
        return Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
