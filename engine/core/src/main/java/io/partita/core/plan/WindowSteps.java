package io.partita.core.plan;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.OpenWindow.Running;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The waves of one round of isolation windows, in the only safe order: the target signs while it is connected, is
 * isolated, the signature that makes the party active is given, the contracts are exported and imported, and only then
 * the target connects again.
 */
final class WindowSteps {

    private final PlanSteps plan;
    private final List<OpenWindow> windows;
    private final Map<ParticipantName, ExportSource> sources = new HashMap<>();
    private final PruningSteps pruning;

    WindowSteps(PlanSteps plan, List<Window> windows) {
        this.plan = plan;
        this.windows = windows.stream().map(OpenWindow::new).toList();
        plan.content().sources().forEach(source -> sources.put(source.participant(), source));
        this.pruning = new PruningSteps(plan, windows.get(0).round(), this.windows, sourcesOf(windows));
    }

    private List<ExportSource> sourcesOf(List<Window> windows) {
        return windows.stream()
                .flatMap(window -> window.transfers().stream())
                .map(transfer -> source(transfer.source()))
                .distinct()
                .toList();
    }

    private ExportSource source(ParticipantName name) {
        ExportSource source = sources.get(name);
        if (source == null) {
            throw new IllegalArgumentException("the plan has no source " + name);
        }
        return source;
    }

    void add() {
        pruning.addSuspension();
        addEarlySignatures();
        addIsolation();
        addActivations();
        addExports();
        boolean late = isComparedWithTheSource();
        if (!late) {
            pruning.addRestoration();
        }
        addBackUps();
        addPurges();
        addImports();
        addReconnects();
        if (late) {
            pruning.addRestoration();
        }
        addClearings();
        addComparisons();
    }

    /** What a host missed is looked for on its source once more before it is connected. */
    private boolean isComparedWithTheSource() {
        return windows.stream()
                .flatMap(open -> open.window.transfers().stream())
                .anyMatch(Transfer::isOfMissed);
    }

    private void addEarlySignatures() {
        List<Step> steps = new ArrayList<>();
        for (OpenWindow open : windows) {
            ParticipantName target = open.target();
            FactId vetted = plan.fact(new Fact.Vetted(new FactId("vetted/" + target), target, open.window.vetted()));
            for (Transfer transfer : open.window.transfers()) {
                PartyChange change = plan.change(transfer.party());
                SortedSet<FactId> facts = new TreeSet<>(Set.of(vetted));
                if (isSameOperator(transfer.source(), target)) {
                    facts.add(packages(change, transfer));
                }
                Running running = change.isRepair()
                        ? inForce(change, transfer, open.window, facts)
                        : proposed(change, transfer, facts, steps);
                open.transfers.put(transfer, running);
                if (!change.isOfMissed()) {
                    plan.becomes(
                            change,
                            Signing.withoutFlag(
                                    transfer.activation(),
                                    plan.participant(target).id()));
                }
            }
        }
        plan.wave("propose, with the onboarding flag", steps);
    }

    private Running proposed(PartyChange change, Transfer transfer, SortedSet<FactId> facts, List<Step> steps) {
        Signing signing = plan.signing(change, transfer.activation());
        SigningSteps signatures = new SigningSteps(plan, change, signing);
        Running running = new Running(change, Optional.of(signatures), signing);
        List<Step> early = signatures.early(plan.last(change), facts);
        running.early = PlanSteps.ids(early);
        steps.addAll(early);
        plan.becomes(change, transfer.activation());
        return running;
    }

    /**
     * The mapping is live, so there is nothing to sign; what the target and the source show of it is a fact. A target
     * that was found away shows what was when it was disconnected.
     */
    private Running inForce(PartyChange change, Transfer transfer, Window window, SortedSet<FactId> facts) {
        ParticipantName target = window.target();
        Running running = new Running(change, Optional.empty(), Signing.inForce(change, transfer.activation(), target));
        running.ground.addAll(facts);
        if (window.foundAway().isEmpty()) {
            running.ground.addAll(plan.ground(change, target, true));
        }
        if (isSameOperator(transfer.source(), target)) {
            running.ground.addAll(plan.ground(change, transfer.source(), true));
        }
        return running;
    }

    /** Whether whoever reaches one of them reaches the other. */
    private boolean isSameOperator(ParticipantName one, ParticipantName other) {
        return plan.participant(one).operator().equals(plan.participant(other).operator());
    }

    private FactId packages(PartyChange change, Transfer transfer) {
        return plan.fact(new Fact.Packages(
                new FactId("packages/" + transfer.source() + "/" + change.name()),
                transfer.source(),
                change.party(),
                transfer.packages()));
    }

    private void addIsolation() {
        List<Step> steps = new ArrayList<>();
        for (OpenWindow open : windows) {
            SortedSet<StepId> after = new TreeSet<>();
            SortedSet<FactId> facts = new TreeSet<>();
            for (Running running : open.transfers.values()) {
                after.addAll(running.early);
                after.addAll(running.ground.isEmpty() ? Set.of() : plan.vetting(open.target()));
                facts.addAll(running.ground);
            }
            ParticipantName target = open.target();
            facts.add(plan.identity(target));
            facts.add(plan.fact(
                    new Fact.Connections(new FactId("connections/" + target), target, open.window.connections())));
            open.isolation = new Step.Isolate(
                    plan.head(Step.Kind.ISOLATE, target, "", after, facts),
                    open.window,
                    StepId.of(Step.Kind.RECONNECT, target));
            steps.add(open.isolation);
        }
        plan.wave("isolate the target", steps);
    }

    /**
     * Strictly one after the other, across all windows of the round: parties that become active at the same time would
     * leave their shared contracts out of both files (experiments 1).
     */
    private void addActivations() {
        List<Step> steps = new ArrayList<>();
        Optional<StepId> before = Optional.empty();
        for (OpenWindow open : windows) {
            List<Ref<Result.Activation>> earlier = new ArrayList<>();
            for (Map.Entry<Transfer, Running> entry : open.transfers.entrySet()) {
                Running running = entry.getValue();
                ParticipantName source = entry.getKey().source();
                SortedSet<StepId> after = new TreeSet<>(running.early);
                after.add(open.isolation.id());
                before.ifPresent(after::add);
                SortedSet<FactId> facts = new TreeSet<>(Set.of(packages(running.change, entry.getKey())));
                if (source(source).pruning().isEmpty()) {
                    facts.add(pruning.schedule(source(source)));
                }
                Step note = new Step.NoteLedgerEnd(
                        plan.head(
                                Step.Kind.NOTE_LEDGER_END,
                                source,
                                OpenWindow.rest(open.window, running.change),
                                after,
                                facts),
                        running.signing,
                        open.target());
                running.noted = new Ref<>(note.id(), Result.LedgerEnd.class);
                steps.add(note);
                Step effective = running.signatures
                        .map(signatures -> completed(signatures, running, after, source, earlier, steps))
                        .orElseGet(() -> new Step.AwaitEffective(
                                plan.head(
                                        Step.Kind.AWAIT_EFFECTIVE,
                                        source,
                                        running.signing.rest(),
                                        Set.of(note.id()),
                                        Set.of()),
                                running.signing,
                                new TreeSet<>(),
                                running.change.isOfMissed() ? List.of() : earlier));
                running.activation = new Ref<>(effective.id(), Result.Activation.class);
                if (!running.change.isOfMissed()) {
                    earlier.add(running.activation);
                }
                steps.add(effective);
                before = Optional.of(effective.id());
            }
        }
        boolean signed = windows.stream()
                .flatMap(open -> open.transfers.values().stream())
                .anyMatch(running -> running.signatures.isPresent());
        plan.wave(signed ? "note the ledger end, then sign for the party" : "find the activation", steps);
    }

    private static Step completed(
            SigningSteps signatures,
            Running running,
            SortedSet<StepId> after,
            ParticipantName source,
            List<Ref<Result.Activation>> earlier,
            List<Step> steps) {
        Step last = signatures.completing(after, Optional.of(running.noted), Optional.empty());
        steps.add(last);
        return signatures.effective(last, new TreeSet<>(Set.of(source)), earlier);
    }

    private void addExports() {
        List<Step> steps = new ArrayList<>();
        for (OpenWindow open : windows) {
            open.transfers.forEach((transfer, running) -> {
                running.export = new Step.ExportAcs(
                        plan.head(
                                Step.Kind.EXPORT_ACS,
                                transfer.source(),
                                OpenWindow.rest(open.window, running.change),
                                Set.of(running.noted.step(), running.activation.step()),
                                Set.of(plan.identity(transfer.source()))),
                        running.change.name(),
                        open.window,
                        transfer,
                        running.noted,
                        running.activation,
                        open.importId(running));
                steps.add(running.export);
            });
        }
        plan.wave("export the contracts", steps);
    }

    private void addBackUps() {
        List<Step> steps = new ArrayList<>();
        for (OpenWindow open : windows) {
            SortedSet<StepId> after = new TreeSet<>(Set.of(open.isolation.id()));
            open.transfers.values().forEach(running -> after.add(running.export.id()));
            var backup = plan.participant(open.target()).backup();
            Place place = backup.<Place>match(
                    none -> new Place.At(open.target()),
                    manual -> new Place.Person(open.target()),
                    command -> new Place.At(open.target()));
            open.backUp = new Step.BackUp(
                    plan.head(Step.Kind.BACK_UP, place, open.target().name(), after, Set.of()), open.window, backup);
            steps.add(open.backUp);
        }
        plan.wave("back up the target", steps);
    }

    private void addPurges() {
        List<Step> steps = new ArrayList<>();
        for (OpenWindow open : windows) {
            open.transfers.forEach((transfer, running) -> transfer.leftOver().ifPresent(leftOver -> {
                Step purge = new Step.PurgeContracts(
                        plan.head(
                                Step.Kind.PURGE_CONTRACTS,
                                open.target(),
                                "/" + running.change.name(),
                                Set.of(
                                        open.isolation.id(),
                                        open.backUp.id(),
                                        running.export.id(),
                                        running.activation.step()),
                                Set.of(plan.identity(open.target()))),
                        running.change.name(),
                        open.window,
                        transfer,
                        running.noted);
                running.purge = Optional.of(purge.id());
                steps.add(purge);
            }));
        }
        plan.wave("purge what an earlier hosting left", steps);
    }

    private void addImports() {
        List<Step> steps = new ArrayList<>();
        for (OpenWindow open : windows) {
            StepId before = open.backUp.id();
            for (Map.Entry<Transfer, Running> entry : open.transfers.entrySet()) {
                Running running = entry.getValue();
                running.imported = new Step.ImportAcs(
                        plan.head(
                                Step.Kind.IMPORT_ACS,
                                open.target(),
                                "/" + running.change.name(),
                                PlanSteps.all(
                                        Set.of(
                                                before,
                                                running.export.id(),
                                                open.isolation.id(),
                                                running.activation.step()),
                                        running.purge.stream().collect(Collectors.toSet())),
                                Set.of(plan.identity(open.target()))),
                        running.change.name(),
                        open.window,
                        entry.getKey(),
                        new Ref<>(running.export.id(), Result.Exported.class),
                        running.noted,
                        running.activation,
                        open.flagged());
                steps.add(running.imported);
                before = running.imported.id();
            }
        }
        plan.wave("import the contracts", steps);
    }

    private void addReconnects() {
        List<Step> reconnects = new ArrayList<>();
        List<Step> restorations = new ArrayList<>();
        for (OpenWindow open : windows) {
            SortedSet<StepId> imports = new TreeSet<>();
            open.transfers.values().forEach(running -> imports.add(running.imported.id()));
            open.reconnect = new Step.Reconnect(
                    plan.head(
                            Step.Kind.RECONNECT,
                            open.target(),
                            "",
                            PlanSteps.all(imports, Set.of(open.isolation.id())),
                            Set.of()),
                    open.window,
                    imports,
                    open.activations());
            reconnects.add(open.reconnect);
            if (!open.window.automatic().isEmpty()) {
                restorations.add(new Step.RestoreAutoConnect(
                        plan.head(
                                Step.Kind.RESTORE_AUTO_CONNECT,
                                open.target(),
                                "",
                                Set.of(open.reconnect.id()),
                                Set.of()),
                        open.window,
                        open.reconnect.id()));
            }
        }
        plan.wave("reconnect the target", reconnects);
        plan.wave("restore the automatic connection", restorations);
    }

    private void addClearings() {
        List<Step> steps = new ArrayList<>();
        for (OpenWindow open : windows) {
            for (Map.Entry<Transfer, Running> entry : open.transfers.entrySet()) {
                Running running = entry.getValue();
                if (running.change.isOfMissed()) {
                    plan.last(running.change, open.reconnect.id());
                    continue;
                }
                HostingMapping cleared = Signing.withoutFlag(
                        entry.getKey().activation(),
                        plan.participant(open.target()).id());
                Step step = new Step.ClearOnboarding(
                        plan.head(
                                Step.Kind.CLEAR_ONBOARDING,
                                open.target(),
                                "/" + running.change.name(),
                                Set.of(open.reconnect.id()),
                                Set.of()),
                        running.change.name(),
                        cleared,
                        Optional.of(new Step.Replicated(
                                running.activation,
                                new Ref<>(open.reconnect.id(), Result.LedgerEnd.class),
                                new Ref<>(running.imported.id(), Result.ImportAnswered.class))));
                plan.last(running.change, step.id());
                steps.add(step);
            }
        }
        plan.wave("wait until the onboarding flag is gone", steps);
    }

    private void addComparisons() {
        List<Step> steps = new ArrayList<>();
        for (OpenWindow open : windows) {
            open.transfers.forEach((transfer, running) -> steps.add(new Step.VerifyContracts(
                    plan.head(
                            Step.Kind.VERIFY_CONTRACTS,
                            open.target(),
                            "/" + running.change.name(),
                            plan.last(running.change),
                            Set.of()),
                    running.change.name(),
                    transfer.party(),
                    transfer.source(),
                    Optional.of(new Ref<>(running.export.id(), Result.Exported.class)))));
        }
        plan.wave("verify the contracts", steps);
    }
}
