package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PartyId;
import io.partita.core.plan.ExportSource;
import io.partita.core.plan.Home;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Window;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/**
 * Whoever edits a plan, however skilfully, and whatever commands follow: partita reconnects no target without its
 * contracts, lets no used party become active on a target that is connected, removes no host, and leaves no pruning
 * schedule cleared without saying so. The laws of a plan are left out on purpose: this is about the steps themselves.
 */
class InterlockProperties {

    @Property(tries = 400, seed = "634")
    void noEditAndNoOrderOfCommandsDoesHarm(@ForAll long seed) {
        judge(seed);
    }

    @Property(tries = 20_000)
    @Tag("fuzz")
    void noEditAndNoOrderOfCommandsDoesHarmHoweverOften(@ForAll long seed) {
        judge(seed);
    }

    private static void judge(long seed) {
        Random random = new Random(seed);
        Scene scene = new Scene(random.nextBoolean() ? 35 : 34);
        PartyId alice = scene.party("Alice", 3);
        scene.party("Bob", random.nextInt(3));
        PlanContent content = random.nextInt(4) == 0 ? scene.simple() : scene.offline();
        SavedPlan honest = Scene.saved(content);
        SavedPlan edited = saved(content, random);
        WatchedNetwork watched = WatchedNetwork.watching(scene);

        InFolder.each(folder -> {
            Runner runner = new Runner(scene, folder);
            List<String> said = new ArrayList<>();
            for (int command = 0; command < 1 + random.nextInt(5); command++) {
                SavedPlan plan = random.nextInt(3) == 0 ? honest : edited;
                Command chosen = Command.values()[random.nextInt(Command.values().length)];
                RunResult result = chosen.run(runner, plan);
                said.add(chosen + (plan == honest ? " honest: " : " edited: ") + result.exit() + " "
                        + result.diagnostics());
                pruningIsSaidToBeCleared(scene, result);
            }

            assertThat(watched.harm()).as(said.toString()).isEmpty();
            assertThat(scene.source.poisoned).isFalse();
            assertThat(scene.target.poisoned).isFalse();
            assertThat(scene.network
                            .head(alice, scene.time.instant())
                            .orElseThrow()
                            .mapping()
                            .host(scene.source.id))
                    .isPresent();
        });
    }

    /** What a person may type next. */
    private enum Command {
        RUN {
            @Override
            RunResult run(Runner runner, SavedPlan plan) {
                return runner.apply().run(plan);
            }
        },
        RESUME {
            @Override
            RunResult run(Runner runner, SavedPlan plan) {
                return runner.apply().resume(plan);
            }
        },
        ABANDON {
            @Override
            RunResult run(Runner runner, SavedPlan plan) {
                return runner.apply().abandon(plan, "tried");
            }
        };

        abstract RunResult run(Runner runner, SavedPlan plan);
    }

    private static void pruningIsSaidToBeCleared(Scene scene, RunResult result) {
        if (scene.source.pruning.isEmpty() && result.exit() != ExitStatus.LOCKED) {
            assertThat(result.interlocks())
                    .as(result.exit() + " " + result.diagnostics())
                    .extracting(Interlock::kind)
                    .contains(Interlock.Kind.PRUNING_SUSPENDED);
        }
    }

    // ---- edits ----

    private static SavedPlan saved(PlanContent honest, Random random) {
        PlanContent content = honest;
        for (int edit = 0; edit <= random.nextInt(3); edit++) {
            content = edited(content, random);
        }
        return derived(content).orElseGet(() -> Scene.saved(honest));
    }

    /** Empty for what not even steps follow from. */
    private static Optional<SavedPlan> derived(PlanContent content) {
        try {
            return Optional.of(Scene.saved(content));
        } catch (IllegalArgumentException nothing) {
            return Optional.empty();
        }
    }

    private static PlanContent edited(PlanContent content, Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> withWindows(content, List.of());
            case 1 -> withWindows(content, eachTransfer(content, random, InterlockProperties::without));
            case 2 -> withWindows(content, eachTransfer(content, random, InterlockProperties::backwards));
            case 3 -> withWindows(content, onActivations(content, InterlockProperties::unflagged));
            case 4 -> withWindows(content, onActivations(content, mapping -> fewer(mapping, random.nextInt(2))));
            case 5 ->
                withParties(content, change -> withDirect(change, direct(content, change, random), change.before()));
            case 6 -> withParties(content, change -> withDirect(change, change.direct(), Optional.empty()));
            case 7 ->
                withParties(
                        content,
                        change ->
                                withDirect(change, change.direct().map(InterlockProperties::flagged), change.before()));
            default -> withSources(content);
        };
    }

    /** What a window of the plan would make, at once and while everybody is connected. */
    private static Optional<HostingMapping> direct(PlanContent content, PartyChange change, Random random) {
        return content.windows().stream()
                .flatMap(window -> window.transfers().stream())
                .map(Transfer::activation)
                .filter(mapping -> mapping.party().equals(change.party()))
                .map(mapping -> random.nextBoolean() ? mapping : unflagged(mapping))
                .findFirst()
                .or(change::direct);
    }

    private static PlanContent withWindows(PlanContent content, List<Window> windows) {
        return with(content, content.parties(), content.sources(), windows);
    }

    private static PlanContent withParties(PlanContent content, UnaryOperator<PartyChange> edit) {
        return with(content, content.parties().stream().map(edit).toList(), content.sources(), content.windows());
    }

    /** A source that never pruned, it says. */
    private static PlanContent withSources(PlanContent content) {
        List<ExportSource> sources = content.sources().stream()
                .map(source -> new ExportSource(source.participant(), Optional.empty()))
                .toList();
        return with(content, content.parties(), sources, content.windows());
    }

    private static PlanContent with(
            PlanContent content, List<PartyChange> parties, List<ExportSource> sources, List<Window> windows) {
        return new PlanContent(
                Home.BESIDE,
                Home.BESIDE,
                content.synchronizerAlias(),
                content.synchronizer(),
                content.decisionTimeout(),
                content.participants(),
                content.keys(),
                content.namespaces(),
                parties,
                content.unchanged(),
                content.vettings(),
                sources,
                windows);
    }

    private static PartyChange withDirect(
            PartyChange change, Optional<HostingMapping> direct, Optional<HostingMapping> before) {
        return new PartyChange(
                change.name(),
                change.party(),
                before,
                change.lastSerial(),
                change.route(),
                change.authority(),
                change.source(),
                change.staleFlags(),
                direct,
                change.last(),
                change.kept());
    }

    private static List<Window> eachTransfer(
            PlanContent content, Random random, BiFunction<List<Transfer>, Random, List<Transfer>> edit) {
        return content.windows().stream()
                .map(window -> with(window, edit.apply(window.transfers(), random)))
                .toList();
    }

    private static List<Window> onActivations(PlanContent content, UnaryOperator<HostingMapping> edit) {
        return content.windows().stream()
                .map(window -> with(
                        window,
                        window.transfers().stream()
                                .map(transfer -> new Transfer(
                                        edit.apply(transfer.activation()),
                                        transfer.source(),
                                        transfer.packages(),
                                        transfer.contracts()))
                                .toList()))
                .toList();
    }

    private static Window with(Window window, List<Transfer> transfers) {
        return new Window(window.round(), window.target(), window.connections(), window.vetted(), transfers);
    }

    private static List<Transfer> without(List<Transfer> transfers, Random random) {
        List<Transfer> left = new ArrayList<>(transfers);
        if (left.size() > 1) {
            left.remove(random.nextInt(left.size()));
        }
        return left;
    }

    private static List<Transfer> backwards(List<Transfer> transfers, Random random) {
        List<Transfer> shuffled = new ArrayList<>(transfers);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static HostingMapping unflagged(HostingMapping mapping) {
        return onboarding(mapping, Onboarding.CLEAR);
    }

    private static HostingMapping flagged(HostingMapping mapping) {
        return onboarding(mapping, Onboarding.FLAGGED);
    }

    private static HostingMapping onboarding(HostingMapping mapping, Onboarding onboarding) {
        List<Host> hosts = new ArrayList<>(mapping.hosts());
        int last = hosts.size() - 1;
        Host host = hosts.get(last);
        hosts.set(last, new Host(host.participant(), host.permission(), onboarding));
        return with(mapping, hosts);
    }

    private static HostingMapping fewer(HostingMapping mapping, int which) {
        List<Host> hosts = new ArrayList<>(mapping.hosts());
        hosts.remove(Math.min(which, hosts.size() - 1));
        return hosts.isEmpty() ? mapping : with(mapping, hosts);
    }

    private static HostingMapping with(HostingMapping mapping, List<Host> hosts) {
        return new HostingMapping(mapping.party(), mapping.serial(), mapping.threshold(), hosts, mapping.signingKeys());
    }
}
