package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import io.partita.core.model.Access;
import io.partita.core.model.Endpoint;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.Secret;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.Participant;
import io.partita.proto.participant.DisconnectSynchronizerResponse;
import io.partita.proto.participant.SynchronizerConnectivityServiceGrpc;
import io.partita.provider.canton.access.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A refused token is fetched again, once, also for a call that changes something: a refused call had no effect. */
class TokenRenewalTest {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    @TempDir
    private Path folder;

    @Test
    void a_write_is_sent_again_with_a_fresh_token() throws Exception {
        var method = SynchronizerConnectivityServiceGrpc.getDisconnectSynchronizerMethod();
        try (FakeParticipant fake = new FakeParticipant(InsecureServerCredentials.create())
                        .fail(method, Status.UNAUTHENTICATED)
                        .answer(method, DisconnectSynchronizerResponse.getDefaultInstance());
                Channels channels = channels(fake)) {
            participant(channels).disconnect("da");

            assertThat(fake.requests(method)).hasSize(2);
            assertThat(fake.headers().get(AUTHORIZATION)).isEqualTo("Bearer 2");
        }
    }

    @Test
    void a_second_refusal_is_the_end() {
        var method = SynchronizerConnectivityServiceGrpc.getDisconnectSynchronizerMethod();
        try (FakeParticipant fake =
                        new FakeParticipant(InsecureServerCredentials.create()).fail(method, Status.UNAUTHENTICATED);
                Channels channels = channels(fake)) {
            CallFailed failed = catchThrowableOfType(
                    CallFailed.class, () -> participant(channels).disconnect("da"));

            assertThat(failed.failure().kind()).isEqualTo(Kind.NOT_PERMITTED);
            assertThat(failed.failure().text()).contains("check 'token' of 'admin'");
            assertThat(fake.requests(method)).hasSize(2);
        }
    }

    /** The token counts how often it was fetched. */
    private Channels channels(FakeParticipant fake) {
        Secret counting = Secret.of("command").with("words", List.of("sh", "-c", "echo >> fetched; wc -l < fetched"));
        Endpoint endpoint = new Endpoint("localhost", fake.port(), Optional.empty(), Optional.of(counting));
        return Channels.of(new Access.Endpoints(endpoint, endpoint), new Environment(folder, Map.of()));
    }

    private static Participant participant(Channels channels) {
        return new CantonParticipant(new ParticipantName("participant1"), channels);
    }
}
