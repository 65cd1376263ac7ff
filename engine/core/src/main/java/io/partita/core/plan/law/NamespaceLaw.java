package io.partita.core.plan.law;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.KeyName;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.plan.KeyIntroduction;
import io.partita.core.plan.NamespaceFoundation;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Signer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A namespace that is founded is the one of its owners, every owner signs for itself, and the parties in it are created
 * by exactly these owners. The key of a namespace of its own is introduced for the parties that are created in it.
 */
final class NamespaceLaw extends Law {

    private final PlanContent content;

    NamespaceLaw(PlanContent content) {
        this.content = content;
    }

    @Override
    void judge() {
        Set<Fingerprint> seen = new HashSet<>();
        Set<KeyName> introduced = new HashSet<>();
        for (NamespaceFoundation foundation : content.namespaces()) {
            if (!seen.add(foundation.definition().namespace())) {
                broken(part(foundation), "the namespace is founded twice", "it can be defined once");
            }
            definition(foundation);
            signers(foundation);
            for (KeyName name : foundation.introduced()) {
                if (!introduced.add(name)) {
                    broken(part(foundation), "the key '" + name + "' is introduced twice", "once is enough");
                }
            }
            parties(foundation);
        }
        content.introductions().forEach(introduction -> introduction(introduction, seen));
    }

    /** The key of a namespace of its own is introduced once, by who holds it, for parties that are created with it. */
    private void introduction(KeyIntroduction introduction, Set<Fingerprint> seen) {
        Fingerprint namespace = introduction.namespace();
        String part = "introductions/" + namespace;
        if (!seen.add(namespace)) {
            broken(part, "the namespace is introduced twice", "once is enough");
        }
        if (content.participants().values().stream()
                .anyMatch(participant -> participant.id().namespace().equals(namespace))) {
            broken(part, "the key is the root of a participant's namespace", "the topology knows it already");
        }
        Signer signer = new Signer.AtParticipant(namespace, introduction.holder(), Optional.of(namespace));
        List<PartyChange> inside = content.parties().stream()
                .filter(change -> change.party().namespace().equals(namespace))
                .toList();
        if (inside.isEmpty()) {
            broken(part, "no party of the plan is in the namespace", "a plan introduces what it needs");
        }
        for (PartyChange change : inside) {
            if (change.before().isPresent() || !change.authority().signers().equals(List.of(signer))) {
                broken(
                        "parties/" + change.name(),
                        "'" + change.name() + "' is not a new party that " + introduction.holder()
                                + " signs for with the key that is introduced",
                        "no other signature counts before it is");
            }
        }
    }

    private static String part(NamespaceFoundation foundation) {
        return "namespaces/" + foundation.definition().namespace();
    }

    private void definition(NamespaceFoundation foundation) {
        NamespaceDefinition definition = foundation.definition();
        if (!NamespaceDefinition.of(definition.owners()).equals(definition.namespace()) || definition.serial() != 1) {
            broken(
                    part(foundation),
                    "the namespace is not the one that its owners found",
                    "it follows from who they are, and no network takes another one");
        }
    }

    private void signers(NamespaceFoundation foundation) {
        List<Fingerprint> owners = new ArrayList<>();
        Set<KeyName> keys = new HashSet<>();
        for (Signer signer : foundation.signers()) {
            owners.add(signer.namespace());
            boolean own = switch (signer.kind()) {
                case PARTICIPANT ->
                    content.participants()
                            .get(((Signer.AtParticipant) signer).name())
                            .id()
                            .uid()
                            .namespace()
                            .equals(signer.namespace());
                case KEY -> {
                    Signer.WithKey with = (Signer.WithKey) signer;
                    keys.add(with.key());
                    yield content.key(with.key()).key().fingerprint().equals(signer.namespace());
                }
                case OUTSIDE -> false;
            };
            if (!own) {
                broken(
                        part(foundation),
                        signer.label() + " signs for the owner " + signer.namespace() + ", and is not that owner",
                        "every owner signs the first definition with a key of its own");
            }
        }
        if (owners.size() != foundation.definition().owners().size()
                || !foundation.definition().owners().equals(new TreeSet<>(owners))) {
            broken(
                    part(foundation),
                    "not every owner signs the definition once",
                    "the first definition counts only with the signatures of all owners");
        }
        foundation.introduced().stream()
                .filter(name -> !keys.contains(name))
                .forEach(name -> broken(
                        part(foundation), "the key '" + name + "' is introduced and owns nothing", "nobody needs it"));
    }

    private void parties(NamespaceFoundation foundation) {
        List<PartyChange> inside = content.parties().stream()
                .filter(change -> change.party()
                        .namespace()
                        .equals(foundation.definition().namespace()))
                .toList();
        if (inside.isEmpty()) {
            broken(part(foundation), "no party of the plan is in the namespace", "a plan founds what it needs");
        }
        for (PartyChange change : inside) {
            if (change.before().isPresent()
                    || change.authority().quorum() != foundation.definition().threshold()
                    || !change.authority()
                            .owners()
                            .equals(foundation.definition().owners())) {
                broken(
                        "parties/" + change.name(),
                        "'" + change.name() + "' is not a new party of the namespace as it is founded",
                        "its owners and their number are those of the definition");
            }
        }
    }
}
