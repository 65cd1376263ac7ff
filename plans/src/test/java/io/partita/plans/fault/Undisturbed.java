package io.partita.plans.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.plans.Command;
import io.partita.plans.Scenario;
import io.partita.plans.fault.CallLog.Call;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A run that nothing disturbs: it says which RPCs there are, so that a new one is covered without a new test. */
final class Undisturbed {

    private Undisturbed() {}

    /**
     * All targets of some scenarios. A read counts where the first of them makes it; a write counts in every one,
     * because what it does to the network differs.
     *
     * @param folder for the units of the runs
     */
    static List<Target> targets(List<Scenario> scenarios, Path folder) {
        Map<String, Target> targets = new LinkedHashMap<>();
        for (Scenario scenario : scenarios) {
            for (Target target : targets(scenario, folder)) {
                boolean read = target.rpc().effect() == Rpc.Effect.READ;
                String place = read ? target.phase() + " " + target.rpc() : target.name();
                targets.putIfAbsent(place, target);
            }
        }
        return List.copyOf(targets.values());
    }

    private static List<Target> targets(Scenario scenario, Path folder) {
        List<Target> targets = new ArrayList<>();
        try (Surroundings surroundings = new Surroundings(scenario, folder.resolve("undisturbed-" + scenario))) {
            // What is normal shows only when nothing is done for the first time.
            surroundings.run(Phase.PLAN.words());
            for (Phase phase : Phase.values()) {
                surroundings.log().forget();
                Command.Ended ended = surroundings.run(phase.words());
                assertThat(ended.exit()).as(ended.stdout() + ended.stderr()).isZero();
                targets.addAll(targets(scenario, phase, surroundings.log().calls()));
            }
        }
        return targets;
    }

    private static List<Target> targets(Scenario scenario, Phase phase, List<Call> calls) {
        Map<Rpc, List<Call>> byRpc = new TreeMap<>();
        calls.forEach(call ->
                byRpc.computeIfAbsent(call.rpc(), rpc -> new ArrayList<>()).add(call));
        List<Target> targets = new ArrayList<>();
        byRpc.forEach((rpc, theirs) -> {
            long nanos = theirs.stream()
                    .mapToLong(call -> call.took().toNanos())
                    .min()
                    .orElseThrow();
            long bytes = (long) theirs.stream().mapToLong(Call::bytes).average().orElseThrow();
            int separate = rpc.effect() == Rpc.Effect.WRITE ? theirs.size() : 1;
            for (int call = 0; call < separate; call++) {
                targets.add(new Target(scenario, phase, rpc, call, theirs.size(), Duration.ofNanos(nanos), bytes));
            }
        });
        return targets;
    }
}
