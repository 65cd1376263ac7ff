package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.DeclaredUnit;
import io.partita.cli.unit.Unit;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Declaration;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks the text of a declaration. */
@Command(
        name = "validate",
        description = "Checks the text of a declaration, without any network.",
        footer = {
            "",
            "It runs nothing and reads nothing but the *.groovy files of the folder and of its network, so it is safe on a stranger's pull request.",
            "",
            "Example:",
            "  partita validate hosting/alice",
            "  partita validate hosting/alice --sarif partita.sarif"
        })
public final class ValidateCommand implements RunnableCommand {

    @Mixin
    private FolderArgument folder;

    @Mixin
    private AccessOptions access;

    @Mixin
    private SarifOption sarif;

    @Override
    public Place place(Path base) {
        return folder.place();
    }

    @Override
    public Result answer(Session session) {
        return sarif.saved(session, "validate", () -> checked(session));
    }

    private Result checked(Session session) {
        Checked<Unit> unit = folder.unit(session);
        if (!unit.isPresent()) {
            return Result.failed("validate", unit.diagnostics());
        }
        Checked<Declaration> declaration = access.text(session, unit.value()).map(DeclaredUnit::declaration);
        return declaration
                .optional()
                .map(value -> Result.of("validate", ExitCode.DONE, new Payload.Validated(value))
                        .saying(declaration.diagnostics())
                        .then(access.on(NextCommand.plan()).with("-o", "plan.json")))
                .orElseGet(() -> Result.failed("validate", declaration.diagnostics()))
                .from(unit.value().folder());
    }
}
