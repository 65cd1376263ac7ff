package io.partita.cli.command;

import io.partita.cli.access.CommittedPlan;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.Homes;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.provider.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the live hosting of the declared parties, or a plan file. */
@Command(
        name = "show",
        description = "Shows the live hosting of the declared parties, or a plan file.",
        footer = {
            "",
            "Example:",
            "  partita show hosting/alice",
            "  partita show plan.json",
            "  partita show plan.json --format html > plan.html"
        })
public final class ShowCommand implements RunnableCommand {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FOLDER|PLAN",
            defaultValue = ".",
            description = "Folder of a declaration, or a plan file; the current folder when left out.")
    private String argument;

    @Mixin
    private AccessOptions access;

    @Mixin
    private ApprovalOptions approvals;

    @Mixin
    private PlanForm form;

    @Override
    public Place place(Path base) {
        boolean plan = Unit.path(base, argument)
                .optional()
                .filter(Files::isRegularFile)
                .isPresent();
        return plan ? Place.of(".").applying(argument) : Place.of(argument);
    }

    @Override
    public Result answer(Session session) {
        Optional<Diagnostic> options = form.wrong();
        if (options.isPresent()) {
            return Result.failed("show", options.get());
        }
        Checked<Path> path = Unit.path(session.folder(), argument);
        if (path.isPresent() && Files.isRegularFile(path.value())) {
            return plan(session, path.value());
        }
        if (!form.isText()) {
            return Result.failed(
                    "show",
                    Diagnostic.error("form-options", "--format is for plan files, and this is a folder")
                            .fix("name a plan file, or leave --format out")
                            .classed(DiagnosticClass.USAGE));
        }
        Checked<Unit> unit = Unit.at(session.folder(), argument);
        return unit.optional()
                .map(folder -> hosting(session, folder))
                .orElseGet(() -> Result.failed("show", unit.diagnostics()));
    }

    private Result plan(Session session, Path file) {
        Checked<SavedPlan> plan = access.plan(file);
        return plan.optional()
                .map(saved -> Result.of("show", ExitCode.DONE, form.of(saved, Optional.empty()))
                        .saying(plan.diagnostics())
                        .saying(approved(session, file, saved)))
                .orElseGet(() -> Result.failed("show", plan.diagnostics()))
                .from(file.toAbsolutePath().getParent());
    }

    /** Which approvals are there; nothing of a plan that is not where its declaration is. */
    private List<Diagnostic> approved(Session session, Path file, SavedPlan plan) {
        Checked<Optional<Path>> typed = access.network().folder(session);
        return Homes.ofPlan(file, plan.plan(), session.folder(), Optional.empty())
                .then(home -> typed.then(folder -> Homes.access(home, plan.plan(), folder))
                        .then(network -> approvals.of(
                                session,
                                home,
                                network,
                                plan,
                                Optional.of(file),
                                new CommittedPlan(
                                        file,
                                        home,
                                        network,
                                        plan,
                                        session.terminal().env())::authors)))
                .optional()
                .map(consent -> Approvals.shown(consent, session))
                .orElse(List.of());
    }

    private Result hosting(Session session, Unit unit) {
        Checked<Payload> content = access.reached(session, unit)
                .then(declared -> session.asking(declared).then(opened -> {
                    try (Network network = opened) {
                        return LiveHosting.of(declared.declaration(), network)
                                .map(parties -> new Payload.Hosting(
                                        List.copyOf(
                                                declared.declaration().keys().values()),
                                        parties));
                    }
                }));
        return content.optional()
                .map(hosting -> Result.of("show", ExitCode.DONE, hosting).saying(content.diagnostics()))
                .orElseGet(() -> Result.failed("show", content.diagnostics()))
                .from(unit.folder());
    }
}
