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
import io.partita.core.topology.AbsenceReading;
import io.partita.core.topology.LateUse;
import io.partita.core.topology.PartyResolution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        Optional<ParticipantName> reader = connected().findFirst();
        if (reader.isEmpty()) {
            return Optional.of(new Finding.Skipped("no other participant is connected, so nobody shows what it lacks"));
        }
        Participant away = network.participant(one.name());
        String alias = declaration.synchronizer().value();
        PhysicalSynchronizerId synchronizer = network.participant(reader.get()).synchronizer(alias);
        Absence absence = new AbsenceReading(
                        new AbsenceReading.View(network.participant(reader.get()), synchronizer), others())
                .of(id, new AbsenceReading.View(away, away.synchronizer(alias)));
        return ParticipantHealth.away(one.name(), alias, away.registrations(), absence, this::call)
                .map(HealthProblem::finding);
    }

    private static boolean isAway(Examined one) {
        return one.synchronizer().isPresent()
                && one.checks().stream()
                        .anyMatch(check -> check.kind() == Kind.SYNCHRONIZER
                                && check.finding().isFailed());
    }

    /** Participants that show the topology of now. */
    private Stream<ParticipantName> connected() {
        return examined.values().stream()
                .filter(each -> each.checks().stream()
                        .anyMatch(check ->
                                check.kind() == Kind.SYNCHRONIZER && check.finding() instanceof Finding.Passed))
                .map(Examined::name);
    }

    private Map<ParticipantId, Participant> others() {
        Map<ParticipantId, Participant> others = new HashMap<>();
        connected().forEach(name -> id(name).ifPresent(id -> others.put(id, network.participant(name))));
        return others;
    }

    private String call(PartyId party) {
        return names.getOrDefault(party, party.toString());
    }

    // ---- it does not answer ----

    private Optional<Finding> unanswered(Examined one) throws CallFailed {
        List<ParticipantName> connected = connected().toList();
        int asked = 0;
        for (DeclaredParty party : declaration.parties()) {
            Optional<PartyId> id = PartyResolution.find(party, this::id);
            if (id.isPresent() && isTheOnlySilentHost(one.name(), party)) {
                if (asked++ == ASKED) {
                    return Optional.of(new Finding.Skipped("why its process may have ended is not known: the history of"
                            + " only " + ASKED + " of its parties was looked up, and shows nothing"));
                }
                Optional<Finding> late = lateUse(one.name(), party.name().value(), id.get(), connected);
                if (late.isPresent()) {
                    return late;
                }
            }
        }
        return Optional.empty();
    }

    /** Shown by the first of those that are connected and host the party. */
    private Optional<Finding> lateUse(
            ParticipantName name, String called, PartyId party, List<ParticipantName> connected) throws CallFailed {
        for (ParticipantName source : connected) {
            Participant participant = network.participant(source);
            PhysicalSynchronizerId synchronizer =
                    participant.synchronizer(declaration.synchronizer().value());
            List<HostingMapping.Host> hosts = participant
                    .hosting(synchronizer, party)
                    .map(HostingState::mapping)
                    .map(HostingMapping::hosts)
                    .orElse(List.of());
            if (isHost(source, hosts)) {
                Optional<ParticipantId> host = unknown(hosts);
                return host.isEmpty()
                        ? Optional.empty()
                        : LateUse.of(participant, synchronizer, party, host.get())
                                .map(found -> ParticipantHealth.lateUse(
                                                name, called, source, found.contractId(), found.before())
                                        .finding());
            }
        }
        return Optional.empty();
    }

    /** Then the host of the party that is nobody who answered is this one, whose id it does not tell itself. */
    private boolean isTheOnlySilentHost(ParticipantName name, DeclaredParty party) {
        return party.hosts().stream()
                .map(host -> host.participant().value())
                .filter(each -> id(each).isEmpty())
                .collect(Collectors.toSet())
                .equals(Set.of(name));
    }

    /** Whether its contracts can be asked of it: one with the flag may lack them. */
    private boolean isHost(ParticipantName source, List<HostingMapping.Host> hosts) {
        return id(source)
                .filter(own ->
                        hosts.stream().anyMatch(host -> host.participant().equals(own) && !host.isOnboarding()))
                .isPresent();
    }

    /** The only host that is nobody who answered. */
    private Optional<ParticipantId> unknown(List<HostingMapping.Host> hosts) {
        Set<ParticipantId> known =
                examined.values().stream().flatMap(each -> each.id().stream()).collect(Collectors.toSet());
        List<ParticipantId> unknown = hosts.stream()
                .filter(host -> !host.isOnboarding())
                .map(HostingMapping.Host::participant)
                .filter(host -> !known.contains(host))
                .toList();
        return unknown.size() == 1 ? Optional.of(unknown.get(0)) : Optional.empty();
    }
}
