package io.partita.cli.report;

import io.partita.cli.text.Formats;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.OfflineTime;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import io.partita.core.plan.Window;
import io.partita.core.plan.WindowOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A stretch of waves in which a participant is away from every synchronizer.
 *
 * @param target who
 * @param first number of the wave in which it leaves
 * @param last number of the wave in which it comes back
 * @param contracts how many are moved, as counted when the plan was made
 * @param expected how long it is away, by rates that were measured elsewhere; without what {@code backup} says
 * @param backup what takes a time that nobody can tell, for people; empty when nothing does
 * @param after why it is not open together with an earlier window, for people, without full stops
 */
public record WindowReport(
        ParticipantName target,
        int first,
        int last,
        long contracts,
        Duration expected,
        String backup,
        List<String> after) {

    public WindowReport {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(backup, "backup");
        after = List.copyOf(after);
    }

    static List<WindowReport> of(Plan plan) {
        Map<StepId, Integer> waves = new HashMap<>();
        List<Step.Isolate> isolations = new ArrayList<>();
        for (Wave wave : plan.waves()) {
            for (Step step : wave.steps()) {
                waves.put(step.id(), wave.number());
                if (step.kind() == Step.Kind.ISOLATE) {
                    isolations.add((Step.Isolate) step);
                }
            }
        }
        WindowOrder order = new WindowOrder(plan.content());
        return isolations.stream()
                .map(isolation -> of(
                        isolation.window(), waves.get(isolation.id()), waves.get(isolation.reconnect()), plan, order))
                .toList();
    }

    private static WindowReport of(Window window, int first, int last, Plan plan, WindowOrder order) {
        return new WindowReport(
                window.target(),
                first,
                last,
                OfflineTime.contracts(window),
                OfflineTime.of(window),
                plan.participant(window.target())
                        .backup()
                        .match(none -> "", manual -> "until somebody has backed it up", command -> "its backup"),
                order.hindrances(window).stream()
                        .map(hindrance -> because(window, hindrance, plan))
                        .toList());
    }

    private static String because(Window window, WindowOrder.Hindrance hindrance, Plan plan) {
        String party = plan.change(hindrance.party()).map(PartyChange::name).orElseThrow();
        String order = window.target() + " is isolated after " + hindrance.target() + ", not together with it: ";
        return order
                + switch (hindrance.cause()) {
                    case PARTY_MOVES -> party + " moves to one participant at a time";
                    case IS_NEEDED ->
                        hindrance.needed() + " signs or exports for " + party
                                + ", and cannot while it is offline itself";
                };
    }

    public boolean contains(int wave) {
        return first <= wave && wave <= last;
    }

    /** For people, without a full stop. */
    public String sentence() {
        String waves = first == last ? "wave " + first : "waves " + first + "-" + last;
        return target + " will be offline during " + waves + ", about " + Formats.time(expected)
                + (backup.isEmpty() ? "" : " and " + backup);
    }

    /** How much is moved, for people, without a full stop. */
    public String amount() {
        return Formats.of(contracts, "contract") + " to move";
    }
}
