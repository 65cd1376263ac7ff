package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Wave;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.state.ExitStatus;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The facts of many parties, as the first step reads them. */
class ManyFactsTest {

    private static final int PARTIES = 60;

    @TempDir
    Path folder;

    private final Scene scene = new Scene(35);
    private final AtomicInteger single = new AtomicInteger();
    private final AtomicInteger together = new AtomicInteger();
    private volatile boolean begun;
    private volatile boolean preflight;
    private Optional<CallFailed> broken = Optional.empty();

    private SavedPlan plan() {
        IntStream.range(0, PARTIES).forEach(number -> scene.party("party" + number, 0));
        scene.network.wrap(participant -> Intercepted.by(
                (name, arguments, call) -> {
                    switch (name) {
                        case "propose" -> begun = true;
                        case "hosting" -> single.addAndGet(preflight ? 1 : 0);
                        case "allHostings" -> {
                            together.incrementAndGet();
                            if (broken.isPresent()) {
                                throw broken.get();
                            }
                        }
                        default -> {}
                    }
                    return call.proceed();
                },
                participant));
        return Scene.saved(scene.simple());
    }

    private RunResult run(SavedPlan plan) {
        Runner runner = new Runner(scene, folder).parallel(8).listening(new ApplyListener() {
            @Override
            public void waveStarted(Wave wave) {
                preflight = wave.number() == 0;
            }
        });
        return runner.with(runner.options()
                        .confirming(scene.parties.stream()
                                .map(party -> party.uid().identifier())
                                .collect(Collectors.toSet())))
                .apply()
                .run(plan);
    }

    @Test
    void areReadTogether() {
        RunResult result = run(plan());

        assertThat(result.exit()).as(result.toString()).isEqualTo(ExitStatus.DONE);
        assertThat(together).hasValue(2);
        assertThat(single).hasValue(0);
    }

    @Test
    void areReadOneByOneWhereThatIsNotAnswered() {
        broken = Optional.of(new CallFailed(new CallFailure(
                CallFailure.Kind.REFUSED, "READ_OVER_LIMIT", "too much", "reading", "here", Optional.empty())));

        RunResult result = run(plan());

        assertThat(result.exit()).as(result.toString()).isEqualTo(ExitStatus.DONE);
        assertThat(single.get()).isGreaterThanOrEqualTo(PARTIES);
    }

    @Test
    void oneThatHasMovedIsFound() {
        SavedPlan plan = plan();
        PartyId moved = scene.parties.get(PARTIES / 2);
        HostingMapping other = scene.after(moved, Onboarding.CLEAR, 7);
        scene.network.host(other);
        scene.network.settle();

        RunResult result = run(plan);

        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("fact-moved");
        assertThat(result.diagnostics())
                .extracting(Diagnostic::summary)
                .allMatch(summary -> summary.contains("/" + moved.uid().identifier() + " is no longer"));
        assertThat(begun).isFalse();
    }
}
