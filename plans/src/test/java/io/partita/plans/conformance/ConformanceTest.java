package io.partita.plans.conformance;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * Runs every case on the network that {@code -Dpartita.network=FILE} names, or on two sandboxes, protocol versions 34
 * and 35, when it names none. A case that fails does not stop the others; a network that cannot be read, or does not
 * store the packages of the suite, does. The table of all cases is printed at the end and written to
 * {@code target/conformance.txt} and {@code target/conformance.json}.
 */
@Tag("conformance")
class ConformanceTest {

    /** Names the file with the network. A relative path starts where Maven was called. */
    static final String NETWORK = "partita.network";

    /** Where Maven was called; the working directory of a test is its module. */
    private static final String CALLED_FROM = "partita.called.from";

    /**
     * Only cases whose name matches this pattern, and the last one, which looks after what was left; for work on the
     * suite itself.
     */
    private static final String ONLY = "partita.conformance.only";

    private static final Table TABLE = new Table();

    @TempDir
    static Path folder;

    @AfterAll
    static void tell() throws IOException {
        TABLE.write(Path.of("target"));
        System.out.println(TABLE.text());
    }

    @TestFactory
    Stream<DynamicContainer> networks() {
        String file = System.getProperty(NETWORK, "");
        if (file.isBlank()) {
            return Stream.of(34, 35).map(version -> container(new Sandboxed(version)));
        }
        Path called = Path.of(System.getProperty(CALLED_FROM, "")).toAbsolutePath();
        Checked<Target> target = TargetFile.read(called.resolve(file));
        if (!target.isPresent()) {
            throw new IllegalArgumentException(
                    target.diagnostics().stream().map(ConformanceTest::said).collect(Collectors.joining("\n")));
        }
        return Stream.of(container(new Running(target.value())));
    }

    private static String said(Diagnostic diagnostic) {
        return Stream.of(
                        diagnostic.range().map(range -> range + ": ").orElse("") + diagnostic.summary(),
                        diagnostic.detail(),
                        diagnostic.hint())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static DynamicContainer container(Network network) {
        Session session = new Session(network);
        List<Case> cases = new ArrayList<>(Suite.cases());
        String only = System.getProperty(ONLY, ".*");
        cases.removeIf(each -> !each.name().matches(only));
        Stream<DynamicTest> tests = cases.stream()
                .map(each -> DynamicTest.dynamicTest(each.name() + ": " + each.checks(), () -> session.run(each)));
        DynamicTest last = DynamicTest.dynamicTest(
                Suite.LAST.name() + ": " + Suite.LAST.checks(), () -> session.runLast(Suite.LAST));
        return DynamicContainer.dynamicContainer(network.name(), Stream.concat(tests, Stream.of(last)));
    }

    /** The cases of one network, one after the other. The network is opened by the first and closed after the last. */
    private static final class Session {

        private final Network network;
        private Optional<Ground> ground = Optional.empty();
        private Optional<String> stopped = Optional.empty();

        Session(Network network) {
            this.network = network;
        }

        private Ground ground() throws IOException {
            if (stopped.isPresent()) {
                throw new AssertionError("not tried, because the suite has stopped: " + stopped.get());
            }
            if (ground.isEmpty()) {
                try {
                    Path units =
                            Files.createDirectory(folder.resolve(network.name().replaceAll("[^A-Za-z0-9.]", "-")));
                    ground = Optional.of(Ground.open(network.open(), units));
                    TABLE.about(network.name(), ground.get().facts().text());
                    ground.get().storePackages();
                } catch (RuntimeException | Error failure) {
                    stopped = Optional.of(String.valueOf(failure.getMessage()));
                    throw failure;
                }
            }
            return ground.get();
        }

        void run(Case each) throws Exception {
            Instant start = Instant.now();
            Row.Result result = Row.Result.FAILED;
            String detail = "";
            try {
                Ground opened = ground();
                if (opened.peers().size() < each.participants()) {
                    throw new TestAbortedException("needs " + each.participants() + " participants; the network names "
                            + opened.peers().size());
                }
                each.body().check(opened);
                result = Row.Result.PASSED;
            } catch (TestAbortedException skipped) {
                result = Row.Result.SKIPPED;
                detail = String.valueOf(skipped.getMessage());
                throw skipped;
            } catch (Exception | Error failure) {
                detail = String.valueOf(failure.getMessage());
                throw failure;
            } finally {
                String remark = ground.flatMap(Ground::takeRemark).orElse("");
                TABLE.add(new Row(
                        network.name(),
                        each.name(),
                        each.checks(),
                        result,
                        detail.isEmpty() ? remark : detail,
                        Duration.between(start, Instant.now())));
            }
        }

        void runLast(Case last) throws Exception {
            try {
                run(last);
            } finally {
                ground.ifPresent(Ground::close);
                network.close();
            }
        }
    }
}
