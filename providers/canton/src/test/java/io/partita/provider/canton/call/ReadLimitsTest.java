package io.partita.provider.canton.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.proto.ledger.GetActiveContractsRequest;
import io.partita.proto.ledger.GetActiveContractsResponse;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.provider.canton.call.ApiChannel.Security;
import io.partita.provider.canton.call.Caller.Flow;
import io.partita.provider.canton.call.Caller.Next;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream that never ends is ended here, and says by which limit and what raises it. */
class ReadLimitsTest {

    private static final ReadLimits WIDE = new ReadLimits(1_000_000, 1L << 30, Duration.ofMinutes(5), 30);

    @Test
    void by_messages() {
        CallFailure failure = failure(new ReadLimits(1000, WIDE.bytes(), WIDE.time(), 30), endless(10));

        assertThat(failure.code()).isEqualTo("READ_OVER_LIMIT");
        assertThat(failure.text()).contains("more than 1000 messages", "PARTITA_READ_LIMIT");
        assertThat(failure.attempted()).isEqualTo("reading on participant1");
    }

    @Test
    void by_bytes() {
        CallFailure failure = failure(new ReadLimits(WIDE.messages(), 3 << 20, WIDE.time(), 30), endless(10_000));

        assertThat(failure.text()).contains("more than 3 MiB");
    }

    @Test
    void by_time() {
        CallFailure failure =
                failure(new ReadLimits(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofMillis(300), 30), endless(10));

        assertThat(failure.code()).isEqualTo("READ_OVER_LIMIT");
        assertThat(failure.text()).contains("is not done after", ReadLimits.VARIABLE);
    }

    @Test
    void by_time_when_nothing_comes_at_all() {
        CallFailure failure = failure(
                new ReadLimits(WIDE.messages(), WIDE.bytes(), Duration.ofMillis(300), 30),
                new StateServiceGrpc.StateServiceImplBase() {
                    @Override
                    public void getActiveContracts(
                            GetActiveContractsRequest request, StreamObserver<GetActiveContractsResponse> answer) {}
                });

        assertThat(failure.code()).isEqualTo("READ_OVER_LIMIT");
        assertThat(failure.text()).contains("is not done after", ReadLimits.VARIABLE);
    }

    @Test
    void what_is_read_is_told_while_it_goes_on() {
        List<Long> told = new ArrayList<>();
        ReadWatch watch = new ReadWatch() {
            @Override
            public void reading(String attempted, long messages, long bytes) {
                assertThat(attempted).isEqualTo("reading on participant1");
                told.add(messages);
            }

            @Override
            public void done() {
                told.add(-1L);
            }
        };
        failure(new ReadLimits(1000, WIDE.bytes(), WIDE.time(), 30), endless(10), watch);

        assertThat(told).containsExactly(0L, 1L, 257L, 513L, 769L, -1L);
    }

    @Test
    void the_variable_raises_all_of_them() throws LocalFailure {
        assertThat(ReadLimits.of(Map.of())).isEqualTo(ReadLimits.USUAL);
        ReadLimits ten = ReadLimits.of(Map.of(ReadLimits.VARIABLE, "10"));

        assertThat(ten.messages()).isEqualTo(10 * ReadLimits.USUAL.messages());
        assertThat(ten.bytes()).isEqualTo(10 * ReadLimits.USUAL.bytes());
        assertThat(ten.time()).isEqualTo(ReadLimits.USUAL.time().multipliedBy(10));
        assertThat(ten.resumptions()).isEqualTo(10 * ReadLimits.USUAL.resumptions());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "x", "1e3", "99999999999999999999"})
    void a_variable_that_says_no_number_of_times_is_refused(String said) {
        assertThatThrownBy(() -> ReadLimits.of(Map.of(ReadLimits.VARIABLE, said)))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("not a whole number from 1 to 1000");
    }

    private static StateServiceGrpc.StateServiceImplBase endless(int size) {
        GetActiveContractsResponse message = GetActiveContractsResponse.newBuilder()
                .setStreamContinuationToken(ByteString.copyFrom(new byte[size]))
                .build();
        return new StateServiceGrpc.StateServiceImplBase() {
            @Override
            public void getActiveContracts(
                    GetActiveContractsRequest request, StreamObserver<GetActiveContractsResponse> answer) {
                ServerCallStreamObserver<GetActiveContractsResponse> call =
                        (ServerCallStreamObserver<GetActiveContractsResponse>) answer;
                call.setOnReadyHandler(() -> {
                    while (call.isReady() && !call.isCancelled()) {
                        call.onNext(message);
                    }
                });
                call.setOnCancelHandler(() -> {});
            }
        };
    }

    private static CallFailure failure(ReadLimits limits, StateServiceGrpc.StateServiceImplBase service) {
        return failure(limits, service, ReadWatch.NOBODY);
    }

    private static CallFailure failure(
            ReadLimits limits, StateServiceGrpc.StateServiceImplBase service, ReadWatch watch) {
        String name = "limits-" + UUID.randomUUID();
        Server server = started(name, service);
        try (ApiChannel channel = new ApiChannel(
                Api.LEDGER,
                "here",
                Security.IN_PROCESS,
                () -> InProcessChannelBuilder.forName(name).build(),
                Token.NONE,
                TransportCheck.IN_PROCESS,
                () -> limits)) {
            Caller caller = new Caller(
                    channel, new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(2), 2), wait -> {}, watch);
            return catchThrowableOfType(
                            CallFailed.class,
                            () -> caller.stream(
                                    StateServiceGrpc.getGetActiveContractsMethod(),
                                    GetActiveContractsRequest.getDefaultInstance(),
                                    Flow.MANY,
                                    "reading on participant1",
                                    message -> Next.MORE,
                                    (request, last) -> Optional.empty()))
                    .failure();
        } finally {
            server.shutdownNow();
        }
    }

    private static Server started(String name, StateServiceGrpc.StateServiceImplBase service) {
        try {
            return InProcessServerBuilder.forName(name)
                    .addService(service)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
