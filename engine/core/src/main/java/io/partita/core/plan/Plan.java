package io.partita.core.plan;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The contract between those who review and those who apply. Self-sufficient: apply needs it, the state and the
 * endpoints, not the declaration. It holds what the planner decided ({@link PlanContent}); steps, waves, facts, points
 * of no return and who has to act follow from that, by the same code for those who review and those who apply.
 */
public final class Plan {

    private final PlanContent content;
    private final List<Wave> waves;
    private final Map<StepId, Step> steps = new HashMap<>();
    private final Map<FactId, Fact> facts;
    private final Map<PartyId, List<HostingMapping>> mappings;
    private final Map<PartyId, PartyChange> parties = new HashMap<>();

    /**
     * @param content one that breaks no law ({@code PlanLaws}): from another one nothing may be derived
     * @throws IllegalArgumentException when it names a party or a participant that it does not have
     */
    public Plan(PlanContent content) {
        this.content = content;
        PlanSteps derived = new PlanSteps(content);
        this.waves = derived.waves();
        this.facts = derived.facts();
        this.mappings = derived.mappings();
        steps().forEach(step -> steps.put(step.id(), step));
        content.parties().forEach(change -> parties.put(change.party(), change));
    }

    public PlanContent content() {
        return content;
    }

    public String synchronizerAlias() {
        return content.synchronizerAlias();
    }

    public PhysicalSynchronizerId synchronizer() {
        return content.synchronizer();
    }

    /** A participant by its name. @throws IllegalArgumentException when the plan has none of this name */
    public PlannedParticipant participant(ParticipantName name) {
        return content.participant(name);
    }

    /** What the plan calls a participant; empty for one that is not in the plan. */
    public Optional<ParticipantName> nameOf(ParticipantId id) {
        return content.nameOf(id);
    }

    public boolean isEmpty() {
        return waves.isEmpty();
    }

    /** In the order in which they run; none when there is nothing to do. */
    public List<Wave> waves() {
        return waves;
    }

    public Stream<Step> steps() {
        return waves.stream().flatMap(wave -> wave.steps().stream());
    }

    public Optional<Step> step(StepId id) {
        return Optional.ofNullable(steps.get(id));
    }

    /** What the plan rests on, sorted by id. */
    public Collection<Fact> facts() {
        return facts.values();
    }

    public Optional<Fact> fact(FactId id) {
        return Optional.ofNullable(facts.get(id));
    }

    /** The change of a party; empty for one that does not change. */
    public Optional<PartyChange> change(PartyId party) {
        return Optional.ofNullable(parties.get(party));
    }

    /** The mappings that this plan makes of a party, in their order; none for a party that does not change. */
    public List<HostingMapping> mappings(PartyId party) {
        return mappings.getOrDefault(party, List.of());
    }

    /** The mapping of a party when everything is done. */
    public HostingMapping outcome(PartyChange change) {
        List<HostingMapping> all = mappings(change.party());
        return all.isEmpty() ? change.before().orElseThrow() : all.get(all.size() - 1);
    }

    /** Names, as declared, of the parties for which something is done that cannot be taken back. */
    public SortedSet<String> irreversible() {
        return steps().filter(step -> step.reversal() == Step.Reversal.IRREVERSIBLE)
                .flatMap(step -> step.party().stream())
                .map(party -> parties.get(party).name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Plan plan && plan.content.equals(content);
    }

    @Override
    public int hashCode() {
        return content.hashCode();
    }

    @Override
    public String toString() {
        return content.toString();
    }
}
