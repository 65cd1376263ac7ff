package io.partita.core.plan.law;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Fact;
import io.partita.core.plan.FactId;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The order of the steps, judged without knowing how they were derived: each waits for what it needs, in every order in
 * which the steps of a wave may run side by side.
 */
final class StepLaw extends Law {

    private final List<Wave> waves;
    private final Set<FactId> facts;
    private final RunOrder order;
    private final Map<ParticipantName, Step.Isolate> open = new HashMap<>();
    private final Map<ParticipantName, List<StepId>> connected = new HashMap<>();
    private final Map<ParticipantName, StepId> back = new HashMap<>();
    private final Map<StepId, Step> earlier = new HashMap<>();
    private final Map<ParticipantName, List<StepId>> backUps = new HashMap<>();
    private final Map<PartyId, Step> purges = new HashMap<>();
    private final Map<ParticipantName, StepId> imports = new HashMap<>();
    private final Map<StepId, Step> suspended = new HashMap<>();
    private final Map<ParticipantName, Step> automatic = new HashMap<>();
    private final Set<Fingerprint> founded = new HashSet<>();
    private final Map<Fingerprint, StepId> defined = new HashMap<>();
    private final Set<ParticipantName> ready = new HashSet<>();
    private Optional<StepId> activation = Optional.empty();

    /** @param facts those that the plan has */
    StepLaw(List<Wave> waves, Set<FactId> facts) {
        this.waves = waves;
        this.facts = facts;
        this.order = new RunOrder(waves);
    }

    static StepLaw of(Plan plan) {
        return new StepLaw(plan.waves(), plan.facts().stream().map(Fact::id).collect(Collectors.toSet()));
    }

    @Override
    void judge() {
        for (Wave wave : waves) {
            for (Step step : wave.steps()) {
                step.head().after().forEach(id -> requireEarlier(step, id));
                if (!facts.containsAll(step.head().facts())) {
                    broken(part(step), "a fact is missing", "it could not be seen that it moved");
                }
                connection(step);
                step(step);
                if (earlier.put(step.id(), step) != null) {
                    broken(part(step), "the step is there twice", "the journal could not tell them apart");
                }
            }
        }
        open.values().forEach(isolate -> broken(part(isolate), "nothing reconnects it", "it must not stay away"));
        suspended
                .values()
                .forEach(suspend -> broken(
                        part(suspend), "nothing restores the schedule", "the participant would never prune again"));
        automatic
                .values()
                .forEach(isolate -> broken(
                        part(isolate),
                        "nothing lets it connect by itself again",
                        "it would stay away after its next restart"));
    }

    private static String part(Step step) {
        return "steps/" + step.id();
    }

    private void requireEarlier(Step step, StepId id) {
        if (!earlier.containsKey(id) || !order.isBefore(id, step.id())) {
            broken(part(step), "it does not come after '" + id + "'", "it needs that step's effect");
        }
    }

    private void connection(Step step) {
        Runnable judgement = switch (step.kind().needs()) {
            case CONNECTED -> () -> needsItConnected(step);
            case ISOLATED -> () -> needsItIsolated(step);
            case ANY -> () -> {};
        };
        judgement.run();
    }

    private void needsItConnected(Step step) {
        ParticipantName name = step.participant();
        if (open.containsKey(name)) {
            broken(part(step), name + " is isolated then", "it has to be connected");
        }
        if (back.containsKey(name)) {
            requireEarlier(step, back.get(name));
        }
        connected.computeIfAbsent(name, key -> new ArrayList<>()).add(step.id());
    }

    private void needsItIsolated(Step step) {
        Step.Isolate isolate = open.get(step.participant());
        if (isolate == null) {
            broken(part(step), step.participant() + " is connected then", "it has to be isolated");
        } else {
            requireEarlier(step, isolate.id());
        }
    }

    /** A switch expression, so that a new kind does not compile before it has its judgement. */
    private void step(Step step) {
        Runnable judgement = switch (step.kind()) {
            case CHECK_READY -> () -> ready.add(step.participant());
            case ISOLATE -> () -> isolate((Step.Isolate) step);
            case RECONNECT -> () -> reconnect((Step.Reconnect) step);
            case PROPOSE, SIGN -> () -> signature((Step.Signature) step);
            case AWAIT_EFFECTIVE -> () -> effective((Step.AwaitEffective) step);
            case EXPORT_ACS -> () -> export((Step.ExportAcs) step);
            case BACK_UP ->
                () -> backUps.computeIfAbsent(step.participant(), name -> new ArrayList<>())
                        .add(step.id());
            case PURGE_CONTRACTS -> () -> purged((Step.PurgeContracts) step);
            case IMPORT_ACS -> () -> imported((Step.ImportAcs) step);
            case RESTORE_PRUNING -> () -> restored((Step.RestorePruning) step);
            case CONFIRM_UNUSED ->
                () -> requireEarlier(step, ((Step.ConfirmUnused) step).begin().step());
            case CLEAR_ONBOARDING -> () -> cleared((Step.ClearOnboarding) step);
            case SUSPEND_PRUNING -> () -> suspended.put(step.id(), step);
            case RESTORE_AUTO_CONNECT -> () -> automatic.remove(step.participant());
            case INTRODUCE_KEY -> () -> introduces((Step.IntroduceKey) step);
            case FOUND_NAMESPACE -> () -> founds((Step.FoundNamespace) step);
            case AWAIT_NAMESPACE ->
                () -> defined.put(
                        ((Step.AwaitNamespace) step).foundation().definition().namespace(), step.id());
            case COLLECT_SIGNATURE, VET_PACKAGES, NOTE_LEDGER_END, CHECK_UNUSED, VERIFY_HOSTING, VERIFY_CONTRACTS ->
                () -> {};
        };
        judgement.run();
        if (!ready.contains(step.participant())) {
            broken(
                    part(step),
                    step.participant() + " was not checked before",
                    "everything is checked before the first write");
        }
    }

    /** A participant introduces a key only for parties in the namespace of that key. */
    private void introduces(Step.IntroduceKey step) {
        step.collected().ifPresent(ref -> requireEarlier(step, ref.step()));
        if (step.signer().kind() == Signer.Kind.PARTICIPANT) {
            founded.add(step.root().key().fingerprint());
            defined.put(step.root().key().fingerprint(), step.id());
        }
    }

    private void founds(Step.FoundNamespace step) {
        step.collected().ifPresent(ref -> requireEarlier(step, ref.step()));
        founded.add(step.foundation().definition().namespace());
        if (!step.proposes() && earlier.values().stream().noneMatch(before -> isProposal(before, step))) {
            broken(part(step), "nothing proposes the namespace before it", "every owner signs the same bytes");
        }
    }

    private static boolean isProposal(Step before, Step.FoundNamespace step) {
        return before instanceof Step.FoundNamespace other
                && other.proposes()
                && other.foundation().equals(step.foundation());
    }

    private void effective(Step.AwaitEffective await) {
        await.earlier().forEach(ref -> requireEarlier(await, ref.step()));
        if (!await.signing().isolated().isEmpty()) {
            activation = Optional.of(await.id());
        }
    }

    private void export(Step.ExportAcs export) {
        requireEarlier(export, export.begin().step());
        requireEarlier(export, export.activation().step());
    }

    private void restored(Step.RestorePruning restore) {
        suspended.remove(restore.suspension());
        requireEarlier(restore, restore.suspension());
        if (earlier.get(restore.suspension()) instanceof Step.SuspendPruning suspend) {
            suspend.exports().forEach(export -> requireEarlier(restore, export));
        }
    }

    private void isolate(Step.Isolate isolate) {
        ParticipantName name = isolate.participant();
        if (!isolate.window().automatic().isEmpty()) {
            automatic.put(name, isolate);
        }
        connected.getOrDefault(name, List.of()).forEach(id -> requireEarlier(isolate, id));
        if (open.put(name, isolate) != null) {
            broken(part(isolate), name + " is isolated already", "a window is closed before the next one opens");
        }
    }

    private void reconnect(Step.Reconnect reconnect) {
        open.remove(reconnect.participant());
        back.put(reconnect.participant(), reconnect.id());
        reconnect.imports().forEach(id -> requireEarlier(reconnect, id));
        if (reconnect.imports().size() != reconnect.window().transfers().size()) {
            broken(
                    part(reconnect),
                    "it does not wait for every import",
                    "a target that reconnects with contracts missing is corrupted silently");
        }
    }

    /**
     * The signature that completes the quorum comes only while every target is isolated, and one activation after the
     * other.
     */
    private void signature(Step.Signature signature) {
        signature.collected().ifPresent(ref -> requireEarlier(signature, ref.step()));
        Fingerprint namespace = signature.partyId().namespace();
        if (founded.contains(namespace)) {
            if (defined.containsKey(namespace)) {
                requireEarlier(signature, defined.get(namespace));
            } else {
                broken(part(signature), "the namespace of the party is not defined then", "no signature counts for it");
            }
        }
        if (!signature.completes()) {
            return;
        }
        for (ParticipantName target : signature.signing().isolated()) {
            Step.Isolate isolate = open.get(target);
            if (isolate == null) {
                broken(
                        part(signature),
                        target + " is connected then",
                        "a target that is connected when the party becomes active on it is corrupted silently");
            } else {
                requireEarlier(signature, isolate.id());
            }
        }
        if (!signature.signing().isolated().isEmpty()) {
            activation.ifPresent(before -> requireEarlier(signature, before));
        }
        signature.noted().ifPresent(ref -> requireEarlier(signature, ref.step()));
        signature.checkedUnused().ifPresent(check -> requireEarlier(signature, check));
        boolean proved =
                signature.checkedUnused().isPresent() && signature.noted().isPresent();
        if (!signature.signing().unflagged().isEmpty() && !proved) {
            broken(
                    part(signature),
                    "it adds a host without its contracts and without a look whether there are any",
                    "the first use of a contract that a host never got ends its process");
        }
    }

    /** What is purged is found by the activation, and comes back from nothing but a backup. */
    private void purged(Step.PurgeContracts step) {
        requireEarlier(step, step.begin().step());
        activation.ifPresent(id -> requireEarlier(step, id));
        backedUp(step, "what is purged cannot be brought back other than from a backup");
        purges.put(step.partyId(), step);
    }

    private void imported(Step.ImportAcs step) {
        requireEarlier(step, step.export().step());
        step.transfer().leftOver().ifPresent(leftOver -> {
            Step purge = purges.get(step.partyId());
            if (purge == null || !purge.participant().equals(step.participant())) {
                broken(
                        part(step),
                        "nothing purges what an earlier hosting left",
                        "an import does not remove it, and it would stay active for ever");
            } else {
                requireEarlier(step, purge.id());
            }
        });
        step.activations().forEach(ref -> requireEarlier(step, ref.step()));
        Optional.ofNullable(imports.put(step.participant(), step.id())).ifPresent(id -> requireEarlier(step, id));
        backedUp(step, "an import cannot be taken back other than from a backup");
    }

    /** What never had the flag has none to wait for. */
    private void cleared(Step.ClearOnboarding step) {
        step.replicated().ifPresent(replicated -> {
            requireEarlier(step, replicated.imported().step());
            boolean flagged = earlier.get(replicated.imported().step()) instanceof Step.ImportAcs imported
                    && imported.transfer().activation().hosts().stream().anyMatch(HostingMapping.Host::isOnboarding);
            if (!flagged) {
                broken(
                        part(step),
                        "the party came there without the onboarding flag",
                        "it would be waited for in vain");
            }
        });
    }

    private void backedUp(Step step, String why) {
        boolean backedUp = backUps.getOrDefault(step.participant(), List.of()).stream()
                .anyMatch(backUp -> order.isBefore(backUp, step.id()));
        if (!backedUp) {
            broken(part(step), "there is no backup before it", why);
        }
    }
}
