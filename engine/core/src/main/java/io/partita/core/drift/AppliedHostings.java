package io.partita.core.drift;

import io.partita.core.model.PartyId;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.state.RunSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What complete runs made of parties. Of a party that several runs changed, the last one counts. */
public final class AppliedHostings {

    private final Map<PartyId, AppliedHosting> parties = new HashMap<>();

    /** Takes in a run that followed all that were taken in before. @param run one of which nothing is left to do */
    public void add(RunSummary run, Plan plan) {
        for (PartyChange change : plan.content().parties()) {
            parties.put(change.party(), new AppliedHosting(run, plan.outcome(change), change.kept()));
        }
    }

    /**
     * The points in which a party is not as a run has left it and is so again when a plan is carried out; none for a
     * party that no run changed.
     */
    public List<DriftPoint> undoneBy(Plan plan, PartyChange change) {
        return of(change.party())
                .map(applied -> Expectation.of(change.name(), applied))
                .map(expected -> {
                    List<DriftPoint> left = expected.points(Optional.of(plan.outcome(change)));
                    return expected.points(change.before()).stream()
                            .filter(point -> left.stream().noneMatch(point::isAbout))
                            .toList();
                })
                .orElse(List.of());
    }

    /** Empty for a party that no run changed. */
    public Optional<AppliedHosting> of(PartyId party) {
        return Optional.ofNullable(parties.get(party));
    }
}
