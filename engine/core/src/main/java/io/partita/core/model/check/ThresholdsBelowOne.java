package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParty;
import java.util.stream.Stream;

/** A threshold counts confirmations, so it starts at 1. */
final class ThresholdsBelowOne implements DeclarationCheck {

    @Override
    public Stream<Diagnostic> check(Declaration declaration) {
        return declaration.parties().stream()
                .flatMap(party -> party.threshold().stream()
                        .filter(threshold -> threshold.value() < 1)
                        .map(threshold -> below(party, threshold)));
    }

    private static Diagnostic below(DeclaredParty party, Declared<Integer> threshold) {
        return Diagnostic.error("threshold-below-one", "the threshold of " + party.name() + " is " + threshold)
                .because("a threshold is the number of confirmations that a transaction needs, at least 1")
                .fix("write `threshold 1` or more")
                .about(party.name().value())
                .at(threshold.range());
    }
}
