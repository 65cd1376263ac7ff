package io.partita.cli.command;

import io.partita.cli.report.DeclarationComparison;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.DeclaredUnit;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Target;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.Home;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.planner.Repair;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
            "Text tells what has to be known to say yes or no; --explain tells every party and every step with its reason. A plan that cannot be made is a comment, too, with --format markdown.",
            "With --from-snapshot it asks nobody, reads no secret and starts nothing: a preview from what partita snapshot recorded, for a stranger's pull request. A preview can be saved and shown, and is never applied.",
            "With --against it says what the declaration changes compared with a commit, in words, and asks nobody; it ends with 0 when that is nothing and with 2 otherwise. With --live, or with --from-snapshot, what applying it would do follows.",
            "--format says how the plan is printed; --json prints the answer of the command as one document, as for every command, with the plan inside.",
            "",
            "Example:",
            "  partita plan hosting/alice -o plan.json",
            "  partita plan hosting/alice --explain",
            "  partita plan --format markdown > comment.md",
            "  partita plan --from-snapshot snapshot.json --format markdown > comment.md",
            "  partita plan --against origin/main"
        })
public final class PlanCommand implements RunnableCommand {

    @Mixin
    private FolderArgument folder;

    @Mixin
    private AccessOptions access;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Save the plan for apply; - writes it to standard output, and nothing else.")
    private String out;

    @Mixin
    private PlanForm form;

    @Option(
            names = "--from-snapshot",
            paramLabel = "FILE",
            description = "Ask no participant; plan on what this snapshot recorded. The plan is a preview.")
    private String snapshot;

    @Mixin
    private AgainstOptions against;

    @Option(
            names = "--repair",
            paramLabel = "PARTY@PARTICIPANT",
            description =
                    "Make a host of a party whole whose contracts are not what they should be. A host that carries the onboarding flag and lacks contracts gets them, and the flag is cleared: you say that nobody else is doing that, no run with its state elsewhere and no person. A host without the flag that lacks contracts of when it became one gets those, and you say the same. On a host that was removed and comes back, the contracts that it kept and the source has no more are purged, which only its backup takes back: you say that it was removed for good then, and that nobody needs what it kept of that time. May be given more than once.")
    private List<String> repairs = List.of();

    @Option(
            names = "--detailed-exitcode",
            description = "End with 2 when there is something to do, 0 when there is not.")
    private boolean detailedExitCode;

    @Mixin
    private SarifOption sarif;

    @Override
    public Place place(Path base) {
        return out == null ? folder.place() : folder.place().applying(out);
    }

    @Override
    public Result answer(Session session) {
        Optional<Diagnostic> wrong = form.wrong()
                .or(() ->
                        against.wrong(form, Optional.ofNullable(out).filter(typed -> !plans() || isPrinted(session))));
        if (wrong.isPresent()) {
            return Result.failed("plan", wrong.get());
        }
        return sarif.saved(session, "plan", () -> shown(session));
    }

    private Result shown(Session session) {
        Checked<Unit> unit = folder.unit(session);
        Result answer = unit.optional()
                .map(found -> (against.isAsked()
                                ? compared(session, found)
                                : planned(session, found, declared(session, found)))
                        .from(found.folder()))
                .orElseGet(() -> Result.failed("plan", unit.diagnostics()));
        return answer.content().isEmpty() && !isPrinted(session) ? form.without(answer) : answer;
    }

    /** Whether standard output is where the plan itself goes, and nothing else. */
    private boolean isPrinted(Session session) {
        return out != null
                && Target.at(session.folder(), out)
                        .optional()
                        .filter(target -> target.way() == Target.Way.STANDARD_OUTPUT)
                        .isPresent();
    }

    /** Whether a plan is made, and not only a comparison of texts. */
    private boolean plans() {
        return !against.isAsked() || against.isLive() || snapshot != null;
    }

    /** The declaration is read once: what is compared is what is planned. */
    private Result compared(Session session, Unit unit) {
        Checked<DeclaredUnit> atHand = declared(session, unit);
        Checked<Payload.RevisedDeclaration> declared = atHand.then(read -> against.of(session, read, access));
        if (!declared.isPresent()) {
            return Result.failed("plan", declared.diagnostics());
        }
        boolean same = DeclarationComparison.of(declared.value()).isEqual();
        if (!plans()) {
            Payload content = form.of(declared.value(), Optional.empty());
            return Result.of("plan", same ? ExitCode.DONE : ExitCode.CHANGES, content)
                    .saying(declared.diagnostics());
        }
        Result planned = planned(session, unit, atHand);
        return planned.content()
                .map(Payload.Planned.class::cast)
                .map(plan -> planned.showing(
                        same ? planned.exit() : ExitCode.CHANGES, form.of(declared.value(), Optional.of(plan))))
                .orElse(planned);
    }

    private Checked<DeclaredUnit> declared(Session session, Unit unit) {
        boolean asks = snapshot == null && plans();
        return asks ? access.reached(session, unit) : access.text(session, unit);
    }

    private Result planned(Session session, Unit unit, Checked<DeclaredUnit> declared) {
        Checked<Set<Repair>> repaired = repaired();
        if (!repaired.isPresent()) {
            return Result.failed("plan", repaired.diagnostics());
        }
        Checked<Optional<Target>> target = out == null
                ? Checked.of(Optional.empty())
                : Target.at(session.folder(), out)
                        .then(place -> place.taking(Target.Kind.PLAN))
                        .map(Optional::of);
        if (!target.isPresent()) {
            return Result.failed("plan", target.diagnostics());
        }
        Checked<SavedPlan> plan = snapshot == null
                ? declared.then(read -> Planning.plan(read, session, repaired.value()))
                : Unit.path(session.folder(), snapshot)
                        .then(file -> declared.then(read -> Planning.preview(read, file, session)));
        return plan.optional()
                .map(saved -> planned(unit, saved, target.value())
                        .saying(plan.diagnostics())
                        .saying(undone(unit, saved.plan())))
                .orElseGet(() -> Planning.failure("plan", plan, again()));
    }

    /** Of a state that cannot be read nothing is said here: planning needs none, and what needs it says so. */
    private static List<Diagnostic> undone(Unit unit, Plan plan) {
        return plan.isEmpty() || !unit.holdsState()
                ? List.of()
                : Applied.of(
                                unit.state(),
                                plan.content().parties().stream()
                                        .map(PartyChange::party)
                                        .collect(Collectors.toSet()))
                        .optional()
                        .map(applied -> Applied.undone(applied, plan))
                        .orElse(List.of());
    }

    private Checked<Set<Repair>> repaired() {
        if (snapshot != null && !repairs.isEmpty()) {
            return Checked.failed(Diagnostic.error("bad-repair", "--repair and --from-snapshot do not go together")
                    .because("a repair compares contracts on the participants, and a snapshot has none")
                    .fix("leave one of them out")
                    .classed(DiagnosticClass.USAGE));
        }
        return Repairs.parse(repairs);
    }

    private NextCommand again() {
        NextCommand plan = against.on(access.on(NextCommand.plan()));
        for (String repair : repairs) {
            plan = plan.with("--repair", repair);
        }
        return out == null ? plan : plan.with("-o", out);
    }

    private Result planned(Unit unit, SavedPlan plan, Optional<Target> target) {
        if (target.isEmpty()) {
            Result answer = Result.of("plan", exit(plan), form.of(plan, Optional.empty()));
            return plan.plan().isEmpty() || snapshot != null
                    ? answer
                    : answer.then(access.on(NextCommand.plan()).with("-o", "plan.json"));
        }
        Checked<SavedPlan> saved = target.get().home(unit).map(home -> at(home, plan));
        return saved.isPresent() ? written(target.get(), saved.value()) : Result.failed("plan", saved.diagnostics());
    }

    /** The plan for a file that lies elsewhere is another text. */
    private static SavedPlan at(Home home, SavedPlan plan) {
        return home.equals(plan.plan().content().home())
                ? plan
                : Plans.saved(new Plan(plan.plan().content().at(home)));
    }

    private ExitCode exit(SavedPlan plan) {
        return detailedExitCode && !plan.plan().isEmpty() ? ExitCode.CHANGES : ExitCode.DONE;
    }

    private Result written(Target target, SavedPlan plan) {
        if (target.way() == Target.Way.STANDARD_OUTPUT) {
            return Result.of(
                    "plan",
                    exit(plan),
                    new Payload.Planned(
                            plan, Payload.Form.JSON, Payload.Extent.WHOLE, Payload.COMMENT, Optional.empty()));
        }
        Optional<Diagnostic> refused = target.write(plan.text(), Target.Kind.PLAN);
        if (refused.isPresent()) {
            return Result.failed("plan", refused.get());
        }
        Result answer = Result.of("plan", exit(plan), form.of(plan, Optional.of(out)));
        if (plan.plan().isEmpty() || snapshot != null || target.way() == Target.Way.STREAM) {
            return answer;
        }
        NextCommand apply = NextCommand.confirming(plan.plan().irreversible(), plan.hash());
        return answer.then(apply.with("--dry-run"), apply);
    }
}
