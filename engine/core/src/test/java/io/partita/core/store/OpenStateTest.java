package io.partita.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.state.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is ready together is written once, and nobody goes on before it is. */
class OpenStateTest {

    private static final RunId RUN = new RunId("20260102-030405-0a0b0c");
    private static final int OTHERS = 5;

    /** A lease whose first write takes until it is let go; counts the writes. */
    private static final class SlowLease implements Lease {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);
        private final List<JournalEntry> entries = new ArrayList<>();
        private Optional<Appended> answer = Optional.empty();

        @Override
        public Recording recording() {
            return new Recording(State.empty("lineage", "0"), List.of());
        }

        @Override
        public Appended append(String expectedHead, List<JournalEvent> events) {
            begun.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            assertThat(expectedHead).isEqualTo(String.valueOf(entries.size()));
            if (answer.isPresent()) {
                return answer.get();
            }
            long next = entries.size() + 1L;
            entries.add(new JournalEntry(next, Instant.EPOCH.plusSeconds(next), String.valueOf(next), events));
            return new Appended.Written(entries.get(entries.size() - 1));
        }

        @Override
        public Optional<Diagnostic> savePlan(RunId run, String text) {
            return Optional.empty();
        }

        @Override
        public Optional<Diagnostic> lost() {
            return Optional.empty();
        }

        @Override
        public Instant time() {
            return Instant.EPOCH;
        }

        @Override
        public void close() {}
    }

    private final SlowLease lease = new SlowLease();
    private final OpenState state = new OpenState(lease);
    private final List<Object> ends = new ArrayList<>();

    private static JournalEvent event(int number) {
        return new JournalEvent.WaveStarted(RUN, number);
    }

    private Thread writing(int number) {
        Thread thread = new Thread(() -> {
            Object end;
            try {
                end = state.append(event(number));
            } catch (StateUnusable e) {
                end = e.diagnostic().code();
            }
            synchronized (ends) {
                ends.add(end);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** One is being written, and the others wait for their turn. */
    private List<Thread> oneBusyAndOthersReady() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        threads.add(writing(0));
        lease.begun.await();
        for (int number = 1; number <= OTHERS; number++) {
            threads.add(writing(number));
        }
        Awaitility.await()
                .until(() -> threads.stream().skip(1).allMatch(each -> each.getState() == Thread.State.BLOCKED));
        assertThat(ends).isEmpty();
        return threads;
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void whatIsReadyTogetherIsOneEntryAndEachGetsItsTime() throws InterruptedException {
        List<JournalEntry> followed = new ArrayList<>();
        state.follow(followed::add);
        List<Thread> threads = oneBusyAndOthersReady();

        lease.mayEnd.countDown();
        join(threads);

        assertThat(lease.entries).hasSize(2);
        assertThat(lease.entries.get(0).events()).containsExactly(event(0));
        assertThat(lease.entries.get(1).events())
                .containsExactlyInAnyOrder(event(1), event(2), event(3), event(4), event(5));
        assertThat(ends)
                .containsOnly(Instant.EPOCH.plusSeconds(1), Instant.EPOCH.plusSeconds(2))
                .hasSize(1 + OTHERS);
        assertThat(followed).isEqualTo(lease.entries);
        assertThat(state.state().revision()).isEqualTo(2);
    }

    @Test
    void whenItCannotBeWrittenNobodyGoesOn() throws InterruptedException {
        lease.answer = Optional.of(new Appended.Refused(Diagnostic.error("disk-full", "no room")));
        List<Thread> threads = oneBusyAndOthersReady();

        lease.mayEnd.countDown();
        join(threads);

        assertThat(ends).containsOnly("disk-full").hasSize(1 + OTHERS);
        assertThat(state.state().revision()).isZero();
    }

    @Test
    void whatSomebodyElseWroteMeanwhileIsALostRace() {
        lease.mayEnd.countDown();
        lease.answer = Optional.of(new Appended.Moved("abc"));

        assertThatThrownBy(() -> state.append(event(1))).isInstanceOfSatisfying(StateUnusable.class, e -> {
            assertThat(e.diagnostic().code()).isEqualTo("state-raced");
            assertThat(e.diagnostic().detail()).contains("abc");
        });
    }
}
