package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws the waves of a plan file. */
@Command(
        name = "graph",
        description = "Draws the waves of a plan file, in the language of Mermaid or of Graphviz.",
        footer = {
            "",
            "It reads the file and asks nobody. A box is a step, a frame is a wave; what cannot be taken back has a thick border, where a person has to act it is dashed. Steps that are done for parties that are alike are one box.",
            "",
            "Example:",
            "  partita graph plan.json > plan.mmd",
            "  partita graph plan.json --format dot | dot -Tsvg -o plan.svg"
        })
public final class GraphCommand implements RunnableCommand {

    private static final String NAME = "graph";

    @Parameters(index = "0", paramLabel = "PLAN", description = "The plan file.")
    private String file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "mermaid",
            description = "mermaid (hosts of repositories draw it in a comment) or dot (for Graphviz).")
    private Language language;

    /** Who draws it. */
    enum Language {
        MERMAID(Payload.Form.MERMAID),
        DOT(Payload.Form.DOT);

        private final Payload.Form form;

        Language(Payload.Form form) {
            this.form = form;
        }
    }

    @Override
    public Place place(Path base) {
        return Place.HERE.applying(file);
    }

    @Override
    public Result answer(Session session) {
        Checked<SavedPlan> plan = Unit.path(session.folder(), file).then(Plans::read);
        return plan.optional()
                .map(saved -> Result.of(
                                NAME,
                                ExitCode.DONE,
                                new Payload.Planned(
                                        saved, language.form, Payload.Extent.BRIEF, Payload.COMMENT, Optional.empty()))
                        .saying(plan.diagnostics()))
                .orElseGet(() -> Result.failed(NAME, plan.diagnostics()));
    }
}
