package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PartyId;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Step;
import io.partita.core.provider.HostingProposal;
import io.partita.core.state.ExitStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What others propose is overtaken by the plan's own mapping, and never signed. */
class ForeignProposalTest {

    @TempDir
    Path folder;

    private final Scene scene = new Scene(35);
    private final PartyId alice = scene.party("Alice", 3);

    /** The accident that somebody prepared: the target without the flag, and so without its contracts. */
    private HostingMapping accident() {
        return scene.after(alice, Onboarding.CLEAR, 2);
    }

    private static PlanContent knowing(PlanContent content, List<HostingProposal> proposals) {
        PartyChange change = content.parties().get(0);
        PartyChange known = new PartyChange(
                change.name(),
                change.party(),
                change.before(),
                change.lastSerial(),
                change.route(),
                change.authority(),
                change.source(),
                change.staleFlags(),
                change.direct(),
                change.last(),
                change.kept(),
                proposals,
                change.resembling(),
                change.older());
        return new PlanContent(
                content.home(),
                content.network(),
                content.synchronizerAlias(),
                content.synchronizer(),
                content.decisionTimeout(),
                content.participants(),
                content.keys(),
                content.namespaces(),
                content.introductions(),
                List.of(known),
                content.unchanged(),
                content.vettings(),
                content.sources(),
                content.windows(),
                content.preview(),
                content.settled());
    }

    @Test
    void oneThatThePlanKnowsIsOvertaken() {
        scene.network.sign(accident(), scene.target.id.namespace());
        List<HostingProposal> there = List.copyOf(scene.network.proposals.get(alice));

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(knowing(scene.offline(), there)));

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
        assertThat(scene.network.proposals.get(alice)).isEmpty();
        assertThat(there.get(0).signedBy()).containsExactly(scene.target.id.namespace());
    }

    @Test
    void oneThatCameAfterThePlanIsAMovedFact() {
        SavedPlan plan = Scene.saved(scene.offline());
        scene.network.sign(accident(), scene.target.id.namespace());

        RunResult result = new Runner(scene, folder).apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.STALE);
        assertThat(scene.network.lastSerial(alice)).isEqualTo(1);
    }

    @Test
    void nobodyConsentsToWhatThePartyHasSignedAlready() {
        SavedPlan plan = Scene.saved(scene.offline());
        scene.network.sign(scene.after(alice, Onboarding.FLAGGED, 2), scene.source.id.namespace());

        RunResult result = new Runner(scene, folder).apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).endsWith("signed-too-early");
        assertThat(scene.network.lastSerial(alice)).isEqualTo(1);
        assertThat(scene.target.connected).isTrue();
    }

    /** A path, and before which read on the host the party signs. */
    static Stream<Arguments> pathsAndReads() {
        return Stream.of("offline", "simple")
                .flatMap(path -> IntStream.rangeClosed(1, 20).mapToObj(read -> Arguments.of(path, read)));
    }

    /** Whenever the party's signature comes before the consent is sent, the consent is not sent any more. */
    @ParameterizedTest
    @MethodSource("pathsAndReads")
    void aSignatureOfThePartyBetweenTheLookAndTheConsentIsSeen(String path, int read) {
        boolean offline = path.equals("offline");
        Scene other = new Scene(35);
        PartyId party = other.party("Alice", offline ? 3 : 0);
        SavedPlan plan = Scene.saved(offline ? other.offline() : other.simple());
        HostingMapping wanted = other.after(party, offline ? Onboarding.FLAGGED : Onboarding.CLEAR, 2);
        AtomicInteger reads = new AtomicInteger();
        AtomicBoolean consented = new AtomicBoolean();
        AtomicBoolean completed = new AtomicBoolean();
        other.network.wrap(participant -> Intercepted.by(
                (name, arguments, call) -> {
                    boolean atHost = participant.name().equals(Scene.TARGET);
                    if (atHost && !name.equals("propose") && reads.incrementAndGet() == read && !consented.get()) {
                        other.network.sign(wanted, other.source.id.namespace());
                    }
                    Object answer = call.proceed();
                    if (name.equals("propose") || name.equals("sign")) {
                        boolean early = !consented.getAndSet(true) && other.target.connected;
                        completed.compareAndSet(false, early && other.network.lastSerial(party) == 2);
                    }
                    return answer;
                },
                participant));

        new Runner(other, folder).apply().run(plan);

        assertThat(completed).isFalse();
    }

    @Test
    void whatIsProposedIsSaidWhenARunIsGivenUp() {
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, folder);
        runner.listening(new ApplyListener() {
                    @Override
                    public void stepStarted(Step step) {
                        if (step.kind() == Step.Kind.SIGN) {
                            scene.target.connected = true;
                        }
                    }
                })
                .apply()
                .run(plan);

        RunResult given = runner.apply().abandon(plan, "wrong night");

        assertThat(given.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(given.diagnostics()).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("proposal-stays");
            assertThat(said.summary()).isEqualTo("serial 2 of Alice stays proposed");
            assertThat(said.detail())
                    .contains(
                            "(onboarding)",
                            "signed by " + scene.target.id.namespace().abbreviated());
        });
    }
}
