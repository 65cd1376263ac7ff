package io.partita.cli.command;

import io.partita.cli.access.CommittedPlan;
import io.partita.cli.approval.PolicyFiles;
import io.partita.cli.origin.Origin;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.Homes;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.Apply;
import io.partita.core.apply.ApplyOptions;
import io.partita.core.apply.Previews;
import io.partita.core.apply.SavedPlan;
import io.partita.core.approval.Authors;
import io.partita.core.approval.Consent;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.file.Replacement;
import io.partita.core.store.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Carries out a plan file, or plans a folder and asks. */
@Command(
        name = "apply",
        description = "Carries out a plan file, or plans a folder, shows the plan and asks for yes.",
        footer = {
            "",
            "A plan file never asks. Where it does something that cannot be taken back, that has to be approved with --confirm: by the name of every party concerned, by their number, or by the plan's hash; or with --auto-approve.",
            "A folder is planned now; only the answer yes, or --auto-approve, carries the plan out.",
            "Ctrl-C stops in order: nothing is lost, and resume goes on. A second Ctrl-C ends at once.",
            "",
            "Example:",
            "  partita apply plan.json --confirm=Alice",
            "  partita apply plan.json --confirm=Alice --dry-run",
            "  partita apply plan.json --confirm=Alice --dry-run=offline",
            "  partita apply plan.json --confirm=400",
            "  partita apply plan.json --confirm=0f3a5c7e9b1d",
            "  partita apply plan.json --confirm=Alice --expect-hash=0f3a5c7e9b1d",
            "  partita apply hosting/alice --auto-approve",
            "  partita apply plan.json --operator=bank-b --home=bank-b --confirm=Alice"
        })
public final class ApplyCommand implements RunnableCommand {

    private static final String NAME = "apply";

    @Mixin
    private PlanOrFolder subject;

    @Option(
            names = "--auto-approve",
            description = "Approve everything in the plan without being asked, also what cannot be taken back.")
    private boolean autoApprove;

    @Mixin
    private DryRunOption dryRun;

    @Mixin
    private Confirmation confirmation;

    @Mixin
    private ExpectedHash expected;

    @Mixin
    private Explained explained;

    @Mixin
    private RunOptions run;

    @Mixin
    private AccessOptions access;

    @Mixin
    private ApprovalOptions approvals;

    @Mixin
    private CommitOptions commit;

    @Mixin
    private JUnitOption junit;

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public Place place(Path base) {
        NextCommand said = run.lastingOn(NextCommand.resume());
        // The plan of a folder says itself where its network is.
        said = subject.isPlanFile(base) ? access.network().on(said) : said;
        return subject.place(base).as(run.operator()).saying(said.options());
    }

    @Override
    public Result answer(Session session) {
        return junit.saved(
                session, NAME, () -> subject.answer(NAME, session, file -> plan(session, file), () -> folder(session)));
    }

    private Result plan(Session session, Path file) {
        Checked<PlanOrFolder.PlanFile> read =
                subject.read(session, file, access, expected, plan -> refusals(session, plan));
        if (!read.isPresent()) {
            return PlanOrFolder.unread(NAME, file, read);
        }
        SavedPlan plan = read.value().plan();
        // Before any secret is fetched: also reading runs the programs of the plan.
        if (plan.plan().isEmpty()) {
            session.view().propose(plan, explained.extent());
        } else {
            session.view().begin(plan);
        }
        return carryOut(session, read.value().unit(), plan, file, autoApprove ? Leave.ALL : Leave.NAMED)
                .saying(read.diagnostics());
    }

    private List<Diagnostic> refusals(Session session, SavedPlan plan) {
        return Previews.refusal(plan).map(List::of).orElseGet(() -> access.withPlan(session, plan.plan(), expected));
    }

    private Result folder(Session session) {
        Optional<Diagnostic> withoutPlan = commit.withoutPlan();
        if (withoutPlan.isPresent()) {
            return Result.failed(NAME, withoutPlan.get());
        }
        Checked<Unit> typed = subject.unit(session);
        if (!typed.isPresent()) {
            return Result.failed(NAME, typed.diagnostics());
        }
        Unit unit = typed.value();
        Optional<Result> doubted = Doubts.aboutBeginning(NAME, unit);
        if (doubted.isPresent()) {
            return doubted.get();
        }
        if (dryRun.isOffline()) {
            return Result.failed(NAME, dryRun.ofFolder());
        }
        Checked<SavedPlan> plan = access.reached(session, unit)
                .then(declared -> Planning.plan(declared, session))
                .then(expected::only);
        if (!plan.isPresent()) {
            return Planning.failure(NAME, plan, access.on(NextCommand.apply())).from(unit.folder());
        }
        return planned(session, unit, plan.value()).saying(plan.diagnostics()).from(unit.folder());
    }

    private Result planned(Session session, Unit unit, SavedPlan plan) {
        if (plan.plan().isEmpty()) {
            return planless(plan);
        }
        session.view().propose(plan, explained.extent());
        if (!dryRun.isAsked() && !autoApprove) {
            Optional<Diagnostic> refused = refusal(session);
            if (refused.isPresent()) {
                return Result.failed(NAME, refused.get());
            }
        }
        return carryOut(session, unit, plan, unit.folder(), Leave.ALL);
    }

    private static Result planless(SavedPlan plan) {
        return Result.of(NAME, ExitCode.DONE, Payload.Planned.asText(plan));
    }

    /** What was approved of that which cannot be taken back. */
    private enum Leave {
        ALL,
        NAMED
    }

    private Result carryOut(Session session, Unit unit, SavedPlan plan, Path source, Leave leave) {
        SortedSet<String> irreversible = plan.plan().irreversible();
        Checked<ApplyOptions> said = run.options(unit.folder(), session.folder());
        List<Diagnostic> unknown = new ArrayList<>(run.unknownNames(plan.plan()));
        unknown.addAll(said.diagnostics());
        // A folder was planned now, with the network that was said; of a plan file it has to be said where that is.
        Checked<Unit> reached = access.network()
                .folder(session)
                .then(typed -> Homes.access(unit, plan.plan(), typed.filter(unused -> !Files.isDirectory(source))));
        unknown.addAll(reached.diagnostics());
        Checked<Workspace> workspace = run.workspace(unit, session.folder());
        unknown.addAll(workspace.diagnostics());
        Checked<Set<String>> confirmed = confirmation.of(plan);
        unknown.addAll(confirmed.diagnostics());
        if (!unknown.isEmpty()) {
            return Result.failed(NAME, unknown);
        }
        ApplyOptions options = said.value()
                .confirming(leave == Leave.ALL ? irreversible : confirmed.value())
                .reachingFrom(reached.value().folder());
        Optional<CommittedPlan> committed = Optional.of(source)
                .filter(Files::isRegularFile)
                .map(file -> new CommittedPlan(
                        file, unit, reached.value(), plan, session.terminal().env()));
        List<Diagnostic> uncommitted = uncommitted(session, unit, reached.value(), plan, committed);
        if (!uncommitted.isEmpty()) {
            return Result.failed(NAME, uncommitted);
        }
        Checked<Consent> consent = approvals.of(
                session,
                unit,
                reached.value(),
                plan,
                Optional.of(source).filter(Files::isRegularFile),
                signers -> committed
                        .map(file -> file.authors(signers))
                        .orElse(new Authors.Unknown(
                                "a folder is planned anew, so nobody is known to have proposed it")));
        if (!consent.isPresent()) {
            return Result.failed(NAME, consent.diagnostics());
        }
        PlanRun carrying =
                new PlanRun(NAME, session, unit, reached.value(), plan, options, workspace.value(), consent.value());
        if (plan.plan().isEmpty()) {
            return dryRun.isOffline() ? planless(plan).saying(List.of(dryRun.askedNobody())) : carrying.settled();
        }
        List<Diagnostic> used = unit.state()
                .read()
                .map(recording -> Apply.usedUp(plan, recording, consent.value(), session.ticker()))
                .optional()
                .orElse(List.of());
        if (dryRun.isAsked()) {
            List<Diagnostic> first = new ArrayList<>(unasked(session, source));
            first.addAll(Approvals.forecast(consent.value(), session));
            first.addAll(used);
            return forecast(session, carrying, first);
        }
        Optional<Result> unapproved = Approvals.refusal(NAME, consent.value(), session);
        if (unapproved.isPresent()) {
            return Files.isRegularFile(source)
                    ? unapproved.get()
                    : unapproved.get().then(access.on(NextCommand.plan()).with("-o", "plan.json"));
        }
        if (!used.isEmpty()) {
            return Result.failed(NAME, used);
        }
        Optional<Origin> origin = Origin.of(source, session.terminal().env());
        origin.ifPresent(known -> session.view().say("Applying plan " + plan.hash() + " of " + known + "."));
        Result answer = carrying.out(Apply::run).typing(this::again);
        return answer.saying(origin.map(known -> record(unit, answer, known)).orElse(List.of()));
    }

    private List<Diagnostic> uncommitted(
            Session session, Unit unit, Unit network, SavedPlan plan, Optional<CommittedPlan> committed) {
        if (committed.isEmpty() || !commit.isGiven()) {
            return List.of();
        }
        Checked<PolicyFiles> keys = approvals.files(session, unit, network, plan);
        return keys.isPresent()
                ? commit.against(committed.get(), keys.value(), session.ticker().instant())
                : keys.diagnostics();
    }

    /**
     * What would be found, how applying would end and what it would ask for.
     *
     * @param first what it would say before anything
     */
    private Result forecast(Session session, PlanRun carrying, List<Diagnostic> first) {
        Result forecast = carrying.dryRun(dryRun.grade()).saying(first);
        if (first.stream().anyMatch(Diagnostic::isError)) {
            return forecast.ending(ExitCode.REFUSED).typing(this::again);
        }
        boolean begins = forecast.exit() == ExitCode.DONE || forecast.exit() == ExitCode.WAITING;
        return (begins ? forecast.then(carriedOut(session, carrying.plan())) : forecast).typing(this::again);
    }

    /** Whoever applies a folder is asked first, and where nobody can be it ends with that. */
    private List<Diagnostic> unasked(Session session, Path source) {
        boolean asks = Files.isDirectory(source) && !autoApprove;
        return asks && !Question.canBeAsked(session) ? List.of(nobodyToAsk()) : List.of();
    }

    /** A folder asks for yes; a plan file wants what cannot be taken back confirmed. */
    private NextCommand carriedOut(Session session, SavedPlan plan) {
        return subject.isFolder(session)
                ? NextCommand.apply()
                : NextCommand.confirming(plan.plan().irreversible(), plan.hash());
    }

    /** A command that applies the same again, with all that was said of it but for what confirms it. */
    private NextCommand again(NextCommand command) {
        if (command.verb() != NextCommand.Verb.APPLY) {
            return command;
        }
        NextCommand apply = subject.on(NextCommand.apply());
        return commit.on(approvals.on(run.on(expected.on(access.on(apply))))).withOptionsOf(command);
    }

    /** Keeps beside the run's plan which commit it was of. @return why it could not; nothing depends on it */
    private static List<Diagnostic> record(Unit unit, Result answer, Origin origin) {
        Optional<Path> folder = answer.content()
                .filter(Payload.Ran.class::isInstance)
                .map(Payload.Ran.class::cast)
                .flatMap(ran -> ran.result().run())
                .map(unit.workspace()::logs)
                .filter(Files::isDirectory);
        try {
            if (folder.isPresent()) {
                Replacement.ofOwn(folder.get().resolve("origin"), (origin + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return List.of();
        } catch (IOException failure) {
            return List.of(Diagnostic.warning("origin-not-kept", "it is not kept beside the run which commit it was of")
                    .because(FileTrouble.of(failure))
                    .fix("It was " + origin + ". The run itself is recorded."));
        }
    }

    private static Optional<Diagnostic> refusal(Session session) {
        if (!Question.canBeAsked(session)) {
            return Optional.of(nobodyToAsk());
        }
        return Question.isAnsweredYes(session, "Carry this plan out? Only yes is taken for an answer:")
                ? Optional.empty()
                : Optional.of(Diagnostic.refusal("not-approved", "the plan was not approved; nothing was changed"));
    }

    private static Diagnostic nobodyToAsk() {
        return Diagnostic.refusal("not-approved", "nobody can be asked: standard input is not a terminal")
                .because("a folder is only applied after somebody has seen the plan and typed yes")
                .fix("Review and apply a saved plan (plan -o), or add --auto-approve.");
    }
}
