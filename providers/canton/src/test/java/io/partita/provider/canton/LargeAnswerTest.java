package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.InsecureServerCredentials;
import io.partita.core.model.Access;
import io.partita.core.model.Endpoint;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.proto.ledger.GetLedgerEndResponse;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.provider.canton.access.Environment;
import io.partita.provider.canton.call.ReadLimits;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer is not taken into memory when it is larger than any answer of its call. */
class LargeAnswerTest {

    @TempDir
    private Path folder;

    @Test
    void the_limit_is_named_with_what_raises_it() {
        GetLedgerEndResponse large = GetLedgerEndResponse.newBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                1000,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(ByteString.copyFrom(new byte[ReadLimits.SMALL_ANSWER]))
                                        .build())
                        .build())
                .build();
        try (FakeParticipant fake = new FakeParticipant(InsecureServerCredentials.create())
                .answer(StateServiceGrpc.getGetLedgerEndMethod(), large)) {
            Endpoint endpoint = new Endpoint("localhost", fake.port(), Optional.empty(), Optional.empty());
            try (Channels channels =
                    Channels.of(new Access.Endpoints(endpoint, endpoint), new Environment(folder, Map.of()))) {
                CallFailed failed = catchThrowableOfType(
                        CallFailed.class,
                        () -> new CantonParticipant(new ParticipantName("participant1"), channels).ledgerEnd());

                assertThat(failed.failure().code()).isEqualTo("READ_OVER_LIMIT");
                assertThat(failed.failure().kind()).isEqualTo(Kind.REFUSED);
                assertThat(failed.failure().text()).contains("larger than the 5 MiB", "PARTITA_JAVA_OPTS");
            }
        }
    }
}
