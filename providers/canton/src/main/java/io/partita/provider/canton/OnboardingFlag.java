package io.partita.provider.canton;

import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Clearance;
import io.partita.proto.participant.ClearPartyOnboardingFlagRequest;
import io.partita.proto.participant.ClearPartyOnboardingFlagResponse;
import io.partita.proto.participant.PartyManagementServiceGrpc;
import java.time.Duration;
import java.util.Optional;

/** The onboarding flag. */
final class OnboardingFlag {

    /** The participant itself waits two minutes for an activation. */
    private static final Duration CLEARING = Duration.ofSeconds(150);

    private final ParticipantApis apis;

    OnboardingFlag(ParticipantApis apis) {
        this.apis = apis;
    }

    Clearance clear(PartyId party, SynchronizerId synchronizer, long beginExclusive) throws CallFailed {
        String attempted = apis.on("clearing the onboarding flag of " + party.abbreviated());
        ClearPartyOnboardingFlagRequest request = ClearPartyOnboardingFlagRequest.newBuilder()
                .setPartyId(party.toString())
                .setSynchronizerId(synchronizer.toString())
                .setBeginOffsetExclusive(beginExclusive)
                .build();
        ClearPartyOnboardingFlagResponse response = apis.admin()
                .write(PartyManagementServiceGrpc.getClearPartyOnboardingFlagMethod(), request, CLEARING, attempted);
        try {
            return new Clearance(
                    response.getOnboarded(),
                    response.hasEarliestRetryTimestamp()
                            ? Optional.of(Times.instant(response.getEarliestRetryTimestamp()))
                            : Optional.empty());
        } catch (UnreadableAnswer e) {
            throw ParticipantApis.unreadable(apis.admin(), attempted, e);
        }
    }
}
