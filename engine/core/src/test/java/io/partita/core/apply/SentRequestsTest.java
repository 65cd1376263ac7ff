package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.provider.SentRequest;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was sent stands in the journal, and costs it no write of its own. */
class SentRequestsTest {

    private static final Set<String> WRITES =
            Set.of("propose", "sign", "disconnect", "reconnect", "exportAcs", "importAcs", "uploadDar");

    @TempDir
    Path folder;

    private final List<SentRequest> sent = new ArrayList<>();

    private List<JournalEntry> entries(String name, Scene scene) throws Exception {
        scene.party("Alice", 3);
        Runner runner = new Runner(scene, Files.createDirectory(folder.resolve(name)));
        assertThat(runner.apply().run(Scene.saved(scene.offline())).exit()).isEqualTo(ExitStatus.DONE);
        return runner.folder.read().value().entries();
    }

    private Scene noting() {
        Scene scene = new Scene(35);
        scene.network.wrap(participant -> Intercepted.by(
                (name, arguments, call) -> {
                    Object answer = call.proceed();
                    if (WRITES.contains(name)) {
                        SentRequest request = new SentRequest(
                                participant.name(),
                                "some.Service/" + name,
                                scene.time.instant(),
                                1,
                                sent.size(),
                                "ab".repeat(32),
                                "OK");
                        sent.add(request);
                        scene.network.sent(request);
                    }
                    return answer;
                },
                participant));
        return scene;
    }

    @Test
    void itIsWrittenOnceWithWhatIsWrittenAnyway() throws Exception {
        List<JournalEntry> silent = entries("silent", new Scene(35));
        List<JournalEntry> noted = entries("noted", noting());

        assertThat(noted).hasSameSizeAs(silent);
        assertThat(sent).hasSizeGreaterThan(5);
        assertThat(noted.stream()
                        .flatMap(entry -> entry.events().stream())
                        .filter(JournalEvent.RequestsSent.class::isInstance)
                        .map(JournalEvent.RequestsSent.class::cast)
                        .flatMap(event -> event.requests().stream()))
                .containsExactlyElementsOf(sent);
        assertThat(silent)
                .noneMatch(entry ->
                        entry.events().stream().anyMatch(event -> event.kind() == JournalEvent.Kind.REQUESTS_SENT));
    }
}
