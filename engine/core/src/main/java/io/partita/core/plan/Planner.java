package io.partita.core.plan;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.check.CheckedDeclaration;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import io.partita.core.topology.ParallelReads;
import io.partita.core.topology.Pause;
import io.partita.core.topology.TopologyReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a plan from a declaration and what is live. Reads only. The same inputs give the same plan. */
public final class Planner {

    private static final int READS_AT_ONCE = 8;

    private final int readsAtOnce;
    private final Pause pause;

    public Planner() {
        this(Pause.REAL);
    }

    /** @param pause how time passes between two reads of something that changes */
    public Planner(Pause pause) {
        this(READS_AT_ONCE, pause);
    }

    /**
     * @param readsAtOnce how many reads may be under way together
     * @param pause how time passes between two reads of something that changes
     */
    public Planner(int readsAtOnce, Pause pause) {
        this.readsAtOnce = readsAtOnce;
        this.pause = Objects.requireNonNull(pause, "pause");
    }

    /**
     * @param checked what the scripts say; its warnings are not repeated here
     * @param folder the declaration's folder, to which its DAR files are relative
     * @param network opened with the participants of the declaration; stays open
     */
    public Checked<Plan> plan(CheckedDeclaration checked, Path folder, Network network) {
        Declaration declaration = checked.declaration();
        try (ParallelReads parallel = new ParallelReads(readsAtOnce)) {
            return new TopologyReading(network, parallel, pause)
                    .read(declaration)
                    .then(topology -> new Making(declaration, folder, network, parallel, topology).plan());
        }
    }

    /** One plan being made. */
    private final class Making {

        private final Declaration declaration;
        private final Path folder;
        private final Network network;
        private final ParallelReads parallel;
        private final CurrentTopology topology;

        Making(
                Declaration declaration,
                Path folder,
                Network network,
                ParallelReads parallel,
                CurrentTopology topology) {
            this.declaration = declaration;
            this.folder = folder;
            this.network = network;
            this.parallel = parallel;
            this.topology = topology;
        }

        Checked<Plan> plan() {
            List<Diagnostic> releases = topology.participants().values().stream()
                    .flatMap(participant -> ReleaseRules.of(participant).stream())
                    .toList();
            return Checked.of(topology, releases)
                    .then(read -> new DifferenceReading(read).of(declaration))
                    .then(this::planned);
        }

        private Checked<Plan> planned(List<Difference> differences) {
            WorkReading reading = new WorkReading(declaration, folder, topology, network, pause);
            List<Difference> changes = differences.stream()
                    .filter(difference -> !difference.isNothing())
                    .toList();
            return parallel.all(changes, reading::read)
                    .then(works -> new PackagePlanning(
                                    network, topology.synchronizer().logical(), new DarFiles(folder))
                            .of(works)
                            .then(vettings -> planned(differences, works, vettings)));
        }

        private Checked<Plan> planned(
                List<Difference> differences, List<PartyWork> works, List<PackagePlanning.Vetting> vettings) {
            PlanDraft draft = draft(works, vettings);
            Checked<List<List<Diagnostic>>> proposals = parallel.all(works, work -> competing(draft, work));
            List<Diagnostic> diagnostics = new ArrayList<>(proposals.diagnostics());
            proposals.optional().ifPresent(found -> found.forEach(diagnostics::addAll));
            List<Wave> waves = draft.waves();
            return Checked.of(
                    new Plan(
                            declaration.synchronizer().value(),
                            topology.synchronizer(),
                            topology.decisionTimeout(),
                            participants(),
                            changes(differences, works),
                            differences.stream()
                                    .filter(Difference::isNothing)
                                    .map(Difference::label)
                                    .toList(),
                            draft.facts(),
                            waves),
                    diagnostics);
        }

        private PlanDraft draft(List<PartyWork> works, List<PackagePlanning.Vetting> vettings) {
            PlanDraft draft = new PlanDraft(topology);
            List<PartyWork> offline =
                    works.stream().filter(PartyWork::isOffline).toList();
            ConnectedWaves connected = new ConnectedWaves(draft);
            connected.addVettings(vettings);
            connected.addLeftOverFlags(works);
            connected.addMappings(works);
            List<List<Window>> rounds = Window.rounds(offline);
            for (int round = 1; round <= rounds.size(); round++) {
                new OfflineWaves(draft, round, rounds.get(round - 1)).add();
            }
            connected.addLater(offline);
            connected.addVerification(works, topology);
            return draft;
        }

        private Checked<List<Diagnostic>> competing(PlanDraft draft, PartyWork work) {
            CurrentParticipant reader = work.owner().orElseGet(() -> topology.participant(topology.reader()));
            Participant participant = network.participant(reader.name());
            return CallDiagnostics.read(
                            reader.declared(),
                            () -> participant.proposals(
                                    topology.synchronizer(), work.difference().party()))
                    .map(proposals -> ProposalRules.of(
                            work, proposals, draft.mappings(work).all(), topology));
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

        private static List<PartyChange> changes(List<Difference> differences, List<PartyWork> works) {
            Map<String, PartyWork> byLabel = new HashMap<>();
            works.forEach(work -> byLabel.put(work.label(), work));
            return differences.stream()
                    .filter(difference -> !difference.isNothing())
                    .map(difference ->
                            change(difference, byLabel.get(difference.label()).route()))
                    .toList();
        }

        private static PartyChange change(Difference difference, PartyWork.Route route) {
            return new PartyChange(
                    difference.label(),
                    difference.live(),
                    difference.desired(),
                    route.path(),
                    route.why(),
                    route.evidence());
        }
    }
}
