package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking for drift changes nothing, as the participants themselves see it. */
class DriftTest {

    @TempDir
    Path folder;

    private final Set<String> called = new ConcurrentSkipListSet<>();

    @Test
    void nothing_is_called_but_what_reads() {
        try (Served served =
                Served.of(Scenario.named("quickstart"), folder.resolve("unit"), Served::quick, name -> watch())) {
            Command.Ended drift = served.command().run(List.of("drift", "--junit", "drift.xml"));

            assertThat(drift.exit()).as(drift.stdout() + drift.stderr()).isEqualTo(2);
            assertThat(drift.stdout()).contains("participant2 does not host it (expected: observation)");
            assertThat(drift.stderr()).contains("Next: ").contains(" plan -o plan.json");
        }
        assertThat(called)
                .contains("ListPartyToParticipant")
                .allSatisfy(
                        method -> assertThat(method).matches("(List|Get|ParticipantStatus|CurrentTime|FetchTime).*"));
        assertThat(folder.resolve("unit/.partita")).doesNotExist();
        assertThat(folder.resolve("unit/drift.xml")).content().contains("failures=\"1\"");
    }

    private ServerInterceptor watch() {
        return new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                called.add(call.getMethodDescriptor().getBareMethodName());
                return next.startCall(call, headers);
            }
        };
    }
}
