package io.partita.core.plan;

import io.partita.core.model.Declared;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import io.partita.core.topology.Usage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A plan while it is made: waves and facts, and for each party the mappings that it goes through and the last step that changes it. */
final class PlanDraft {

    private record DraftWave(String title, List<Step> steps) {}

    private final CurrentTopology topology;
    private final List<DraftWave> waves = new ArrayList<>();
    private final SortedMap<FactId, Fact> facts = new TreeMap<>();
    private final SortedMap<ParticipantName, CurrentParticipant> involved = new TreeMap<>();
    private final Map<PartyId, MappingSequence> mappings = new HashMap<>();
    private final Map<PartyId, StepId> lastSteps = new HashMap<>();
    private final Map<ParticipantName, StepId> vettings = new HashMap<>();

    PlanDraft(CurrentTopology topology) {
        this.topology = topology;
    }

    // ---- waves and steps ----

    /** Adds a wave, unless it would be empty. */
    void wave(String title, List<Step> steps) {
        if (!steps.isEmpty()) {
            waves.add(new DraftWave(title, steps));
        }
    }

    Step.Head head(
            String id,
            CurrentParticipant participant,
            Collection<StepId> after,
            Collection<FactId> needs,
            Step.Reversal reversal,
            String why) {
        involved.put(participant.name(), participant);
        return new Step.Head(
                new StepId(id),
                participant.name(),
                participant.declared().operator().map(Declared::value),
                new TreeSet<>(after),
                new TreeSet<>(needs),
                reversal,
                why);
    }

    /** The waves with the preflight before them, numbered. Adds the facts of the preflight, so it comes before {@link #facts}. */
    List<Wave> waves() {
        if (waves.isEmpty()) {
            return List.of();
        }
        List<Wave> numbered = new ArrayList<>(waves.size() + 1);
        numbered.add(new Wave(0, "check that everything is ready", preflight()));
        for (DraftWave wave : waves) {
            numbered.add(new Wave(numbered.size(), wave.title(), wave.steps()));
        }
        return numbered;
    }

    private List<Step> preflight() {
        involved.values().forEach(this::identity);
        Map<ParticipantName, SortedSet<FactId>> own = new HashMap<>();
        facts.values()
                .forEach(fact -> own.computeIfAbsent(fact.participant(), name -> new TreeSet<>())
                        .add(fact.id()));
        return List.copyOf(involved.values()).stream()
                .<Step>map(participant -> new Step.CheckReady(head(
                        "ready/" + participant.name(),
                        participant,
                        List.of(),
                        own.getOrDefault(participant.name(), new TreeSet<>()),
                        Step.Reversal.READS_ONLY,
                        participant.name() + " takes part, and what can be known before the first change is checked"
                                + " before it")))
                .toList();
    }

    // ---- parties ----

    MappingSequence mappings(PartyWork work) {
        return mappings.computeIfAbsent(work.difference().party(), party -> new MappingSequence(work));
    }

    /** The last step so far that changes the party; empty at the start. */
    Set<StepId> last(PartyWork work) {
        StepId last = lastSteps.get(work.difference().party());
        return last == null ? Set.of() : Set.of(last);
    }

    void last(PartyWork work, StepId step) {
        lastSteps.put(work.difference().party(), step);
    }

    void vetted(CurrentParticipant target, StepId step) {
        vettings.put(target.name(), step);
    }

    /** The step that vets packages on a participant, if there is one. */
    Set<StepId> vetting(CurrentParticipant target) {
        StepId step = vettings.get(target.name());
        return step == null ? Set.of() : Set.of(step);
    }

    // ---- facts ----

    List<Fact> facts() {
        return List.copyOf(facts.values());
    }

    FactId identity(CurrentParticipant participant) {
        return fact(new Fact.IdentityFact(
                new FactId("identity/" + participant.name()),
                participant.name(),
                participant.id(),
                participant.status().releaseText(),
                participant.synchronizer()));
    }

    FactId hosting(PartyWork work) {
        ParticipantName name = signer(work);
        return fact(new Fact.HostingFact(
                new FactId("hosting/" + name + "/" + work.label()),
                name,
                work.difference().party(),
                work.live(),
                work.lastSerial()));
    }

    FactId noProposal(PartyWork work) {
        ParticipantName name = signer(work);
        return fact(new Fact.NoProposalFact(
                new FactId("no-proposal/" + name + "/" + work.label()),
                name,
                work.difference().party()));
    }

    FactId unused(PartyWork work, Usage.CompleteHost host) {
        return fact(new Fact.UnusedFact(
                new FactId("unused/" + host.participant() + "/" + work.label()),
                host.participant(),
                work.difference().party(),
                host.upToOffset(),
                host.prunedUpTo()));
    }

    FactId packages(PartyWork work) {
        ParticipantName source = work.sourceOrBug().name();
        return fact(new Fact.PackagesFact(
                new FactId("packages/" + source + "/" + work.label()),
                source,
                work.difference().party(),
                new TreeSet<>(work.needed().keySet())));
    }

    /** The packages that are needed and vetted already. */
    FactId vetted(CurrentParticipant target, SortedSet<PackageId> needed) {
        SortedSet<PackageId> vetted = new TreeSet<>(needed);
        vetted.retainAll(target.vetted());
        return fact(new Fact.VettedFact(new FactId("vetted/" + target.name()), target.name(), vetted));
    }

    FactId pruning(CurrentParticipant participant) {
        return fact(new Fact.PruningFact(
                new FactId("pruning/" + participant.name()), participant.name(), participant.pruning()));
    }

    FactId connections(CurrentParticipant participant, List<PlannedConnection> connections) {
        return fact(new Fact.ConnectionsFact(
                new FactId("connections/" + participant.name()), participant.name(), connections));
    }

    private FactId fact(Fact fact) {
        facts.put(fact.id(), fact);
        return fact.id();
    }

    private ParticipantName signer(PartyWork work) {
        return work.owner().map(CurrentParticipant::name).orElse(topology.reader());
    }
}
