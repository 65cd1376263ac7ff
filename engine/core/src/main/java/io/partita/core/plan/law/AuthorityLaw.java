package io.partita.core.plan.law;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Authority;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Route;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Window;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The party's signers are enough, each signs for a namespace of its own, and the last signature is one that partita
 * gives.
 */
final class AuthorityLaw extends Law {

    private final PlanContent content;

    AuthorityLaw(PlanContent content) {
        this.content = content;
    }

    @Override
    void judge() {
        Map<PartyId, PartyChange> changes = new HashMap<>();
        content.parties().forEach(change -> {
            changes.put(change.party(), change);
            party(change);
        });
        for (Window window : content.windows()) {
            for (Transfer transfer : window.transfers()) {
                PartyChange change = changes.get(transfer.party());
                if (!change.isRepair()) {
                    target(change, window.target());
                }
            }
        }
    }

    /**
     * The consent of a new host that owns a part of the namespace counts for the namespace as well, and is given before
     * it is isolated: so it has to be one of the signers, and not the last one.
     */
    private void target(PartyChange change, ParticipantName target) {
        Authority authority = change.authority();
        boolean early = authority.signsEarly(target);
        if (authority.connected().contains(target) && !early) {
            broken(
                    "windows/" + target,
                    target + " would have to sign for " + change.name() + " while it is isolated",
                    "a participant that is disconnected cannot sign");
        } else if (!early && authority.owners().contains(namespace(target))) {
            broken(
                    "windows/" + target,
                    target + " owns a part of the namespace of '" + change.name() + "' and is none of those that sign",
                    "its consent as a host would complete the quorum while it is connected");
        }
    }

    private Fingerprint namespace(ParticipantName name) {
        return content.participants().get(name).id().uid().namespace();
    }

    private void party(PartyChange change) {
        String part = "parties/" + change.name();
        Authority authority = change.authority();
        List<Signer> signers = authority.signers();
        if (!authority.namespace().equals(change.party().namespace())) {
            broken(
                    part,
                    "the authority of '" + change.name() + "' is not that of its namespace",
                    "its signature counts for nothing");
        }
        if (!signers.isEmpty() && signers.size() != authority.quorum()) {
            broken(
                    part,
                    signers.size() + " sign for '" + change.name() + "', and " + authority.quorum() + " have to",
                    "the last signature has to be the one that makes the mapping effective");
        }
        boolean own = authority.owners().contains(authority.namespace());
        if (own && authority.isShared()) {
            broken(part, "the namespace of '" + change.name() + "' is one of its owners", "no network defines that");
        }
        Set<Fingerprint> namespaces = new HashSet<>();
        for (Signer signer : signers) {
            if (!namespaces.add(signer.namespace())) {
                broken(part, "one owner signs twice for '" + change.name() + "'", "it counts once");
            }
            if (!authority.owners().contains(signer.namespace())) {
                broken(
                        part,
                        "who signs for '" + change.name() + "' does not own its namespace",
                        "its signature counts for nothing");
            }
            if (signer instanceof Signer.WithKey key && change.path() == Route.Path.CREATE && !isRoot(key)) {
                broken(
                        part,
                        "the key " + key.key() + " signs for a namespace that is not its own",
                        "nothing has delegated it before the party exists");
            }
            if (signer instanceof Signer.AtParticipant participant) {
                atParticipant(part, change, participant);
            }
        }
        Optional<Signer> last = signers.isEmpty() ? Optional.empty() : Optional.of(signers.get(signers.size() - 1));
        if (last.isPresent() && last.get().kind() == Signer.Kind.OUTSIDE) {
            broken(
                    part,
                    "the last signature of '" + change.name() + "' is given by nobody of the plan",
                    "the signature that completes the quorum is given only while every target is isolated");
        }
    }

    /** A key that it holds beside its own counts for the namespace of a party, not for a part of one. */
    private void atParticipant(String part, PartyChange change, Signer.AtParticipant signer) {
        boolean own = namespace(signer.name()).equals(signer.namespace());
        if (!own && signer.held().isEmpty()) {
            broken(part, signer.name() + " signs for a namespace that is not its own", "it holds no key for it");
        } else if (own && signer.held().isPresent()) {
            broken(
                    part,
                    signer.name() + " signs for its own namespace with a key that it holds for another",
                    "its signature counts for nothing");
        } else if (signer.held().isPresent() && change.authority().isShared()) {
            broken(
                    part,
                    signer.name() + " signs for an owner of the namespace of '" + change.name() + "' that it is not",
                    "a participant that signs for two owners completes a quorum before its turn");
        }
    }

    private boolean isRoot(Signer.WithKey signer) {
        return content.key(signer.key()).key().fingerprint().equals(signer.namespace());
    }
}
