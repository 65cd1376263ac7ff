package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.approval.Approval;
import io.partita.core.approval.Consent;
import io.partita.core.approval.Judgement;
import io.partita.core.approval.Judgement.Counted;
import io.partita.core.approval.Statement;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Vetting;
import io.partita.core.plan.Window;
import io.partita.core.state.ExitStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When people are asked, and what is not done without them. */
class GatesTest {

    private static final Approval APPROVAL =
            new Approval(new TreeSet<>(Set.of("bob")), "SHA256:key", Approval.NAMESPACE, "signature");

    @TempDir
    Path folder;

    private final Scene scene = new Scene(35);

    /** Approved as long as something holds. */
    private static Consent whileThis(BooleanSupplier holds) {
        return new Consent() {
            @Override
            public Judgement judge(List<Approval> recorded, Instant now) {
                return holds.getAsBoolean()
                        ? new Judgement(
                                Optional.of("0f".repeat(32)),
                                List.of(new Counted(APPROVAL, "review")),
                                List.of(APPROVAL),
                                List.of(),
                                List.of(),
                                new TreeSet<>())
                        : Judgement.refused(List.of(Diagnostic.refusal("approval-missing", "the key has ended")));
            }

            @Override
            public Optional<Diagnostic> backup(Statement statement, Instant now) {
                return Optional.empty();
            }
        };
    }

    @Test
    void runThatWasApprovedDoesNotGoOnWithoutItsPolicy() {
        scene.party("Alice", 2);
        Runner runner = new Runner(scene, folder).consenting(whileThis(() -> true));
        Apply stopped = runner.apply();
        stopped.requestStop();
        stopped.run(Scene.saved(scene.offline()));
        assertThat(runner.folder.read().value().state().unfinishedRun()).isPresent();

        RunResult refused = runner.consenting(Consent.NOT_WANTED).apply().resume(Scene.saved(scene.offline()));

        assertThat(refused.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(refused.diagnostics()).extracting(Diagnostic::code).contains("approval-policy-missing");
        RunResult done = runner.consenting(whileThis(() -> true)).apply().resume(Scene.saved(scene.offline()));
        assertThat(done.exit()).isEqualTo(ExitStatus.DONE);
    }

    /** That one party is active on its target does not make another target one that has to go on. */
    @Test
    void windowOfAnotherTargetIsAskedAbout() {
        TinyParticipant third = scene.network.add("participant3", 'c');
        scene.party("Alice", 2);
        PlanContent alice = scene.offline();
        PartyId bob = scene.party("Bob", 2);
        PlanContent both = scene.offline();
        Vetting vetting = both.vettings().get(0);
        HostingMapping mapping = new HostingMapping(
                bob,
                scene.base + 1,
                1,
                List.of(
                        new HostingMapping.Host(scene.source.id, Permission.SUBMISSION, Onboarding.CLEAR),
                        new HostingMapping.Host(third.id, Permission.OBSERVATION, Onboarding.FLAGGED)),
                Optional.empty());
        Transfer transfer = new Transfer(mapping, Scene.SOURCE, vetting.packages(), 3);
        PlanContent content = scene.content(
                both.parties(),
                List.of(vetting, new Vetting(third.name(), vetting.packages(), vetting.dars())),
                both.sources(),
                List.of(
                        alice.windows().get(0),
                        new Window(2, third.name(), Scene.CONNECTIONS, new TreeSet<>(), List.of(transfer))));
        AtomicReference<ParticipantName> open = new AtomicReference<>(Scene.SOURCE);
        Runner runner = new Runner(scene, folder)
                .listening(new ApplyListener() {
                    @Override
                    public void windowOpened(ParticipantName target, Instant since) {
                        open.set(target);
                    }
                })
                .consenting(whileThis(() -> !open.get().equals(third.name())));

        RunResult result = runner.apply().run(Scene.saved(content));

        assertThat(result.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("approval-missing");
    }
}
