package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What participants are asked where nothing is to be changed, as they see it. */
class DryRunTest {

    private static final String READS = "(List|Get|Count|Validate|ParticipantStatus|CurrentTime|FetchTime).*";

    @TempDir
    Path folder;

    private final SortedSet<String> called = new ConcurrentSkipListSet<>();

    @Test
    void aLiveDryRunReadsAndAnOfflineOneAsksNobody() {
        Path unit = folder.resolve("unit");
        try (Served served =
                Served.of(Scenario.named("quickstart"), unit, UnaryOperator.identity(), participant -> watch())) {
            Command.Ended planned = served.command().run(List.of("plan", "-o", "plan.json"));
            assertThat(planned.exit()).as(planned.stderr()).isZero();

            called.clear();
            Command.Ended offline =
                    served.command().run(List.of("apply", "plan.json", "--confirm=Alice", "--dry-run=offline"));
            assertThat(offline.exit()).as(offline.stderr()).isZero();
            assertThat(called).isEmpty();

            Command.Ended live = served.command().run(List.of("apply", "plan.json", "--confirm=Alice", "--dry-run"));
            assertThat(live.exit()).as(live.stderr()).isZero();
            assertThat(called)
                    .isNotEmpty()
                    .allSatisfy(method -> assertThat(method).matches(READS));

            called.clear();
            Command.Ended rehearsed = served.command().run(List.of("rehearse"));
            assertThat(rehearsed.exit())
                    .as(rehearsed.stdout() + rehearsed.stderr())
                    .isZero();
            assertThat(rehearsed.stdout()).contains("Rehearsed: the end is what is declared.");
            assertThat(called)
                    .isNotEmpty()
                    .allSatisfy(method -> assertThat(method).matches(READS));
        }
        assertThat(unit.resolve(".partita")).doesNotExist();
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
