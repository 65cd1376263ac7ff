package io.partita.cli.command;

import io.partita.core.apply.ApplyOptions;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            names = "--keep-exports",
            description = "Keep the files with the exported contracts, which are deleted when everything is verified.")
    private boolean exportsKept;

    ApplyOptions options(Path folder) {
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
        Set<String> operators = plan.steps()
                .flatMap(step -> step.head().operator().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (operator != null && !operators.contains(operator)) {
            unknown.add(Names.unknown("--operator", "operator", operator, operators));
        }
        return unknown;
    }
}
