package io.partita.cli.command;

import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.Homes;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a command carries out: a plan file with its home, or a folder that is planned now. */
final class PlanOrFolder {

    private static final String HOME = "--home";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PLAN|FOLDER",
            defaultValue = ".",
            description = "A plan file, or the folder of a declaration; the current folder when left out.")
    private String argument;

    @Option(
            names = HOME,
            paramLabel = "FOLDER",
            description =
                    "The folder of the plan's declaration, when the plan file is not where it was saved; an operator that was given the plan names a folder of its own. State, certificates, DARs and backup programs are there.")
    private String home;

    /** The home of the plan file, once that is known. */
    private Optional<Unit> found = Optional.empty();

    Place place(Path base) {
        return planFile(base)
                .map(file -> Place.of(typedHome(base, file)))
                .orElse(Place.of(argument))
                .applying(argument);
    }

    boolean isPlanFile(Path base) {
        return planFile(base).isPresent();
    }

    private Optional<Path> planFile(Path base) {
        return Unit.path(base, argument).optional().filter(Files::isRegularFile);
    }

    /** Of a plan that could not be read nobody knows more than where it lies. */
    private String typedHome(Path base, Path file) {
        return home == null
                ? found.orElseGet(() -> new Unit(file.toAbsolutePath().getParent()))
                        .typedFrom(base)
                : home;
    }

    /** @param command who answers */
    Result answer(String command, Session session, Function<Path, Result> ofPlan, Supplier<Result> ofFolder) {
        Checked<Path> path = Unit.path(session.folder(), argument);
        if (!path.isPresent()) {
            return Result.failed(command, path.diagnostics());
        }
        if (Files.isRegularFile(path.value())) {
            return ofPlan.apply(path.value());
        }
        if (home != null && Files.isDirectory(path.value())) {
            return Result.failed(command, homeOfFolder());
        }
        boolean meantAFile = argument.endsWith(".json") && !Files.exists(path.value());
        return meantAFile ? Result.failed(command, noPlan(path.value())) : ofFolder.get();
    }

    private Diagnostic homeOfFolder() {
        return Diagnostic.error("home-without-plan", HOME + " was given with '" + argument + "', which is a folder")
                .because("a folder of a declaration is its own home; only a plan file can be away from it")
                .fix("Name a plan file, or leave --home out.")
                .classed(DiagnosticClass.USAGE);
    }

    private Diagnostic noPlan(Path file) {
        return Diagnostic.error("plan-missing", "there is no plan file '" + argument + "'")
                .because(file + ": there is no such file or folder")
                .fix("Name a plan that was saved with plan --out, or the folder of a declaration.");
    }

    /**
     * A plan file that is to be carried out, here or in a sandbox.
     *
     * @param plan what is in it
     * @param unit its home
     */
    record PlanFile(SavedPlan plan, Unit unit) {}

    /**
     * Reads a plan file, with what speaks against carrying it out before anybody is asked.
     *
     * @param refusals what else does
     */
    Checked<PlanFile> read(
            Session session,
            Path file,
            AccessOptions access,
            ExpectedHash expected,
            Function<SavedPlan, List<Diagnostic>> refusals) {
        return access.plan(file)
                .then(expected::only)
                .then(plan -> Checked.of(plan, refusals.apply(plan)))
                .then(plan -> home(session, file, plan).map(unit -> new PlanFile(plan, unit)));
    }

    /** How a command ends that could not read a plan file so. */
    static Result unread(String command, Path file, Checked<PlanFile> none) {
        return Result.failed(command, none.diagnostics())
                .from(file.toAbsolutePath().getParent());
    }

    boolean isFolder(Session session) {
        return Files.isDirectory(session.folder().resolve(argument));
    }

    /** The folder that was typed. */
    Checked<Unit> unit(Session session) {
        return Unit.at(session.folder(), argument).map(unit -> unit.rememberedIn(session.memory()));
    }

    /** The home of a plan file: the one that was typed, or the one that the plan says. */
    private Checked<Unit> home(Session session, Path file, SavedPlan plan) {
        Checked<Unit> unit = Homes.ofPlan(file, plan.plan(), session.folder(), Optional.ofNullable(home));
        found = unit.optional();
        return unit.map(each -> each.rememberedIn(session.memory()));
    }

    /** The same command with the same home. */
    NextCommand on(NextCommand command) {
        return home == null ? command : command.with(HOME, home);
    }
}
