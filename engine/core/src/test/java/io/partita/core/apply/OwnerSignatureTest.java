package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Authority;
import io.partita.core.plan.Signer;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A party of a decentralized namespace, one owner of which is none of the plan's participants. */
class OwnerSignatureTest {

    private static final Fingerprint NAMESPACE = TinyNetwork.fingerprint('7');
    private static final Fingerprint OUTSIDE = TinyNetwork.fingerprint('e');

    @TempDir
    Path folder;

    private final Scene scene = new Scene(35);
    private PartyId alice;

    /** In which order the owners sign. */
    private enum Order {
        OUTSIDE_FIRST,
        OUTSIDE_LAST
    }

    private Runner of(Order order, int contracts) {
        scene.network.owners.put(
                NAMESPACE,
                new TinyNetwork.Owners(2, Set.of(scene.source.id.uid().namespace(), OUTSIDE)));
        alice = scene.party(PartyId.of("Alice::" + NAMESPACE), contracts);
        Signer own = new Signer.AtParticipant(scene.source.id.uid().namespace(), Scene.SOURCE);
        Signer outside = new Signer.Outside(OUTSIDE, Scene.SOURCE);
        scene.authority(
                alice,
                new Authority(
                        NAMESPACE,
                        new TreeSet<>(Set.of(own.namespace(), OUTSIDE)),
                        2,
                        order == Order.OUTSIDE_FIRST ? List.of(outside, own) : List.of(own, outside)));
        return new Runner(scene, folder);
    }

    private StepId owners() {
        return new StepId("sign/outside-" + OUTSIDE + "/Alice/2");
    }

    private void ownerSigns() {
        scene.network.sign(scene.network.proposals.get(alice).get(0).mapping(), OUTSIDE);
        scene.time.pass(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void isWaitedForAndSaidHow(Order order) {
        Runner run = of(order, 3);
        SavedPlan plan = Scene.saved(scene.offline());

        RunResult waiting = run.apply().run(plan);

        assertThat(waiting.exit()).isEqualTo(ExitStatus.WAITING);
        assertThat(waiting.outcomes().get(owners())).isInstanceOfSatisfying(Outcome.Waiting.class, outcome -> {
            assertThat(outcome.whom()).isEqualTo(Outcome.Whom.OPERATOR);
            assertThat(outcome.wanted().code()).isEqualTo("owner-signature-wanted");
            assertThat(outcome.wanted().summary()).contains(OUTSIDE.toString());
            assertThat(outcome.wanted().hint())
                    .contains(scene.network.proposals.get(alice).get(0).transactionHash());
        });
        assertThat(scene.target.connected).isEqualTo(order == Order.OUTSIDE_FIRST);
        assertThat(run.apply().resume(plan).exit()).isEqualTo(ExitStatus.WAITING);

        ownerSigns();
        RunResult done = run.apply().resume(plan);

        assertThat(done.diagnostics()).isEmpty();
        assertThat(done.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    /** The owner is not told to complete a mapping that makes the party active on a target that is connected. */
    @Test
    void isNotAskedForWhileItWouldDoHarm() {
        Runner run = of(Order.OUTSIDE_LAST, 3);
        SavedPlan plan = Scene.saved(scene.offline());
        assertThat(run.apply().run(plan).exit()).isEqualTo(ExitStatus.WAITING);
        run.listening(new ApplyListener() {
            @Override
            public void waveStarted(Wave wave) {
                if (wave.title().startsWith("note the ledger end")) {
                    scene.target.connected = true;
                }
            }
        });

        RunResult refused = run.apply().resume(plan);

        assertThat(refused.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(refused.diagnostics()).extracting(Diagnostic::code).contains("target-not-isolated");
        assertThat(refused.diagnostics()).extracting(Diagnostic::code).doesNotContain("owner-signature-wanted");
    }

    /** From the moment on that the owner was asked nobody knows whether the party becomes active unseen. */
    @Test
    void ofAnUnusedPartyIsConfirmedAfterwards() {
        Runner run = of(Order.OUTSIDE_LAST, 0);
        SavedPlan plan = Scene.saved(scene.simple());
        RunResult waiting = run.apply().run(plan);
        assertThat(waiting.exit()).isEqualTo(ExitStatus.WAITING);
        assertThat(waiting.interlocks()).extracting(Interlock::kind).containsExactly(Interlock.Kind.UNCONFIRMED_USE);
        assertThat(run.apply().abandon(plan, "impatient").exit()).isEqualTo(ExitStatus.REFUSED);

        ownerSigns();
        RunResult done = run.apply().resume(plan);

        assertThat(done.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(done.interlocks()).isEmpty();
    }
}
