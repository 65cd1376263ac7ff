package io.partita.core.planner;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.KeyName;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.ExportSource;
import io.partita.core.plan.Home;
import io.partita.core.plan.KeyIntroduction;
import io.partita.core.plan.NamespaceFoundation;
import io.partita.core.plan.OlderPackage;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.PlannedKey;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Route;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Vetting;
import io.partita.core.plan.Window;
import io.partita.core.provider.Registration;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Puts together what was decided for each party: the mappings with their pinned serials, and the windows. Reads
 * nothing, so the same decisions give the same plan. Mappings follow each other as {@link PartyChange} says.
 */
final class PlanBuilder {

    private final Declaration declaration;
    private final CurrentTopology topology;
    private final List<RoutedParty> parties;
    private final List<NamespaceFoundation> namespaces;
    private final List<KeyIntroduction> introductions;
    private final Map<PartyId, List<OlderPackage>> older;
    private final Map<PartyId, MappingSequence> mappings = new HashMap<>();

    /**
     * @param parties those that change, in the order of the declaration
     * @param namespaces those that are founded, sorted by fingerprint
     * @param introductions keys of participants that are introduced, sorted by fingerprint
     * @param older packages that new hosts of a party have in older versions than its others
     */
    PlanBuilder(
            Declaration declaration,
            CurrentTopology topology,
            List<RoutedParty> parties,
            List<NamespaceFoundation> namespaces,
            List<KeyIntroduction> introductions,
            Map<PartyId, List<OlderPackage>> older) {
        this.older = Map.copyOf(older);
        this.declaration = declaration;
        this.topology = topology;
        this.parties = parties;
        this.namespaces = namespaces;
        this.introductions = introductions;
        parties.forEach(party -> mappings.put(
                party.difference().party(),
                new MappingSequence(
                        party, key -> declaration.keys().get(key).key().fingerprint())));
    }

    /** Why the content would be refused when it is applied; to be asked after it was made. */
    List<Diagnostic> signedTooEarly() {
        return parties.stream()
                .flatMap(party -> mappings(party).signedTooEarly().stream()
                        .map(mapping -> PartyRules.signedTooEarly(party.difference(), mapping)))
                .toList();
    }

    PlanContent content(List<String> unchanged, List<Vetting> vettings) {
        Map<PartyId, HostingMapping> direct = new HashMap<>();
        for (RoutedParty party : parties) {
            party.staleFlags().forEach(host -> mappings(party).withoutFlag(host.id()));
            if (party.isDirect()) {
                direct.put(
                        party.difference().party(),
                        mappings(party).asDesired(party.difference().added()));
            }
        }
        List<RoutedParty> offline =
                parties.stream().filter(RoutedParty::isOffline).toList();
        List<Window> windows =
                PlannedWindow.of(offline).stream().map(this::window).toList();
        return new PlanContent(
                Home.BESIDE,
                Home.BESIDE,
                declaration.synchronizer().value(),
                topology.synchronizer(),
                topology.decisionTimeout(),
                participants(),
                keys(),
                namespaces,
                introductions,
                parties.stream()
                        .map(party -> change(
                                party,
                                Optional.ofNullable(
                                        direct.get(party.difference().party()))))
                        .toList(),
                unchanged,
                vettings,
                sources(offline),
                windows,
                Optional.empty(),
                List.of());
    }

    private MappingSequence mappings(RoutedParty party) {
        return mappings.get(party.difference().party());
    }

    /** To be made in the order of the windows, since each pins the serials of its parties. */
    private Window window(PlannedWindow isolation) {
        CurrentParticipant target = isolation.target();
        SortedSet<PackageId> needed = new TreeSet<>();
        List<Transfer> transfers = new ArrayList<>();
        for (RoutedParty party : isolation.parties()) {
            SortedSet<PackageId> packages =
                    new TreeSet<>(party.moved().packages().keySet());
            transfers.add(new Transfer(
                    party.isRepair() ? mappings(party).live() : mappings(party).withOnboarding(target.id()),
                    party.sourceOrBug().name(),
                    packages,
                    party.moved().contracts(),
                    Optional.ofNullable(party.leftOver().get(target.name()))));
            if (party.route().reason() != Route.Reason.MISSED_CONTRACTS) {
                mappings(party).withoutFlag(target.id());
            }
            needed.addAll(packages);
        }
        needed.retainAll(target.vetted());
        return new Window(isolation.round(), target.name(), connections(target), foundAway(target), needed, transfers);
    }

    private Optional<String> foundAway(CurrentParticipant target) {
        String alias = declaration.synchronizer().value();
        return target.registrations().stream()
                .filter(registration -> registration.isCalled(alias) && !registration.isConnected())
                .map(Registration::alias)
                .findFirst();
    }

    private static List<PlannedConnection> connections(CurrentParticipant target) {
        return target.registrations().stream()
                .map(registration -> new PlannedConnection(
                        registration.alias(), registration.connection(), registration.manualConnect()))
                .toList();
    }

    /** To be made after all windows, whose mappings come before the last one. */
    private PartyChange change(RoutedParty party, Optional<HostingMapping> direct) {
        PartyDifference difference = party.difference();
        List<ParticipantName> staleFlags =
                party.staleFlags().stream().map(CurrentParticipant::name).toList();
        return new PartyChange(
                party.name(),
                difference.party(),
                difference.live(),
                party.lastSerial(),
                party.route(),
                party.authority(),
                party.source().filter(host -> !staleFlags.isEmpty()).map(CurrentParticipant::name),
                staleFlags,
                direct,
                party.isOffline() && !mappings(party).isAsDesired()
                        ? Optional.of(mappings(party).asDesired(List.of()))
                        : Optional.empty(),
                difference.kept(),
                party.proposals(),
                topology.resembling(difference.party()),
                older.getOrDefault(difference.party(), List.of()));
    }

    private static List<ExportSource> sources(List<RoutedParty> offline) {
        SortedMap<ParticipantName, ExportSource> sources = new TreeMap<>();
        for (RoutedParty party : offline) {
            CurrentParticipant source = party.sourceOrBug();
            sources.put(source.name(), new ExportSource(source.name(), source.pruning()));
        }
        return List.copyOf(sources.values());
    }

    /** Those that sign: of the others nothing is needed, and nothing is asked. */
    private SortedMap<KeyName, PlannedKey> keys() {
        SortedMap<KeyName, PlannedKey> planned = new TreeMap<>();
        Stream.concat(
                        parties.stream().flatMap(party -> party.authority().signers().stream()),
                        namespaces.stream().flatMap(foundation -> foundation.signers().stream()))
                .filter(signer -> signer.kind() == Signer.Kind.KEY)
                .map(signer -> declaration.keys().get(((Signer.WithKey) signer).key()))
                .forEach(key -> planned.put(
                        key.name().value(), new PlannedKey(key.name().value(), key.key(), key.source())));
        return planned;
    }

    private SortedMap<ParticipantName, PlannedParticipant> participants() {
        SortedMap<ParticipantName, PlannedParticipant> planned = new TreeMap<>();
        topology.participants()
                .forEach((name, participant) -> planned.put(
                        name,
                        new PlannedParticipant(
                                name,
                                participant.id(),
                                participant.status().releaseText(),
                                participant.status().protocolVersions(),
                                participant.declared().access(),
                                participant.declared().operator().map(Declared::value),
                                participant.declared().backup())));
        return planned;
    }
}
