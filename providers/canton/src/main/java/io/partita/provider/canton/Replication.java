package io.partita.provider.canton;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.AcsManifest;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.Clearance;
import io.partita.core.provider.Progress;
import io.partita.proto.participant.ClearPartyOnboardingFlagRequest;
import io.partita.proto.participant.ClearPartyOnboardingFlagResponse;
import io.partita.proto.participant.PartyManagementServiceGrpc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Moving a party's contracts from one participant to another. */
final class Replication {

    /** The participant itself waits two minutes for an activation. */
    private static final Duration CLEARING = Duration.ofSeconds(150);

    private final Reach reach;
    private final Connectivity connectivity;

    Replication(Reach reach, Connectivity connectivity) {
        this.reach = reach;
        this.connectivity = connectivity;
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

    AcsManifest export(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId target,
            long beginExclusive,
            Path file,
            Progress progress)
            throws CallFailed {
        throw notYet("exporting");
    }

    void check(Path file, AcsManifest manifest, Consumer<String> contractIds) throws CallFailed {
        throw notYet("checking");
    }

    void load(
            PartyId party,
            SynchronizerId synchronizer,
            Path file,
            AcsManifest manifest,
            String workflowPrefix,
            Progress progress)
            throws CallFailed {
        connectivity.status();
        throw notYet("importing");
    }

    private CallFailed notYet(String doing) {
        return reach.admin().failed(Kind.UNSUPPORTED, "UNSUPPORTED", doing + " contracts is not there yet", doing);
    }
}
