package io.partita.cli.command;

import io.partita.cli.unit.Handovers;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.ApplyOptions;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.KeySignature;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.state.GivenSignatures;
import io.partita.core.state.Receipt;
import io.partita.core.store.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What a person says about a run besides its plan. */
final class RunOptions {

    @Option(
            names = "--backup-done",
            paramLabel = "PARTICIPANT",
            description = "The participant has been backed up since it was isolated. May be repeated.")
    private Set<String> backedUp = new TreeSet<>();

    @Option(
            names = "--accept-release",
            paramLabel = "PARTICIPANT",
            description = "The participant was upgraded since the plan was made, and that was meant. May be repeated.")
    private Set<String> acceptedReleases = new TreeSet<>();

    @Option(
            names = "--operator",
            paramLabel = "NAME",
            description = "Do only the steps of this operator; of everybody when left out.")
    private String operator;

    @Option(
            names = "--receipts",
            paramLabel = "FILE",
            description = "What another operator has done, as its receipt write says. May be repeated.")
    private List<String> receipts = new ArrayList<>();

    @Option(
            names = "--contracts",
            paramLabel = "FOLDER",
            description = "Where the files with contracts are that another operator has exported and handed over.")
    private String contracts;

    @Option(
            names = "--signature",
            paramLabel = "FILE",
            description = "What the owner of a key has signed elsewhere, as sign says. May be repeated.")
    private List<String> signatures = new ArrayList<>();

    @Option(
            names = "--keep-exports",
            description = "Keep the files with the exported contracts, which are deleted when everything is verified.")
    private boolean exportsKept;

    @Option(
            names = "--exports",
            paramLabel = "FOLDER",
            description =
                    "Keep exported contracts in this folder until they are verified, for instance on another disk; in .partita/acs when left out. Made when it is missing, readable by you alone.")
    private String exports;

    /** Where a run keeps its files. @param base what relative paths start from */
    Checked<Workspace> workspace(Unit unit, Path base) {
        return exports == null
                ? Checked.of(unit.workspace())
                : Unit.path(base, exports).then(unit::workspaceExportingTo);
    }

    /** Whose steps are done; empty: everybody's. */
    Optional<String> operator() {
        return Optional.ofNullable(operator);
    }

    /** From now on it is this operator's. */
    void as(String name) {
        operator = name;
    }

    /** Options that bring something to a run, and are of no use without one. */
    List<String> brought() {
        List<String> options = new ArrayList<>();
        if (!signatures.isEmpty()) {
            options.add("--signature");
        }
        if (!receipts.isEmpty()) {
            options.add("--receipts");
        }
        if (!backedUp.isEmpty()) {
            options.add("--backup-done");
        }
        return options;
    }

    /** The same command with the signatures that were brought: whoever repeats it has to bring them again. */
    NextCommand withSignatures(NextCommand command) {
        NextCommand with = command;
        for (String file : signatures) {
            with = with.with("--signature", file);
        }
        return with;
    }

    /** The same command with all that was said of the run, but for backups: those are not of the next one. */
    NextCommand on(NextCommand command) {
        NextCommand with = withSignatures(command);
        for (String file : receipts) {
            with = with.with("--receipts", file);
        }
        return lastingOn(contracts == null ? with : with.with("--contracts", contracts));
    }

    /** The same command with what was said of the run for as long as it lasts, and no journal remembers. */
    NextCommand lastingOn(NextCommand command) {
        NextCommand with = command;
        for (String name : acceptedReleases) {
            with = with.with("--accept-release", name);
        }
        with = exports == null ? with : with.with("--exports", exports);
        return exportsKept ? with.with("--keep-exports") : with;
    }

    /**
     * @param folder the home
     * @param base what relative paths start from
     * @return failed when what was handed over cannot be read
     */
    Checked<ApplyOptions> options(Path folder, Path base) {
        List<Diagnostic> wrong = new ArrayList<>();
        if (operator == null && !(receipts.isEmpty() && contracts == null)) {
            wrong.add(Handovers.forNobody());
        }
        List<Receipt> taken = new ArrayList<>();
        for (String file : receipts) {
            Checked<List<Receipt>> read = Unit.path(base, file).then(path -> Handovers.read(path, file));
            read.optional().ifPresent(taken::addAll);
            wrong.addAll(read.diagnostics());
        }
        Optional<Checked<Path>> handedOver = Optional.ofNullable(contracts)
                .map(typed -> Unit.path(base, typed).then(Handovers::folder));
        handedOver.ifPresent(found -> wrong.addAll(found.diagnostics()));
        List<KeySignature> given = new ArrayList<>();
        for (String file : signatures) {
            Checked<GivenSignatures> read = Unit.path(base, file).then(path -> Handovers.signatures(path, file));
            read.optional().ifPresent(signed -> given.addAll(signed.signatures()));
            wrong.addAll(read.diagnostics());
        }
        if (!wrong.isEmpty()) {
            return Checked.failed(wrong);
        }
        ApplyOptions options = options(folder).taking(taken).signedBy(given);
        return Checked.of(handedOver
                .map(found -> options.takingContractsFrom(found.value()))
                .orElse(options));
    }

    private ApplyOptions options(Path folder) {
        ApplyOptions options = ApplyOptions.in(folder)
                .leaving(exportsKept ? ApplyOptions.Exports.KEPT : ApplyOptions.Exports.DELETED)
                .backedUp(names(backedUp))
                .acceptingReleases(names(acceptedReleases));
        return operator == null ? options : options.as(operator);
    }

    private static Set<ParticipantName> names(Set<String> given) {
        return given.stream().map(ParticipantName::new).collect(Collectors.toSet());
    }

    /** Names that the plan does not know; each would otherwise be silently without effect. */
    List<Diagnostic> unknownNames(Plan plan) {
        List<Diagnostic> unknown = new ArrayList<>();
        Set<String> participants = plan.content().participants().keySet().stream()
                .map(ParticipantName::name)
                .collect(Collectors.toCollection(TreeSet::new));
        backedUp.stream()
                .filter(name -> !participants.contains(name))
                .forEach(name -> unknown.add(Names.unknown("--backup-done", "participant", name, participants)));
        acceptedReleases.stream()
                .filter(name -> !participants.contains(name))
                .forEach(name -> unknown.add(Names.unknown("--accept-release", "participant", name, participants)));
        operator().flatMap(name -> Names.unknownOperator(plan, name)).ifPresent(unknown::add);
        return unknown;
    }
}
