package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.DeclaredParty.DeclaredHost;
import io.partita.core.model.Permission;
import java.util.stream.Stream;

/** With a threshold over 1 no participant can submit for the party, whatever its permission says. */
final class SubmissionWithThreshold implements DeclarationCheck {

    @Override
    public Stream<Diagnostic> check(Declaration declaration) {
        return declaration.parties().stream()
                .filter(party -> party.thresholdOrDefault() > 1)
                .flatMap(party -> party.hosts().stream()
                        .filter(host -> host.permission().value() == Permission.SUBMISSION)
                        .map(host -> submission(party, host)));
    }

    private static Diagnostic submission(DeclaredParty party, DeclaredHost host) {
        Declared<Integer> threshold = party.threshold().orElseThrow();
        return Diagnostic.error(
                        "submission-with-threshold",
                        host.participant() + " cannot submit for " + party.name() + " with a threshold of " + threshold)
                .because("a participant can submit for a party only with a threshold of 1")
                .fix("write `host " + host.participant() + ", confirmation`, or `threshold 1`")
                .about(party.name().value())
                .at(host.permission().range());
    }
}
