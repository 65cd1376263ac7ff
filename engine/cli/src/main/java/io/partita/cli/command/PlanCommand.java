package io.partita.cli.command;

import io.partita.cli.answer.Answer;
import io.partita.cli.answer.Content;
import io.partita.cli.answer.Exit;
import io.partita.cli.unit.Homes;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares a declaration with the live topology and says what would be done. */
@Command(
        name = "plan",
        description =
                "Compares the declaration with the live topology, and says what would be done, in which order and why.",
        footer = {
            "",
            "It changes nothing. The file is the contract: review it, keep it, and apply exactly that.",
            "--format says how the plan is printed; --json prints the answer of the command as one document, as for every command, with the plan inside.",
            "",
            "Example:",
            "  partita plan hosting/alice -o plan.json",
            "  partita plan --format markdown > comment.md"
        })
public final class PlanCommand implements Action {

    @Mixin
    private FolderArgument folder;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Save the plan for apply.")
    private String out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json (the plan file itself) or markdown (a comment on a pull request).")
    private Content.Form format;

    @Option(
            names = "--detailed-exitcode",
            description = "End with 2 when there is something to do, 0 when there is not.")
    private boolean detailedExitCode;

    @Override
    public Answer answer(Session session) {
        Checked<Unit> unit = folder.unit(session);
        if (!unit.isPresent()) {
            return Answer.failed("plan", Exit.ERROR, unit.diagnostics());
        }
        Checked<SavedPlan> plan = Planning.plan(unit.value(), session);
        return plan.optional()
                .map(saved -> planned(session, unit.value(), saved).saying(plan.diagnostics()))
                .orElseGet(() -> Planning.failure("plan", plan, again()))
                .from(unit.value().folder());
    }

    private String again() {
        return "partita plan" + folder.again() + (out == null ? "" : " -o " + Words.quoted(out));
    }

    private Answer planned(Session session, Unit unit, SavedPlan plan) {
        if (out == null) {
            Answer answer = Answer.of("plan", exit(plan), new Content.Planned(plan, format, Optional.empty()));
            return plan.plan().isEmpty() ? answer : answer.then("partita plan" + folder.again() + " -o plan.json");
        }
        Checked<Path> file = Unit.path(session.folder(), out);
        Checked<SavedPlan> saved = file.then(path -> Homes.of(unit, path))
                .map(home -> Plans.saved(plan.plan().at(home)));
        if (!saved.isPresent()) {
            return Answer.failed("plan", Exit.ERROR, saved.diagnostics());
        }
        return written(file.value(), saved.value());
    }

    private Exit exit(SavedPlan plan) {
        return detailedExitCode && !plan.plan().isEmpty() ? Exit.CHANGES : Exit.DONE;
    }

    private Answer written(Path file, SavedPlan plan) {

        Unit.write(file, plan.text());
        Answer answer = Answer.of("plan", exit(plan), new Content.Planned(plan, format, Optional.of(out)));
        if (plan.plan().isEmpty()) {
            return answer;
        }
        String apply = "partita apply " + Words.quoted(out);
        String confirmed = plan.plan().irreversible().stream()
                .map(party -> " --confirm=" + Words.quoted(party))
                .collect(Collectors.joining());
        return answer.then(apply + " --dry-run", apply + confirmed);
    }
}
