package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.provider.Participant;
import io.partita.core.state.ExitStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A signature that was taken waits in the memory of its participant; a restart loses it before it is sent. */
class QueuedSignatureTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"participant1, sign", "participant2, propose"})
    void isAskedForAgainWhenItIsLost(String participant, String call) {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        Losing losing = new Losing(new ParticipantName(participant), call, 1);

        assertArrives(scene, alice, losing);
        assertThat(losing.calls).hasValue(2);
    }

    @ParameterizedTest
    @CsvSource({"participant1, sign, activation-missing", "participant2, propose, proposal-not-seen"})
    void isNotAskedForForEver(String participant, String call, String code) {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        Runner runner = new Runner(scene, folder);
        SavedPlan plan = Scene.saved(scene.offline());
        scene.network.wrap(new Losing(new ParticipantName(participant), call, Integer.MAX_VALUE));
        Instant begun = scene.time.instant();

        RunResult stopped = runner.apply().run(plan);

        assertThat(stopped.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(stopped.diagnostics())
                .extracting(diagnostic -> diagnostic.code())
                .contains(code);
        assertThat(Duration.between(begun, scene.time.instant())).isLessThan(Duration.ofMinutes(5));
        scene.network.wrap(UnaryOperator.identity());
        assertThat(runner.apply().resume(plan).exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    /** Asking again comes too late: what was sent has arrived in the moment before. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatArrivesWhileItIsAskedForAgainIsNoRefusal(int looks) {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        Losing losing = new Losing(Scene.SOURCE, "sign", 1);
        losing.looksBefore = looks;
        losing.afterTheLook = () -> {
            scene.network.sign(
                    scene.after(alice, Onboarding.FLAGGED, 2),
                    scene.source.id.uid().namespace());
            scene.time.pass(Duration.ofSeconds(1));
        };

        assertArrives(scene, alice, losing);
        // After the second look it was asked for already.
        assertThat(losing.calls).hasValue(looks);
    }

    private void assertArrives(Scene scene, PartyId alice, Losing losing) {
        scene.network.wrap(losing);

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    /** Takes a call on one participant, and forgets it. */
    private static final class Losing implements UnaryOperator<Participant> {

        private final ParticipantName where;
        private final String call;
        private final int lost;
        private final AtomicInteger calls = new AtomicInteger();
        /** Happens once, after so many looks of those that tell that it has to be asked again and may be. */
        private Runnable afterTheLook = () -> {};

        private int looksBefore;
        private int looks;

        Losing(ParticipantName where, String call, int lost) {
            this.where = where;
            this.call = call;
            this.lost = lost;
        }

        @Override
        public Participant apply(Participant participant) {
            if (!participant.name().equals(where)) {
                return participant;
            }
            return Intercepted.by(
                    (name, arguments, asked) -> {
                        if (name.equals(call) && calls.incrementAndGet() <= lost) {
                            return null;
                        }
                        Object answer = asked.proceed();
                        looked(name);
                        return answer;
                    },
                    participant);
        }

        /**
         * While it only waits, each look at the hosting is followed by a question for the time. The proposals are read
         * beside the hosting.
         */
        private synchronized void looked(String name) {
            if (name.equals("proposals")) {
                return;
            }
            looks = calls.get() > 0 && name.equals("hosting") ? looks + 1 : 0;
            if (looks == looksBefore && calls.get() > 0) {
                Runnable once = afterTheLook;
                afterTheLook = () -> {};
                once.run();
            }
        }
    }
}
