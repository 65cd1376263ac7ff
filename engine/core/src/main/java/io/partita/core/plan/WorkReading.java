package io.partita.core.plan;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingPath;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import io.partita.core.topology.Evidence;
import io.partita.core.topology.FailedCall;
import io.partita.core.topology.Pause;
import io.partita.core.topology.Usage;
import io.partita.core.topology.UsageReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads what has to be known about one party that changes, and decides its path. */
final class WorkReading {

    private final Declaration declaration;
    private final CurrentTopology topology;
    private final Network network;
    private final Pause pause;

    WorkReading(Declaration declaration, CurrentTopology topology, Network network, Pause pause) {
        this.declaration = declaration;
        this.topology = topology;
        this.network = network;
        this.pause = pause;
    }

    Checked<PartyWork> read(Difference difference) {
        Optional<CurrentParticipant> owner =
                topology.ownerOf(difference.party().namespace()).map(topology::participant);
        List<Diagnostic> diagnostics = new ArrayList<>(DifferenceRules.of(difference, owner, topology));
        diagnostics.addAll(disconnected(difference, owner));
        if (diagnostics.stream().anyMatch(Diagnostic::isError)) {
            return Checked.failed(diagnostics);
        }
        Checked<PartyWork> work =
                difference.live().isEmpty() ? created(difference, owner) : changed(difference, owner, diagnostics);
        return Checked.of(work, diagnostics).then(Function.identity());
    }

    /** A participant that has to sign, export or be asked has to see the topology of now. */
    private List<Diagnostic> disconnected(Difference difference, Optional<CurrentParticipant> owner) {
        List<CurrentParticipant> involved = new ArrayList<>(difference.added());
        involved.addAll(difference.raised());
        involved.addAll(difference.flagged());
        owner.ifPresent(involved::add);
        String alias = declaration.synchronizer().value();
        return involved.stream()
                .distinct()
                .filter(participant -> !participant.isConnectedTo(alias))
                .map(participant -> Diagnostic.error(
                                "not-connected", participant.name() + " is not connected to '" + alias + "'")
                        .because("it has to sign for " + difference.label()
                                + " or to receive it, and a disconnected participant can do neither")
                        .fix("if a run was interrupted, `partita resume` finishes it; reconnect " + participant.name()
                                + " by hand only when you know that no import into it is incomplete")
                        .about(participant.name().name())
                        .at(participant.declared().name().range()))
                .toList();
    }

    private Checked<PartyWork> created(Difference difference, Optional<CurrentParticipant> owner) {
        CurrentParticipant reader = topology.participant(topology.reader());
        Participant participant = network.participant(reader.name());
        return FailedCall.orDiagnostic(
                        reader.declared(), () -> participant.lastSerial(topology.synchronizer(), difference.party()))
                .then(serial -> DifferenceRules.creation(difference, serial)
                        .map(Checked::<PartyWork>failed)
                        .orElseGet(() -> Checked.of(new PartyWork(
                                difference,
                                PartyWork.Route.of(PartyChange.Path.CREATE, "the party does not exist yet"),
                                serial,
                                owner,
                                Optional.empty(),
                                new TreeMap<>()))));
    }

    private Checked<PartyWork> changed(
            Difference difference, Optional<CurrentParticipant> owner, List<Diagnostic> diagnostics) {
        int serial = difference.live().map(HostingMapping::serial).orElse(0);
        Optional<CurrentParticipant> source = source(difference, owner);
        if (!difference.flagged().isEmpty()) {
            diagnostics.addAll(
                    new HalfDone(topology.synchronizer().logical(), network, pause).check(difference, source));
        }
        if (difference.added().isEmpty()) {
            String why = difference.flagged().isEmpty()
                    ? "permission or threshold of existing hosts changes"
                    : "an onboarding flag was left over, and no contract is missing";
            return Checked.of(new PartyWork(
                    difference,
                    PartyWork.Route.of(PartyChange.Path.CHANGE, why),
                    serial,
                    owner,
                    source,
                    new TreeMap<>()));
        }
        return history(difference).then(history -> {
            diagnostics.addAll(DifferenceRules.hostedEarlier(difference, history));
            return withNewHosts(difference, owner, source, history, serial, diagnostics);
        });
    }

    private Checked<List<HostingState>> history(Difference difference) {
        CurrentParticipant reader = topology.participant(topology.reader());
        Participant participant = network.participant(reader.name());
        return FailedCall.orDiagnostic(
                reader.declared(), () -> participant.hostingHistory(topology.synchronizer(), difference.party()));
    }

    private Checked<PartyWork> withNewHosts(
            Difference difference,
            Optional<CurrentParticipant> owner,
            Optional<CurrentParticipant> source,
            List<HostingState> history,
            int serial,
            List<Diagnostic> diagnostics) {
        PartyWork.Route route = route(difference, history);
        if (route.path() == PartyChange.Path.SIMPLE) {
            Optional<CurrentParticipant> witness =
                    Optional.of(topology.participant(route.complete().get(0).participant()));
            return Checked.of(new PartyWork(difference, route, serial, owner, witness, new TreeMap<>()));
        }
        if (source.isEmpty()) {
            return Checked.failed(DifferenceRules.noSource(difference));
        }
        diagnostics.addAll(OfflineRules.of(difference, owner, source.get()));
        diagnostics.addAll(
                new StaleContracts(topology.synchronizer().logical(), network, pause).check(difference, source.get()));
        return needed(difference, source.get())
                .map(needed -> new PartyWork(difference, route, serial, owner, source, needed));
    }

    private PartyWork.Route route(Difference difference, List<HostingState> history) {
        if (difference.declared().path() == HostingPath.OFFLINE) {
            return PartyWork.Route.of(PartyChange.Path.OFFLINE, "the declaration asks for the offline path");
        }
        SortedMap<ParticipantName, ParticipantId> hosts = new TreeMap<>();
        askable(difference).forEach(host -> hosts.put(host.name(), host.id()));
        Usage usage =
                new UsageReading(network, topology.synchronizer(), pause).read(difference.party(), history, hosts);
        List<String> evidence =
                usage.evidence().stream().map(Evidence::sentence).toList();
        return switch (usage.verdict()) {
            case UNUSED ->
                new PartyWork.Route(PartyChange.Path.SIMPLE, "the party is proved unused", evidence, usage.complete());
            case USED ->
                new PartyWork.Route(
                        PartyChange.Path.OFFLINE,
                        "the party was used, so its contracts have to move",
                        evidence,
                        List.of());
            case UNANSWERED -> unproved(evidence, "a host could not be asked");
            case HISTORY_INCOMPLETE ->
                unproved(evidence, "no host that can be asked has the whole history of the party");
            case IN_FLIGHT -> unproved(evidence, "transactions stay in flight on a host of the party");
        };
    }

    private static PartyWork.Route unproved(List<String> evidence, String reason) {
        return new PartyWork.Route(
                PartyChange.Path.OFFLINE, "it is not proved that the party is unused: " + reason, evidence, List.of());
    }

    private Checked<SortedMap<PackageId, Long>> needed(Difference difference, CurrentParticipant source) {
        Participant participant = network.participant(source.name());
        return FailedCall.orDiagnostic(
                source.declared(),
                () -> participant
                        .contractSummary(
                                difference.party(), topology.synchronizer().logical(), participant.ledgerEnd())
                        .packages());
    }

    /** The owner when it is a host, else the first host by name. */
    private Optional<CurrentParticipant> source(Difference difference, Optional<CurrentParticipant> owner) {
        String alias = declaration.synchronizer().value();
        List<CurrentParticipant> hosts = askable(difference).stream()
                .filter(host -> host.isConnectedTo(alias))
                .toList();
        return owner.filter(hosts::contains).or(() -> hosts.stream().findFirst());
    }

    /** Declared participants that host the party and are not onboarding, sorted by name. */
    private List<CurrentParticipant> askable(Difference difference) {
        return difference.live().map(HostingMapping::hosts).orElse(List.of()).stream()
                .filter(host -> !host.isOnboarding())
                .flatMap(host -> topology.nameOf(host.participant()).stream())
                .map(topology::participant)
                .sorted(Comparator.comparing(CurrentParticipant::name))
                .toList();
    }
}
