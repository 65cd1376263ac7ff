package io.partita.cli.report;

import io.partita.cli.text.Glyph;
import io.partita.cli.text.StepText;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.plan.Authority;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Route;
import io.partita.core.topology.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What changes of one party.
 *
 * @param name how the plan calls it
 * @param id its id
 * @param hosts all before and after, sorted by id
 * @param threshold the confirmations that are needed, before and after
 * @param path how hosts are added
 * @param reason why that way, without a full stop
 * @param evidence what the hosts showed, each a sentence without a full stop
 * @param quorum how many owners of the namespace have to sign
 * @param signers those that sign for the namespace, in the order in which they do; none when nothing has to be signed
 */
public record PartyReport(
        String name,
        PartyId id,
        List<Row> hosts,
        Row threshold,
        Route.Path path,
        String reason,
        List<String> evidence,
        int quorum,
        List<String> signers) {

    public PartyReport {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(id, "id");
        hosts = List.copyOf(hosts);
        Objects.requireNonNull(threshold, "threshold");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(reason, "reason");
        evidence = List.copyOf(evidence);
        signers = List.copyOf(signers);
    }

    /** What becomes of a host, or of the threshold. */
    public enum Fate {
        ADDED,
        CHANGED,
        UNCHANGED,
        /** A live host that is not declared: nothing is done on it. */
        KEPT
    }

    /**
     * One line of a party.
     *
     * @param subject a participant, or the word threshold
     * @param before what it was; empty for what was not there
     * @param after what it becomes
     * @param note what else there is to say; empty for nothing
     */
    public record Row(Fate fate, String subject, Optional<String> before, String after, String note) {

        public Row {
            Objects.requireNonNull(fate, "fate");
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
            Objects.requireNonNull(note, "note");
        }

        /** What happens; empty when nothing does. */
        public Optional<Glyph> glyph() {
            return switch (fate) {
                case ADDED -> Optional.of(Glyph.ADD);
                case CHANGED -> Optional.of(Glyph.CHANGE);
                case UNCHANGED, KEPT -> Optional.empty();
            };
        }

        /** What it becomes, and what it was where that is something else. */
        public String text() {
            String change = before.filter(was -> !was.equals(after))
                    .map(was -> was + " -> " + after)
                    .orElse(after);
            return note.isEmpty() ? change : change + " (" + note + ")";
        }
    }

    /** The hosts, then the threshold. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>(hosts);
        rows.add(threshold);
        return rows;
    }

    /** @param missing hosts without the onboarding flag that get what they missed */
    static PartyReport of(PartyChange change, HostingMapping outcome, HostNames names, Set<ParticipantId> missing) {
        return new PartyReport(
                change.name(),
                change.party(),
                hosts(change, outcome, names, missing),
                threshold(change, outcome),
                change.path(),
                change.route().reason().sentence(),
                change.route().evidence().stream().map(Evidence::sentence).toList(),
                change.authority().quorum(),
                signers(change.authority()));
    }

    private static List<Row> hosts(
            PartyChange change, HostingMapping outcome, HostNames names, Set<ParticipantId> missing) {
        TreeSet<ParticipantId> participants = new TreeSet<>();
        outcome.hosts().forEach(host -> participants.add(host.participant()));
        return participants.stream()
                .map(participant -> missing.contains(participant)
                        ? missed(outcome, participant, names.name(participant))
                        : host(change, outcome, participant, names.name(participant)))
                .toList();
    }

    private static Row missed(HostingMapping outcome, ParticipantId participant, String subject) {
        String permission = outcome.host(participant).orElseThrow().permission().word();
        return new Row(
                Fate.CHANGED,
                subject,
                Optional.of(permission),
                permission,
                "contracts of when it became a host to be brought");
    }

    private static Row host(PartyChange change, HostingMapping outcome, ParticipantId participant, String subject) {
        Optional<Host> before = change.before().flatMap(mapping -> mapping.host(participant));
        Optional<String> was = before.map(Host::permission).map(Permission::word);
        String after = outcome.host(participant).orElseThrow().permission().word();
        if (change.kept().contains(participant)) {
            return new Row(Fate.KEPT, subject, was, after, "not declared, left alone");
        }
        if (was.isEmpty()) {
            return new Row(Fate.ADDED, subject, was, after, "new host");
        }
        if (before.filter(Host::isOnboarding).isPresent() && !outcome.isOnboarding(participant)) {
            String note = change.isRepair()
                    ? "contracts to be brought, onboarding flag to be cleared"
                    : "onboarding flag to be cleared";
            return new Row(Fate.CHANGED, subject, was, after, note);
        }
        return new Row(was.get().equals(after) ? Fate.UNCHANGED : Fate.CHANGED, subject, was, after, "");
    }

    private static Row threshold(PartyChange change, HostingMapping outcome) {
        Optional<String> was = change.before().map(HostingMapping::threshold).map(String::valueOf);
        String after = String.valueOf(outcome.threshold());
        Fate same = was.equals(Optional.of(after)) ? Fate.UNCHANGED : Fate.CHANGED;
        return new Row(was.isEmpty() ? Fate.ADDED : same, "threshold", was, after, "");
    }

    private static List<String> signers(Authority authority) {
        return authority.signers().stream().map(StepText::signer).toList();
    }

    /** Who signs for the namespace, for people, without a full stop; empty when nothing has to be signed. */
    public Optional<String> signing() {
        if (signers.isEmpty()) {
            return Optional.empty();
        }
        String all = String.join(", ", signers);
        return Optional.of(quorum == 1 ? all : all + " (" + quorum + " owners of the namespace have to sign)");
    }
}
