package io.partita.cli.rehearsal;

import io.partita.cli.report.DriftReport;
import io.partita.cli.result.Mishap;
import io.partita.cli.result.Played;
import io.partita.cli.result.Played.Fate;
import io.partita.cli.result.Played.PlayedStep;
import io.partita.cli.text.OutcomeText;
import io.partita.cli.unit.KeySignings;
import io.partita.cli.unit.Networks;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.Apply;
import io.partita.core.apply.ApplyListener;
import io.partita.core.apply.ApplyOptions;
import io.partita.core.apply.RunResult;
import io.partita.core.apply.SavedPlan;
import io.partita.core.apply.Ticker;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.drift.AppliedHostings;
import io.partita.core.drift.Drift;
import io.partita.core.drift.DriftReading;
import io.partita.core.model.Declaration;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.check.CheckedDeclaration;
import io.partita.core.model.check.DeclarationChecks;
import io.partita.core.plan.Home;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.planner.Planner;
import io.partita.core.planner.Repair;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.snapshot.Snapshot;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Outcome;
import io.partita.core.store.StateStore;
import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.provider.sandbox.server.FaultPlan.Fault;
import io.partita.provider.sandbox.server.FaultPlan.Kind;
import io.partita.provider.sandbox.world.WorldRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Carries a plan out in an embedded network that looks like the one that was read, with whatever is to go wrong, and
 * compares the end with the declaration. Nothing of the real network is called, and nothing of the folder written.
 */
public final class Rehearsal {

    private static final String DAR = "contracts.dar";
    private static final Duration LATE = Duration.ofSeconds(2);
    private static final long BYTES_BEFORE_THE_CUT = 100;

    /** A run that ends is gone on with, as a person would, for so many times. */
    private static final int RUNS = 6;

    private static final String KILLED = "killed";

    private final Snapshot snapshot;
    private final Declaration declaration;
    private final Path folder;
    private final List<Mishap> mishaps;
    private final Ticker ticker;
    private final Consumer<String> say;

    /**
     * @param snapshot what was read
     * @param folder that of the declaration, to which its DAR files are relative
     * @param say is told a sentence now and then
     */
    public Rehearsal(
            Snapshot snapshot,
            Declaration declaration,
            Path folder,
            List<Mishap> mishaps,
            Ticker ticker,
            Consumer<String> say) {
        this.snapshot = Objects.requireNonNull(snapshot, "snapshot");
        this.declaration = Objects.requireNonNull(declaration, "declaration");
        this.folder = Objects.requireNonNull(folder, "folder");
        this.mishaps = List.copyOf(mishaps);
        this.ticker = Objects.requireNonNull(ticker, "ticker");
        this.say = Objects.requireNonNull(say, "say");
    }

    /** @param plan the one that is rehearsed, which the declaration leads to on what was read */
    public Checked<Played> of(Plan plan) {
        Mending mending = new Mending(plan);
        Optional<String> unplayable = mending.unplayable(this::hasContracts);
        if (unplayable.isPresent()) {
            return Checked.failed(impossible(unplayable.get()));
        }
        try {
            Path temporary = Files.createTempDirectory("partita-rehearsal");
            try {
                Path dar = temporary.resolve(DAR);
                try (InputStream in = Rehearsal.class.getResourceAsStream(DAR)) {
                    Files.copy(in, dar);
                }
                StandInKeys keys = new StandInKeys(declaration.keys().values(), temporary);
                Stage stage = new Staging(snapshot, declaration, mending, keys, dar).stage();
                return played(plan, stage, temporary);
            } finally {
                delete(temporary);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Checked<Played> played(Plan plan, Stage stage, Path temporary) {
        try (SandboxNetwork sandbox = SandboxNetwork.inMemory(stage.world())) {
            List<Diagnostic> unknown = KnownCalls.of(sandbox).unknown(mishaps);
            if (!unknown.isEmpty()) {
                return Checked.failed(unknown);
            }
            return DeclarationChecks.check(stage.declarationWith(ids(sandbox)))
                    .then(checked -> played(plan, stage, checked, sandbox, temporary));
        } catch (WorldRefusedException impossible) {
            return Checked.failed(impossible(String.valueOf(impossible.getMessage())));
        }
    }

    private boolean hasContracts(PartyId party) {
        return Optional.ofNullable(snapshot.parties().get(party)).stream()
                .flatMap(known -> known.hosts().values().stream())
                .anyMatch(
                        use -> use.contracts().contracts() > 0 || use.contract().isPresent());
    }

    private static Diagnostic impossible(String why) {
        return Diagnostic.error("rehearsal-impossible", "no sandbox can be made like the real network")
                .because(why)
                .fix("Use the other grades: apply --dry-run.");
    }

    /** The parties of the network by their names, each of which is one party's only. */
    private Map<String, PartyId> ids(SandboxNetwork sandbox) {
        Map<String, PartyId> ids = new TreeMap<>();
        try (Network network = Networks.within(sandbox, ticker)) {
            Participant first = network.participant(
                    new ParticipantName(sandbox.participants().get(0).name()));
            first.allHostings(first.synchronizer(declaration.synchronizer().value()))
                    .keySet()
                    .forEach(id -> ids.put(id.uid().identifier(), id));
        } catch (CallFailed impossible) {
            throw new IllegalStateException("this is a bug in partita: a sandbox did not answer", impossible);
        }
        return ids;
    }

    private Checked<Played> played(
            Plan plan, Stage stage, CheckedDeclaration checked, SandboxNetwork sandbox, Path temporary) {
        List<String> names = stage.declaration().parties().stream()
                .map(party -> party.name().value())
                .toList();
        return planned(sandbox, checked, new Mending(plan).repairs(names)).then(rehearsed -> {
            Plot plot = new Plot(sandbox, new Mortal(temporary, ticker));
            RunResult last = plot.played(Plans.saved(rehearsed), temporary);
            sandbox.faults().clear();
            return differences(sandbox, checked)
                    .map(differences -> new Played(
                            steps(plan, rehearsed, last),
                            plot.runs,
                            plot.met,
                            mishaps.stream()
                                    .filter(mishap -> !plot.met.contains(mishap))
                                    .toList(),
                            stage.left(),
                            last.exit().isComplete() ? Played.End.COMPLETE : Played.End.STOPPED,
                            differences,
                            last.exit().isComplete()
                                    ? List.of()
                                    : last.diagnostics().stream()
                                            .map(Diagnostic::summary)
                                            .toList()));
        });
    }

    private Checked<Plan> planned(SandboxNetwork sandbox, CheckedDeclaration checked, Set<Repair> repairs) {
        try (Network network = Networks.within(sandbox, ticker)) {
            return new Planner(ticker).plan(checked, folder, Home.BESIDE, network, repairs);
        }
    }

    private Checked<List<String>> differences(SandboxNetwork sandbox, CheckedDeclaration checked) {
        try (Network network = Networks.within(sandbox, ticker)) {
            return new DriftReading(network, ticker)
                    .read(checked.declaration(), new AppliedHostings())
                    .map(Rehearsal::differences);
        }
    }

    private static List<String> differences(Drift drift) {
        return DriftReport.of(drift).parties().stream()
                .flatMap(party -> party.points().stream().map(point -> party.name() + ": " + point.what()))
                .toList();
    }

    /** A run with its mishaps, in as many lives as it takes. */
    private final class Plot {

        private final SandboxNetwork sandbox;
        private final Mortal mortal;
        private final List<String> runs = new ArrayList<>();
        private final List<Mishap> met = new ArrayList<>();

        Plot(SandboxNetwork sandbox, Mortal mortal) {
            this.sandbox = sandbox;
            this.mortal = mortal;
        }

        RunResult played(SavedPlan plan, Path keys) {
            int ended = 0;
            while (true) {
                Optional<RunResult> result = life(plan, keys);
                runs.add(result.map(RunResult::exit).map(ExitStatus::word).orElse(KILLED));
                ended += result.isPresent() ? 1 : 0;
                if (result.filter(run -> run.exit().isComplete()).isPresent() || ended == RUNS) {
                    return result.orElseThrow();
                }
                say.accept("The rehearsal goes on after a run that ended so: " + runs.get(runs.size() - 1) + ".");
            }
        }

        /** Empty when it died. */
        private Optional<RunResult> life(SavedPlan plan, Path keys) {
            arm();
            Unit unit = new Unit(mortal.home());
            StateStore store = unit.state();
            ApplyOptions options = ApplyOptions.in(folder)
                    .confirming(plan.plan().irreversible())
                    .backedUp(plan.plan().content().participants().keySet());
            Ticker time = mortal.ticker();
            try (Network network = Networks.within(sandbox, time)) {
                Apply apply = new Apply(
                        network,
                        KeySignings.in(keys, Map.of()),
                        store,
                        unit.workspace(),
                        ApplyListener.SILENT,
                        options,
                        time);
                mortal.dying(apply::requestStop);
                boolean begun = store.read()
                        .optional()
                        .flatMap(recording -> recording.state().unfinishedRun())
                        .isPresent();
                RunResult result = begun ? apply.resume(plan) : apply.run(plan);
                return mortal.risesAgain() ? Optional.empty() : Optional.of(result);
            }
        }

        private void arm() {
            sandbox.faults().clear();
            synchronized (met) {
                mishaps.stream().filter(mishap -> !met.contains(mishap)).forEach(this::arm);
            }
        }

        private void arm(Mishap mishap) {
            Fault fault = new Fault(mishap.method(), mishap.participant(), kind(mishap), 1, LATE)
                    .cutAfter(BYTES_BEFORE_THE_CUT)
                    .doing(() -> happened(mishap));
            sandbox.faults().add(fault);
        }

        private void happened(Mishap mishap) {
            switch (mishap.kind()) {
                case REFUSED, LOST, SLOW, CUT -> met(mishap); // The fault itself is all that happens.
                case CRASH -> {
                    mishap.participant().ifPresent(this::crash);
                    met(mishap);
                }
                case KILL, KILL_AFTER ->
                    mortal.die(() -> {
                        met(mishap);
                        sandbox.faults()
                                .add(new Fault("", Optional.empty(), Kind.BEFORE_EFFECT, Integer.MAX_VALUE, LATE));
                    });
            }
        }

        private void met(Mishap mishap) {
            synchronized (met) {
                met.add(mishap);
            }
        }

        private void crash(String participant) {
            sandbox.crash(participant, "rehearsed");
            sandbox.restart(participant);
        }

        private static Kind kind(Mishap mishap) {
            return switch (mishap.kind()) {
                case REFUSED, CRASH, KILL -> Kind.BEFORE_EFFECT;
                case LOST, KILL_AFTER -> Kind.ANSWER_LOST;
                case SLOW -> Kind.DELAY;
                case CUT -> Kind.CUT_STREAM;
            };
        }
    }

    /** Steps of two plans are the same when they do the same for a party of the same name. */
    private record Role(Step.Kind kind, String participant, String party) implements Comparable<Role> {
        static Role of(Step step) {
            return new Role(
                    step.kind(),
                    step.participant().name(),
                    step.party().map(PartyId::uid).map(uid -> uid.identifier()).orElse(""));
        }

        @Override
        public int compareTo(Role other) {
            return Comparator.comparing(Role::kind)
                    .thenComparing(Role::participant)
                    .thenComparing(Role::party)
                    .compare(this, other);
        }
    }

    private static List<PlayedStep> steps(Plan plan, Plan rehearsed, RunResult last) {
        Map<Role, List<Optional<Outcome>>> outcomes = new TreeMap<>();
        rehearsed
                .steps()
                .forEach(step -> outcomes.computeIfAbsent(Role.of(step), role -> new ArrayList<>())
                        .add(Optional.ofNullable(last.outcomes().get(step.id()))));
        return plan.steps()
                .map(step -> step(plan, step, Optional.ofNullable(outcomes.get(Role.of(step)))))
                .toList();
    }

    private static PlayedStep step(Plan plan, Step step, Optional<List<Optional<Outcome>>> outcomes) {
        if (step.kind() == Step.Kind.COLLECT_SIGNATURE) {
            return new PlayedStep(step, Fate.SAID, "a key of the rehearsal signed instead");
        }
        if (outcomes.isEmpty()) {
            return new PlayedStep(step, Fate.NOT_PLAYED, "the rehearsal has no such step");
        }
        Set<String> found = new LinkedHashSet<>();
        boolean done = true;
        for (Optional<Outcome> outcome : outcomes.get()) {
            done &= outcome.map(Outcome::isSuccess).orElse(false);
            found.add(outcome.map(OutcomeText::of)
                    .map(told -> told.word() + ": " + told.text())
                    .orElse("not reached"));
        }
        boolean said = step.kind() == Step.Kind.BACK_UP
                && plan.content()
                        .participant(step.participant())
                        .backup()
                        .match(none -> false, manual -> true, command -> true);
        Fate success = said ? Fate.SAID : Fate.DONE;
        return new PlayedStep(step, done ? success : Fate.FAILED, found.stream().collect(Collectors.joining("; ")));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
