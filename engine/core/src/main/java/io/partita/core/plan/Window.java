package io.partita.core.plan;

import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.topology.CurrentParticipant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One isolation of one target, for all parties that it receives.
 *
 * @param target who is isolated
 * @param works the parties, in declared order
 */
record Window(CurrentParticipant target, List<PartyWork> works) {

    Window {
        works = List.copyOf(works);
    }

    /**
     * The windows in rounds: those of a round are open together, rounds follow each other. Two windows are never open together when they share a party (the first flag has to be gone before the next
     * mapping is pinned), or when the target of one has to sign or export for the other.
     */
    static List<List<Window>> rounds(List<PartyWork> offline) {
        Map<ParticipantName, CurrentParticipant> targets = new LinkedHashMap<>();
        Map<ParticipantName, List<PartyWork>> works = new HashMap<>();
        for (PartyWork work : offline) {
            for (CurrentParticipant target : work.difference().added()) {
                targets.putIfAbsent(target.name(), target);
                works.computeIfAbsent(target.name(), name -> new ArrayList<>()).add(work);
            }
        }
        List<List<Window>> rounds = new ArrayList<>();
        Map<PartyId, Integer> nextOfParty = new HashMap<>();
        Map<ParticipantName, Integer> lastAsTarget = new HashMap<>();
        Map<ParticipantName, Integer> lastAtWork = new HashMap<>();
        targets.forEach((name, target) -> {
            Window window = new Window(target, works.get(name));
            Set<ParticipantName> atWork = window.atWork();
            int round = lastAtWork.getOrDefault(name, -1) + 1;
            for (ParticipantName busy : atWork) {
                round = Math.max(round, lastAsTarget.getOrDefault(busy, -1) + 1);
            }
            for (PartyWork work : window.works) {
                round = Math.max(
                        round, nextOfParty.getOrDefault(work.difference().party(), 0));
            }
            for (PartyWork work : window.works) {
                nextOfParty.put(work.difference().party(), round + 1);
            }
            int chosen = round;
            lastAsTarget.put(name, chosen);
            atWork.forEach(busy -> lastAtWork.merge(busy, chosen, Math::max));
            while (rounds.size() <= chosen) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(chosen).add(window);
        });
        return rounds;
    }

    /** Who has to sign and to export while the target is away. */
    private Set<ParticipantName> atWork() {
        Set<ParticipantName> names = new HashSet<>();
        for (PartyWork work : works) {
            names.add(work.ownerOrBug().name());
            names.add(work.sourceOrBug().name());
        }
        return names;
    }
}
