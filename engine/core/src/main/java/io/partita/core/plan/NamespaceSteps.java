package io.partita.core.plan;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.RootDelegation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The waves before parties of a new namespace. The root key that a participant holds for one is introduced. For a
 * decentralized one, keys that the topology does not know are introduced, every owner signs
 * the definition, and it is waited for before anything is signed for a party in it.
 */
final class NamespaceSteps {

    private final PlanSteps plan;
    private final List<Step> introductions = new ArrayList<>();
    private final List<Step> signatures = new ArrayList<>();
    private final List<Step> effective = new ArrayList<>();

    NamespaceSteps(PlanSteps plan) {
        this.plan = plan;
    }

    /** What owners sign elsewhere. */
    List<Step> collections() {
        List<Step> steps = new ArrayList<>();
        for (NamespaceFoundation foundation : plan.content().namespaces()) {
            for (Signer signer : foundation.signers()) {
                if (signer instanceof Signer.WithKey key && plan.isHandedOver(key)) {
                    SortedSet<FactId> facts = undefined(foundation, key.through());
                    if (foundation.introduced().contains(key.key())) {
                        steps.add(plan.collection(
                                key, subject(key), "the introduction of " + key.key(), root(key), facts));
                    }
                    steps.add(plan.collection(
                            key,
                            subject(foundation),
                            "the namespace "
                                    + foundation.definition().namespace().abbreviated(),
                            foundation.definition(),
                            facts));
                }
            }
        }
        return steps;
    }

    void add() {
        plan.content().introductions().forEach(this::introduce);
        plan.content().namespaces().forEach(this::found);
        plan.wave("introduce the keys of owners", introductions);
        plan.wave("found the decentralized namespaces", signatures);
        plan.wave("wait for the decentralized namespaces", effective);
    }

    /** Parties in the namespace come when its key is known wherever somebody signs for them or hosts them. */
    private void introduce(KeyIntroduction introduction) {
        Signer signer = new Signer.AtParticipant(
                introduction.namespace(), introduction.holder(), Optional.of(introduction.namespace()));
        SortedSet<ParticipantName> views = views(introduction.namespace());
        views.remove(introduction.holder());
        Step step = new Step.IntroduceKey(
                plan.head(
                        Step.Kind.INTRODUCE_KEY,
                        introduction.holder(),
                        "/" + introduction.label(),
                        Set.of(),
                        Set.of(
                                plan.identity(introduction.holder()),
                                plan.fact(new Fact.HeldKey(
                                        new FactId("key/" + introduction.holder() + "/" + introduction.label()),
                                        introduction.holder(),
                                        introduction.namespace())))),
                new RootDelegation(introduction.key()),
                signer,
                views,
                Optional.empty());
        introductions.add(step);
        plan.founded(introduction.namespace(), step.id());
    }

    private void found(NamespaceFoundation foundation) {
        SortedSet<StepId> introduced = new TreeSet<>();
        SortedSet<StepId> signed = new TreeSet<>();
        for (Signer signer : foundation.signers()) {
            if (signer instanceof Signer.WithKey key && foundation.introduced().contains(key.key())) {
                Step introduction = introduction(key);
                introductions.add(introduction);
                introduced.add(introduction.id());
            }
        }
        // One after the other: each signs the bytes of the first.
        for (Signer signer : foundation.signers()) {
            Step signature = signature(foundation, signer, PlanSteps.all(introduced, signed));
            signatures.add(signature);
            signed.add(signature.id());
        }
        Step await = await(foundation, signed);
        effective.add(await);
        plan.founded(foundation.definition().namespace(), await.id());
    }

    private Step introduction(Signer.WithKey key) {
        Optional<Ref<Result.Signed>> collected = plan.collected(key, subject(key));
        return new Step.IntroduceKey(
                plan.head(
                        Step.Kind.INTRODUCE_KEY,
                        key.place(),
                        key.label(),
                        collected.map(ref -> Set.of(ref.step())).orElse(Set.of()),
                        Set.of(plan.identity(key.through()))),
                root(key),
                key,
                new TreeSet<>(),
                collected);
    }

    private Step signature(NamespaceFoundation foundation, Signer signer, SortedSet<StepId> after) {
        Optional<Ref<Result.Signed>> collected = plan.collected(signer, subject(foundation));
        SortedSet<StepId> all = new TreeSet<>(after);
        collected.ifPresent(ref -> all.add(ref.step()));
        return new Step.FoundNamespace(
                plan.head(
                        Step.Kind.FOUND_NAMESPACE,
                        signer.place(),
                        signer.label() + "/" + foundation.label(),
                        all,
                        undefined(foundation, signer.place().participant())),
                foundation,
                signer,
                collected);
    }

    private Step await(NamespaceFoundation foundation, SortedSet<StepId> signed) {
        Signer last = foundation.signers().get(foundation.signers().size() - 1);
        ParticipantName reader = last.place().participant();
        SortedSet<ParticipantName> views = views(foundation.definition().namespace());
        views.remove(reader);
        return new Step.AwaitNamespace(
                plan.head(Step.Kind.AWAIT_NAMESPACE, reader, "/" + foundation.label(), signed, Set.of()),
                foundation,
                views);
    }

    /** Everybody who signs for a party in a namespace, or hosts it. */
    private SortedSet<ParticipantName> views(Fingerprint namespace) {
        SortedSet<ParticipantName> views = new TreeSet<>();
        for (PartyChange change : plan.content().parties()) {
            if (change.party().namespace().equals(namespace)) {
                views.addAll(change.authority().connected());
                plan.signed(change)
                        .forEach(mapping -> mapping.hosts()
                                .forEach(host -> plan.nameOf(host.participant()).ifPresent(views::add)));
            }
        }
        return views;
    }

    private SortedSet<FactId> undefined(NamespaceFoundation foundation, ParticipantName reader) {
        return new TreeSet<>(Set.of(
                plan.identity(reader),
                plan.fact(new Fact.Owners(
                        new FactId("owners/" + reader + "/" + foundation.label()),
                        reader,
                        foundation.definition().namespace(),
                        0,
                        new TreeSet<>()))));
    }

    private RootDelegation root(Signer.WithKey key) {
        return new RootDelegation(plan.content().key(key.key()).key());
    }

    private static String subject(NamespaceFoundation foundation) {
        NamespaceDefinition definition = foundation.definition();
        return foundation.label() + "/" + definition.serial();
    }

    private static String subject(Signer.WithKey key) {
        return "root-of-" + key.key();
    }
}
