package io.partita.dsl;

import com.sun.management.ThreadMXBean;
import io.partita.core.diagnostic.Checked;
import io.partita.core.model.Declaration;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets a reader read texts on a thread that is watched, and tells whatever it did besides giving an answer. In it are
 * the things that a way out would reach for: a folder, a file with a secret, and a server that nobody has a reason to
 * call.
 */
final class Enclosure implements AutoCloseable {

    private static final String SECRET = "what-the-file-of-the-enclosure-holds";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Whoever reads; the real one is {@link Declarations#read(List)}. */
    interface Reader {
        Checked<Declaration> read(List<SourceText> files);
    }

    /**
     * What came of it.
     *
     * @param answer empty when there was none
     * @param processorTime of the thread that read
     * @param bytes that this thread allocated
     * @param traces one sentence for everything that it should not have done
     */
    record Account(Optional<Checked<Declaration>> answer, Duration processorTime, long bytes, List<String> traces) {}

    private record Work(Checked<Declaration> answer, long nanos, long bytes) {}

    private final Path folder;
    private final Duration patience;
    private final ServerSocketChannel server;

    /**
     * @param folder empty, and nobody else's
     * @param patience after which a reader counts as one that never ends
     */
    Enclosure(Path folder, Duration patience) throws IOException {
        this.folder = folder;
        this.patience = patience;
        this.server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.configureBlocking(false);
        Files.writeString(folder.resolve("secret"), SECRET);
    }

    /** A text of the corpus with the places of this enclosure: {@code @CANARY@}, {@code @SECRET@}, {@code @PORT@}. */
    String filled(String text) throws IOException {
        int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        return text.replace("@CANARY@", folder.resolve("canary").toString())
                .replace("@SECRET@", folder.resolve("secret").toString())
                .replace("@PORT@", Integer.toString(port));
    }

    /** A reader may make the JVM load classes of its own once. One that defines classes does so every time. */
    Account watch(Reader reader, List<SourceText> files) throws IOException, InterruptedException {
        Account account = null;
        for (int i = 0; i < 3; i++) {
            long before = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
            account = once(reader, files);
            boolean defined = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount() > before;
            if (!defined || !account.traces().isEmpty()) {
                return account;
            }
        }
        return new Account(
                account.answer(), account.processorTime(), account.bytes(), List.of("it defines classes every time"));
    }

    private Account once(Reader reader, List<SourceText> files) throws IOException, InterruptedException {
        List<String> traces = new ArrayList<>();
        Surroundings before = Surroundings.of(folder);
        PrintStream output = System.out;
        AtomicLong printed = new AtomicLong();
        System.setOut(new PrintStream(counting(printed), true, StandardCharsets.UTF_8));
        Optional<Work> work;
        try {
            work = supervised(reader, files, traces);
        } finally {
            System.setOut(output);
        }
        if (printed.get() > 0) {
            traces.add("it printed");
        }
        if (wasCalled()) {
            traces.add("it opened a connection");
        }
        before.addChangesTo(traces, folder);
        Optional<Checked<Declaration>> answer = work.map(Work::answer);
        if (answer.toString().contains(SECRET)) {
            traces.add("it read the secret");
        }
        return new Account(
                answer,
                Duration.ofNanos(work.map(Work::nanos).orElse(0L)),
                work.map(Work::bytes).orElse(0L),
                traces);
    }

    private Optional<Work> supervised(Reader reader, List<SourceText> files, List<String> traces)
            throws InterruptedException {
        FutureTask<Work> task = new FutureTask<>(() -> LargeStack.call(() -> measured(reader, files)));
        Thread thread = new Thread(task, "enclosure");
        thread.setDaemon(true);
        thread.start();
        try {
            Work work = task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            thread.join();
            return Optional.of(work);
        } catch (TimeoutException late) {
            traces.add("it still runs after " + patience);
        } catch (ExecutionException thrown) {
            thread.join();
            traces.add("it threw " + thrown.getCause());
        }
        return Optional.empty();
    }

    private static Work measured(Reader reader, List<SourceText> files) {
        long thread = Thread.currentThread().getId();
        long bytes = THREADS.getThreadAllocatedBytes(thread);
        long nanos = THREADS.getCurrentThreadCpuTime();
        Checked<Declaration> answer = reader.read(files);
        return new Work(
                answer, THREADS.getCurrentThreadCpuTime() - nanos, THREADS.getThreadAllocatedBytes(thread) - bytes);
    }

    private static OutputStream counting(AtomicLong count) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                count.incrementAndGet();
            }
        };
    }

    /** Whether somebody opened a connection to the server since it was last asked. */
    boolean wasCalled() throws IOException {
        try (SocketChannel caller = server.accept()) {
            return caller != null;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** What of the machine and of the JVM must be the same before and after. */
    private record Surroundings(
            Properties properties,
            Locale locale,
            TimeZone zone,
            Set<Thread> threads,
            Set<Long> children,
            String files) {

        static Surroundings of(Path folder) throws IOException {
            // The JVM notes the time zone among the properties when it is first asked for.
            TimeZone zone = TimeZone.getDefault();
            return new Surroundings(
                    (Properties) System.getProperties().clone(),
                    Locale.getDefault(),
                    zone,
                    Thread.getAllStackTraces().keySet(),
                    running(),
                    listing(folder));
        }

        private static Set<Long> running() {
            return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
        }

        private static String listing(Path folder) throws IOException {
            StringBuilder listing = new StringBuilder();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted().toList()) {
                    boolean regular = Files.isRegularFile(file);
                    listing.append(file)
                            .append(regular ? Files.readString(file) : "")
                            .append('\n');
                }
            }
            return listing.toString();
        }

        /** Says what has changed, and puts back what can be. */
        void addChangesTo(List<String> traces, Path folder) throws IOException, InterruptedException {
            Set<Map.Entry<Object, Object>> changed =
                    new HashSet<>(System.getProperties().entrySet());
            changed.addAll(properties.entrySet());
            changed.removeIf(entry -> entry.getValue().equals(properties.get(entry.getKey()))
                    && entry.getValue().equals(System.getProperties().get(entry.getKey())));
            if (!changed.isEmpty()) {
                System.setProperties(properties);
                traces.add("it changed a system property: " + changed);
            }
            if (!Locale.getDefault().equals(locale) || !TimeZone.getDefault().equals(zone)) {
                Locale.setDefault(locale);
                TimeZone.setDefault(zone);
                traces.add("it changed the locale or time zone");
            }
            if (!listing(folder).equals(files)) {
                traces.add("it touched a file");
            }
            Set<Long> started = new HashSet<>(running());
            started.removeAll(children);
            if (!started.isEmpty()) {
                started.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
                traces.add("it started a process");
            }
            Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
            left.removeAll(threads);
            for (Thread thread : left) {
                thread.join(500);
            }
            // A tool that looks at the JVM from outside makes it start this one.
            left.removeIf(thread -> !thread.isAlive() || thread.getName().equals("Attach Listener"));
            if (!left.isEmpty()) {
                traces.add("it left a thread behind: "
                        + left.stream().map(Thread::getName).toList());
            }
        }
    }
}
