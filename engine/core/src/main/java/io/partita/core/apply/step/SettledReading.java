package io.partita.core.apply.step;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.FactId;
import io.partita.core.plan.Plan;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Network;
import io.partita.core.state.MovedFact;
import io.partita.core.topology.HostingReading;
import io.partita.core.topology.ParallelReads;
import io.partita.core.topology.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Whether a plan with nothing to do still has nothing to do: what it read is read again, on every host. */
public final class SettledReading {

    private final Plan plan;
    private final Network network;
    private final Pause pause;
    private final SortedMap<ParticipantName, SortedMap<PartyId, Settled>> hosted = new TreeMap<>();

    /** What was read of a party. @param name how the plan calls it */
    private record Settled(String name, HostingMapping mapping) {}

    /**
     * @param operator whose participants are asked; empty for all
     * @param pause how time passes between two reads of something that changes
     */
    public SettledReading(Plan plan, Optional<String> operator, Network network, Pause pause) {
        this.plan = plan;
        this.network = network;
        this.pause = pause;
        List<HostingMapping> settled = plan.content().settled();
        for (int at = 0; at < settled.size(); at++) {
            Settled one = new Settled(plan.content().unchanged().get(at), settled.get(at));
            one.mapping().hosts().stream()
                    .flatMap(host -> plan.nameOf(host.participant()).stream())
                    .filter(known -> plan.participant(known).isReachedBy(operator))
                    .forEach(known -> hosted.computeIfAbsent(known, name -> new TreeMap<>())
                            .put(one.mapping().party(), one));
        }
    }

    /** What has moved or could not be read, by participant and party; empty when all is as the plan says. */
    public List<Diagnostic> diagnostics() {
        List<Diagnostic> diagnostics = new ArrayList<>();
        try (ParallelReads parallel = new ParallelReads()) {
            hosted.forEach((asked, parties) -> diagnostics.addAll(moved(asked, parties, parallel)));
        }
        return diagnostics;
    }

    private List<Diagnostic> moved(ParticipantName asked, SortedMap<PartyId, Settled> parties, ParallelReads parallel) {
        Checked<SortedMap<PartyId, HostingState>> found = new HostingReading(
                        asked,
                        UnaryOperator.identity(),
                        network.participant(asked, plan.participant(asked).id()),
                        plan.synchronizer(),
                        parallel,
                        pause)
                .read(new TreeSet<>(parties.keySet()));
        return found.optional()
                .map(states -> parties.values().stream()
                        .flatMap(settled -> moved(asked, settled, states).stream())
                        .toList())
                .orElseGet(found::diagnostics);
    }

    private static Optional<Diagnostic> moved(
            ParticipantName asked, Settled settled, SortedMap<PartyId, HostingState> states) {
        Optional<HostingMapping> expected = Optional.of(settled.mapping());
        Optional<HostingMapping> found =
                Optional.ofNullable(states.get(settled.mapping().party())).map(HostingState::mapping);
        return found.equals(expected)
                ? Optional.empty()
                : Optional.of(StepFacts.stale(
                                new MovedFact(
                                        new FactId("hosting/" + asked + "/" + settled.name()),
                                        Wording.mapping(expected),
                                        Wording.mapping(found)),
                                asked)
                        .classed(DiagnosticClass.STALE));
    }
}
