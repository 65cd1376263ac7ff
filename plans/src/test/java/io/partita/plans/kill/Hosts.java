package io.partita.plans.kill;

import io.partita.plans.kill.disk.FatalDisk;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Some {@link Host}s; each plays one run at a time. */
final class Hosts implements Clients {

    /** The id of no process: systems give none as high. One of the dead is given to another soon on a busy machine. */
    private static final long NOBODY = 1L << 30;

    private static final long LIMIT_SECONDS = 180;

    private final BlockingQueue<Process> free;
    private final List<Process> all;

    /** @param number of processes */
    Hosts(ClassArchive classes, int number) {
        this.free = new ArrayBlockingQueue<>(number);
        this.all = Stream.generate(classes::host).limit(number).toList();
        this.free.addAll(all);
    }

    @Override
    public Client start(Path unit, String fatal, List<String> words, Runnable onDeath) {
        try {
            Process host = free.take();
            Guest guest = new Guest(host, unit, onDeath);
            List<String> order = new ArrayList<>(List.of(Host.RUN, unit.toString(), fatal));
            order.addAll(words);
            guest.tell(String.join(Host.SEPARATOR, order));
            return guest;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        all.forEach(Process::destroyForcibly);
    }

    /** A run in one of the hosts. */
    private final class Guest implements Client {

        private final Process host;
        private final Path unit;
        private final Runnable onDeath;
        private final List<String> changes = new ArrayList<>();
        private final AtomicBoolean isSentenced = new AtomicBoolean();
        private final CompletableFuture<Void> death = new CompletableFuture<>();
        private final CompletableFuture<Ended> end;

        Guest(Process host, Path unit, Runnable onDeath) {
            this.host = host;
            this.unit = unit;
            this.onDeath = onDeath;
            this.end = CompletableFuture.supplyAsync(this::listen, task -> new Thread(task).start());
        }

        void tell(String order) {
            try {
                BufferedWriter orders = host.outputWriter(StandardCharsets.UTF_8);
                synchronized (host) {
                    orders.write(order + "\n");
                    orders.flush();
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private void die() {
            isSentenced.set(true);
            tell(Host.DIE + Host.SEPARATOR + unit);
        }

        private Ended listen() {
            StringBuilder text = new StringBuilder();
            try {
                BufferedReader lines = host.errorReader(StandardCharsets.UTF_8);
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith(FatalDisk.CHANGE)) {
                        changes.add(line.substring(FatalDisk.CHANGE.length()));
                    } else if (line.startsWith(FatalDisk.STOPPED)) {
                        onDeath.run();
                        die();
                    } else if (line.equals(Host.DEAD)) {
                        death.complete(null);
                    } else if (line.startsWith(Host.ENDED)) {
                        return ended(line.substring(Host.ENDED.length()).split(" ", -1), text);
                    } else {
                        text.append(line).append('\n');
                    }
                }
                throw new AssertionError("a host is gone; it said:\n" + text);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        /** The dead leave a lock behind that names a process which is no more; the host lives on. */
        private void leaveLock() {
            Path lock = unit.resolve(".partita/lock");
            if (Files.exists(lock)) {
                try {
                    String text = Files.readString(lock);
                    Files.writeString(lock, text.replace("\"pid\": " + host.pid(), "\"pid\": " + NOBODY));
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
        }

        private Ended ended(String[] told, StringBuilder text) {
            text.append(new String(Base64.getDecoder().decode(told[1]), StandardCharsets.UTF_8));
            // The run may end before the host has said that it is dead.
            boolean isKilled = isSentenced.get();
            death.complete(null);
            if (isKilled) {
                leaveLock();
            }
            free.add(host);
            return new Ended(isKilled ? KILLED : Integer.parseInt(told[0]), text.toString(), List.copyOf(changes));
        }

        @Override
        public void kill() {
            die();
            CompletableFuture.anyOf(death, end).join();
        }

        @Override
        public Ended await() {
            try {
                return end.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException late) {
                host.destroyForcibly();
                throw new AssertionError("a run does not end", late);
            } catch (ExecutionException failure) {
                throw new AssertionError(failure.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", interrupted);
            }
        }
    }
}
