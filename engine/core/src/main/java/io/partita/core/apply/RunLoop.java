package io.partita.core.apply;

import io.partita.core.apply.step.ForeignStep;
import io.partita.core.apply.step.StepRun;
import io.partita.core.apply.step.StepWork;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import io.partita.core.store.StateUnusable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs the waves in the order of the plan; a wave starts when the one before is complete. Within a wave a step starts
 * when those that it comes after have succeeded.
 */
final class RunLoop {

    private static final long HEARTBEAT_SECONDS = 8;
    private static final long IDLE_SECONDS = 10;

    private final ActiveRun run;
    private final Gates gates;
    private final Set<Flight> flights = ConcurrentHashMap.newKeySet();

    RunLoop(ActiveRun run, Gates gates) {
        this.run = run;
        this.gates = gates;
    }

    /**
     * Where steps are done.
     *
     * @param working those that move or compare contracts, packages and copies, or have a program of the operator sign:
     *     few at a time
     * @param waiting those that ask for something small and wait for it
     */
    private record Pools(ExecutorService working, ExecutorService waiting) {

        ExecutorService of(Step step) {
            return switch (step.kind()) {
                case PROPOSE, SIGN -> signing(((Step.Signature) step).signer());
                case INTRODUCE_KEY -> signing(((Step.IntroduceKey) step).signer());
                case FOUND_NAMESPACE -> signing(((Step.FoundNamespace) step).signer());
                case AWAIT_EFFECTIVE,
                        AWAIT_NAMESPACE,
                        CHECK_UNUSED,
                        CONFIRM_UNUSED,
                        CLEAR_ONBOARDING,
                        NOTE_LEDGER_END,
                        VERIFY_HOSTING -> waiting;
                case CHECK_READY,
                        COLLECT_SIGNATURE,
                        VET_PACKAGES,
                        SUSPEND_PRUNING,
                        ISOLATE,
                        EXPORT_ACS,
                        RESTORE_PRUNING,
                        BACK_UP,
                        PURGE_CONTRACTS,
                        IMPORT_ACS,
                        RECONNECT,
                        RESTORE_AUTO_CONNECT,
                        VERIFY_CONTRACTS -> working;
            };
        }

        private ExecutorService signing(Signer signer) {
            return switch (signer.kind()) {
                case KEY -> working;
                case PARTICIPANT, OUTSIDE -> waiting;
            };
        }
    }

    /**
     * A step that is being done. One that an earlier process has done is only looked at again, which is nothing to tell
     * as long as it takes no time.
     */
    private final class Flight {

        private final StepWork work;
        private final Instant began = run.ticker().instant();
        private boolean told;
        private boolean over;

        Flight(StepWork work) {
            this.work = work;
        }

        synchronized void start() {
            told = true;
            run.announcer().tell(listener -> listener.stepStarted(work.step()));
        }

        synchronized void beat(Instant now) {
            if (over) {
                return;
            }
            if (!told) {
                start();
            }
            Duration running = Duration.between(began, now);
            run.announcer().tell(listener -> listener.heartbeat(work.step(), work.doing(), running));
        }

        synchronized void end(Outcome outcome) {
            over = true;
            Duration took = Duration.between(began, run.ticker().instant());
            if (told || !outcome.isSuccess()) {
                run.announcer().tell(listener -> listener.stepEnded(work.step(), outcome, took));
            }
        }
    }

    /** What one step of a wave came to; empty when it was stopped. */
    private record Finished(Step step, Optional<Outcome> outcome) {}

    /** @return whether every step of every wave has succeeded */
    boolean run() {
        Limits limits = run.options().limits();
        ExecutorService working = pool("apply", limits.parallelism());
        ExecutorService waiting =
                limits.waiting() > limits.parallelism() ? pool("apply-waiting", limits.waiting()) : working;
        Pools pools = new Pools(working, waiting);
        ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(daemons("apply-heartbeat"));
        heart.scheduleAtFixedRate(this::beat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        try {
            for (Wave wave : run.plan().waves()) {
                if (run.stop().isRequested() || !wave(wave, pools)) {
                    return false;
                }
            }
            return true;
        } finally {
            heart.shutdownNow();
            pools.working().shutdownNow();
            pools.waiting().shutdownNow();
        }
    }

    /** Threads come with the steps that need them, and go when there are none. */
    private static ExecutorService pool(String name, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private boolean wave(Wave wave, Pools pools) {
        boolean untouched =
                wave.steps().stream().anyMatch(step -> !run.record(step.id()).isDone());
        if (untouched) {
            run.write(List.of(new JournalEvent.WaveStarted(run.id(), wave.number())));
        }
        run.announcer().tell(listener -> listener.waveStarted(wave));
        boolean complete = new WaveRun(wave, pools).run();
        if (complete) {
            run.announcer().tell(listener -> listener.waveEnded(wave));
        }
        return complete;
    }

    private void beat() {
        Instant now = run.ticker().instant();
        flights.forEach(flight -> flight.beat(now));
    }

    /** The steps of one wave, as they become ready. */
    private final class WaveRun {

        private final Pools pools;
        private final BlockingQueue<Future<Finished>> over = new LinkedBlockingQueue<>();
        private final int steps;
        private final Deque<Step> ready = new ArrayDeque<>();
        private final Map<StepId, Integer> missing = new HashMap<>();
        private final Map<StepId, List<Step>> behind = new HashMap<>();
        private int flying;
        private int succeeded;

        WaveRun(Wave wave, Pools pools) {
            this.pools = pools;
            this.steps = wave.steps().size();
            Set<StepId> within = wave.steps().stream().map(Step::id).collect(Collectors.toSet());
            wave.steps().forEach(step -> place(step, within));
        }

        private void place(Step step, Set<StepId> within) {
            List<StepId> before =
                    step.head().after().stream().filter(within::contains).toList();
            if (before.isEmpty()) {
                ready.add(step);
                return;
            }
            missing.put(step.id(), before.size());
            before.forEach(
                    id -> behind.computeIfAbsent(id, first -> new ArrayList<>()).add(step));
        }

        boolean run() {
            submitReady();
            while (flying > 0) {
                Finished finished = next();
                flying--;
                if (finished.outcome().map(Outcome::isSuccess).orElse(false)) {
                    succeeded++;
                    release(finished.step().id());
                    submitReady();
                }
            }
            return succeeded == steps;
        }

        private void release(StepId id) {
            for (Step step : behind.getOrDefault(id, List.of())) {
                if (missing.merge(step.id(), -1, Integer::sum) == 0) {
                    ready.add(step);
                }
            }
        }

        private void submitReady() {
            while (!ready.isEmpty() && !run.stop().isRequested()) {
                Step step = ready.remove();
                submit(step);
                flying++;
            }
        }

        /** Where the machine gives no thread for one more that waits, it takes its turn with those that work. */
        private void submit(Step step) {
            ExecutorService pool = pools.of(step);
            try {
                submit(step, pool);
            } catch (OutOfMemoryError noThread) {
                if (pool == pools.working()) {
                    throw noThread;
                }
                submit(step, pools.working());
            }
        }

        private void submit(Step step, ExecutorService pool) {
            new ExecutorCompletionService<>(pool, over).submit(() -> one(step));
        }

        /** An interrupt of the caller's thread is a wish to stop too; calls under way are still waited for. */
        private Finished next() {
            while (true) {
                try {
                    return over.take().get();
                } catch (InterruptedException e) {
                    run.stop().interrupted();
                } catch (ExecutionException e) {
                    throw rethrown(e.getCause());
                }
            }
        }
    }

    /** Only a journal that cannot be written, or an error within that, comes this far. */
    private static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unusable ? unusable : new IllegalStateException(cause);
    }

    private Finished one(Step step) {
        boolean news = !run.record(step.id()).isDone();
        Flight flight = new Flight(new StepWork(run, step));
        flights.add(flight);
        try {
            if (news) {
                flight.start();
            }
            Outcome outcome = outcome(flight.work);
            run.ended(step.id(), outcome);
            flight.end(outcome);
            return new Finished(step, Optional.of(outcome));
        } catch (Stopped e) {
            return new Finished(step, Optional.empty());
        } finally {
            flights.remove(flight);
        }
    }

    /**
     * Whatever breaks within a step is the end of that step, and not of the run's own end: that still has to put things
     * back.
     */
    private Outcome outcome(StepWork work) throws Stopped {
        try {
            if (!run.reaches(work.step().participant())) {
                return new ForeignStep(work).outcome();
            }
            Optional<Outcome> closed = gates.closed(work.step());
            if (closed.isPresent()) {
                run.write(
                        List.of(new JournalEvent.StepEnded(run.id(), work.step().id(), closed.get())));
                return closed.get();
            }
            return new StepRun(work).run();
        } catch (StateUnusable | Stopped e) {
            throw e;
        } catch (Throwable broken) {
            Outcome failed = new Outcome.Failed(InternalFailure.diagnostic(broken));
            run.write(List.of(new JournalEvent.StepEnded(run.id(), work.step().id(), failed)));
            return failed;
        }
    }
}
