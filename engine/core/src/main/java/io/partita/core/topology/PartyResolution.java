package io.partita.core.topology;

import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.DeclaredParty.Identity;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.UniqueIdentifier;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** From a declared party to its full id. */
public final class PartyResolution {

    private PartyResolution() {}

    /** A local party is named in its owner's namespace, so the owner has to be asked who it is. */
    public static PartyId idOf(DeclaredParty party, Function<ParticipantName, ParticipantId> participants) {
        return find(party, name -> Optional.of(participants.apply(name))).orElseThrow();
    }

    /** As {@link #idOf}; empty when a participant that has to be known for it is not. */
    public static Optional<PartyId> find(
            DeclaredParty party, Function<ParticipantName, Optional<ParticipantId>> participants) {
        return party.identity()
                .match(
                        local -> local.namespace()
                                .map(Declared::value)
                                .or(() -> participants
                                        .apply(local.owner().value())
                                        .map(ParticipantId::namespace))
                                .map(namespace -> in(party, namespace)),
                        known -> Optional.of(known.id().value()),
                        external -> Optional.of(in(party, external.signingKey().fingerprint())),
                        decentralized -> owners(decentralized, participants)
                                .map(owners -> in(party, NamespaceDefinition.of(owners))));
    }

    /** Whose view of a declared party is asked for: its owner's, or that of its first host. */
    public static ParticipantName asked(DeclaredParty party) {
        ParticipantName host = party.hosts().get(0).participant().value();
        return party.identity()
                .match(local -> local.owner().value(), known -> host, external -> host, decentralized -> host);
    }

    /** The namespaces of the declared owners; empty when a participant among them is not known. */
    public static Optional<SortedSet<Fingerprint>> owners(
            Identity.Decentralized declared, Function<ParticipantName, Optional<ParticipantId>> participants) {
        SortedSet<Fingerprint> owners = new TreeSet<>();
        for (Identity.Owner owner : declared.owners()) {
            Optional<Fingerprint> namespace = owner.match(
                    own -> participants.apply(own.participant().value()).map(ParticipantId::namespace),
                    key -> Optional.of(key.signingKey().fingerprint()));
            if (namespace.isEmpty()) {
                return Optional.empty();
            }
            owners.add(namespace.get());
        }
        return Optional.of(owners);
    }

    private static PartyId in(DeclaredParty party, Fingerprint namespace) {
        return new PartyId(new UniqueIdentifier(party.name().value(), namespace));
    }
}
