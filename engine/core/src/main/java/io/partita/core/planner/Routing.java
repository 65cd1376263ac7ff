package io.partita.core.planner;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingPath;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Authority;
import io.partita.core.plan.LeftOver;
import io.partita.core.plan.Route;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.ContractSummary;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.topology.Arrival;
import io.partita.core.topology.ContractSet;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import io.partita.core.topology.EarlierHosts;
import io.partita.core.topology.Pause;
import io.partita.core.topology.Usage;
import io.partita.core.topology.UsageReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Decides which way a party goes that differs, after asking its hosts what has to be known for that. */
final class Routing {

    private final String alias;
    private final Path folder;
    private final CurrentTopology topology;
    private final Authorities authorities;
    private final Network network;
    private final Pause pause;
    private final LeftOvers leftOvers;
    private final Sources sources;
    private final Absences absences;
    private final Set<Repair> repairs;

    /**
     * @param folder that backup commands run in
     * @param absences why participants that have to be there are not
     * @param repairs what a person says that nobody else does
     */
    Routing(
            Declaration declaration,
            Path folder,
            CurrentTopology topology,
            Authorities authorities,
            Network network,
            Pause pause,
            Absences absences,
            Set<Repair> repairs) {
        this.repairs = Set.copyOf(repairs);
        this.folder = folder;
        this.alias = declaration.synchronizer().value();
        this.topology = topology;
        this.authorities = authorities;
        this.network = network;
        this.pause = pause;
        this.absences = absences;
        this.leftOvers = new LeftOvers(topology.synchronizer(), alias, network, pause, repairs);
        this.sources = new Sources(alias, topology, authorities, network, pause);
    }

    Checked<RoutedParty> route(PartyDifference difference) {
        Checked<Authority> authority = authorities.of(difference);
        List<Diagnostic> diagnostics = new ArrayList<>(authority.diagnostics());
        diagnostics.addAll(PartyRules.of(
                difference,
                authority.optional().map(authorities::connected).orElse(List.of()),
                topology,
                absences,
                Stream.concat(difference.flagged().stream(), difference.missed().stream())
                        .filter(target -> isRepaired(difference, target))
                        .toList()));
        if (diagnostics.stream().anyMatch(Diagnostic::isError)) {
            return Checked.failed(diagnostics);
        }
        Checked<RoutedParty> party = difference.live().isEmpty()
                ? created(difference, authority.value())
                : changed(difference, authority.value(), diagnostics);
        return Checked.of(party, diagnostics).then(Function.identity());
    }

    private Checked<RoutedParty> created(PartyDifference difference, Authority authority) {
        CurrentParticipant reader = topology.participant(topology.reader());
        Participant participant = network.participant(reader.name());
        return CallDiagnostics.read(
                        reader.declared(), () -> participant.lastSerial(topology.synchronizer(), difference.party()))
                .then(serial -> PartyRules.creation(difference, serial)
                        .map(Checked::<RoutedParty>failed)
                        .orElseGet(() -> Checked.of(new RoutedParty(
                                difference,
                                Route.of(Route.Reason.NEW_PARTY),
                                serial,
                                authority,
                                Optional.empty(),
                                ContractSummary.NONE,
                                List.of()))));
    }

    private Checked<RoutedParty> changed(
            PartyDifference difference, Authority authority, List<Diagnostic> diagnostics) {
        if (!difference.missed().isEmpty()) {
            return missed(difference, authority);
        }
        if (difference.flagged().isEmpty() && difference.added().isEmpty()) {
            return Checked.of(routed(
                    difference,
                    Route.of(Route.Reason.HOSTS_CHANGE),
                    authority,
                    Optional.empty(),
                    ContractSummary.NONE));
        }
        return history(difference)
                .then(history -> difference.flagged().isEmpty()
                        ? withNewHosts(difference, authority, Optional.empty(), history, diagnostics)
                        : sources.choose(difference, history)
                                .then(source -> flagged(difference, authority, source, history, diagnostics)));
    }

    private Checked<RoutedParty> flagged(
            PartyDifference difference,
            Authority authority,
            CurrentParticipant source,
            List<HostingState> history,
            List<Diagnostic> diagnostics) {
        Checked<List<CurrentParticipant>> incomplete = leftOvers.incomplete(difference, source);
        if (!incomplete.isPresent()) {
            return Checked.failed(incomplete.diagnostics());
        }
        List<CurrentParticipant> open = incomplete.value();
        if (!open.isEmpty() && open.stream().allMatch(target -> isRepaired(difference, target))) {
            return repaired(difference, authority, source, open);
        }
        open.forEach(target -> diagnostics.add(leftOvers.incomplete(difference, source, target)));
        return difference.added().isEmpty()
                ? Checked.of(routed(
                        difference,
                        Route.of(Route.Reason.STALE_FLAG),
                        authority,
                        Optional.of(source),
                        ContractSummary.NONE))
                : withNewHosts(difference, authority, Optional.of(source), history, diagnostics);
    }

    private boolean isRepaired(PartyDifference difference, CurrentParticipant target) {
        return repairs.stream()
                .anyMatch(repair -> repair.isOf(difference) && repair.target().equals(target.name()));
    }

    /** Nothing changes but that the contracts come, and then the flag goes. */
    private Checked<RoutedParty> repaired(
            PartyDifference difference,
            Authority authority,
            CurrentParticipant source,
            List<CurrentParticipant> targets) {
        if (!difference.isHostedAsDeclared() || difference.flagged().size() > 1) {
            return Checked.failed(PartyRules.repairAlone(
                    difference,
                    "its hosting is not as declared, or several hosts carry the onboarding flag; a repair rests on the"
                            + " hosting as it is",
                    "declare the hosting as it is now, repair, and then plan what is to change"));
        }
        CurrentParticipant target = targets.get(0);
        List<Diagnostic> diagnostics = new ArrayList<>(PartyRules.offline(difference, targets, source, folder));
        if (!leftOvers.isConnected(target)) {
            PartyRules.oneHand(difference, target, source).ifPresent(diagnostics::add);
        }
        diagnostics.addAll(leftOvers.archivedSince(difference, source, target));
        diagnostics.addAll(leftOvers.stale(difference, targets, source));
        Checked<SortedMap<PartyId, List<HostingState>>> histories = histories();
        diagnostics.addAll(histories.diagnostics());
        histories.optional().ifPresent(all -> {
            List<HostingState> own = all.getOrDefault(difference.party(), List.of());
            diagnostics.addAll(PartyRules.hostedEarlier(difference, targets, own, repairs));
            diagnostics.addAll(PartyRules.activeTogether(difference, target, all));
        });
        if (diagnostics.stream().anyMatch(Diagnostic::isError)) {
            return Checked.failed(diagnostics);
        }
        Route route = Route.of(Route.Reason.INCOMPLETE_IMPORT);
        return Checked.of(moved(difference, source), diagnostics)
                .then(found -> found.map(moved -> routed(difference, route, authority, Optional.of(source), moved)));
    }

    /** Nothing changes but that the contracts come that a host without the flag lacks from when it became one. */
    private Checked<RoutedParty> missed(PartyDifference difference, Authority authority) {
        if (!difference.isHostedAsDeclared()
                || !difference.flagged().isEmpty()
                || difference.missed().size() > 1) {
            return Checked.failed(PartyRules.repairAlone(
                    difference,
                    "its hosting is not as declared, or several hosts are to be repaired; a repair rests on the hosting"
                            + " as it is",
                    "declare the hosting as it is now, repair one host after the other, and then plan what is to"
                            + " change"));
        }
        return history(difference).then(history -> missed(difference, authority, history));
    }

    private Checked<RoutedParty> missed(PartyDifference difference, Authority authority, List<HostingState> history) {
        CurrentParticipant target = difference.missed().get(0);
        if (Arrival.of(history, target.id()).filter(Arrival::founding).isPresent()) {
            return Checked.failed(PartyRules.lacksNothing(difference, target));
        }
        EarlierHosts earlier = new EarlierHosts(
                difference.party(),
                topology.synchronizer(),
                history,
                topology.connected(alias, network),
                ContractSet::temporary);
        return sources.ofThen(difference, history, earlier, target)
                .then(source -> missed(difference, authority, history, earlier, source));
    }

    private Checked<RoutedParty> missed(
            PartyDifference difference,
            Authority authority,
            List<HostingState> history,
            EarlierHosts earlier,
            CurrentParticipant source) {
        CurrentParticipant target = difference.missed().get(0);
        List<CurrentParticipant> targets = List.of(target);
        List<Diagnostic> diagnostics = new ArrayList<>(leftOvers.missed(difference, earlier, source, target));
        if (diagnostics.stream().noneMatch(Diagnostic::isError)) {
            diagnostics.addAll(PartyRules.offline(difference, targets, source, folder));
            ReleaseRules.books(source, difference.name()).ifPresent(diagnostics::add);
            ReleaseRules.books(target, difference.name()).ifPresent(diagnostics::add);
            PartyRules.oneHand(difference, target, source).ifPresent(diagnostics::add);
            diagnostics.addAll(leftOvers.stale(difference, targets, source));
            diagnostics.addAll(PartyRules.hostedEarlier(difference, targets, history, repairs));
        }
        if (diagnostics.stream().anyMatch(Diagnostic::isError)) {
            return Checked.failed(diagnostics);
        }
        Route route = Route.of(Route.Reason.MISSED_CONTRACTS);
        return Checked.of(moved(difference, source), diagnostics)
                .then(found -> found.map(moved -> routed(difference, route, authority, Optional.of(source), moved)));
    }

    private Checked<SortedMap<PartyId, List<HostingState>>> histories() {
        CurrentParticipant reader = topology.participant(topology.reader());
        Participant participant = network.participant(reader.name());
        return CallDiagnostics.read(reader.declared(), () -> participant.allHostingHistories(topology.synchronizer()));
    }

    private Checked<List<HostingState>> history(PartyDifference difference) {
        CurrentParticipant reader = topology.participant(topology.reader());
        Participant participant = network.participant(reader.name());
        return CallDiagnostics.read(
                reader.declared(), () -> participant.hostingHistory(topology.synchronizer(), difference.party()));
    }

    private Checked<RoutedParty> withNewHosts(
            PartyDifference difference,
            Authority authority,
            Optional<CurrentParticipant> chosen,
            List<HostingState> history,
            List<Diagnostic> diagnostics) {
        Route route = usage(difference, history);
        if (route.path() == Route.Path.SIMPLE) {
            diagnostics.addAll(authorities.unused(difference, authority));
            // Whoever hosted it before has nothing of it, which is read and not believed.
            diagnostics.addAll(leftOvers.stale(difference, difference.added(), topology.participant(route.witness())));
            CurrentParticipant witness = topology.participant(route.witness());
            return Checked.of(routed(difference, route, authority, Optional.of(witness), ContractSummary.NONE));
        }
        return chosen.map(Checked::of)
                .orElseGet(() -> sources.choose(difference, history))
                .then(source -> offline(difference, authority, route, source, history, diagnostics));
    }

    private Checked<RoutedParty> offline(
            PartyDifference difference,
            Authority authority,
            Route route,
            CurrentParticipant source,
            List<HostingState> history,
            List<Diagnostic> diagnostics) {
        diagnostics.addAll(PartyRules.offline(
                difference, authorities.owners(difference.party()), authority.quorum(), source, folder));
        List<CurrentParticipant> purged = new ArrayList<>();
        List<CurrentParticipant> others = new ArrayList<>();
        for (CurrentParticipant target : difference.added()) {
            boolean earlier = !PartyRules.hostedEarlier(difference, List.of(target), history, repairs)
                    .isEmpty();
            (isRepaired(difference, target) && earlier ? purged : others).add(target);
        }
        diagnostics.addAll(PartyRules.hostedEarlier(difference, others, history, repairs));
        diagnostics.addAll(leftOvers.stale(difference, others, source));
        SortedMap<ParticipantName, LeftOver> leftOver = new TreeMap<>();
        for (CurrentParticipant target : purged) {
            PartyRules.oneHand(difference, target, source).ifPresent(diagnostics::add);
            Checked<LeftOver> found = leftOvers.leftBehind(difference, source, target);
            diagnostics.addAll(found.diagnostics());
            found.optional().ifPresent(left -> leftOver.put(target.name(), left));
        }
        return moved(difference, source)
                .map(moved -> routed(difference, route, authority, Optional.of(source), moved)
                        .purging(leftOver));
    }

    private static RoutedParty routed(
            PartyDifference difference,
            Route route,
            Authority authority,
            Optional<CurrentParticipant> source,
            ContractSummary moved) {
        int serial = difference.live().map(HostingMapping::serial).orElse(0);
        return new RoutedParty(difference, route, serial, authority, source, moved, List.of());
    }

    private Route usage(PartyDifference difference, List<HostingState> history) {
        if (difference.declared().path() == HostingPath.OFFLINE) {
            return Route.of(Route.Reason.DECLARED_OFFLINE);
        }
        SortedMap<ParticipantName, ParticipantId> hosts = new TreeMap<>();
        sources.hosts(difference).forEach(host -> hosts.put(host.name(), host.id()));
        Usage usage =
                new UsageReading(network, topology.synchronizer(), pause).read(difference.party(), history, hosts);
        Route.Reason reason = switch (usage.verdict()) {
            case UNUSED -> Route.Reason.UNUSED;
            case USED -> Route.Reason.USED;
            case UNANSWERED -> Route.Reason.UNANSWERED;
            case HISTORY_INCOMPLETE -> Route.Reason.HISTORY_INCOMPLETE;
            case IN_FLIGHT -> Route.Reason.IN_FLIGHT;
        };
        return new Route(reason, usage.evidence(), usage.complete());
    }

    private Checked<ContractSummary> moved(PartyDifference difference, CurrentParticipant source) {
        Participant participant = network.participant(source.name());
        return CallDiagnostics.read(
                source.declared(),
                () -> participant.contractSummary(
                        difference.party(), topology.synchronizer().logical(), participant.ledgerEnd()));
    }
}
