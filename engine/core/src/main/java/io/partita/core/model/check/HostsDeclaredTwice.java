package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.DeclaredParty.DeclaredHost;
import io.partita.core.model.ParticipantName;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** A participant hosts a party once; Canton would silently take the higher permission. */
final class HostsDeclaredTwice implements DeclarationCheck {

    @Override
    public Stream<Diagnostic> check(Declaration declaration) {
        return declaration.parties().stream().flatMap(HostsDeclaredTwice::check);
    }

    private static Stream<Diagnostic> check(DeclaredParty party) {
        Set<ParticipantName> seen = new HashSet<>();
        return party.hosts().stream()
                .map(DeclaredHost::participant)
                .filter(host -> !seen.add(host.value()))
                .map(host -> Diagnostic.error("same-host", host + " is declared twice as a host of " + party.name())
                        .because("a participant has one permission for a party")
                        .fix("remove one of the lines")
                        .about(party.name().value())
                        .at(host.range()));
    }
}
