package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.plan.Fact;
import io.partita.core.plan.Plan;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.state.MovedFact;
import io.partita.core.topology.ReadsAhead;
import io.partita.core.topology.ReadsAhead.Ahead;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Whether a network is still what a plan was made on: every fact of it is read there, before anything is done. */
public final class PlanFacts {

    private static final int READS = 256;

    private final Plan plan;
    private final ReadsAhead ahead = new ReadsAhead(READS);
    private final FactReading reading;

    /** @param network is only read; stays open */
    public PlanFacts(Plan plan, Network network) {
        this.plan = Objects.requireNonNull(plan, "plan");
        this.reading = new FactReading(plan, new Unreviewed(plan, network, ahead));
    }

    /** Nothing that the plan does not say was accepted. */
    private record Unreviewed(Plan plan, Network network, ReadsAhead ahead) implements FactReading.Reach {
        @Override
        public Participant participant(ParticipantName name) {
            return network.participant(name, plan.participant(name).id());
        }

        @Override
        public PhysicalSynchronizerId synchronizer(ParticipantName name) {
            return plan.synchronizer();
        }

        @Override
        public boolean isAccepted(ParticipantName upgraded) {
            return false;
        }

        @Override
        public boolean isAccepted(PhysicalSynchronizerId upgraded) {
            return false;
        }
    }

    /**
     * What has moved, or could not be read, in the order of the facts; empty when the plan fits. Of another participant
     * or synchronizer nothing else can be read, so that is said alone.
     */
    public List<Diagnostic> against() {
        List<Diagnostic> another = against(fact -> fact.kind() == Fact.Kind.IDENTITY);
        return another.isEmpty() ? against(fact -> fact.kind() != Fact.Kind.IDENTITY) : another;
    }

    private List<Diagnostic> against(Predicate<Fact> chosen) {
        List<Fact> facts = plan.facts().stream()
                .filter(chosen)
                .map(fact -> before(plan, fact))
                .toList();
        reading.readAhead(facts);
        Map<Fact, Ahead<Optional<MovedFact>>> answers = new LinkedHashMap<>();
        facts.forEach(fact -> answers.put(fact, ahead.begin(() -> reading.read(fact))));
        return answers.entrySet().stream()
                .flatMap(each -> against(each.getKey(), each.getValue()).stream())
                .toList();
    }

    private static Optional<Diagnostic> against(Fact fact, Ahead<Optional<MovedFact>> answer) {
        try {
            return answer.answer()
                    .map(moved -> StepFacts.stale(moved, fact.participant()).classed(DiagnosticClass.STALE));
        } catch (CallFailed unread) {
            return Optional.of(CallDiagnostics.reading(fact.participant(), unread.failure()));
        }
    }

    /** What has to be so before the plan begins: what it vets itself need not be vetted yet. */
    static Fact before(Plan plan, Fact fact) {
        if (fact.kind() != Fact.Kind.VETTED) {
            return fact;
        }
        Fact.Vetted vetted = (Fact.Vetted) fact;
        TreeSet<PackageId> before = new TreeSet<>(vetted.vetted());
        plan.content().vettings().stream()
                .filter(vetting -> vetting.target().equals(vetted.participant()))
                .forEach(vetting -> before.removeAll(vetting.packages()));
        return new Fact.Vetted(vetted.id(), vetted.participant(), before);
    }
}
