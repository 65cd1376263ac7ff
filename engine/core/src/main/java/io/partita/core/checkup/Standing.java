package io.partita.core.checkup;

import io.partita.core.health.Absence;
import io.partita.core.health.HealthProblem;
import io.partita.core.health.ParticipantHealth;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Check;
import io.partita.core.provider.Check.Kind;
import io.partita.core.provider.Check.Place;
import io.partita.core.provider.Examined;
import io.partita.core.provider.Finding;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.topology.LateUse;
import io.partita.core.topology.PartyResolution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the others show of a participant that is not connected, or that does not answer: whether it may be connected as
 * it is, and why its process may end at every start. It is asked only of those, since nobody else can say it of them.
 */
final class Standing {

    /** Each is looked up in the history of another host; some are enough to tell. */
    private static final int ASKED = 20;

    private final Declaration declaration;
    private final Map<ParticipantName, Examined> examined;
    private final Network network;
    private final Map<ParticipantId, Instant> isolated;
    private final Map<PartyId, String> names = new HashMap<>();

    /** @param isolated since when runs that are not finished have participants isolated */
    Standing(
            Declaration declaration,
            Map<ParticipantName, Examined> examined,
            Network network,
            Map<ParticipantId, Instant> isolated) {
        this.declaration = declaration;
        this.examined = examined;
        this.network = network;
        this.isolated = isolated;
        declaration
                .parties()
                .forEach(party -> PartyResolution.find(party, this::id)
                        .ifPresent(id -> names.put(id, party.name().value())));
    }

    private Optional<ParticipantId> id(ParticipantName name) {
        return Optional.ofNullable(examined.get(name)).flatMap(Examined::id);
    }

    Examined added(Examined one) {
        Optional<Finding> found;
        try {
            found = one.id().isPresent() ? away(one, one.id().get()) : unanswered(one);
        } catch (CallFailed e) {
            found = Optional.of(new Finding.Skipped("what others show of it is not known: "
                    + e.failure().attempted() + ": " + e.failure().found()));
        }
        return found.map(finding -> with(one, finding)).orElse(one);
    }

    private static Examined with(Examined one, Finding finding) {
        List<Check> checks = new ArrayList<>(one.checks());
        checks.add(new Check(Place.PARTICIPANT, Kind.HOSTING, finding));
        return new Examined(one.name(), one.endpoints(), checks, one.id(), one.synchronizer(), one.clock());
    }

    // ---- it answers, and is not connected ----

    private Optional<Finding> away(Examined one, ParticipantId id) throws CallFailed {
        if (isolated.containsKey(id) || !isAway(one)) {
            return Optional.empty();
        }
        Optional<ParticipantName> reader = connected();
        if (reader.isEmpty()) {
            return Optional.of(new Finding.Skipped("no other participant is connected, so nobody shows what it lacks"));
        }
        Participant away = network.participant(one.name());
        String alias = declaration.synchronizer().value();
        PhysicalSynchronizerId synchronizer = network.participant(reader.get()).synchronizer(alias);
        Absence absence = Absence.of(
                id,
                network.participant(reader.get()).allHostings(synchronizer),
                away.allHostings(away.synchronizer(alias)));
        return ParticipantHealth.away(one.name(), alias, away.registrations(), absence, this::call)
                .map(HealthProblem::finding);
    }

    private static boolean isAway(Examined one) {
        return one.synchronizer().isPresent()
                && one.checks().stream()
                        .anyMatch(check -> check.kind() == Kind.SYNCHRONIZER
                                && check.finding().isFailed());
    }

    /** A participant that shows the topology of now. */
    private Optional<ParticipantName> connected() {
        return examined.values().stream()
                .filter(each -> each.checks().stream()
                        .anyMatch(check ->
                                check.kind() == Kind.SYNCHRONIZER && check.finding() instanceof Finding.Passed))
                .map(Examined::name)
                .findFirst();
    }

    private String call(PartyId party) {
        return names.getOrDefault(party, party.toString());
    }

    // ---- it does not answer ----

    private Optional<Finding> unanswered(Examined one) throws CallFailed {
        Optional<ParticipantName> source = connected();
        if (source.isEmpty()) {
            return Optional.empty();
        }
        Participant participant = network.participant(source.get());
        PhysicalSynchronizerId synchronizer =
                participant.synchronizer(declaration.synchronizer().value());
        int asked = 0;
        for (Map.Entry<PartyId, String> party : names.entrySet()) {
            Optional<ParticipantId> host = host(one.name(), party, participant, synchronizer);
            if (host.isPresent() && asked++ < ASKED) {
                Optional<LateUse> late = LateUse.of(participant, synchronizer, party.getKey(), host.get());
                if (late.isPresent()) {
                    return late.map(found -> ParticipantHealth.lateUse(
                                    one.name(), party.getValue(), source.get(), found.contractId(), found.before())
                            .finding());
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Its id as a host of a party, which it does not tell itself: the only host that is nobody who answered, of a party
     * that has only this one declared host which did not answer. The party is hosted by the source, too.
     */
    private Optional<ParticipantId> host(
            ParticipantName name,
            Map.Entry<PartyId, String> party,
            Participant source,
            PhysicalSynchronizerId synchronizer)
            throws CallFailed {
        Optional<DeclaredParty> declared = declaration.parties().stream()
                .filter(each -> each.name().value().equals(party.getValue()))
                .findFirst();
        Set<ParticipantName> silent = declared.stream()
                .flatMap(each -> each.hosts().stream())
                .map(host -> host.participant().value())
                .filter(each -> id(each).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!silent.equals(Set.of(name))) {
            return Optional.empty();
        }
        List<HostingMapping.Host> hosts = source.hosting(synchronizer, party.getKey())
                .map(HostingState::mapping)
                .map(HostingMapping::hosts)
                .orElse(List.of());
        Set<ParticipantId> known =
                examined.values().stream().flatMap(each -> each.id().stream()).collect(Collectors.toSet());
        boolean there = id(source.name())
                .filter(own ->
                        hosts.stream().anyMatch(host -> host.participant().equals(own)))
                .isPresent();
        List<ParticipantId> unknown = hosts.stream()
                .filter(host -> !host.isOnboarding())
                .map(HostingMapping.Host::participant)
                .filter(host -> !known.contains(host))
                .toList();
        return there && unknown.size() == 1 ? Optional.of(unknown.get(0)) : Optional.empty();
    }
}
