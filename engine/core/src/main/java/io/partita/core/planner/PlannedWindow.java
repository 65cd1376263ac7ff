package io.partita.core.planner;

import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.topology.CurrentParticipant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is isolated when, and for which parties.
 *
 * @param round from 1; isolations of one round are open together, rounds follow each other
 * @param target who is isolated
 * @param parties what it receives, in declared order
 */
record PlannedWindow(int round, CurrentParticipant target, List<RoutedParty> parties) {

    PlannedWindow {
        parties = List.copyOf(parties);
    }

    /**
     * One isolation for each target, by round. Two are never open together when they share a party (the first flag has
     * to be gone before the next mapping is pinned), or when the target of one signs or exports for the other, whenever
     * it signs.
     */
    static List<PlannedWindow> of(List<RoutedParty> offline) {
        Map<ParticipantName, CurrentParticipant> targets = new LinkedHashMap<>();
        Map<ParticipantName, List<RoutedParty>> received = new HashMap<>();
        for (RoutedParty party : offline) {
            for (CurrentParticipant target : party.targets()) {
                targets.putIfAbsent(target.name(), target);
                received.computeIfAbsent(target.name(), name -> new ArrayList<>())
                        .add(party);
            }
        }
        Rounds rounds = new Rounds();
        return targets.values().stream()
                .map(target -> rounds.place(target, received.get(target.name())))
                .sorted(Comparator.comparingInt(PlannedWindow::round))
                .toList();
    }

    /** What was placed so far. */
    private static final class Rounds {
        private final Map<PartyId, Integer> lastOfParty = new HashMap<>();
        private final Map<ParticipantName, Integer> lastAsTarget = new HashMap<>();
        private final Map<ParticipantName, Integer> lastAtWork = new HashMap<>();

        PlannedWindow place(CurrentParticipant target, List<RoutedParty> parties) {
            Set<ParticipantName> atWork = atWork(parties);
            // An owner that becomes a host signs before its window opens.
            atWork.remove(target.name());
            int last = lastAtWork.getOrDefault(target.name(), 0);
            for (ParticipantName busy : atWork) {
                last = Math.max(last, lastAsTarget.getOrDefault(busy, 0));
            }
            for (RoutedParty party : parties) {
                last = Math.max(
                        last, lastOfParty.getOrDefault(party.difference().party(), 0));
            }
            int round = last + 1;
            parties.forEach(party -> lastOfParty.put(party.difference().party(), round));
            lastAsTarget.put(target.name(), round);
            atWork.forEach(busy -> lastAtWork.merge(busy, round, Math::max));
            return new PlannedWindow(round, target, parties);
        }

        /** Who has to be connected in the round: everyone that signs for the parties, and their sources. */
        private static Set<ParticipantName> atWork(List<RoutedParty> parties) {
            Set<ParticipantName> names = new HashSet<>();
            for (RoutedParty party : parties) {
                names.addAll(party.authority().connected());
                names.add(party.sourceOrBug().name());
            }
            return names;
        }
    }
}
