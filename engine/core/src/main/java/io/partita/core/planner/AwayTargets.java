package io.partita.core.planner;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.health.Absence;
import io.partita.core.model.PartyId;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Network;
import io.partita.core.topology.AbsenceReading;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Targets that a repair takes as they are, disconnected, and connects at its end: with them comes every party that they
 * host, and not only those that are repaired.
 */
final class AwayTargets {

    private final String alias;
    private final CurrentTopology topology;
    private final Network network;
    private final List<PartyDifference> differences;
    private final Set<Repair> said;

    /**
     * @param differences all declared parties, those that do not change as well
     * @param said what a person says to be repaired
     */
    AwayTargets(
            String alias,
            CurrentTopology topology,
            Network network,
            List<PartyDifference> differences,
            Set<Repair> said) {
        this.said = Set.copyOf(said);
        this.alias = alias;
        this.topology = topology;
        this.network = network;
        this.differences = differences;
    }

    /** Why they must not be connected when this plan is done. */
    List<Diagnostic> lacking(List<RoutedParty> parties) {
        List<RoutedParty> offline =
                parties.stream().filter(RoutedParty::isOffline).toList();
        return PlannedWindow.of(offline).stream()
                .filter(window -> !window.target().isConnectedTo(alias))
                .flatMap(window -> lacking(window).stream())
                .toList();
    }

    private List<Diagnostic> lacking(PlannedWindow window) {
        CurrentParticipant target = window.target();
        SortedSet<PartyId> repaired = window.parties().stream()
                .map(party -> party.difference().party())
                .collect(Collectors.toCollection(TreeSet::new));
        try {
            Absence left = new AbsenceReading(
                            view(topology.participant(topology.reader())), topology.connected(alias, network))
                    .of(target.id(), view(target))
                    .without(repaired);
            return left.isHarmless() ? List.of() : List.of(lacksOthers(window, left));
        } catch (CallFailed e) {
            return List.of(CallDiagnostics.reading(target.name(), e.failure()));
        }
    }

    private AbsenceReading.View view(CurrentParticipant participant) {
        return new AbsenceReading.View(network.participant(participant.name()), participant.synchronizer());
    }

    private Diagnostic lacksOthers(PlannedWindow window, Absence left) {
        if (!left.returned().isEmpty()) {
            return returned(window, left);
        }
        CurrentParticipant target = window.target();
        List<String> why = new ArrayList<>();
        if (!left.onboarding().isEmpty()) {
            why.add(called(left.onboarding()) + (left.onboarding().size() == 1 ? " is" : " are")
                    + " being onboarded there");
        }
        if (!left.missed().isEmpty()) {
            why.add("it became a host of " + called(left.missed())
                    + " without the onboarding flag, or with one that was cleared since, and no declared host"
                    + " shows that it has the contracts of then");
        }
        if (!left.unanswered().isEmpty()) {
            why.add("whether it lacks contracts of " + called(left.unanswered())
                    + " is not known, since a host that may show it did not answer");
        }
        boolean undeclared =
                !left.all().stream().allMatch(party -> declared(party).isPresent());
        return Diagnostic.refusal(
                        "target-lacks-others",
                        left.all().isEmpty()
                                ? target.name() + " would be connected, and perhaps without contracts of "
                                        + called(left.unanswered())
                                : target.name() + " would be connected without contracts of " + called(left.all()))
                .because("the repair connects it, and " + String.join("; ", why)
                        + ". The first use of a contract that a participant lacks ends its process")
                .fix((left.unanswered().isEmpty() ? "" : "See to it that every host answers, then plan again. ")
                        + "Repair all of them in one plan, when nobody is at any of them."
                        + (undeclared
                                ? " Whoever is not declared here has to be declared before, as it is hosted now."
                                : ""))
                .next(together(window, left))
                .about(target.name().name())
                .at(target.declared().name().range());
    }

    private Diagnostic returned(PlannedWindow window, Absence left) {
        CurrentParticipant target = window.target();
        return Diagnostic.refusal(
                        "target-lacks-others",
                        target.name() + " would be connected without contracts of " + called(left.all()))
                .because(called(left.returned()) + (left.returned().size() == 1 ? " was" : " were")
                        + " taken from it before and given back: what it kept of then may be archived since, so no"
                        + " repair brings what it lacks. The first use of a contract that a participant lacks ends its"
                        + " process")
                .fix("Restore the backup of " + target.name() + " from before it became a host, and start it without"
                        + " connecting it; do not import by hand")
                .about(target.name().name())
                .at(target.declared().name().range());
    }

    private NextCommand together(PlannedWindow window, Absence left) {
        return Repair.plan(Stream.concat(
                said.stream(),
                Stream.concat(
                                window.parties().stream().map(RoutedParty::name),
                                left.all().stream().map(party -> declared(party).orElseGet(party::toString)))
                        .map(party -> new Repair(party, window.target().name()))));
    }

    private String called(SortedSet<PartyId> parties) {
        return parties.stream()
                .map(party -> declared(party).orElseGet(party::toString))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** What it is called where it is declared. */
    private Optional<String> declared(PartyId party) {
        return differences.stream()
                .filter(difference -> difference.party().equals(party))
                .map(PartyDifference::name)
                .findFirst();
    }
}
