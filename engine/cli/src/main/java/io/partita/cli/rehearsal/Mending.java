package io.partita.cli.rehearsal;

import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.LeftOver;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Window;
import io.partita.core.planner.Repair;
import io.partita.core.provider.ManualConnect;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a plan repairs: that a person answered for it, and what was found there, stands in the plan alone. */
final class Mending {

    private final Plan plan;
    private final Set<PartyId> repaired;

    Mending(Plan plan) {
        this.plan = plan;
        this.repaired = plan.content().parties().stream()
                .filter(PartyChange::isRepair)
                .map(PartyChange::party)
                .collect(Collectors.toSet());
    }

    /**
     * What has to be said to plan the same again.
     *
     * @param names of parties in the rehearsal; of others nothing is repaired
     */
    Set<Repair> repairs(Collection<String> names) {
        Set<Repair> repairs = new TreeSet<>();
        for (Window window : plan.content().windows()) {
            window.transfers().stream()
                    .filter(transfer -> repaired.contains(transfer.party())
                            || transfer.leftOver().isPresent())
                    .map(transfer -> transfer.party().uid().identifier())
                    .filter(names::contains)
                    .forEach(name -> repairs.add(new Repair(name, window.target())));
        }
        return repairs;
    }

    /**
     * Why no sandbox begins as this plan does; empty when one can.
     *
     * @param used whether a party has active contracts
     */
    Optional<String> unplayable(Predicate<PartyId> used) {
        for (PartyChange change : plan.content().parties()) {
            if (change.isOfMissed()) {
                return Optional.of("a host of '" + change.name()
                        + "' without the onboarding flag lacks contracts, and in a sandbox it would have them");
            }
            if (!change.staleFlags().isEmpty() && used.test(change.party())) {
                return Optional.of(change.staleFlags().get(0) + " has every contract of '" + change.name()
                        + "' and the onboarding flag, and in a sandbox such a host has none");
            }
        }
        return Optional.empty();
    }

    /** Whether nothing about the hosting of a party changes. */
    boolean isRepaired(PartyId party) {
        return repaired.contains(party);
    }

    /** Targets that somebody has isolated already, each with whether it would connect by itself when it starts. */
    SortedMap<ParticipantName, ManualConnect> away() {
        SortedMap<ParticipantName, ManualConnect> away = new TreeMap<>();
        plan.content()
                .windows()
                .forEach(window -> window.foundAway()
                        .ifPresent(alias -> window.connections().stream()
                                .filter(connection -> connection.alias().equals(alias))
                                .forEach(connection -> away.put(window.target(), connection.manualConnect()))));
        return away;
    }

    /** How many contracts of a party hosts of earlier still have and no other host has, for those that come back. */
    SortedMap<ParticipantName, Long> leftOver(PartyId party) {
        SortedMap<ParticipantName, Long> leftOver = new TreeMap<>();
        for (Window window : plan.content().windows()) {
            window.transfers().stream()
                    .filter(transfer -> transfer.party().equals(party))
                    .map(Transfer::leftOver)
                    .flatMap(Optional::stream)
                    .map(LeftOver::contracts)
                    .forEach(contracts -> leftOver.put(window.target(), contracts));
        }
        return leftOver;
    }
}
