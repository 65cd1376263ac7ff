package io.partita.core.adoption;

import io.partita.core.adoption.Adoption.Reason;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredKey;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.DeclaredParty.DeclaredHost;
import io.partita.core.model.DeclaredParty.Identity;
import io.partita.core.model.DeclaredParty.Identity.Owner;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingPath;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.NamespaceState;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import io.partita.core.topology.NamespaceReading;
import io.partita.core.topology.ParallelReads;
import io.partita.core.topology.Pause;
import io.partita.core.topology.TopologyReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads which parties the declared participants host, and how they would be declared. Reads only. */
public final class AdoptionReading {

    private static final SourceRange NOWHERE = new SourceRange("live topology", new Position(1, 1), new Position(1, 1));

    private final Network network;
    private final Pause pause;

    /** @param pause how time passes between two reads of something that changes */
    public AdoptionReading(Network network, Pause pause) {
        this.network = Objects.requireNonNull(network, "network");
        this.pause = Objects.requireNonNull(pause, "pause");
    }

    /**
     * @param declaration with the participants, and with parties that are declared already; one that has passed the
     *     checks of the model
     */
    public Checked<Adoption> read(Declaration declaration, Wanted wanted) {
        List<Diagnostic> strangers = wanted.hosts().stream()
                .filter(host -> !declaration.participants().containsKey(host))
                .map(AdoptionReading::unknownHost)
                .toList();
        if (!strangers.isEmpty()) {
            return Checked.failed(strangers);
        }
        try (ParallelReads parallel = new ParallelReads()) {
            return new TopologyReading(network, parallel, pause)
                    .read(declaration)
                    .then(topology -> everybody(topology)
                            .then(all -> new Parties(declaration, topology, parallel, wanted).of(all)));
        }
    }

    private static Diagnostic unknownHost(ParticipantName host) {
        return Diagnostic.error("unknown-participant", "--host=" + host + " names no declared participant")
                .fix("name one that the declaration, or its network, has")
                .classed(DiagnosticClass.USAGE);
    }

    private Checked<SortedMap<PartyId, HostingState>> everybody(CurrentTopology topology) {
        CurrentParticipant reader = topology.participant(topology.reader());
        Participant participant = network.participant(reader.name());
        return CallDiagnostics.read(reader.declared(), () -> participant.allHostings(topology.synchronizer()));
    }

    /** From mappings to what a person would have written. */
    private final class Parties {

        private final Declaration declaration;
        private final CurrentTopology topology;
        private final ParallelReads parallel;
        private final Wanted wanted;
        private final Map<Fingerprint, DeclaredKey> keys = new HashMap<>();
        private final Set<String> names = new TreeSet<>();

        Parties(Declaration declaration, CurrentTopology topology, ParallelReads parallel, Wanted wanted) {
            this.declaration = declaration;
            this.topology = topology;
            this.parallel = parallel;
            this.wanted = wanted;
            declaration.keys().values().forEach(key -> keys.put(key.key().fingerprint(), key));
            declaration.parties().forEach(party -> names.add(party.name().value()));
        }

        Checked<Adoption> of(SortedMap<PartyId, HostingState> all) {
            SortedMap<PartyId, HostingMapping> live = new TreeMap<>();
            all.forEach((party, state) -> {
                SortedSet<ParticipantName> hosts = hosts(state.mapping());
                if (!hosts.isEmpty() && wanted.coversAny(hosts)) {
                    live.put(party, state.mapping());
                }
            });
            List<Diagnostic> unknown = wanted.unknownAmong(live.keySet()).stream()
                    .map(name -> Diagnostic.error("unknown-party", "--party=" + name + " fits no live party")
                            .because("of those that the declared participants host, none is called so")
                            .fix("name one by its name or full id; * stands for any text")
                            .classed(DiagnosticClass.USAGE))
                    .toList();
            live.keySet().removeIf(party -> !wanted.covers(party));
            return Checked.of(live, unknown).then(this::adopted);
        }

        private SortedSet<ParticipantName> hosts(HostingMapping mapping) {
            return mapping.hosts().stream()
                    .flatMap(host -> topology.nameOf(host.participant()).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private Checked<Adoption> adopted(SortedMap<PartyId, HostingMapping> live) {
            SortedMap<PartyId, Reason> left = new TreeMap<>();
            Set<PartyId> declared =
                    declaration.parties().stream().map(topology::idOf).collect(Collectors.toSet());
            live.forEach((party, mapping) -> {
                if (declared.contains(party)) {
                    left.put(party, Reason.DECLARED);
                } else if (mapping.hosts().stream()
                        .anyMatch(host -> host.participant().uid().equals(party.uid()))) {
                    left.put(party, Reason.OF_A_PARTICIPANT);
                } else if (mapping.hosts().stream().anyMatch(HostingMapping.Host::isOnboarding)) {
                    left.put(party, Reason.ONBOARDING);
                }
            });
            live.keySet().removeAll(left.keySet());
            return namespaces(live).map(namespaces -> {
                List<Adoption.Party> parties = new ArrayList<>();
                live.forEach((party, mapping) -> parties.add(new Adoption.Party(
                        party, declared(mapping, Optional.ofNullable(namespaces.get(party.namespace()))))));
                return new Adoption(parties, left);
            });
        }

        /** Of namespaces that are nobody's own, and could have several owners. */
        private Checked<SortedMap<Fingerprint, NamespaceState>> namespaces(SortedMap<PartyId, HostingMapping> live) {
            SortedSet<Fingerprint> shared = new TreeSet<>();
            live.forEach((party, mapping) -> {
                boolean own = topology.ownerOf(party.namespace()).isPresent() || keys.containsKey(party.namespace());
                if (!own && mapping.signingKeys().isEmpty()) {
                    shared.add(party.namespace());
                }
            });
            return new NamespaceReading(network, topology, parallel).read(shared);
        }

        private DeclaredParty declared(HostingMapping mapping, Optional<NamespaceState> namespace) {
            PartyId party = mapping.party();
            String identifier = party.uid().identifier();
            String name = name(party);
            Identity known = new Identity.Known(here(party));
            Identity identity =
                    name.equals(identifier) ? identity(party, namespace).orElse(known) : known;
            List<DeclaredHost> hosts = new ArrayList<>();
            List<Declared<String>> kept = new ArrayList<>();
            for (HostingMapping.Host host : mapping.hosts()) {
                topology.nameOf(host.participant())
                        .ifPresentOrElse(
                                declared -> hosts.add(new DeclaredHost(here(declared), here(host.permission()))),
                                () -> kept.add(here(host.participant().toString())));
            }
            Optional<Declared<Integer>> threshold =
                    mapping.threshold() > 1 ? Optional.of(here(mapping.threshold())) : Optional.empty();
            return new DeclaredParty(
                    here(name), identity, hosts, threshold, List.of(), HostingPath.AUTO, kept, NOWHERE);
        }

        /** A name for one party only: two may have the same in two namespaces. */
        private String name(PartyId party) {
            String identifier = party.uid().identifier().strip().replaceAll(" {2,}", " ");
            String name = identifier;
            if (!names.add(name)) {
                name = identifier + "-" + party.namespace().label();
                names.add(name);
            }
            return name;
        }

        private Optional<Identity> identity(PartyId party, Optional<NamespaceState> namespace) {
            Optional<Identity> local =
                    topology.ownerOf(party.namespace()).map(owner -> new Identity.Local(here(owner)));
            return local.or(() -> Optional.ofNullable(keys.get(party.namespace()))
                            .map(key -> new Identity.External(here(key.name().value()), key.key())))
                    .or(() -> namespace
                            .flatMap(NamespaceState::decentralized)
                            .filter(shared ->
                                    NamespaceDefinition.of(shared.owners()).equals(party.namespace()))
                            .flatMap(this::owned));
        }

        private Optional<Identity> owned(NamespaceState.Decentralized shared) {
            SortedMap<String, Owner> owners = new TreeMap<>();
            for (Fingerprint namespace : shared.owners()) {
                Optional<Owner> participant =
                        topology.ownerOf(namespace).map(name -> new Owner.OfParticipant(here(name)));
                participant
                        .or(() -> Optional.ofNullable(keys.get(namespace))
                                .map(key -> new Owner.OfKey(here(key.name().value()), key.key())))
                        .ifPresent(owner -> owners.put(called(owner), owner));
            }
            List<Owner> byName = List.copyOf(owners.values());
            return byName.size() == shared.owners().size()
                    ? Optional.of(new Identity.Decentralized(byName, Optional.of(here(shared.threshold()))))
                    : Optional.empty();
        }
    }

    private static String called(Owner owner) {
        return owner.match(
                participant -> participant.participant().value().name(),
                key -> key.key().value().name());
    }

    private static <T> Declared<T> here(T value) {
        return new Declared<>(value, NOWHERE);
    }
}
