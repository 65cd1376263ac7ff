package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import java.util.stream.Stream;

/** With observers only a party can neither submit nor confirm. Kept hosts are not known here; planning looks again with them. */
final class PartiesWithoutConfirmingHost implements DeclarationCheck {

    @Override
    public Stream<Diagnostic> check(Declaration declaration) {
        return declaration.parties().stream()
                .filter(party -> !party.hosts().isEmpty() && party.keep().isEmpty() && ConfirmingHosts.of(party) == 0)
                .map(party -> Diagnostic.error("no-confirming-host", "no host of " + party.name() + " can confirm")
                        .because("all of its hosts have observation; every transaction that needs the party would time"
                                + " out")
                        .fix("give at least one host confirmation or submission")
                        .about(party.name().value())
                        .at(party.range()));
    }
}
