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
final class Clearing {

    /** The participant itself waits two minutes for an activation. */
    private static final Duration CLEARING = Duration.ofSeconds(150);

    private final Reach reach;

    Clearing(Reach reach) {
        this.reach = reach;
    }

    Clearance clear(PartyId party, SynchronizerId synchronizer, long beginExclusive) throws CallFailed {
        String attempted = reach.on("clearing the onboarding flag of " + party.abbreviated());
        ClearPartyOnboardingFlagRequest request = ClearPartyOnboardingFlagRequest.newBuilder()
                .setPartyId(party.toString())
                .setSynchronizerId(synchronizer.toString())
                .setBeginOffsetExclusive(beginExclusive)
                .build();
        ClearPartyOnboardingFlagResponse response = reach.admin()
                .write(PartyManagementServiceGrpc.getClearPartyOnboardingFlagMethod(), request, CLEARING, attempted);
        try {
            return new Clearance(
                    response.getOnboarded(),
                    response.hasEarliestRetryTimestamp()
                            ? Optional.of(Times.instant(response.getEarliestRetryTimestamp()))
                            : Optional.empty());
        } catch (Unreadable e) {
            throw Reach.unreadable(reach.admin(), attempted, e);
        }
    }
}
