package io.partita.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.GroovyShell;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The enclosure and the flight record notice a reader that lets texts out: one that runs them as Groovy. */
class EnclosureTest {

    @TempDir
    Path folder;

    private Enclosure enclosure;

    @BeforeEach
    void open() throws IOException {
        enclosure = new Enclosure(folder, Duration.ofSeconds(30));
    }

    @AfterEach
    void close() throws IOException {
        enclosure.close();
    }

    private static Checked<Declaration> run(List<SourceText> files) {
        Object value = new GroovyShell().evaluate(files.get(0).text());
        return Checked.failed(Diagnostic.error("syntax", String.valueOf(value)));
    }

    private List<String> traces(Enclosure.Reader reader, String text) throws IOException, InterruptedException {
        return enclosure
                .watch(reader, List.of(new SourceText("main.groovy", enclosure.filled(text))))
                .traces();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "new File('@CANARY@').createNewFile()                            | it touched a file",
                "new File('@SECRET@').text                                       | it read the secret",
                "new File('@SECRET@') << 'x'                                     | it touched a file",
                "new Socket('127.0.0.1', @PORT@).close()                         | it opened a connection",
                "['sleep', '60'].execute()                                       | it started a process",
                "Thread.startDaemon { sleep 5000 }                               | it left a thread behind",
                "System.setProperty('io.partita.enclosed', 'no')                 | it changed a system property",
                "Locale.setDefault(Locale.CHINA)                                 | it changed the locale or time zone",
                "println 'out'                                                   | it printed",
                "1 + 1                                                           | it defines classes every time"
            })
    void aWayOutIsNoticed(String text, String trace) throws Exception {
        assertThat(traces(EnclosureTest::run, text))
                .anySatisfy(noticed -> assertThat(noticed).startsWith(trace));
        assertThat(Locale.getDefault()).isEqualTo(Locale.US);
        assertThat(System.getProperty("io.partita.enclosed")).isNull();
    }

    @Test
    void aReaderThatThrowsIsNoticed() throws Exception {
        assertThat(traces(EnclosureTest::run, "throw new Error('x')")).contains("it threw java.lang.Error: x");
    }

    @Test
    void aReaderThatNeverEndsIsNoticed() throws Exception {
        Duration patience = Duration.ofMillis(300);
        CountDownLatch ends = new CountDownLatch(1);
        try (Enclosure impatient = new Enclosure(folder, patience)) {
            Enclosure.Account account = impatient.watch(
                    files -> {
                        try {
                            ends.await();
                        } catch (InterruptedException ended) {
                            Thread.currentThread().interrupt();
                        }
                        return run(files);
                    },
                    List.of(new SourceText("main.groovy", "1")));
            assertThat(account.answer()).isEmpty();
            assertThat(account.traces()).contains("it still runs after " + patience);
        }
    }

    @Test
    void whatAReaderCostsIsCounted() throws Exception {
        Enclosure.Reader wasteful = files -> {
            long sum = 0;
            for (int i = 0; i < 2_000; i++) {
                sum += new byte[100_000].length;
            }
            return Checked.failed(Diagnostic.error("syntax", "of " + sum));
        };
        Enclosure.Account account = enclosure.watch(wasteful, List.of());
        assertThat(account.traces()).isEmpty();
        assertThat(account.bytes()).isBetween(200_000_000L, 210_000_000L);
        assertThat(account.processorTime()).isPositive();
    }

    @Test
    void theFlightRecordNamesProcessesFilesConnectionsAndClasses() throws Exception {
        try (FlightRecord record = new FlightRecord()) {
            traces(
                    EnclosureTest::run,
                    "new File('@CANARY@').text = 'x'; new File('@SECRET@').text; ['true'].execute().waitFor()\n"
                            + "new Socket('127.0.0.1', @PORT@).withStreams { i, o -> o << 'x' }");
            assertThat(record.deeds())
                    .anySatisfy(deed -> assertThat(deed).contains("ProcessStart"))
                    .anySatisfy(deed -> assertThat(deed).contains("FileWrite").contains("canary"))
                    .anySatisfy(deed -> assertThat(deed).contains("FileRead").contains("secret"))
                    .anySatisfy(deed -> assertThat(deed).contains("SocketWrite"))
                    .anySatisfy(deed -> assertThat(deed).contains("ClassDefine").contains("Script1"));
        }
    }

    @Test
    void theRealReaderLeavesNoRecord() throws Exception {
        try (FlightRecord record = new FlightRecord()) {
            assertThat(traces(Declarations::read, "synchronizer 's'\nnew File('@CANARY@').text = 'x'"))
                    .isEmpty();
            assertThat(record.deeds()).isEmpty();
        }
    }
}
