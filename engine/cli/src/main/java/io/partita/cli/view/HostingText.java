package io.partita.cli.view;

import io.partita.cli.text.Glyph;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.Permission;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What changes of one party's hosting, row by row. */
final class HostingText {

    private final Map<ParticipantId, ParticipantName> names = new TreeMap<>();

    HostingText(Plan plan) {
        plan.content().participants().values().forEach(participant -> names.put(participant.id(), participant.name()));
    }

    HostingText(Map<ParticipantId, ParticipantName> names) {
        this.names.putAll(names);
    }

    /**
     * One line of a party.
     *
     * @param glyph what happens; empty when nothing does
     * @param subject a participant or the word threshold
     * @param text what it becomes, and what it was
     */
    record Row(Optional<Glyph> glyph, String subject, String text) {}

    List<Row> rows(PartyChange change, HostingMapping after) {
        List<Row> rows = new ArrayList<>();
        TreeSet<ParticipantId> participants = new TreeSet<>(after.hosting().hosts().keySet());
        change.before()
                .ifPresent(
                        before -> participants.addAll(before.hosting().hosts().keySet()));
        participants.forEach(participant -> rows.add(host(participant, change, after)));
        Optional<Integer> before = change.before().map(HostingMapping::threshold);
        String threshold = Integer.toString(after.threshold());
        if (before.isEmpty()) {
            rows.add(new Row(Optional.of(Glyph.ADD), "threshold", threshold));
        } else if (before.get() != after.threshold()) {
            rows.add(new Row(Optional.of(Glyph.CHANGE), "threshold", before.get() + " -> " + threshold));
        } else {
            rows.add(new Row(Optional.empty(), "threshold", threshold));
        }
        return rows;
    }

    private Row host(ParticipantId participant, PartyChange change, HostingMapping outcome) {
        Optional<HostingMapping.Host> before = change.before().flatMap(mapping -> mapping.host(participant));
        Optional<Permission> after = outcome.host(participant).map(HostingMapping.Host::permission);
        String subject = name(participant);
        if (after.isEmpty() || change.kept().contains(participant)) {
            return new Row(Optional.empty(), subject, "not declared, left alone");
        }
        String word = after.get().word();
        if (before.isEmpty()) {
            return new Row(Optional.of(Glyph.ADD), subject, word + " (new host)");
        }
        String flag = before.get().isOnboarding() ? ", onboarding flag to be cleared" : "";
        if (before.get().permission() != after.get()) {
            String text = before.get().permission().word() + " -> " + word + flag;
            return new Row(Optional.of(Glyph.CHANGE), subject, text);
        }
        return new Row(flag.isEmpty() ? Optional.empty() : Optional.of(Glyph.CHANGE), subject, word + flag);
    }

    /** The declared name, else the full id: nobody can look up a shortened one. */
    String name(ParticipantId participant) {
        ParticipantName name = names.get(participant);
        return name == null ? participant.toString() : name.toString();
    }
}
