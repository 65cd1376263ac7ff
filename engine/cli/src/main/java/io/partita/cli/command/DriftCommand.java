package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.DeclaredUnit;
import io.partita.cli.unit.Unit;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.drift.AppliedHostings;
import io.partita.core.drift.Drift;
import io.partita.core.drift.DriftReading;
import io.partita.core.provider.Network;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says in which points the live hosting is not what was applied last, or what is declared. */
@Command(
        name = "drift",
        description =
                "Compares the live hosting of the declared parties with what was applied last; where no run is recorded, with the declaration.",
        footer = {
            "",
            "It only reads. What differs is told with the serial of the mapping that brought it, since when that is in force, and who signed it. A declaration that was changed and not yet applied is no drift.",
            "Ends with 0 without drift, with 2 with it.",
            "",
            "Example:",
            "  partita drift hosting/alice",
            "  partita drift hosting/alice --junit drift.xml"
        })
public final class DriftCommand implements RunnableCommand {

    private static final String NAME = "drift";

    @Mixin
    private FolderArgument folder;

    @Mixin
    private AccessOptions access;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, or markdown (a comment, or the page of a job).")
    private Payload.Page page;

    @Mixin
    private JUnitOption junit;

    @Override
    public Place place(Path base) {
        return folder.place();
    }

    @Override
    public Result answer(Session session) {
        return junit.saved(session, NAME, () -> looked(session), DriftCommand::savedAs);
    }

    private static Result savedAs(Result answer, String file) {
        return answer.content()
                .filter(Payload.Drifted.class::isInstance)
                .map(Payload.Drifted.class::cast)
                .map(found -> answer.showing(
                        answer.exit(), new Payload.Drifted(found.drift(), found.page(), Optional.of(file))))
                .orElse(answer);
    }

    private Result looked(Session session) {
        Checked<Unit> unit = folder.unit(session);
        return unit.optional()
                .map(found -> Doubts.about(NAME, found).orElseGet(() -> compared(session, found)))
                .orElseGet(() -> Result.failed(NAME, unit.diagnostics()));
    }

    private Result compared(Session session, Unit unit) {
        Checked<AppliedHostings> applied = Applied.of(unit.state());
        if (!applied.isPresent()) {
            return Result.failed(NAME, applied.diagnostics()).then(NextCommand.stateVerify());
        }
        Checked<Drift> drift = access.reached(session, unit).then(declared -> read(session, declared, applied.value()));
        return drift.optional()
                .map(found -> answer(found).saying(drift.diagnostics()).saying(applied.diagnostics()))
                .orElseGet(() -> Planning.failure(NAME, drift, again()))
                .from(unit.folder());
    }

    private NextCommand again() {
        return access.on(NextCommand.of(NextCommand.Verb.DRIFT));
    }

    private static Checked<Drift> read(Session session, DeclaredUnit declared, AppliedHostings applied) {
        return session.asking(declared).then(opened -> {
            try (Network network = opened) {
                return new DriftReading(network, session.ticker()).read(declared.declaration(), applied);
            }
        });
    }

    private Result answer(Drift drift) {
        boolean drifted = !drift.drifted().isEmpty();
        Payload content = new Payload.Drifted(drift, page, Optional.empty());
        Result answer = Result.of(NAME, drifted ? ExitCode.CHANGES : ExitCode.DONE, content);
        return drifted ? answer.then(access.on(NextCommand.plan()).with("-o", "plan.json")) : answer;
    }
}
