package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.Homes;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Target;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.Receipts;
import io.partita.core.apply.SavedPlan;
import io.partita.core.apply.step.AcsFiles;
import io.partita.core.codec.ReceiptCodecs;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.Result.Exported;
import io.partita.core.plan.Step;
import io.partita.core.state.Receipt;
import io.partita.core.state.RunBook;
import io.partita.core.state.RunId;
import io.partita.core.state.RunSummary;
import io.partita.core.store.Recording;
import io.partita.core.store.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What operators hand to each other. */
@Command(
        name = "receipt",
        description = "What operators hand to each other while each of them carries out its part of one plan.",
        footer = {"", "Example:", "  partita receipt write bank-a --operator=bank-a -o receipts-bank-a.json"},
        subcommands = {ReceiptCommand.Write.class})
public final class ReceiptCommand {

    /** The receipts of one operator. */
    @Command(
            name = "write",
            description =
                    "Writes what this operator has done of a plan, for the others, and names the files that go with it.",
            footer = {
                "",
                "It reads the state folder only: the receipts are those of the newest run of the plan, and a later file has all that an earlier one had. They hold no secret and no contract.",
                "",
                "Example:",
                "  partita receipt write bank-a --operator=bank-a -o receipts-bank-a.json"
            })
    static final class Write implements RunnableCommand {

        private static final String NAME = "receipt write";

        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "PLAN|FOLDER",
                defaultValue = ".",
                description =
                        "A plan file, or the folder with the state, whose newest run is meant; the current folder when left out.")
        private String argument;

        @Option(
                names = "--operator",
                required = true,
                paramLabel = "NAME",
                description = "Whose receipts: the operator of this folder.")
        private String operator;

        @Option(
                names = {"-o", "--out"},
                paramLabel = "FILE",
                description = "Save them; to standard output when left out.")
        private String out;

        @Option(
                names = "--home",
                paramLabel = "FOLDER",
                description = "The folder with the state, when it is not where the plan file says.")
        private String home;

        @Option(
                names = "--exports",
                paramLabel = "FOLDER",
                description = "Where exported contracts are kept, when apply or resume was told so.")
        private String exports;

        /** Where the state is, once that is known. */
        private Optional<Unit> found = Optional.empty();

        @Override
        public Place place(Path base) {
            return found.map(unit -> Place.of(unit.typedFrom(base)))
                    .orElse(Place.of(argument))
                    .as(Optional.of(operator));
        }

        /** A state with the plan whose receipts are wanted. */
        private record Told(Unit unit, Recording recording, SavedPlan plan) {}

        @Override
        public Result answer(Session session) {
            Checked<Told> told = Unit.path(session.folder(), argument)
                    .then(path -> Files.isRegularFile(path) ? ofPlan(session, path) : ofFolder(session));
            return told.optional()
                    .map(known -> answer(session, known).saying(told.diagnostics()))
                    .orElseGet(() -> Result.failed(NAME, told.diagnostics()));
        }

        private Checked<Told> ofPlan(Session session, Path file) {
            return Plans.read(file)
                    .then(plan -> Homes.ofPlan(file, plan.plan(), session.folder(), Optional.ofNullable(home))
                            .then(unit -> unit.rememberedIn(session.memory())
                                    .state()
                                    .read()
                                    .map(recording -> new Told(unit, recording, plan))));
        }

        private Checked<Told> ofFolder(Session session) {
            return Unit.at(session.folder(), argument)
                    .then(unit -> unit.rememberedIn(session.memory())
                            .state()
                            .read()
                            .then(recording -> newest(recording)
                                    .map(run -> Plans.ofRun(unit.state(), recording, run.id())
                                            .map(plan -> new Told(unit, recording, plan)))
                                    .orElseGet(() -> Checked.failed(nothing("no run is recorded in this folder")))));
        }

        private static Optional<RunSummary> newest(Recording recording) {
            return recording.state().runs().stream().reduce((former, later) -> later);
        }

        /** Where it was saved; empty: it is printed. */
        private Checked<Optional<String>> written(Session session, List<Receipt> receipts) {
            if (out == null) {
                return Checked.of(Optional.empty());
            }
            return Target.at(session.folder(), out).then(target -> {
                if (target.way() == Target.Way.STANDARD_OUTPUT) {
                    return Checked.of(Optional.empty());
                }
                return target.write(ReceiptCodecs.text(receipts), Target.Kind.RECEIPTS)
                        .map(Checked::<Optional<String>>failed)
                        .orElseGet(() -> Checked.of(Optional.of(out)));
            });
        }

        private Result answer(Session session, Told told) {
            found = Optional.of(told.unit());
            Optional<Result> doubted = Doubts.about(NAME, told.unit());
            if (doubted.isPresent()) {
                return doubted.get();
            }
            Optional<Diagnostic> unknown = Names.unknownOperator(told.plan().plan(), operator);
            if (unknown.isPresent()) {
                return Result.failed(NAME, unknown.get());
            }
            List<Receipt> receipts = Receipts.of(told.plan(), told.recording(), operator);
            if (receipts.isEmpty()) {
                return Result.failed(
                        NAME,
                        nothing(operator + " has done no step of plan "
                                + told.plan().hash() + " here"));
            }
            List<Diagnostic> notes = new ArrayList<>();
            Checked<Workspace> kept = exports == null
                    ? Checked.of(told.unit().workspace())
                    : Unit.path(session.folder(), exports).then(told.unit()::workspaceExportingTo);
            if (!kept.isPresent()) {
                return Result.failed(NAME, kept.diagnostics());
            }
            List<Payload.Contracts> contracts = contracts(session, told, kept.value(), receipts, notes);
            Checked<Optional<String>> file = written(session, receipts);
            if (!file.isPresent()) {
                return Result.failed(NAME, file.diagnostics());
            }
            Result answer = Result.of(
                            NAME,
                            ExitCode.DONE,
                            new Payload.HandedOver(told.plan(), operator, receipts, file.value(), contracts))
                    .saying(notes);
            boolean goesOn = told.recording()
                    .state()
                    .unfinishedRun()
                    .filter(run -> run.planHash().equals(told.plan().hash()))
                    .isPresent();
            return goesOn ? answer.then(NextCommand.resume().with("--receipts", "FILE")) : answer;
        }

        private static Diagnostic nothing(String why) {
            return Diagnostic.error("nothing-to-hand-over", "there are no receipts to write")
                    .because(why)
                    .fix("Apply the plan as this operator first, or name the folder in which that was done.");
        }

        /** The files that somebody else has still to import. @param notes takes those that are gone */
        private static List<Payload.Contracts> contracts(
                Session session, Told told, Workspace kept, List<Receipt> receipts, List<Diagnostic> notes) {
            RunId run = Receipts.newest(told.plan(), told.recording()).orElseThrow();
            RunBook book = new RunBook(run, told.recording().entries());
            List<Payload.Contracts> all = new ArrayList<>();
            for (Receipt receipt : receipts) {
                Optional<Step.ImportAcs> wanting = wanting(receipt, told.plan(), book);
                Optional<Exported> exported = exported(receipt);
                if (wanting.isPresent() && exported.isPresent()) {
                    Path file = AcsFiles.of(exported.get(), kept, run);
                    if (Files.isRegularFile(file)) {
                        Optional<String> whom = wanting.get().head().operator();
                        all.add(new Payload.Contracts(Unit.typed(file, session.folder()), whom, exported.get()));
                    } else {
                        notes.add(gone(exported.get(), Unit.typed(kept.exports(), session.folder())));
                    }
                }
            }
            return all;
        }

        /** The step of somebody else that needs what this one exported, and is not known to be done. */
        private static Optional<Step.ImportAcs> wanting(Receipt receipt, SavedPlan plan, RunBook book) {
            return plan.plan()
                    .steps()
                    .filter(Step.ImportAcs.class::isInstance)
                    .map(Step.ImportAcs.class::cast)
                    .filter(step -> step.export().step().equals(receipt.step()))
                    .filter(step -> !step.head().operator().equals(Optional.of(receipt.by())))
                    .filter(step -> !book.step(step.id()).isDone())
                    .findFirst();
        }

        private static Optional<Exported> exported(Receipt receipt) {
            return receipt.results().stream()
                    .filter(Exported.class::isInstance)
                    .map(Exported.class::cast)
                    .findFirst();
        }

        private static Diagnostic gone(Exported exported, String folder) {
            return Diagnostic.warning("exported-file-missing", exported.file() + " is not in this folder any more")
                    .because("another operator has still to import it, and it is not in " + folder)
                    .fix(
                            "If exports are kept elsewhere, name that folder with --exports. Otherwise resume, which exports"
                                    + " it again, then write the receipts again.")
                    .next(NextCommand.resume());
        }
    }
}
