package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.ParticipantName;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A host or owner has to be a declared participant. */
final class UnknownParticipants implements DeclarationCheck {

    @Override
    public Stream<Diagnostic> check(Declaration declaration) {
        return declaration.parties().stream()
                .flatMap(party -> named(party)
                        .filter(name -> !declaration.participants().containsKey(name.value()))
                        .map(name -> unknown(declaration, party, name)));
    }

    private static Stream<Declared<ParticipantName>> named(DeclaredParty party) {
        return Stream.concat(
                party.identity().match(local -> Stream.of(local.owner()), known -> Stream.empty()),
                party.hosts().stream().map(DeclaredParty.DeclaredHost::participant));
    }

    private static Diagnostic unknown(Declaration declaration, DeclaredParty party, Declared<ParticipantName> name) {
        String declared = declaration.participants().keySet().stream()
                .map(ParticipantName::name)
                .collect(Collectors.joining(", "));
        return Diagnostic.error("unknown-participant", "there is no participant '" + name.value() + "'")
                .because(declared.isEmpty() ? "no participant is declared" : "declared are " + declared)
                .fix("declare it in `participants { … }`, or correct the name")
                .about(party.name().value())
                .at(name.range());
    }
}
