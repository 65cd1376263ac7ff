package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.DeclaredParty.DeclaredHost;
import io.partita.core.model.DeclaredParty.Identity.External;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.UniqueIdentifier;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the parties of a declaration need from their hosts. Kept hosts are not known here: planning looks again with
 * them.
 */
final class HostingChecks {

    private HostingChecks() {}

    /**
     * Two blocks with one id would say two things about one party. Two blocks with one name are refused in the text.
     */
    static Stream<Diagnostic> declaredUnderTwoNames(Declaration declaration) {
        Map<PartyId, DeclaredParty> seen = new TreeMap<>();
        return declaration.parties().stream()
                .filter(party -> id(party).isPresent())
                .flatMap(party -> id(party)
                        .flatMap(id -> Optional.ofNullable(seen.putIfAbsent(id, party)))
                        .map(first -> twice(party, first))
                        .stream());
    }

    private static Optional<PartyId> id(DeclaredParty party) {
        return party.identity()
                .match(
                        local -> Optional.empty(),
                        known -> Optional.of(known.id().value()),
                        external -> Optional.of(new PartyId(new UniqueIdentifier(
                                party.name().value(), external.signingKey().fingerprint()))),
                        decentralized -> Optional.empty());
    }

    private static Diagnostic twice(DeclaredParty party, DeclaredParty first) {
        return Diagnostic.error("same-party", "'" + party.name() + "' is declared twice")
                .because("its id is also that of '" + first.name() + "' at "
                        + first.name().range())
                .fix("declare all of its hosts in one block")
                .about(party.name().value())
                .at(party.name().range());
    }

    /** With observers only a party can neither submit nor confirm. */
    static Stream<Diagnostic> nobodyConfirms(Declaration declaration) {
        return declaration.parties().stream()
                .filter(party -> party.keep().isEmpty() && confirmingHosts(party) == 0)
                .map(party -> Diagnostic.error("no-confirming-host", "no host of " + party.name() + " can confirm")
                        .because("all of its hosts have observation; every transaction that needs the party would time"
                                + " out")
                        .fix("give at least one host confirmation or submission")
                        .about(party.name().value())
                        .at(party.range()));
    }

    /** Canton compares a threshold with all hosts, observers included; only confirming ones can reach it. */
    static Stream<Diagnostic> thresholdTooHigh(Declaration declaration) {
        return declaration.parties().stream()
                .filter(party -> party.threshold().isPresent())
                .filter(party -> party.keep().isEmpty() && confirmingHosts(party) > 0)
                .flatMap(party -> party.threshold().stream()
                        .filter(threshold -> threshold.value() > confirmingHosts(party))
                        .map(threshold -> tooHigh(party, threshold)));
    }

    private static Diagnostic tooHigh(DeclaredParty party, Declared<Integer> threshold) {
        long confirming = confirmingHosts(party);
        return Diagnostic.error(
                        "threshold-too-high",
                        party.name() + " needs " + threshold + " confirmations and has " + confirming
                                + (confirming == 1 ? " confirming host" : " confirming hosts"))
                .because("hosts with observation do not confirm; every transaction of the party would time out")
                .fix("write `threshold " + confirming + "` or less, or give more hosts confirmation")
                .about(party.name().value())
                .at(threshold.range());
    }

    private static long confirmingHosts(DeclaredParty party) {
        long confirming = 0;
        for (DeclaredHost host : party.hosts()) {
            confirming += host.permission().value().confirms() ? 1 : 0;
        }
        return confirming;
    }

    /** With a threshold over 1 no participant can submit for the party, whatever its permission says. */
    static Stream<Diagnostic> submissionWithThreshold(Declaration declaration) {
        return declaration.parties().stream()
                .filter(party -> party.threshold().isPresent())
                .flatMap(party -> party.threshold().stream()
                        .filter(threshold -> threshold.value() > 1)
                        .flatMap(threshold -> submission(party, threshold)));
    }

    private static Stream<Diagnostic> submission(DeclaredParty party, Declared<Integer> threshold) {
        return submitting(party)
                .map(host -> Diagnostic.error(
                                "submission-with-threshold",
                                host.participant() + " cannot submit for " + party.name() + " with a threshold of "
                                        + threshold)
                        .because("a participant can submit for a party only with a threshold of 1")
                        .fix("write `host " + host.participant() + ", confirmation`, or `threshold 1`")
                        .about(party.name().value())
                        .at(host.permission().range()));
    }

    /** Submission is the participant's signature, and the key of the party is elsewhere (procedure 6). */
    static Stream<Diagnostic> submissionForExternal(Declaration declaration) {
        return declaration.parties().stream()
                .filter(party -> external(party).isPresent())
                .flatMap(party -> external(party).stream().flatMap(external -> submission(party, external)));
    }

    private static Optional<External> external(DeclaredParty party) {
        return party.identity()
                .match(
                        local -> Optional.empty(),
                        known -> Optional.empty(),
                        Optional::of,
                        decentralized -> Optional.empty());
    }

    private static Stream<Diagnostic> submission(DeclaredParty party, External external) {
        return submitting(party)
                .map(host -> Diagnostic.error(
                                "external-submission",
                                host.participant() + " cannot submit for " + party.name()
                                        + ", whose key no participant holds")
                        .because("whoever holds the key '" + external.key() + "' signs for it; a host can confirm or"
                                + " observe")
                        .fix("write `host " + host.participant() + ", confirmation`, or `observation`")
                        .about(party.name().value())
                        .at(host.permission().range()));
    }

    private static Stream<DeclaredHost> submitting(DeclaredParty party) {
        return party.hosts().stream().filter(host -> host.permission().value() == Permission.SUBMISSION);
    }
}
