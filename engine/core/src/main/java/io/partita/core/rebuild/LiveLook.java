package io.partita.core.rebuild;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.health.HealthProblem;
import io.partita.core.health.ParticipantHealth;
import io.partita.core.health.Use;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.plan.Result;
import io.partita.core.planner.Repair;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.provider.Registration;
import io.partita.core.state.Interlock;
import io.partita.core.state.State;
import io.partita.core.topology.Arrival;
import io.partita.core.topology.ContractComparison;
import io.partita.core.topology.PartyResolution;
import io.partita.core.topology.Pause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Looks at the declared participants and parties for what a run leaves while it is under way: an isolated target, an
 * onboarding flag, a proposal, a pruning schedule that is not there, contracts that a host lacks. Changes
 * nothing. One object is one look.
 */
public final class LiveLook {

    private final Declaration declaration;
    private final Network network;
    private final State remembered;
    private final Pause pause;
    private final Map<String, Diagnostic> open = new LinkedHashMap<>();
    private final List<String> unknown = new ArrayList<>();
    private final Set<String> proposals = new LinkedHashSet<>();
    private final SortedMap<ParticipantName, ParticipantId> ids = new TreeMap<>();
    private final Set<ParticipantName> connected = new TreeSet<>();
    private final Set<ParticipantName> sources = new TreeSet<>();
    /** Those that are not connected, with what is said of it. */
    private final SortedMap<ParticipantName, Diagnostic> away = new TreeMap<>();
    /** Declared hosts with the onboarding flag. */
    private final Set<Repair> flagged = new TreeSet<>();
    /** Declared hosts without it of which a person says that they lack contracts. */
    private final Set<Repair> missed = new TreeSet<>();

    private Set<Repair> repaired = Set.of();

    /** @param remembered what could still be read of the lost state; empty when nothing could */
    public LiveLook(Declaration declaration, Network network, State remembered) {
        this(declaration, network, remembered, Pause.REAL);
    }

    LiveLook(Declaration declaration, Network network, State remembered, Pause pause) {
        this.declaration = declaration;
        this.network = network;
        this.remembered = remembered;
        this.pause = pause;
    }

    /** How far to look. */
    public enum Depth {
        /** Settings and topology: a few calls for each participant and party. */
        TOPOLOGY,
        /** The parties' contracts on all their hosts as well. */
        CONTRACTS
    }

    /**
     * @param unpruned participants of which a person says that they have no pruning schedule on purpose
     * @param repaired what a person says that nobody is at any more, and that the next plan repairs
     */
    public LiveFindings look(Depth depth, Set<ParticipantName> unpruned, Set<Repair> repaired) {
        this.repaired = Set.copyOf(repaired);
        declaration.participants().keySet().forEach(this::participant);
        for (DeclaredParty party : declaration.parties()) {
            id(party).ifPresent(id -> party(party, id, depth));
        }
        away.forEach(this::stillAway);
        sources.forEach(name -> pruning(name, unpruned));
        recorded();
        unknown.addAll(proposals);
        unknown.add(
                remembered.revision() == 0
                        ? "what runs did here before: nothing of a former journal can be read"
                        : "what runs did here after entry " + remembered.revision() + " of the former journal");
        unknown.add(
                "the ledger ends of before past activations: a repair that needs one has to search for it on the source");
        List<Repair> repairable = new ArrayList<>(flagged);
        repairable.addAll(missed);
        return new LiveFindings(List.copyOf(open.values()), unknown, repairable);
    }

    /** What several participants show is said once. */
    private void say(Diagnostic found) {
        open.putIfAbsent(found.code() + " " + found.summary() + " " + found.subject(), found);
    }

    // ---- participants ----

    private void participant(ParticipantName name) {
        try {
            Participant participant = network.participant(name);
            ParticipantStatus status = participant.status();
            ids.put(name, status.id());
            if (say(name, ParticipantHealth.activity(name, status.activity()))) {
                return;
            }
            connection(name, participant.registrations());
        } catch (CallFailed failed) {
            say(unreadable(name, failed));
        }
    }

    private void connection(ParticipantName name, List<Registration> registrations) {
        String alias = declaration.synchronizer().value();
        Optional<HealthProblem> problem = ParticipantHealth.connection(name, alias, registrations, Optional.empty());
        if (problem.isPresent()) {
            away.put(name, problem.get().diagnostic(name, Use.REBUILD).next(NextCommand.plan()));
            return;
        }
        connected.add(name);
        say(name, ParticipantHealth.reconnection(alias, registrations));
    }

    /** A target of which a plan repairs all is taken by it as it is; any other has to be looked at before. */
    private void stillAway(ParticipantName name, Diagnostic found) {
        List<Repair> onboarding =
                flagged.stream().filter(repair -> repair.target().equals(name)).toList();
        boolean meant = Stream.concat(onboarding.stream(), missed.stream())
                .anyMatch(repair -> repair.target().equals(name));
        if (meant && repaired.containsAll(onboarding)) {
            unknown.add("who disconnected " + name
                    + ": a person said that nobody is at it any more, and the next plan takes it as it is");
        } else {
            say(found);
        }
    }

    /** @return whether there was something to say */
    private boolean say(ParticipantName name, Optional<HealthProblem> found) {
        found.ifPresent(problem -> say(problem.diagnostic(name, Use.REBUILD)));
        return found.isPresent();
    }

    private void pruning(ParticipantName name, Set<ParticipantName> unpruned) {
        try {
            if (network.participant(name).pruningSchedule().isEmpty()) {
                unpruned(name, unpruned);
            }
        } catch (CallFailed failed) {
            say(unreadable(name, failed));
        }
    }

    private void unpruned(ParticipantName name, Set<ParticipantName> onPurpose) {
        Optional<Interlock> suspended = remembered.interlocks().stream()
                .filter(lock -> lock.kind() == Interlock.Kind.PRUNING_SUSPENDED)
                .filter(lock -> lock.participantId().equals(ids.get(name)))
                .findFirst();
        Diagnostic found = ParticipantHealth.noPruningSchedule(name).diagnostic(name, Use.REBUILD);
        if (suspended.isPresent()) {
            say(found.because("a run switched it off " + suspended.get().since() + "; the schedule was: "
                            + suspended
                                    .get()
                                    .before(Result.Schedule.class)
                                    .map(Result.Schedule::schedule)
                                    .map(PruningSchedule::words)
                                    .orElse("not known"))
                    .fix("Set that schedule again, then look again."));
        } else if (onPurpose.contains(name)) {
            unknown.add("whether a run switched pruning off on " + name
                    + ": a person said that it has no schedule on purpose");
        } else {
            say(found);
        }
    }

    // ---- parties ----

    private Optional<PartyId> id(DeclaredParty party) {
        return PartyResolution.find(party, name -> Optional.ofNullable(ids.get(name)));
    }

    private void party(DeclaredParty party, PartyId id, Depth depth) {
        String name = party.name().value();
        SortedMap<ParticipantName, HostingMapping> views = new TreeMap<>();
        for (ParticipantName asked : connected) {
            try {
                view(name, id, asked).ifPresent(mapping -> views.put(asked, mapping));
            } catch (CallFailed failed) {
                say(unreadable(asked, failed));
            }
        }
        views.forEach((asked, mapping) -> ids.forEach((host, of) -> {
            if (mapping.host(of).isPresent() && !mapping.isOnboarding(of)) {
                sources.add(host);
                missed(new Repair(name, host), id, asked);
            }
        }));
        if (views.values().stream().distinct().count() > 1) {
            say(Diagnostic.error("live-views-differ", "the participants do not agree on the hosting of " + name)
                    .because("one of them may be behind: " + serials(views))
                    .fix("Look again in a minute.")
                    .about(name));
            return;
        }
        if (depth == Depth.CONTRACTS && !views.isEmpty()) {
            contracts(name, id, views.get(views.firstKey()));
        }
    }

    /** Of a host that got the party with its contracts, or when it had none, nothing is left to a repair. */
    private void missed(Repair repair, PartyId party, ParticipantName asked) {
        if (!repaired.contains(repair) || missed.contains(repair)) {
            return;
        }
        try {
            Participant participant = network.participant(asked);
            Optional<Arrival> arrival = Arrival.of(
                    participant.hostingHistory(
                            participant.synchronizer(declaration.synchronizer().value()), party),
                    ids.get(repair.target()));
            if (arrival.filter(Arrival::isWithoutContracts).isPresent()) {
                missed.add(repair);
                unknown.add("what " + repair + " lacks from when it became a host: a person said that nobody brings it"
                        + " any more, and the next plan does");
            }
        } catch (CallFailed failed) {
            say(unreadable(asked, failed));
        }
    }

    private static String serials(Map<ParticipantName, HostingMapping> views) {
        List<String> all = new ArrayList<>();
        views.forEach((name, mapping) -> all.add(name + " shows serial " + mapping.serial()));
        return String.join(", ", all);
    }

    private Optional<HostingMapping> view(String name, PartyId id, ParticipantName asked) throws CallFailed {
        Participant participant = network.participant(asked);
        PhysicalSynchronizerId synchronizer =
                participant.synchronizer(declaration.synchronizer().value());
        Optional<HostingMapping> mapping = participant.hosting(synchronizer, id).map(HostingState::mapping);
        mapping.stream()
                .flatMap(found -> found.hosts().stream())
                .filter(HostingMapping.Host::isOnboarding)
                .forEach(host -> flag(name, host.participant()));
        participant.proposals(synchronizer, id).stream()
                .map(HostingProposal::mapping)
                .filter(proposed ->
                        proposed.serial() > mapping.map(HostingMapping::serial).orElse(0))
                .forEach(proposed -> proposals.add("who proposed serial " + proposed.serial() + " of " + name
                        + ": a run may have; it changes nothing until all have signed it, the next plan joins or"
                        + " overtakes it, and nobody must sign it by hand"));
        return mapping;
    }

    private void flag(String party, ParticipantId host) {
        Optional<Repair> repair = ids.entrySet().stream()
                .filter(each -> each.getValue().equals(host))
                .map(each -> new Repair(party, each.getKey()))
                .findFirst();
        repair.ifPresent(flagged::add);
        if (repair.filter(repaired::contains).isPresent()) {
            String left = "who began to onboard " + repair.get()
                    + ": a person said that nobody brings its contracts any more, and the next plan does";
            if (!unknown.contains(left)) {
                unknown.add(left);
            }
            return;
        }
        say(Diagnostic.error("live-onboarding", party + " is still being onboarded on " + host)
                .because(
                        "its contracts may not be there yet, and the ledger end that clearing the flag needs stood in the lost state")
                .fix(
                        "If somebody is still bringing them, let them finish. If nobody is, a plan repairs it: it brings what is missing and clears the flag.")
                .next(repair.map(each -> NextCommand.repair(each.toString())).orElse(NextCommand.plan()))
                .about(party));
    }

    private void contracts(String name, PartyId id, HostingMapping mapping) {
        List<ParticipantName> hosts = connected.stream()
                .filter(each -> mapping.host(ids.get(each)).isPresent())
                .filter(each -> !missed.contains(new Repair(name, each)))
                .filter(each -> !repaired.contains(new Repair(name, each)) || !flagged.contains(new Repair(name, each)))
                .toList();
        for (int i = 1; i < hosts.size(); i++) {
            compare(name, id, hosts.get(0), hosts.get(i));
        }
    }

    private void compare(String name, PartyId id, ParticipantName one, ParticipantName other) {
        try {
            Participant source = network.participant(one);
            PhysicalSynchronizerId synchronizer =
                    source.synchronizer(declaration.synchronizer().value());
            boolean same = new ContractComparison(id, synchronizer.logical(), pause)
                    .isSame(source, network.participant(other));
            if (!same) {
                say(Diagnostic.error(
                                "live-contracts-differ",
                                "the contracts of " + name + " on " + one + " and " + other + " differ")
                        .because(
                                "an import may be partial, or may never have happened; the first use of a contract that a host lacks ends its process")
                        .fix(
                                "Do not use the party. Disconnect the host that lacks contracts, and restore its backup, or restore the state folder and resume.")
                        .about(name));
            }
        } catch (CallFailed failed) {
            say(unreadable(other, failed));
        }
    }

    // ---- what the lost state still said ----

    private void recorded() {
        Set<PartyId> declared = new TreeSet<>();
        declaration.parties().forEach(party -> id(party).ifPresent(declared::add));
        for (Interlock lock : remembered.interlocks()) {
            boolean elsewhere = !ids.containsValue(lock.participantId());
            boolean undeclared =
                    lock.party().filter(party -> !declared.contains(party)).isPresent();
            if (elsewhere || undeclared) {
                say(Diagnostic.error(
                                "live-not-declared",
                                "the lost state names what the declaration does not: "
                                        + lock.kind().word() + " on " + lock.participant())
                        .because("open since " + lock.since()
                                + lock.party()
                                        .map(party -> ", party " + party.abbreviated())
                                        .orElse("") + "; whether that is over cannot be looked at from here")
                        .fix(
                                "Declare the participants and parties that the lost run was about, and rebuild with that declaration.")
                        .about(lock.participant().name()));
            }
        }
    }

    private static Diagnostic unreadable(ParticipantName name, CallFailed failed) {
        return CallDiagnostics.reading(name, failed.failure());
    }
}
