package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Participant;
import io.partita.core.provider.ParticipantStatus;
import io.partita.proto.participant.ListRegisteredSynchronizersResponse;
import io.partita.proto.participant.ModifySynchronizerRequest;
import io.partita.proto.participant.ModifySynchronizerResponse;
import io.partita.proto.participant.SynchronizerConnectivityServiceGrpc;
import io.partita.proto.sequencer.SequencerConnectionValidation;
import io.partita.testkit.recording.Recording;
import io.partita.testkit.recording.Recordings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against the answers of a real Canton. */
class PlaybackTest {

    @ParameterizedTest
    @ValueSource(ints = {34, 35})
    void discovery(int protocolVersion) throws Exception {
        Recording recording = Recordings.load(protocolVersion, "a-discovery");
        PhysicalSynchronizerId synchronizer = PhysicalSynchronizerId.parse(
                        recording.header().physicalSynchronizerId())
                .orElseThrow();
        try (FakeParticipant fake = FakeParticipant.playing(recording, "participant1")) {
            Participant participant = fake.participant();

            ParticipantStatus status = participant.status();
            assertThat(status.id().toString())
                    .isEqualTo(recording.header().participants().get("participant1"));
            assertThat(status.releaseText()).startsWith("3.5.10");
            assertThat(status.release())
                    .hasValueSatisfying(
                            release -> assertThat(release.isAtLeast(3, 5, 10)).isTrue());
            assertThat(status.protocolVersions()).containsExactly(34, 35);
            assertThat(status.activity()).isEqualTo(ParticipantStatus.Activity.ACTIVE);
            assertThat(participant.registrations()).singleElement().satisfies(registration -> {
                assertThat(registration.alias()).isEqualTo(recording.header().synchronizerAlias());
                assertThat(registration.synchronizer()).contains(synchronizer);
                assertThat(registration.isConnected()).isTrue();
                assertThat(registration.manualConnect()).isEqualTo(ManualConnect.AUTOMATIC);
            });
            assertThat(participant.synchronizer(recording.header().synchronizerAlias()))
                    .isEqualTo(synchronizer);
            assertThat(participant.decisionTimeout(synchronizer)).isEqualTo(Duration.ofSeconds(10));
            assertThat(participant.ledgerEnd()).isPositive();
            assertThat(participant.prunedUpTo()).isZero();
            assertThat(participant.pruningSchedule()).isEmpty();
            assertThat(participant.inFlight(synchronizer.logical())).isNotNegative();
        }
    }

    @Test
    void manual_connect_goes_back_with_everything_that_was_read() throws Exception {
        Recording recording = Recordings.load(35, "a-discovery");
        String method = SynchronizerConnectivityServiceGrpc.getListRegisteredSynchronizersMethod()
                .getFullMethodName();
        byte[] recorded = FakeParticipant.answer(
                        recording.calls(method).findFirst().orElseThrow())
                .messages()
                .get(0);
        ListRegisteredSynchronizersResponse registered = ListRegisteredSynchronizersResponse.parseFrom(recorded);
        try (FakeParticipant fake = FakeParticipant.playing(recording, "participant1")
                .answer(
                        SynchronizerConnectivityServiceGrpc.getModifySynchronizerMethod(),
                        ModifySynchronizerResponse.getDefaultInstance())) {
            fake.participant().setManualConnect(recording.header().synchronizerAlias(), ManualConnect.MANUAL);

            List<byte[]> modified = fake.requests(SynchronizerConnectivityServiceGrpc.getModifySynchronizerMethod());
            assertThat(modified).hasSize(1);
            ModifySynchronizerRequest request = ModifySynchronizerRequest.parseFrom(modified.get(0));
            assertThat(request.hasPhysicalSynchronizerId()).isFalse();
            assertThat(request.getSequencerConnectionValidation())
                    .isEqualTo(SequencerConnectionValidation.SEQUENCER_CONNECTION_VALIDATION_DISABLED);
            assertThat(request.getNewConfig())
                    .isEqualTo(registered.getResults(0).getConfig().toBuilder()
                            .setManualConnect(true)
                            .build());

            fake.participant().setManualConnect(recording.header().synchronizerAlias(), ManualConnect.AUTOMATIC);
            assertThat(fake.requests(SynchronizerConnectivityServiceGrpc.getModifySynchronizerMethod()))
                    .hasSize(1);
        }
    }
}
