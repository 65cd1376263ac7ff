package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParty;
import java.util.stream.Stream;

/** Canton compares a threshold with all hosts, observers included; only confirming ones can reach it. Kept hosts are not known here; planning looks again with them. */
final class ThresholdsTooHigh implements DeclarationCheck {

    @Override
    public Stream<Diagnostic> check(Declaration declaration) {
        return declaration.parties().stream()
                .filter(party -> party.keep().isEmpty())
                .flatMap(party -> party.threshold().stream()
                        .filter(threshold -> isTooHigh(threshold.value(), ConfirmingHosts.of(party)))
                        .map(threshold -> tooHigh(party, threshold)));
    }

    /** Without any confirming host another check says so. */
    private static boolean isTooHigh(int threshold, long confirming) {
        return confirming > 0 && threshold > confirming;
    }

    private static Diagnostic tooHigh(DeclaredParty party, Declared<Integer> threshold) {
        long confirming = ConfirmingHosts.of(party);
        return Diagnostic.error(
                        "threshold-too-high",
                        party.name() + " needs " + threshold + " confirmations and has " + confirming
                                + (confirming == 1 ? " confirming host" : " confirming hosts"))
                .because("hosts with observation do not confirm; every transaction of the party would time out")
                .fix("write `threshold " + confirming + "` or less, or give more hosts confirmation")
                .about(party.name().value())
                .at(threshold.range());
    }
}
