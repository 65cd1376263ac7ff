package io.partita.cli.command;

import io.partita.cli.answer.Answer;
import io.partita.cli.answer.Content;
import io.partita.cli.answer.Exit;
import io.partita.cli.origin.Origin;
import io.partita.cli.unit.Homes;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Unit;
import io.partita.cli.view.Terminal;
import io.partita.core.apply.Apply;
import io.partita.core.apply.ApplyOptions;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.state.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Carries out a plan file, or plans a folder and asks. */
@Command(
        name = "apply",
        description = "Carries out a plan file, or plans a folder, shows the plan and asks for yes.",
        footer = {
            "",
            "A plan file never asks. Where it does something that cannot be taken back, every party concerned has to be named with --confirm, or everything approved with --auto-approve.",
            "A folder is planned now; only the answer yes, or --auto-approve, carries the plan out.",
            "Ctrl-C stops in order: nothing is lost, and resume goes on. A second Ctrl-C ends at once.",
            "",
            "Example:",
            "  partita apply plan.json --confirm=Alice",
            "  partita apply plan.json --dry-run",
            "  partita apply hosting/alice --auto-approve"
        })
public final class ApplyCommand implements Action {

    private static final String NAME = "apply";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PLAN|FOLDER",
            defaultValue = ".",
            description = "A plan file, or the folder of a declaration; the current folder when left out.")
    private String argument;

    @Option(
            names = "--auto-approve",
            description = "Approve everything in the plan without being asked, also what cannot be taken back.")
    private boolean autoApprove;

    @Option(names = "--dry-run", description = "Read what every step would find, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--confirm",
            paramLabel = "PARTY",
            description = "Approve what cannot be taken back for this party. May be repeated.")
    private Set<String> confirmed = new TreeSet<>();

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            description =
                    "The folder of the plan's declaration, when the plan file is not where it was saved. State, certificates, DARs and backup programs are there.")
    private String home;

    @Mixin
    private RunOptions run;

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public Answer answer(Session session) {
        Checked<Path> path = Unit.path(session.folder(), argument);
        if (!path.isPresent()) {
            return Answer.failed(NAME, Exit.ERROR, path.diagnostics());
        }
        if (Files.isRegularFile(path.value())) {
            return plan(session, path.value());
        }
        if (home != null && Files.isDirectory(path.value())) {
            return Answer.failed(NAME, Exit.USAGE, homeOfFolder());
        }
        boolean meantAFile = argument.endsWith(".json") && !Files.exists(path.value());
        return meantAFile ? Answer.failed(NAME, Exit.ERROR, noPlan(path.value())) : folder(session);
    }

    private Diagnostic homeOfFolder() {
        return Diagnostic.error("home-without-plan", "--home was given with '" + argument + "', which is a folder")
                .because("a folder of a declaration is its own home; only a plan file can be away from it")
                .fix("Name a plan file, or leave --home out.");
    }

    private Diagnostic noPlan(Path file) {
        return Diagnostic.error("plan-missing", "there is no plan file '" + argument + "'")
                .because(file + ": there is no such file or folder")
                .fix(
                        "Name a plan that was saved with: partita plan FOLDER -o FILE. Or name the folder of a declaration.");
    }

    private Answer plan(Session session, Path file) {
        Checked<SavedPlan> plan = Plans.read(file);
        if (!plan.isPresent()) {
            return Answer.failed(NAME, Exit.ERROR, plan.diagnostics())
                    .from(file.toAbsolutePath().getParent());
        }
        if (plan.value().plan().isEmpty()) {
            return planless(plan.value()).saying(plan.diagnostics());
        }
        Checked<Unit> unit = home == null ? Homes.ofPlan(file, plan.value().plan()) : Unit.at(session.folder(), home);
        if (!unit.isPresent()) {
            return Answer.failed(NAME, Exit.ERROR, unit.diagnostics());
        }
        return carryOut(
                        session,
                        unit.value().rememberedIn(session.memory()),
                        plan.value(),
                        file,
                        autoApprove ? Approval.ALL : Approval.NAMED)
                .saying(plan.diagnostics());
    }

    private Answer folder(Session session) {
        Checked<Unit> found = Unit.at(session.folder(), argument);
        if (!found.isPresent()) {
            return Answer.failed(NAME, Exit.ERROR, found.diagnostics());
        }
        Unit unit = found.value().rememberedIn(session.memory());
        Optional<Answer> unfinished = unfinished(session, unit);
        if (unfinished.isPresent()) {
            return unfinished.get();
        }
        Checked<SavedPlan> plan = Planning.plan(unit, session);
        if (!plan.isPresent()) {
            String again = "partita apply" + Carrying.argument(session, unit);
            return Planning.failure(NAME, plan, again).from(unit.folder());
        }
        return planned(session, unit, plan.value()).saying(plan.diagnostics()).from(unit.folder());
    }

    private Answer planned(Session session, Unit unit, SavedPlan plan) {
        if (plan.plan().isEmpty()) {
            return planless(plan);
        }
        session.view().propose(plan);
        if (!dryRun && !autoApprove) {
            Optional<Diagnostic> refused = refusal(session);
            if (refused.isPresent()) {
                return Answer.failed(NAME, Exit.REFUSED, refused.get());
            }
        }
        return carryOut(session, unit, plan, unit.folder(), Approval.ALL);
    }

    private static Answer planless(SavedPlan plan) {
        return Answer.of(NAME, Exit.DONE, new Content.Planned(plan, Content.Form.TEXT, Optional.empty()));
    }

    /** What was approved of that which cannot be taken back. */
    private enum Approval {
        ALL,
        NAMED
    }

    private Answer carryOut(Session session, Unit unit, SavedPlan plan, Path source, Approval approval) {
        SortedSet<String> irreversible = plan.plan().irreversible();
        List<Diagnostic> unknown = new ArrayList<>(run.unknownNames(plan.plan()));
        Set<String> parties = new TreeSet<>();
        plan.plan().parties().forEach(party -> parties.add(party.name()));
        confirmed.stream()
                .filter(name -> !parties.contains(name))
                .forEach(name -> unknown.add(Names.unknown("--confirm", "party", name, parties)));
        if (!unknown.isEmpty()) {
            return Answer.failed(NAME, Exit.USAGE, unknown);
        }
        ApplyOptions options =
                run.options(unit.folder()).confirming(approval == Approval.ALL ? irreversible : confirmed);
        Carrying carrying = new Carrying(NAME, session, unit, plan, options);
        if (dryRun) {
            Answer forecast = carrying.dryRun();
            return forecast.exit() == Exit.DONE ? forecast.then(again(unit, session, irreversible)) : forecast;
        }
        if (approval == Approval.NAMED && !confirmed.containsAll(irreversible)) {
            // The engine refuses it, and only the command line knows how it is typed.
            return carrying.out(Apply::run).then(again(unit, session, irreversible));
        }
        Optional<Origin> origin = Origin.of(source);
        origin.ifPresent(known -> session.view().say("Applying plan " + plan.hash() + " of " + known + "."));
        Answer answer = carrying.out(Apply::run);
        origin.ifPresent(known -> record(unit, answer, known));
        return answer;
    }

    private String again(Unit unit, Session session, SortedSet<String> irreversible) {
        if (Files.isDirectory(session.folder().resolve(argument))) {
            return "partita apply" + Carrying.argument(session, unit);
        }
        String confirm = irreversible.stream()
                .map(party -> " --confirm=" + Words.quoted(party))
                .collect(Collectors.joining());
        String where = home == null ? "" : " --home=" + Words.quoted(home);
        return "partita apply " + Words.quoted(argument) + where + confirm;
    }

    /** Keeps beside the run's plan which commit it was of. */
    private static void record(Unit unit, Answer answer, Origin origin) {
        answer.content()
                .filter(Content.Ran.class::isInstance)
                .map(Content.Ran.class::cast)
                .flatMap(ran -> ran.result().run())
                .map(id -> unit.workspace().logs(id))
                .filter(Files::isDirectory)
                .ifPresent(folder -> Unit.write(folder.resolve("origin"), origin + "\n"));
    }

    private static Optional<Answer> unfinished(Session session, Unit unit) {
        Checked<State> state = unit.state().read().map(recording -> recording.state());
        return state.optional()
                .filter(read ->
                        read.unfinishedRun().isPresent() && !read.interlocks().isEmpty())
                .map(read -> Answer.failed(
                                NAME,
                                Exit.REFUSED,
                                Diagnostic.error(
                                                "run-unfinished",
                                                "a run of this folder is not finished and left something open")
                                        .because("a new plan could not know what run "
                                                + read.unfinishedRun()
                                                        .orElseThrow()
                                                        .id() + " left")
                                        .fix("Go on with it. partita status says what is open."))
                        .then(
                                "partita resume" + Carrying.argument(session, unit),
                                "partita status" + Carrying.argument(session, unit)));
    }

    private static Optional<Diagnostic> refusal(Session session) {
        if (!session.terminal().isTerminal(Terminal.Stream.IN)) {
            return Optional.of(Diagnostic.error("not-approved", "nobody can be asked: standard input is not a terminal")
                    .because("a folder is only applied after somebody has seen the plan and typed yes")
                    .fix("Review and apply a saved plan (plan -o), or add --auto-approve."));
        }
        session.view().say("Carry this plan out? Only yes is taken for an answer:");
        try {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(session.terminal().in(), StandardCharsets.UTF_8));
            String line = reader.readLine();
            return line != null && line.strip().equals("yes")
                    ? Optional.empty()
                    : Optional.of(Diagnostic.error("not-approved", "the plan was not approved; nothing was changed"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
