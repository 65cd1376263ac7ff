package io.partita.cli.command;

import io.partita.cli.origin.Origin;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Result;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says in which decisions two plan files differ. */
@Command(
        name = "diff",
        description = "Compares two plan files by what they decide: what a reviewer of the first has not seen yet.",
        footer = {
            "",
            "What runs where and with whose secret comes first, then parties, windows, signatures, what cannot be taken back, packages and steps; what was only read again is one line. It reads the two files and asks nobody.",
            "Ends with 0 when the plans are equal, with 2 when they differ.",
            "",
            "Example:",
            "  partita diff approved.json plan.json",
            "  partita diff approved.json plan.json --format markdown > comment.md"
        })
public final class DiffCommand implements RunnableCommand {

    private static final String NAME = "diff";

    @Parameters(index = "0", paramLabel = "BEFORE", description = "The plan file that was reviewed.")
    private String before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "The plan file that is to be compared with it.")
    private String after;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, or markdown (a comment on a pull request).")
    private Payload.Page page;

    @Override
    public Result answer(Session session) {
        Checked<Payload.PlanAt> first = read(session, before);
        Checked<Payload.PlanAt> second = read(session, after);
        List<Diagnostic> said = new ArrayList<>(first.diagnostics());
        said.addAll(second.diagnostics());
        if (!first.isPresent() || !second.isPresent()) {
            return Result.failed(NAME, said);
        }
        boolean equal = first.value().plan().hash().equals(second.value().plan().hash());
        Payload content = new Payload.Compared(first.value(), second.value(), page);
        return Result.of(NAME, equal ? ExitCode.DONE : ExitCode.CHANGES, content)
                .saying(said);
    }

    private static Checked<Payload.PlanAt> read(Session session, String typed) {
        Checked<Payload.PlanAt> read = Unit.path(session.folder(), typed)
                .then(file -> Plans.read(file).map(plan -> at(session, typed, file, plan)));
        // Both may have the same name, in two folders.
        return new Checked<>(
                read.optional(),
                read.diagnostics().stream().map(said -> said.about(typed)).toList());
    }

    private static Payload.PlanAt at(Session session, String typed, Path file, SavedPlan plan) {
        Optional<String> origin = Origin.of(file, session.terminal().env()).map(Origin::toString);
        return new Payload.PlanAt(typed, plan, origin);
    }
}
