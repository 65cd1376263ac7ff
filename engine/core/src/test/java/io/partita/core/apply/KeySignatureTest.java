package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.hash.Multihash;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.KeyName;
import io.partita.core.model.KeySignature;
import io.partita.core.model.KeySource;
import io.partita.core.model.PartyId;
import io.partita.core.model.PartyKeys;
import io.partita.core.model.Permission;
import io.partita.core.model.SigningKey;
import io.partita.core.plan.Authority;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedKey;
import io.partita.core.plan.Route;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import io.partita.core.plan.law.PlanLaws;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.KeyFailed;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunBook;
import io.partita.core.state.SignatureRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parties whose key no participant holds. */
class KeySignatureTest {

    private static final KeySource COMMAND = new KeySource.KeyCommand(List.of("./sign"));
    private static final StepId COLLECT = new StepId("collect-signature/key-of-Alice/Alice/2");

    @TempDir
    Path folder;

    private final Scene scene = new Scene(35);

    private SavedPlan offline(KeySource source) {
        scene.external("Alice", 3, source);
        return Scene.saved(scene.offline());
    }

    private PartyId alice() {
        return scene.parties.get(0);
    }

    private KeySignature signature(SigningKey key, HostingMapping... mappings) {
        List<String> hashes = Arrays.stream(mappings)
                .map(mapping -> scene.network.transactions.of(mapping).hash())
                .toList();
        KeySignature unsigned = new KeySignature(key, hashes, "00");
        byte[] bytes = scene.ownKeys.sign(key, Multihash.bytes(unsigned.signed()));
        return new KeySignature(key, hashes, HexFormat.of().formatHex(bytes));
    }

    private SigningKey key() {
        return scene.keys.get(new KeyName("key-of-Alice")).key();
    }

    private HostingMapping activation(SavedPlan plan) {
        return plan.plan().content().windows().get(0).transfers().get(0).activation();
    }

    @Test
    void signsWhileTheTargetIsIsolated() {
        SavedPlan plan = offline(COMMAND);
        assertThat(PlanLaws.breaches(plan.plan().content())).isEmpty();
        Runner run = new Runner(scene, folder);
        boolean[] isolated = new boolean[1];
        run.listening(new ApplyListener() {
            @Override
            public void stepWaiting(Step step, String what, Optional<Instant> until) {
                isolated[0] |= what.contains("signs") && !scene.target.connected;
            }
        });

        RunResult done = run.apply().run(plan);

        assertThat(done.diagnostics()).isEmpty();
        assertThat(done.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(isolated[0]).isTrue();
        assertThat(scene.ownKeys.signatures).isEqualTo(1);
        OfflinePathTest.assertArrived(scene, alice());
    }

    @Test
    void isCheckedBeforeTheFirstChange() {
        SavedPlan plan = offline(COMMAND);
        scene.ownKeys.trouble =
                Optional.of(new KeyFailed("key-command-not-found", "there is no ./sign", "Install it."));

        RunResult refused = new Runner(scene, folder).apply().run(plan);

        assertThat(refused.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(refused.diagnostics()).extracting(Diagnostic::code).contains("key-command-not-found");
        assertThat(scene.network.proposals).isEmpty();
        assertThat(scene.source.pruning).isPresent();
    }

    /** The target stays isolated, and the same run goes on when the key signs again. */
    @Test
    void isAskedAgainAfterAFailure() {
        SavedPlan plan = offline(COMMAND);
        Runner run = new Runner(scene, folder);
        run.listening(new ApplyListener() {
            @Override
            public void waveStarted(Wave wave) {
                if (wave.title().startsWith("isolate")) {
                    scene.ownKeys.trouble = Optional.of(
                            new KeyFailed("key-command-failed", "it ended with exit code 1", "Look at it."));
                }
            }
        });
        RunResult failed = run.apply().run(plan);
        assertThat(failed.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(failed.diagnostics()).extracting(Diagnostic::code).contains("key-command-failed");
        assertThat(scene.target.connected).isFalse();

        run.listening(ApplyListener.SILENT);
        scene.ownKeys.trouble = Optional.empty();
        RunResult done = run.apply().resume(plan);

        assertThat(done.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice());
    }

    /** Whoever writes other bytes is found out while everybody is connected. */
    @Test
    void isNotWantedForOtherBytesThanAreSignedHere() {
        SavedPlan plan = offline(COMMAND);
        scene.network.wrap(participant -> Intercepted.by(
                (name, arguments, proceed) ->
                        name.equals("proposals") ? rewritten((List<?>) proceed.proceed()) : proceed.proceed(),
                participant));

        RunResult failed = new Runner(scene, folder).apply().run(plan);

        assertThat(failed.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(failed.diagnostics()).extracting(Diagnostic::code).contains("other-transaction");
        assertThat(scene.target.connected).isTrue();
        assertThat(scene.ownKeys.signatures).isZero();
    }

    private static List<HostingProposal> rewritten(List<?> proposals) {
        return proposals.stream()
                .map(HostingProposal.class::cast)
                .map(proposal -> new HostingProposal(proposal.mapping(), "1220" + "0".repeat(64), proposal.signedBy()))
                .toList();
    }

    @Test
    void ofAnOwnerElsewhereIsWaitedForBeforeAnythingChanges() {
        SavedPlan plan = offline(new KeySource.HandOver());
        Runner run = new Runner(scene, folder);

        RunResult waiting = run.apply().run(plan);

        assertThat(waiting.exit()).isEqualTo(ExitStatus.WAITING);
        assertThat(waiting.outcomes().get(COLLECT)).isInstanceOfSatisfying(Outcome.Waiting.class, outcome -> {
            assertThat(outcome.whom()).isEqualTo(Outcome.Whom.OPERATOR);
            assertThat(outcome.wanted().code()).isEqualTo("signature-wanted");
        });
        assertThat(scene.target.connected).isTrue();
        assertThat(scene.target.vetted).isEmpty();
        assertThat(scene.network.proposals).isEmpty();

        run.with(run.options().signedBy(List.of(signature(key(), activation(plan)))));
        RunResult done = run.apply().resume(plan);

        assertThat(done.diagnostics()).isEmpty();
        assertThat(done.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.ownKeys.signatures).isZero();
        OfflinePathTest.assertArrived(scene, alice());
    }

    @Test
    void overSeveralTransactionsCountsForEach() {
        SavedPlan plan = offline(new KeySource.HandOver());
        Runner run = new Runner(scene, folder);
        HostingMapping other = activation(plan).withSerial(7);
        run.with(run.options().signedBy(List.of(signature(key(), activation(plan), other))));

        assertThat(run.apply().run(plan).exit()).isEqualTo(ExitStatus.DONE);
    }

    @Test
    void thatIsDamagedIsNotTaken() {
        SavedPlan plan = offline(new KeySource.HandOver());
        KeySignature good = signature(key(), activation(plan));
        KeySignature damaged = new KeySignature(
                good.key(), good.transactions(), "00" + good.hex().substring(2));
        Runner run = new Runner(scene, folder);
        run.with(run.options().signedBy(List.of(damaged)));

        RunResult refused = run.apply().run(plan);

        assertThat(refused.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(refused.diagnostics()).extracting(Diagnostic::code).contains("signature-invalid");
        assertThat(scene.network.proposals).isEmpty();
        DryRunReport foretold = run.apply().dryRun(plan);
        assertThat(foretold.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(foretold.diagnostics()).extracting(Diagnostic::code).contains("signature-invalid");
    }

    @Test
    void thatNothingWaitsForIsRefused() {
        SavedPlan plan = offline(new KeySource.HandOver());
        KeySignature ofAnother = signature(scene.ownKeys.key(), activation(plan));
        KeySignature ofAnotherSerial = signature(key(), activation(plan).withSerial(3));

        for (KeySignature signature : List.of(ofAnother, ofAnotherSerial)) {
            Runner run = new Runner(scene, folder.resolve(signature.hex().substring(0, 16)));
            run.with(run.options().signedBy(List.of(signature)));

            RunResult refused = run.apply().run(plan);

            assertThat(refused.exit()).isEqualTo(ExitStatus.REFUSED);
            assertThat(refused.diagnostics()).extracting(Diagnostic::code).contains("signature-not-wanted");
        }
        assertThat(scene.network.proposals).isEmpty();
    }

    /** What is asked for is what the plan signs, and no more once it is there. */
    @Test
    void isAskedForUntilItIsThere() {
        SavedPlan plan = offline(new KeySource.HandOver());
        Runner run = new Runner(scene, folder);
        RunResult waiting = run.apply().run(plan);

        SignatureRequest request = request(run, plan, waiting).orElseThrow();
        assertThat(request.planHash()).isEqualTo(plan.hash());
        assertThat(request.wanted()).singleElement().satisfies(wanted -> {
            assertThat(wanted.signingKey()).isEqualTo(key());
            assertThat(wanted.transaction()).isEqualTo(scene.network.transactions.of(activation(plan)));
        });

        run.with(run.options().signedBy(List.of(signature(key(), activation(plan)))));
        RunResult done = run.apply().resume(plan);
        assertThat(done.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(request(run, plan, done)).isEmpty();
    }

    private Optional<SignatureRequest> request(Runner run, SavedPlan plan, RunResult result) {
        RunBook book = new RunBook(
                result.run().orElseThrow(), run.folder.read().value().entries());
        return SignatureRequests.of(plan, Optional.of(book), scene.network.transactions);
    }

    @Test
    void createsAParty() {
        SigningKey key = scene.ownKeys.key();
        scene.external("Bob", 0, COMMAND);
        scene.parties.clear();
        PartyId carol = PartyId.of("Carol::" + key.fingerprint());
        KeyName name = new KeyName("carol");
        scene.keys.clear();
        scene.keys.put(name, new PlannedKey(name, key, COMMAND));
        scene.authority(
                carol,
                new Authority(
                        key.fingerprint(),
                        new TreeSet<>(Set.of(key.fingerprint())),
                        1,
                        List.of(new Signer.WithKey(key.fingerprint(), name, Scene.SOURCE))));
        scene.parties.add(carol);
        HostingMapping first = new HostingMapping(
                carol,
                1,
                1,
                List.of(
                        new HostingMapping.Host(
                                scene.source.id, Permission.CONFIRMATION, HostingMapping.Onboarding.CLEAR),
                        new HostingMapping.Host(
                                scene.target.id, Permission.OBSERVATION, HostingMapping.Onboarding.CLEAR)),
                Optional.of(PartyKeys.of(key)));
        Plan plan = new Plan(scene.direct(Route.of(Route.Reason.NEW_PARTY), party -> first));
        assertThat(PlanLaws.breaches(plan.content())).isEmpty();

        RunResult done = new Runner(scene, folder).apply().run(Scene.saved(plan.content()));

        assertThat(done.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.network.head(carol, scene.time.instant()).orElseThrow().mapping())
                .isEqualTo(first);
    }
}
