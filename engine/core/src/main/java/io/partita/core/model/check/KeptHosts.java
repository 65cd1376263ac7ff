package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.DeclaredParty.DeclaredHost;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A host is either declared or left alone. */
final class KeptHosts implements DeclarationCheck {

    @Override
    public Stream<Diagnostic> check(Declaration declaration) {
        return declaration.parties().stream().flatMap(KeptHosts::check);
    }

    private static Stream<Diagnostic> check(DeclaredParty party) {
        Set<String> hosts = party.hosts().stream()
                .map(DeclaredHost::participant)
                .map(name -> name.value().name())
                .collect(Collectors.toSet());
        return party.keep().stream()
                .filter(keep -> hosts.contains(keep.value()))
                .map(keep -> both(party, keep));
    }

    private static Diagnostic both(DeclaredParty party, Declared<String> keep) {
        return Diagnostic.error("kept-host-declared", keep + " is both kept and declared as a host of " + party.name())
                .because("`keep` leaves a host as it is, `host` says how it has to be")
                .fix("remove the `keep`")
                .about(party.name().value())
                .at(keep.range());
    }
}
