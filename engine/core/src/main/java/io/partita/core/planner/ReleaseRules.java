package io.partita.core.planner;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Release;
import io.partita.core.provider.Replication.Support;
import io.partita.core.topology.CurrentParticipant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a release can do. Before 3.3 there is nothing that partita speaks; 3.3 can host an unused party and no more;
 * export, import and the onboarding flag exist since 3.4 on protocol version 34; before 3.4.9 a replication could lose
 * contracts; what comes after 3.5 is asked, never guessed.
 */
final class ReleaseRules {

    private static final int FIRST_PROTOCOL_VERSION = 34;

    private ReleaseRules() {}

    /** What has to be said of a participant's release whatever is planned. */
    static List<Diagnostic> of(CurrentParticipant participant) {
        Optional<Release> release = participant.status().release();
        if (release.isEmpty() || release.get().isAtLeast(3, 6, 0)) {
            return List.of(unknown(participant));
        }
        if (!release.get().isAtLeast(3, 3, 0)) {
            return List.of(tooOld(participant));
        }
        return release.get().isAtLeast(3, 4, 0) ? List.of() : List.of(simpleOnly(participant));
    }

    private static Diagnostic unknown(CurrentParticipant participant) {
        return Diagnostic.warning(
                        "release-not-known",
                        participant.name() + " runs release "
                                + participant.status().releaseText() + ", which partita does not know")
                .because("partita was made for Canton 3.3 to 3.5. Export and import: "
                        + participant.replication().told())
                .fix("rehearse the plan, and look for a newer partita")
                .about(participant.name().name())
                .at(participant.declared().name().range());
    }

    private static Diagnostic tooOld(CurrentParticipant participant) {
        return Diagnostic.refusal(
                        "release-too-old",
                        participant.name() + " runs release "
                                + participant.status().releaseText() + ", which partita does not speak with")
                .because("the calls that partita makes exist from Canton 3.3 on")
                .fix("upgrade " + participant.name() + ", at best to 3.4.9 or later")
                .about(participant.name().name())
                .at(participant.declared().name().range());
    }

    private static Diagnostic simpleOnly(CurrentParticipant participant) {
        return Diagnostic.note(
                        "release-simple-path-only",
                        participant.name() + " runs release "
                                + participant.status().releaseText()
                                + ": it can become a host only of parties that were never used")
                .because("releases 3.3 have neither the onboarding flag nor the export and import of a party")
                .fix("upgrade it to 3.4.9 or later to host parties that are in use")
                .about(participant.name().name())
                .at(participant.declared().name().range());
    }

    /** Why contracts cannot be moved from or to this participant. */
    static List<Diagnostic> offline(CurrentParticipant participant, String party) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        refusal(participant, party).ifPresent(diagnostics::add);
        if (participant.synchronizer().protocolVersion() < FIRST_PROTOCOL_VERSION) {
            diagnostics.add(Diagnostic.refusal(
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

    /** Why a party cannot be created whose key no participant holds; empty when it can. */
    static Optional<Diagnostic> creation(PartyDifference difference, int protocolVersion) {
        return difference.newKeys().isEmpty() || protocolVersion >= FIRST_PROTOCOL_VERSION
                ? Optional.empty()
                : Optional.of(Diagnostic.refusal(
                                "protocol-version-too-old",
                                difference.name() + " would be an external party, which the synchronizer's protocol"
                                        + " version cannot create")
                        .because("keys within the hosting of a party exist from protocol version "
                                + FIRST_PROTOCOL_VERSION + " on; the synchronizer runs " + protocolVersion)
                        .fix("upgrade the synchronizer, or declare the party `local on:` one of its hosts")
                        .about(difference.name())
                        .at(difference.declared().range()));
    }

    /** Why what a host missed cannot be moved from or to this participant by its repair service; empty when it can. */
    static Optional<Diagnostic> books(CurrentParticipant participant, String party) {
        return participant.replication().books().map(told -> untold(participant, party, told));
    }

    private static Optional<Diagnostic> refusal(CurrentParticipant participant, String party) {
        Optional<Release> release = participant.status().release();
        if (participant.replication().support() == Support.NONE) {
            return Optional.of(refused(
                    participant,
                    party,
                    "release-without-export",
                    "release " + participant.status().releaseText()
                            + " has no export and import of a party's contracts; they came with 3.4"));
        }
        if (participant.replication().support() == Support.UNTOLD) {
            return Optional.of(
                    untold(participant, party, participant.replication().told()));
        }
        if (release.isPresent() && losesContracts(release.get())) {
            return Optional.of(refused(
                    participant,
                    party,
                    "release-loses-contracts",
                    "releases 3.4 before 3.4.9 can lose contracts when a party is replicated (critical advisory 25-013); it runs "
                            + participant.status().releaseText()));
        }
        return Optional.empty();
    }

    /** A build before 3.4.9 itself may lack the correction. */
    private static boolean losesContracts(Release release) {
        return !release.isAtLeast(3, 4, 9) || !release.isAtLeast(3, 4, 10) && release.isPreRelease();
    }

    private static Diagnostic untold(CurrentParticipant participant, String party, String told) {
        return Diagnostic.refusal(
                        "release-form-unknown",
                        participant.name() + " cannot take part in moving the contracts of " + party)
                .because("partita does not know release " + participant.status().releaseText()
                        + " and does not guess how it takes an import: "
                        + told)
                .fix("look for a newer partita, or use a participant of Canton 3.4.9 to 3.5")
                .about(participant.name().name())
                .at(participant.declared().name().range());
    }

    private static Diagnostic refused(CurrentParticipant participant, String party, String code, String why) {
        return Diagnostic.refusal(code, participant.name() + " cannot take part in moving the contracts of " + party)
                .because(why)
                .fix("upgrade " + participant.name()
                        + " to 3.4.9 or later; without that only a party that was never used can get it as a host")
                .about(participant.name().name())
                .at(participant.declared().name().range());
    }
}
