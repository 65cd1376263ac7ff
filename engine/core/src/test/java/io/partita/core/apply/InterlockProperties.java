package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.stub.Edits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/**
 * Whoever edits a plan, however skilfully, and whatever commands follow: partita reconnects no target without its contracts, lets no used party become active on a target that is connected, removes no
 * host, and leaves no pruning schedule cleared without saying so. The laws of a plan are left out on purpose: this is about the steps themselves.
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
        SavedPlan honest = random.nextInt(4) == 0 ? scene.simple() : scene.offline();
        SavedPlan edited = edited(honest, random);
        WatchedNetwork watched = WatchedNetwork.watching(scene);

        withFolder(folder -> {
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

    private static SavedPlan edited(SavedPlan saved, Random random) {
        Plan plan = saved.plan();
        for (int edit = 0; edit <= random.nextInt(3); edit++) {
            plan = edited(plan, random);
        }
        return new SavedPlan(plan, saved.hash(), saved.text());
    }

    private static Plan edited(Plan plan, Random random) {
        List<Step> steps = plan.steps().toList();
        Step victim = steps.get(random.nextInt(steps.size()));
        return switch (random.nextInt(6)) {
            case 0 -> Edits.without(plan, victim);
            case 1 -> shuffled(plan, random);
            case 2 -> Edits.each(plan, step -> onMapping(step, InterlockProperties::unflagged));
            case 3 -> Edits.each(plan, step -> onMapping(step, mapping -> fewer(mapping, random.nextInt(2))));
            case 4 -> Edits.each(plan, InterlockProperties::careless);
            default -> withoutKind(plan, victim.getClass());
        };
    }

    private static Plan withoutKind(Plan plan, Class<?> kind) {
        Plan left = plan;
        for (Step step : plan.steps().filter(kind::isInstance).toList()) {
            left = Edits.without(left, step);
        }
        return left;
    }

    private static Plan shuffled(Plan plan, Random random) {
        List<Wave> waves = new ArrayList<>(plan.waves());
        Collections.swap(waves, random.nextInt(waves.size()), random.nextInt(waves.size()));
        List<Wave> numbered = new ArrayList<>();
        waves.forEach(wave -> numbered.add(new Wave(numbered.size(), wave.title(), wave.steps())));
        return Edits.with(plan, numbered);
    }

    private static Step onMapping(Step step, java.util.function.UnaryOperator<HostingMapping> edit) {
        if (step instanceof Step.ConsentAsHost host) {
            return new Step.ConsentAsHost(host.head(), edit.apply(host.mapping()), host.owner());
        }
        return step instanceof Step.ConsentAsParty party ? Edits.with(party, edit.apply(party.mapping())) : step;
    }

    private static HostingMapping unflagged(HostingMapping mapping) {
        return Edits.with(
                mapping,
                mapping.hosts().stream()
                        .map(host -> new Host(host.participant(), host.permission(), Onboarding.CLEAR))
                        .toList());
    }

    private static HostingMapping fewer(HostingMapping mapping, int which) {
        List<Host> hosts = new ArrayList<>(mapping.hosts());
        hosts.remove(Math.min(which, hosts.size() - 1));
        return hosts.isEmpty() ? mapping : Edits.with(mapping, hosts);
    }

    /** Takes away what a step would look at or wait for. */
    private static Step careless(Step step) {
        if (step instanceof Step.ConsentAsParty consent) {
            return new Step.ConsentAsParty(bare(consent.head()), consent.mapping(), new TreeSet<>());
        }
        return step instanceof Step.Reconnect reconnect
                ? new Step.Reconnect(bare(reconnect.head()), reconnect.connections(), new TreeSet<>())
                : step;
    }

    private static Step.Head bare(Step.Head head) {
        return new Step.Head(
                head.id(),
                head.participant(),
                head.operator(),
                new TreeSet<StepId>(),
                new TreeSet<>(Set.of()),
                head.reversal(),
                head.why());
    }

    // ---- a folder for each try ----

    /** Something that needs a folder. */
    private interface InFolder {
        void run(Path folder);
    }

    private static void withFolder(InFolder body) {
        try {
            Path folder = Files.createTempDirectory("laws");
            try {
                body.run(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (FileSystemException e) {
            throw new UncheckedIOException("left behind: " + folder, e);
        }
    }
}
