package io.partita.cli.report;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import java.util.Map;
import java.util.TreeMap;

/**
 * How participants are called.
 *
 * @param names those that a declaration names
 */
public record HostNames(Map<ParticipantId, ParticipantName> names) {

    public HostNames {
        names = Map.copyOf(names);
    }

    public static HostNames of(Plan plan) {
        Map<ParticipantId, ParticipantName> names = new TreeMap<>();
        plan.content().participants().values().forEach(participant -> names.put(participant.id(), participant.name()));
        return new HostNames(names);
    }

    /** The declared name, else the full id: nobody can look up a shortened one. */
    public String name(ParticipantId participant) {
        ParticipantName name = names.get(participant);
        return name == null ? participant.toString() : name.toString();
    }
}
