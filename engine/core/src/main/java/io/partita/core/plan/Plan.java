package io.partita.core.plan;

import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The contract between those who review and those who apply. Self-sufficient: apply needs it, the state and the endpoints, not the declaration. Contains no time, no secret and
 * nothing that differs between two runs of the planner on the same inputs.
 *
 * @param synchronizerAlias as declared
 * @param synchronizer as read
 * @param decisionTimeout as read; how long an onboarding flag lasts after the activation
 * @param participants every participant of the declaration, sorted
 * @param parties every party that changes, in the order of the declaration
 * @param unchanged names of the declared parties whose hosting is as declared, in the order of the declaration; nothing else of them is needed, and there may be very many
 * @param facts sorted by id
 * @param waves in the order in which they run; none when there is nothing to do
 * @param home where everything that is relative starts from, seen from the plan's own file
 */
public record Plan(
        String synchronizerAlias,
        PhysicalSynchronizerId synchronizer,
        Duration decisionTimeout,
        SortedMap<ParticipantName, PlannedParticipant> participants,
        List<PartyChange> parties,
        List<String> unchanged,
        List<Fact> facts,
        List<Wave> waves,
        Home home) {

    public Plan {
        Objects.requireNonNull(synchronizerAlias, "synchronizerAlias");
        Objects.requireNonNull(synchronizer, "synchronizer");
        Objects.requireNonNull(decisionTimeout, "decisionTimeout");
        participants = Collections.unmodifiableSortedMap(new TreeMap<>(participants));
        parties = List.copyOf(parties);
        unchanged = List.copyOf(unchanged);
        facts = List.copyOf(facts);
        waves = List.copyOf(waves);
        Objects.requireNonNull(home, "home");
    }

    /** A plan beside its declaration. */
    public Plan(
            String synchronizerAlias,
            PhysicalSynchronizerId synchronizer,
            Duration decisionTimeout,
            SortedMap<ParticipantName, PlannedParticipant> participants,
            List<PartyChange> parties,
            List<String> unchanged,
            List<Fact> facts,
            List<Wave> waves) {
        this(
                synchronizerAlias,
                synchronizer,
                decisionTimeout,
                participants,
                parties,
                unchanged,
                facts,
                waves,
                Home.BESIDE);
    }

    /** The same plan in a file that lies elsewhere. */
    public Plan at(Home other) {
        return new Plan(
                synchronizerAlias,
                synchronizer,
                decisionTimeout,
                participants,
                parties,
                unchanged,
                facts,
                waves,
                other);
    }

    public boolean isEmpty() {
        return waves.isEmpty();
    }

    public Stream<Step> steps() {
        return waves.stream().flatMap(wave -> wave.steps().stream());
    }

    public Optional<Step> step(StepId id) {
        return steps().filter(step -> step.id().equals(id)).findFirst();
    }

    /** Names, as declared, of the parties for which something is done that cannot be taken back: what {@code --confirm} is asked for. */
    public SortedSet<String> irreversible() {
        Map<PartyId, String> names = parties.stream()
                .collect(Collectors.toMap(change -> change.after().party(), PartyChange::name, (one, other) -> one));
        return steps().filter(step -> step.head().reversal() == Step.Reversal.IRREVERSIBLE)
                .flatMap(step -> StepSubject.of(step).party().stream())
                .map(party -> names.getOrDefault(party, party.toString()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public Optional<Fact> fact(FactId id) {
        return facts.stream().filter(fact -> fact.id().equals(id)).findFirst();
    }
}
