package io.partita.core.plan;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Release;
import io.partita.core.topology.CurrentParticipant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a release can do. Export, import and the onboarding flag exist since 3.4 on protocol version 34; before 3.4.9 a replication could lose contracts. */
final class ReleaseRules {

    private static final int FIRST_PROTOCOL_VERSION = 34;

    private ReleaseRules() {}

    /** A release that partita was never tried with. */
    static Optional<Diagnostic> unknown(CurrentParticipant participant) {
        Optional<Release> release = participant.status().release();
        if (release.isPresent() && !release.get().isAtLeast(3, 6, 0)) {
            return Optional.empty();
        }
        return Optional.of(Diagnostic.warning(
                        "release-not-known",
                        participant.name() + " runs release "
                                + participant.status().releaseText() + ", which partita does not know")
                .because("its calls are those of Canton 3.3 to 3.5; a newer release may differ")
                .fix("rehearse the plan, and look for a newer partita")
                .about(participant.name().name())
                .at(participant.declared().name().range()));
    }

    /** Why contracts cannot be moved from or to this participant. */
    static List<Diagnostic> offline(CurrentParticipant participant, String party) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        participant
                .status()
                .release()
                .flatMap(release -> tooOld(participant, party, release))
                .ifPresent(diagnostics::add);
        if (participant.synchronizer().protocolVersion() < FIRST_PROTOCOL_VERSION) {
            diagnostics.add(Diagnostic.error(
                            "protocol-version-too-old",
                            party + " has to be moved offline, which the synchronizer's protocol version cannot do")
                    .because("the onboarding flag exists from protocol version " + FIRST_PROTOCOL_VERSION
                            + "; the synchronizer runs "
                            + participant.synchronizer().protocolVersion())
                    .fix("upgrade the synchronizer, or add hosts only to parties that were never used")
                    .about(party));
        }
        return diagnostics;
    }

    private static Optional<Diagnostic> tooOld(CurrentParticipant participant, String party, Release release) {
        if (!release.isAtLeast(3, 4, 0)) {
            return Optional.of(refused(
                    participant,
                    party,
                    "release-without-export",
                    "release " + release + " has no export and import of a party's contracts; it came with 3.4"));
        }
        if (!release.isAtLeast(3, 4, 9)) {
            return Optional.of(
                    refused(
                            participant,
                            party,
                            "release-loses-contracts",
                            "releases 3.4 before 3.4.9 can lose contracts when a party is replicated (critical advisory 25-013)"));
        }
        return Optional.empty();
    }

    private static Diagnostic refused(CurrentParticipant participant, String party, String code, String why) {
        return Diagnostic.error(code, participant.name() + " cannot take part in moving the contracts of " + party)
                .because(why)
                .fix("upgrade " + participant.name() + " to 3.4.9 or later")
                .about(participant.name().name())
                .at(participant.declared().name().range());
    }
}
