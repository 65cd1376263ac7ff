package io.partita.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.Participant;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostingViewsTest {

    private static final int MANY = 100;
    private static final PartyId ALICE = PartyId.of("Alice::1220" + "ab".repeat(32));
    private static final CallFailed SILENT = new CallFailed(new CallFailure(
            CallFailure.Kind.UNREACHABLE, "UNAVAILABLE", "nobody there", "asking", "here:1", Optional.empty()));

    private final ConcurrentMap<String, Integer> calls = new ConcurrentHashMap<>();
    private final CountDownLatch open = new CountDownLatch(1);

    /** One that answers nothing of what is named. */
    private Participant participant(List<String> silent) {
        return (Participant) Proxy.newProxyInstance(
                Participant.class.getClassLoader(), new Class<?>[] {Participant.class}, (self, method, arguments) -> {
                    String name = method.getName();
                    if (name.equals("name")) {
                        return new ParticipantName("participant1");
                    }
                    calls.merge(name, 1, Integer::sum);
                    if (silent.contains(name)) {
                        open.await();
                        throw SILENT;
                    }
                    return switch (name) {
                        case "synchronizer" ->
                            PhysicalSynchronizerId.parse("da::1220" + "de".repeat(32) + "::35-0")
                                    .orElseThrow();
                        case "allHostings" -> new TreeMap<>();
                        case "hosting" -> Optional.empty();
                        case "allProposals", "proposals" -> List.of();
                        default -> throw new AssertionError(name);
                    };
                });
    }

    private static void ask(HostingViews views, Participant participant) throws CallFailed {
        HostingViews.View view = views.of(participant);
        assertThat(view.hosting(ALICE)).isEmpty();
        assertThat(view.proposals(ALICE)).isEmpty();
    }

    @Test
    void of_many_everything_is_read_once() throws Exception {
        HostingViews views = new HostingViews("da", MANY);
        Participant participant = participant(List.of());

        for (int party = 0; party < MANY; party++) {
            ask(views, participant);
        }

        assertThat(calls).isEqualTo(Map.of("synchronizer", 1, "allHostings", 1, "allProposals", 1));
    }

    @Test
    void of_few_each_is_asked_for() throws Exception {
        ask(new HostingViews("da", 2), participant(List.of()));

        assertThat(calls).isEqualTo(Map.of("synchronizer", 1, "hosting", 1, "proposals", 1));
    }

    /** All that many want to know of one who does not answer is that he does not. */
    @Test
    void who_does_not_answer_is_waited_for_once() throws Exception {
        HostingViews views = new HostingViews("da", MANY);
        Participant participant = participant(List.of("synchronizer"));
        ExecutorService askers = Executors.newCachedThreadPool();
        try {
            List<Future<HostingViews.View>> asked = IntStream.range(0, MANY)
                    .mapToObj(party -> askers.submit(() -> views.of(participant)))
                    .toList();
            open.countDown();

            for (Future<HostingViews.View> one : asked) {
                assertThatThrownBy(one::get).hasCause(SILENT);
            }
            assertThat(calls).isEqualTo(Map.of("synchronizer", 1));
        } finally {
            askers.shutdownNow();
        }
    }

    @Test
    void what_cannot_be_read_together_is_tried_once_and_asked_for_one_by_one() throws Exception {
        open.countDown();
        HostingViews views = new HostingViews("da", MANY);
        Participant participant = participant(List.of("allHostings", "allProposals"));

        for (int party = 0; party < MANY; party++) {
            ask(views, participant);
        }

        assertThat(calls)
                .isEqualTo(Map.of(
                        "synchronizer", 1, "allHostings", 1, "allProposals", 1, "hosting", MANY, "proposals", MANY));
    }
}
