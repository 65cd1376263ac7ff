package io.partita.core.planner;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.check.CheckedDeclaration;
import io.partita.core.plan.Home;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.provider.NamespaceState;
import io.partita.core.provider.Network;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import io.partita.core.topology.KeyHolderReading;
import io.partita.core.topology.NamespaceReading;
import io.partita.core.topology.ParallelReads;
import io.partita.core.topology.Pause;
import io.partita.core.topology.TopologyReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a plan from a declaration and what is live. Reads only. The same inputs give the same plan. */
public final class Planner {

    private final Supplier<ParallelReads> reads;
    private final Pause pause;

    /** @param pause how time passes between two reads of something that changes */
    public Planner(Pause pause) {
        this(ParallelReads::new, pause);
    }

    /**
     * @param readsAtOnce how many reads may be under way together
     * @param pause how time passes between two reads of something that changes
     */
    public Planner(int readsAtOnce, Pause pause) {
        this(() -> new ParallelReads(readsAtOnce), pause);
    }

    private Planner(Supplier<ParallelReads> reads, Pause pause) {
        this.reads = reads;
        this.pause = Objects.requireNonNull(pause, "pause");
    }

    /**
     * @param checked what the scripts say
     * @param folder the declaration's folder, to which its DAR files are relative
     * @param access the way from there to the folder that backup commands run in
     * @param network opened with the participants of the declaration; stays open
     */
    public Checked<Plan> plan(CheckedDeclaration checked, Path folder, Home access, Network network) {
        return plan(checked, folder, access, network, Set.of());
    }

    /** The same, with repairs. @param repairs what a person says that nobody else is doing */
    public Checked<Plan> plan(
            CheckedDeclaration checked, Path folder, Home access, Network network, Set<Repair> repairs) {
        Declaration declaration = checked.declaration();
        try (ParallelReads parallel = reads.get()) {
            return new TopologyReading(network, parallel, pause)
                    .read(declaration)
                    .then(topology ->
                            new Decisions(declaration, folder, access, network, parallel, topology, repairs).plan());
        }
    }

    /** From a topology to a plan. */
    private final class Decisions {
        private final Declaration declaration;
        private final Path folder;
        private final Home access;
        private final Network network;
        private final ParallelReads parallel;
        private final CurrentTopology topology;
        private final Set<Repair> repairs;

        Decisions(
                Declaration declaration,
                Path folder,
                Home access,
                Network network,
                ParallelReads parallel,
                CurrentTopology topology,
                Set<Repair> repairs) {
            this.repairs = Set.copyOf(repairs);
            this.declaration = declaration;
            this.folder = folder;
            this.access = access;
            this.network = network;
            this.parallel = parallel;
            this.topology = topology;
        }

        Checked<Plan> plan() {
            List<Diagnostic> releases = topology.participants().values().stream()
                    .flatMap(participant -> ReleaseRules.of(participant).stream())
                    .toList();
            return Checked.of(topology, releases)
                    .then(read -> new TopologyComparison(read).of(declaration))
                    .map(differences -> differences.stream().map(this::lacking).toList())
                    .then(this::plan);
        }

        /** With the hosts without the onboarding flag that a person wants to be repaired. */
        private PartyDifference lacking(PartyDifference difference) {
            if (repairs.isEmpty()) {
                return difference;
            }
            return difference.lacking(repairs.stream()
                    .filter(repair -> repair.isOf(difference))
                    .flatMap(repair -> topology.participants().values().stream()
                            .filter(participant -> participant.name().equals(repair.target())))
                    .filter(host -> difference.isPlainHost(host) && difference.hasOtherHost(host))
                    .distinct()
                    .sorted(Comparator.comparing(CurrentParticipant::name))
                    .toList());
        }

        /** A target that is repaired is judged with everything that it lacks, when it is known what the plan brings. */
        private List<Diagnostic> lackingWhileAway(List<PartyDifference> differences, Absences absences) {
            if (absences.isNobodyAway()) {
                return List.of();
            }
            Set<ParticipantName> repaired = repairs.stream().map(Repair::target).collect(Collectors.toSet());
            return differences.stream()
                    .flatMap(difference -> absences.lacking(difference, repaired).stream())
                    .distinct()
                    .toList();
        }

        /** What the hosting alone shows to be no repair is told whatever else is wrong. */
        private boolean isConceivable(Repair repair, List<PartyDifference> differences) {
            return differences.stream()
                    .filter(repair::isOf)
                    .flatMap(difference -> Stream.of(difference.flagged(), difference.missed(), difference.added())
                            .flatMap(List::stream))
                    .anyMatch(target -> target.name().equals(repair.target()));
        }

        private Checked<List<RoutedParty>> repaired(List<RoutedParty> parties) {
            return Checked.of(
                    parties,
                    PartyRules.nothingToRepair(
                            repairs, repair -> parties.stream().anyMatch(party -> party.isRepairedBy(repair))));
        }

        private Checked<Plan> plan(List<PartyDifference> differences) {
            List<Diagnostic> nothing =
                    PartyRules.nothingToRepair(repairs, repair -> isConceivable(repair, differences));
            if (!nothing.isEmpty()) {
                return Checked.failed(nothing);
            }
            Absences absences = new Absences(declaration, topology, network);
            List<Diagnostic> lacking = lackingWhileAway(differences, absences);
            if (!lacking.isEmpty()) {
                return Checked.failed(lacking);
            }
            List<PartyDifference> changes = new ArrayList<>();
            List<PartyDifference> same = new ArrayList<>();
            differences.forEach(difference -> (difference.isNothing() ? same : changes).add(difference));
            List<String> unchanged = same.stream().map(PartyDifference::name).toList();
            return namespaces(changes)
                    .then(known -> authorities(changes, known.namespaces())
                            .then(authorities -> routed(changes, authorities, absences)
                                    .then(this::repaired)
                                    .then(parties -> Checked.of(parties, PartyRules.repairsAlone(parties)))
                                    .then(parties -> Checked.of(parties, PartyRules.purgesAlone(parties)))
                                    .then(parties -> Checked.of(
                                            parties,
                                            new AwayTargets(
                                                            declaration
                                                                    .synchronizer()
                                                                    .value(),
                                                            topology,
                                                            network,
                                                            differences,
                                                            repairs)
                                                    .lacking(parties)))
                                    .then(this::proposed)
                                    .then(parties -> content(parties, unchanged, known, authorities))
                                    .map(content -> new Plan(
                                            content.settledAs(changes.isEmpty() ? settled(same) : List.of())))))
                    .then(plan -> Checked.of(plan, new Proposals(topology, network).beside(same)));
        }

        private Checked<PlanContent> content(
                List<RoutedParty> parties, List<String> unchanged, Foundations.Known known, Authorities authorities) {
            return new PackagePlanning(network, topology.synchronizer().logical(), new DarFiles(folder))
                    .of(parties)
                    .then(vettings -> new PackageAges(network, topology)
                            .of(parties, vettings)
                            .then(older -> {
                                PlanBuilder builder = new PlanBuilder(
                                        declaration,
                                        topology,
                                        parties,
                                        known.founded(),
                                        authorities.introductions(parties),
                                        older);
                                PlanContent content = builder.content(unchanged, vettings);
                                return Checked.of(content.reachedFrom(access), builder.signedTooEarly());
                            }));
        }

        private Checked<List<RoutedParty>> proposed(List<RoutedParty> parties) {
            return parallel.all(parties, new Proposals(topology, network)::of);
        }

        /** A plan that does nothing rests on nothing but what was read. */
        private static List<HostingMapping> settled(List<PartyDifference> same) {
            List<HostingMapping> read = new ArrayList<>(same.size());
            same.forEach(difference -> difference.live().ifPresent(read::add));
            return read;
        }

        private Checked<Foundations.Known> namespaces(List<PartyDifference> changes) {
            SortedSet<Fingerprint> namespaces = new TreeSet<>();
            changes.forEach(change -> {
                namespaces.add(change.party().namespace());
                namespaces.addAll(Foundations.keyOwners(change));
            });
            return new NamespaceReading(network, topology, parallel)
                    .read(namespaces)
                    .then(states -> Foundations.of(changes, topology, states));
        }

        private Checked<Authorities> authorities(
                List<PartyDifference> changes, SortedMap<Fingerprint, NamespaceState> namespaces) {
            Authorities declared = new Authorities(declaration, topology, namespaces);
            return new KeyHolderReading(network, topology, parallel)
                    .read(declared.withoutOwner(changes))
                    .map(found -> declared.knowing(changes, found));
        }

        private Checked<List<RoutedParty>> routed(
                List<PartyDifference> changes, Authorities authorities, Absences absences) {
            return parallel.all(
                    changes,
                    new Routing(
                                    declaration,
                                    access.from(folder),
                                    topology,
                                    authorities,
                                    network,
                                    pause,
                                    absences,
                                    repairs)::route);
        }
    }
}
