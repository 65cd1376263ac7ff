package io.partita.core.drift;

import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.PartyKeys;
import io.partita.core.model.Permission;
import io.partita.core.state.RunSummary;
import io.partita.core.topology.CurrentTopology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a party is expected to be hosted.
 *
 * @param name how the declaration calls it
 * @param party its id
 * @param hosts who hosts it, with which permission, without an onboarding flag
 * @param threshold the confirmations that are needed; empty where nothing is said of them
 * @param kept hosts that are left alone, whatever they are
 * @param keys what is said of its own signing keys
 * @param applied the run that made it so; empty when no run did, and the declaration says it
 */
public record Expectation(
        String name,
        PartyId party,
        SortedMap<ParticipantId, Permission> hosts,
        Optional<Integer> threshold,
        SortedSet<ParticipantId> kept,
        Keys keys,
        Optional<RunSummary> applied) {

    /**
     * What is said of the signing keys of a party.
     *
     * @param said whether anything is
     * @param expected those that it has; empty for none
     */
    public record Keys(Said said, Optional<PartyKeys> expected) {

        static final Keys ANY = new Keys(Said.NOTHING, Optional.empty());

        public Keys {
            Objects.requireNonNull(said, "said");
            Objects.requireNonNull(expected, "expected");
        }

        boolean allow(Optional<PartyKeys> found) {
            return said == Said.NOTHING || expected.equals(found);
        }
    }

    /** Whether something is said. */
    public enum Said {
        SOMETHING,
        NOTHING
    }

    public Expectation {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(party, "party");
        hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
        Objects.requireNonNull(threshold, "threshold");
        kept = Collections.unmodifiableSortedSet(new TreeSet<>(kept));
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(applied, "applied");
    }

    /** What a plan makes of a party, every host of it, also those that it leaves alone. @param end the last mapping */
    public static Expectation of(String name, HostingMapping end) {
        return new Expectation(
                name,
                end.party(),
                end.hosting().hosts(),
                Optional.of(end.threshold()),
                new TreeSet<>(),
                new Keys(Said.SOMETHING, end.signingKeys()),
                Optional.empty());
    }

    /** What a run has made of a party. */
    static Expectation of(String name, AppliedHosting applied) {
        SortedMap<ParticipantId, Permission> hosts = new TreeMap<>();
        applied.mapping().hosts().stream()
                .filter(host -> !applied.kept().contains(host.participant()))
                .forEach(host -> hosts.put(host.participant(), host.permission()));
        return new Expectation(
                name,
                applied.mapping().party(),
                hosts,
                Optional.of(applied.mapping().threshold()),
                applied.kept(),
                new Keys(Said.SOMETHING, applied.mapping().signingKeys()),
                Optional.of(applied.run()));
    }

    /** What is declared of a party. What is not declared is not expected. */
    static Expectation of(DeclaredParty declared, CurrentTopology topology) {
        SortedMap<ParticipantId, Permission> hosts = new TreeMap<>();
        declared.hosts()
                .forEach(host -> hosts.put(
                        topology.participant(host.participant().value()).id(),
                        host.permission().value()));
        SortedSet<ParticipantId> kept = new TreeSet<>();
        for (Declared<String> keep : declared.keep()) {
            topology.idOf(keep.value()).ifPresent(kept::add);
        }
        Keys keys = declared.identity()
                .match(
                        local -> Keys.ANY,
                        known -> Keys.ANY,
                        external -> new Keys(Said.SOMETHING, Optional.of(PartyKeys.of(external.signingKey()))),
                        decentralized -> Keys.ANY);
        return new Expectation(
                declared.name().value(),
                topology.idOf(declared),
                hosts,
                declared.threshold().map(Declared::value),
                kept,
                keys,
                Optional.empty());
    }

    /** Whether both expect the same of the hosts and the threshold, as far as both say something. */
    boolean agreesWith(Expectation other) {
        boolean threshold =
                this.threshold.isEmpty() || other.threshold.isEmpty() || this.threshold.equals(other.threshold);
        return threshold && hosts.equals(other.hosts);
    }

    /** What a mapping shows otherwise. @param found empty for a party that is hosted nowhere */
    public List<DriftPoint> points(Optional<HostingMapping> found) {
        if (found.isEmpty() || found.get().hosts().isEmpty()) {
            return List.of(DriftPoint.of(DriftPoint.Kind.NOT_HOSTED));
        }
        HostingMapping mapping = found.get();
        List<DriftPoint> points = new ArrayList<>();
        hosts.forEach((participant, permission) -> host(participant, permission, mapping, points));
        for (Host host : mapping.hosts()) {
            ParticipantId participant = host.participant();
            if (!hosts.containsKey(participant) && !kept.contains(participant)) {
                points.add(DriftPoint.of(DriftPoint.Kind.EXTRA_HOST)
                        .on(participant)
                        .finding(host.permission().word()));
            }
        }
        threshold
                .filter(expected -> expected != mapping.threshold())
                .ifPresent(expected -> points.add(DriftPoint.of(DriftPoint.Kind.THRESHOLD)
                        .expecting(String.valueOf(expected))
                        .finding(String.valueOf(mapping.threshold()))));
        if (!keys.allow(mapping.signingKeys())) {
            points.add(DriftPoint.of(DriftPoint.Kind.SIGNING_KEYS)
                    .expecting(words(keys.expected()))
                    .finding(words(mapping.signingKeys())));
        }
        return points;
    }

    private static void host(
            ParticipantId participant, Permission expected, HostingMapping mapping, List<DriftPoint> points) {
        Optional<Host> host = mapping.host(participant);
        if (host.isEmpty()) {
            points.add(
                    DriftPoint.of(DriftPoint.Kind.MISSING_HOST).on(participant).expecting(expected.word()));
            return;
        }
        if (host.get().permission() != expected) {
            points.add(DriftPoint.of(DriftPoint.Kind.PERMISSION)
                    .on(participant)
                    .expecting(expected.word())
                    .finding(host.get().permission().word()));
        }
        if (host.get().isOnboarding()) {
            points.add(DriftPoint.of(DriftPoint.Kind.ONBOARDING).on(participant));
        }
    }

    private static String words(Optional<PartyKeys> keys) {
        return keys.map(found -> found.threshold() + " of "
                        + String.join(
                                ", ",
                                found.keys().stream()
                                        .map(key -> key.spec() + " " + key.hex())
                                        .toList()))
                .orElse("none");
    }
}
