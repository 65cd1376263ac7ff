package io.partita.core.planner;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.DeclaredParty.DeclaredHost;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyHosting;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.provider.HostingState;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares every declared party with its live mapping. What is not declared about a party is not touched, and a live
 * host that is not declared is never removed.
 */
public final class TopologyComparison {

    private static final Comparator<CurrentParticipant> BY_NAME = Comparator.comparing(CurrentParticipant::name);

    private final CurrentTopology topology;
    private Optional<JustSo> before = Optional.empty();

    /** Hosts that were found to be just those that are declared, and the hosting of the first party with them. */
    private record JustSo(List<DeclaredHost> declared, List<HostingMapping.Host> live, PartyHosting hosting) {

        /** Whether a party has the same values, which a loop of the declaration and an answer about all parties share. */
        boolean isThatOf(DeclaredParty party, HostingMapping mapping) {
            List<DeclaredHost> hosts = party.hosts();
            if (live != mapping.hosts() || declared.size() != hosts.size()) {
                return false;
            }
            for (int index = 0; index < hosts.size(); index++) {
                if (declared.get(index) != hosts.get(index)) {
                    return false;
                }
            }
            return true;
        }
    }

    public TopologyComparison(CurrentTopology topology) {
        this.topology = Objects.requireNonNull(topology, "topology");
    }

    /** The differences in the order of the declaration, unchanged parties included. */
    public Checked<List<PartyDifference>> of(Declaration declaration) {
        Map<PartyId, DeclaredParty> seen = new LinkedHashMap<>();
        Map<String, Integer> uses = new HashMap<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (DeclaredParty party : declaration.parties()) {
            PartyId id = topology.idOf(party);
            DeclaredParty first = seen.putIfAbsent(id, party);
            if (first == null) {
                uses.merge(party.name().value(), 1, Integer::sum);
            } else {
                diagnostics.add(sameParty(party, first, id));
            }
        }
        List<PartyDifference> differences = new ArrayList<>(seen.size());
        seen.forEach((id, party) -> {
            String name = party.name().value();
            boolean own = uses.get(name) == 1 && name.equals(id.uid().identifier());
            differences.add(of(party, id, own ? name : id.toString(), diagnostics));
        });
        return Checked.of(differences, diagnostics);
    }

    private static Diagnostic sameParty(DeclaredParty party, DeclaredParty first, PartyId id) {
        return Diagnostic.error("same-party", "'" + party.name() + "' is declared twice")
                .because("'" + first.name() + "' at " + first.name().range() + " is the same party, " + id)
                .fix("declare all of its hosts in one block")
                .about(party.name().value())
                .at(party.name().range());
    }

    private PartyDifference of(DeclaredParty declared, PartyId party, String name, List<Diagnostic> diagnostics) {
        Optional<HostingMapping> live = topology.hosting(party).map(HostingState::mapping);
        Optional<PartyHosting> justSo = live.flatMap(mapping -> justSo(declared, mapping));
        if (justSo.isPresent()) {
            return new PartyDifference(
                    declared,
                    party,
                    name,
                    live,
                    justSo.get(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Collections.emptySortedSet());
        }
        SortedMap<ParticipantId, Permission> desired = new TreeMap<>();
        live.ifPresent(mapping -> mapping.hosts().forEach(host -> desired.put(host.participant(), host.permission())));
        SortedSet<ParticipantId> kept = kept(declared, live, diagnostics);
        Set<ParticipantId> accounted = new HashSet<>(kept);
        List<CurrentParticipant> added = new ArrayList<>();
        List<CurrentParticipant> raised = new ArrayList<>();
        List<CurrentParticipant> flagged = new ArrayList<>();
        for (DeclaredHost host : declared.hosts()) {
            CurrentParticipant participant =
                    topology.participant(host.participant().value());
            Permission permission = host.permission().value();
            accounted.add(participant.id());
            if (kept.remove(participant.id())) {
                diagnostics.add(keptAndDeclared(declared, host));
            }
            Permission before = desired.put(participant.id(), permission);
            if (before == null) {
                added.add(participant);
            } else if (permission.compareTo(before) > 0) {
                raised.add(participant);
            }
            if (live.isPresent() && live.get().isOnboarding(participant.id())) {
                flagged.add(participant);
            }
        }
        live.ifPresent(mapping -> undeclared(declared, mapping, accounted, diagnostics));
        raised.sort(BY_NAME);
        flagged.sort(BY_NAME);
        int threshold = declared.threshold()
                .map(Declared::value)
                .orElseGet(() -> live.map(HostingMapping::threshold).orElse(1));
        kept.removeIf(id -> live.flatMap(mapping -> mapping.host(id)).isEmpty());
        return new PartyDifference(
                declared, party, name, live, PartyHosting.of(party, threshold, desired), added, raised, flagged, kept);
    }

    /** What is desired of a party whose hosts are just those that are declared; empty for any other. */
    private Optional<PartyHosting> justSo(DeclaredParty declared, HostingMapping live) {
        if (!declared.keep().isEmpty()) {
            return Optional.empty();
        }
        if (before.isEmpty() || !before.get().isThatOf(declared, live)) {
            if (!isJustSo(declared.hosts(), live)) {
                return Optional.empty();
            }
            before = Optional.of(new JustSo(declared.hosts(), live.hosts(), live.hosting()));
        }
        int threshold =
                declared.threshold().isPresent() ? declared.threshold().get().value() : live.threshold();
        return Optional.of(before.get().hosting().of(live.party(), threshold));
    }

    /**
     * Whether the hosts are those that are declared, with these permissions and without flags: there is nothing to look
     * at then, which is so for nearly all parties of a large declaration.
     */
    private boolean isJustSo(List<DeclaredHost> hosts, HostingMapping live) {
        if (hosts.size() != live.hosts().size()) {
            return false;
        }
        Set<ParticipantId> seen = new HashSet<>();
        for (int index = 0; index < hosts.size(); index++) {
            DeclaredHost host = hosts.get(index);
            ParticipantId participant =
                    topology.participant(host.participant().value()).id();
            if (!seen.add(participant)
                    || !live.hasPlainly(participant, host.permission().value())) {
                return false;
            }
        }
        return true;
    }

    private static Diagnostic keptAndDeclared(DeclaredParty declared, DeclaredHost host) {
        String name = host.participant().value().name();
        return Diagnostic.warning(
                        "keep-declared-host",
                        name + " is declared as a host of " + declared.name().value() + ", and not left alone")
                .because("what is declared is done")
                .fix("remove `keep` for it, or the line that declares it as a host")
                .about(declared.name().value())
                .at(host.participant().range());
    }

    /** The hosts that the declaration says to leave alone. */
    private SortedSet<ParticipantId> kept(
            DeclaredParty declared, Optional<HostingMapping> live, List<Diagnostic> diagnostics) {
        SortedSet<ParticipantId> kept = new TreeSet<>();
        for (Declared<String> keep : declared.keep()) {
            Optional<ParticipantId> id = topology.idOf(keep.value());
            if (id.isEmpty()) {
                diagnostics.add(Diagnostic.error(
                                "unknown-participant", "'" + keep.value() + "' is no participant that could be kept")
                        .because("it is neither the name of a declared participant nor a full participant id")
                        .fix("write the full id, such as participant3::1220…, or declare the participant")
                        .about(declared.name().value())
                        .at(keep.range()));
                continue;
            }
            kept.add(id.get());
            if (live.flatMap(mapping -> mapping.host(id.get())).isEmpty()) {
                diagnostics.add(Diagnostic.warning(
                                "keep-without-host",
                                keep.value() + " does not host "
                                        + declared.name().value())
                        .because("there is nothing to keep")
                        .fix("remove the line, or declare " + keep.value() + " as a host")
                        .about(declared.name().value())
                        .at(keep.range()));
            }
        }
        return kept;
    }

    private void undeclared(
            DeclaredParty declared, HostingMapping live, Set<ParticipantId> accounted, List<Diagnostic> diagnostics) {
        for (HostingMapping.Host host : live.hosts()) {
            if (accounted.contains(host.participant())) {
                continue;
            }
            String name = topology.call(host.participant());
            boolean known = topology.nameOf(host.participant()).isPresent();
            String word = known ? name : "'" + name + "'";
            String declaring = known
                    ? "`host " + word + ", " + host.permission().word() + "` to declare it"
                    : "declare the participant with its endpoints and write `host NAME, "
                            + host.permission().word() + "`";
            diagnostics.add(Diagnostic.refusal(
                            "undeclared-host",
                            name + " hosts " + declared.name().value() + ", but is not declared as a host")
                    .because("partita removes no host: Canton does not support it, and contracts on " + name
                            + " would go stale")
                    .fix("write `keep " + word + "` to leave it alone, or " + declaring)
                    .about(declared.name().value())
                    .at(declared.range()));
        }
    }
}
