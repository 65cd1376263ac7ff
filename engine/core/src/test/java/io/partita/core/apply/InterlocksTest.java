package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Backup;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.PartyKeys;
import io.partita.core.model.Permission;
import io.partita.core.plan.Route;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Participant;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.Outcome;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No plan, however made, and no hand from outside gets past an interlock. */
class InterlocksTest {

    @TempDir
    Path folder;

    /** Contents that the laws refuse, and that a participant would not. */
    private enum Unlawful {
        A_FLAGGED_HOST_WITHOUT_A_WINDOW("target-not-isolated") {
            @Override
            HostingMapping of(Scene scene, PartyId party) {
                return scene.after(party, Onboarding.FLAGGED, 2);
            }
        },
        AN_UNFLAGGED_HOST_OF_A_USED_PARTY("not-proved-unused") {
            @Override
            HostingMapping of(Scene scene, PartyId party) {
                return scene.after(party, Onboarding.CLEAR, 2);
            }
        },
        A_HOST_GOES("host-would-go") {
            @Override
            HostingMapping of(Scene scene, PartyId party) {
                return with(scene, party, List.of(host(scene.target.id)), Optional.empty());
            }
        },
        THE_KEYS_CHANGE("keys-would-change") {
            @Override
            HostingMapping of(Scene scene, PartyId party) {
                return with(scene, party, List.of(host(scene.source.id)), Optional.of(new PartyKeys(List.of(), 1)));
            }
        },
        A_STRANGER_COMES("host-not-in-plan") {
            @Override
            HostingMapping of(Scene scene, PartyId party) {
                ParticipantId stranger = ParticipantId.of("stranger::" + TinyNetwork.fingerprint('9'));
                return with(scene, party, List.of(host(scene.source.id), host(stranger)), Optional.empty());
            }
        },
        THE_SERIAL_IS_TAKEN("mapping-moved-on") {
            @Override
            HostingMapping of(Scene scene, PartyId party) {
                HostingMapping.Host host =
                        new HostingMapping.Host(scene.source.id, Permission.CONFIRMATION, Onboarding.CLEAR);
                return with(scene, party, List.of(host), Optional.empty()).withSerial(1);
            }
        };

        private final String code;

        Unlawful(String code) {
            this.code = code;
        }

        abstract HostingMapping of(Scene scene, PartyId party);

        private static HostingMapping.Host host(ParticipantId id) {
            return new HostingMapping.Host(id, Permission.SUBMISSION, Onboarding.CLEAR);
        }

        private static HostingMapping with(
                Scene scene, PartyId party, List<HostingMapping.Host> hosts, Optional<PartyKeys> keys) {
            return new HostingMapping(party, scene.base + 1, 1, hosts, keys);
        }
    }

    @ParameterizedTest
    @EnumSource(Unlawful.class)
    void aPlanThatTheLawsRefuseDoesNoHarm(Unlawful unlawful) {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan =
                Scene.saved(scene.direct(Route.of(Route.Reason.HOSTS_CHANGE), party -> unlawful.of(scene, party)));

        RunResult result = new Runner(scene, folder).apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).endsWith(unlawful.code);
        assertThat(scene.network.lastSerial(alice)).isEqualTo(1);
        assertThat(scene.target.poisoned).isFalse();
        assertThat(scene.source.pruning).contains(Scene.PRUNING);
    }

    /** Somebody connects the target when the party's signature is next. */
    private static ApplyListener connectingBeforeTheSignature(Scene scene) {
        return new ApplyListener() {
            @Override
            public void stepStarted(Step step) {
                if (step.kind() == Step.Kind.SIGN) {
                    scene.target.connected = true;
                }
            }
        };
    }

    @Test
    void theTargetConnectedByHandBeforeTheLastSignatureIsSeen() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);

        RunResult result = new Runner(scene, folder)
                .listening(connectingBeforeTheSignature(scene))
                .apply()
                .run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("target-not-isolated");
        assertThat(scene.network.lastSerial(alice)).isEqualTo(1);
        assertThat(result.next()).first().isEqualTo(NextCommand.resume());
    }

    @Test
    void aResumeIsolatesAgainAndGoesOn() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        Runner runner = new Runner(scene, folder).listening(connectingBeforeTheSignature(scene));
        SavedPlan plan = Scene.saved(scene.offline());
        runner.apply().run(plan);
        runner.listening(ApplyListener.SILENT);

        RunResult result = runner.apply().resume(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "acs\nanother contract"})
    void anExportedFileThatIsLostOrDamagedBeforeItsImportIsExportedAgain(String content) throws IOException {
        Scene scene = new Scene(35).backup(new Backup.Manual());
        PartyId alice = scene.party("Alice", 3);
        Runner runner = new Runner(scene, folder);
        SavedPlan plan = Scene.saved(scene.offline());
        assertThat(runner.apply().run(plan).exit()).isEqualTo(ExitStatus.WAITING);
        try (Stream<Path> files = Files.list(folder.resolve(".partita/acs"))) {
            for (Path file : files.toList()) {
                if (content.isEmpty()) {
                    Files.delete(file);
                } else {
                    Files.writeString(file, content);
                }
            }
        }

        RunResult result = runner.with(runner.options().backedUp(Set.of(Scene.TARGET)))
                .apply()
                .resume(plan);

        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    @Test
    void aTargetThatWasOnlineWhileContractsWereArchivedIsNotImportedInto() {
        Scene scene = new Scene(35).backup(new Backup.Manual());
        PartyId alice = scene.party("Alice", 3);
        Runner runner = new Runner(scene, folder);
        SavedPlan plan = Scene.saved(scene.offline());
        assertThat(runner.apply().run(plan).exit()).isEqualTo(ExitStatus.WAITING);

        scene.target.connected = true;
        scene.network.settle();
        scene.network.archive(
                alice, scene.source.active(alice, Long.MAX_VALUE).iterator().next());
        scene.network.settle();
        scene.time.pass(java.time.Duration.ofSeconds(5));
        RunResult result = runner.with(runner.options().backedUp(Set.of(Scene.TARGET)))
                .apply()
                .resume(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("target-was-online");
        assertThat(scene.target.imports).isZero();
        assertThat(scene.target.connected).isFalse();
    }

    @Test
    void aTargetThatWasOnlineWithoutAnyArchiveIsImportedIntoWithAWarning() {
        Scene scene = new Scene(35).backup(new Backup.Manual());
        PartyId alice = scene.party("Alice", 3);
        List<String> noticed = new java.util.ArrayList<>();
        Runner runner = new Runner(scene, folder).listening(new ApplyListener() {
            @Override
            public void noticed(Step step, Diagnostic diagnostic) {
                noticed.add(diagnostic.code());
            }
        });
        SavedPlan plan = Scene.saved(scene.offline());
        runner.apply().run(plan);

        scene.target.connected = true;
        scene.network.create(alice);
        scene.network.settle();
        scene.time.pass(java.time.Duration.ofSeconds(5));
        RunResult result = runner.with(runner.options().backedUp(Set.of(Scene.TARGET)))
                .apply()
                .resume(plan);

        assertThat(result.diagnostics()).noneMatch(Diagnostic::isError);
        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(noticed).contains("target-was-online", "backups-outdated");
        assertThat(scene.target.active(alice, Long.MAX_VALUE)).isEqualTo(scene.source.active(alice, Long.MAX_VALUE));
    }

    @Test
    void contractsOfAnEarlierHostingStopTheImport() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        hostEarlier(scene, alice);
        scene.target.ledger.add(new TinyParticipant.Row(11, "import", alice, "00stale", scene.time.instant()));
        SavedPlan plan = Scene.saved(scene.offline());

        RunResult result = new Runner(scene, folder).apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(result.diagnostics())
                .filteredOn(said -> said.code().equals("target-holds-stale-contracts"))
                .singleElement()
                .satisfies(said -> assertThat(said.detail()).contains("00stale"));
        assertThat(scene.target.connected).isFalse();
    }

    /** The same participant was a host before, in a time of which only the history tells. */
    private static void hostEarlier(Scene scene, PartyId alice) {
        var states = scene.network.authorized.get(alice);
        var now = states.get(0);
        states.add(
                0,
                new io.partita.core.provider.HostingState(
                        new HostingMapping(
                                alice,
                                1,
                                1,
                                List.of(new HostingMapping.Host(
                                        scene.target.id, Permission.OBSERVATION, Onboarding.CLEAR)),
                                Optional.empty()),
                        now.validFrom().minusSeconds(3600),
                        Optional.empty(),
                        "old"));
    }

    @Test
    void partiesThatBecomeActiveAtTheSameTimeAreNotImported() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        PartyId bob = scene.party("Bob", 3);
        scene.network.wrap(when("sign", Scene.SOURCE.name(), 2, () -> {
            var state = scene.network.authorized.get(alice).get(1);
            scene.network
                    .authorized
                    .get(bob)
                    .add(new io.partita.core.provider.HostingState(
                            scene.after(bob, Onboarding.FLAGGED, 2), state.validFrom(), Optional.empty(), "same"));
        }));

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("activations-at-the-same-time");
        assertThat(scene.target.imports).isZero();
        assertThat(scene.target.connected).isFalse();
    }

    @Test
    void anImportThatTookAPartIsRepeatedAndOtherwiseBlocksTheReconnect() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        scene.network.wrap(participant ->
                participant.name().equals(Scene.TARGET) ? losing(participant, scene, alice) : participant);
        Runner runner = new Runner(scene, folder);
        SavedPlan plan = Scene.saved(scene.offline());

        RunResult result = runner.apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("import-incomplete", "open-import");
        assertThat(result.interlocks())
                .extracting(Interlock::kind)
                .containsExactlyInAnyOrder(Interlock.Kind.ISOLATION, Interlock.Kind.PARTIAL_IMPORT);

        RunResult other =
                runner.apply().run(new SavedPlan(Scene.saved(scene.offline()).plan(), "1".repeat(64), () -> "another"));
        assertThat(other.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(other.diagnostics()).extracting(Diagnostic::code).endsWith("run-unfinished");

        scene.network.wrap(UnaryOperator.identity());
        assertThat(runner.apply().resume(plan).exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    /** A participant that answers well, but keeps one contract less. */
    static Participant losing(Participant participant, Scene scene, PartyId party) {
        return proxy(participant, (method, arguments, answer) -> {
            if (method.equals("importAcs")) {
                scene.target.ledger.removeIf(row -> row.kind().equals("import")
                        && row.party().equals(party)
                        && row.subject().endsWith("1"));
            }
            return answer;
        });
    }

    @Test
    void aManualBackupIsWaitedForAndAWordGivenTooEarlyDoesNotCount() {
        Scene scene = new Scene(35).backup(new Backup.Manual());
        PartyId alice = scene.party("Alice", 3);
        Runner runner = new Runner(scene, folder);
        runner.with(runner.options().backedUp(Set.of(Scene.TARGET)));
        SavedPlan plan = Scene.saved(scene.offline());

        RunResult waiting = runner.apply().run(plan);

        assertThat(waiting.exit()).isEqualTo(ExitStatus.WAITING);
        assertThat(waiting.next()).first().isEqualTo(NextCommand.resume().with("--backup-done", "participant2"));
        assertThat(scene.target.connected).isFalse();
        assertThat(scene.target.manual).isEqualTo(ManualConnect.MANUAL);
        assertThat(scene.source.pruning).contains(Scene.PRUNING);
        assertThat(waiting.outcomes().get(new StepId("back-up/participant2"))).isInstanceOf(Outcome.Waiting.class);

        scene.time.pass(java.time.Duration.ofHours(5));
        assertThat(runner.apply().resume(plan).exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    @Test
    void aBackupCommandLeavesEvidence() {
        Scene scene = new Scene(35).backup(new Backup.BackupCommand(List.of("sh", "-c", "echo saved")));
        scene.party("Alice", 3);
        Runner runner = new Runner(scene, folder);

        assertThat(runner.apply().run(Scene.saved(scene.offline())).exit()).isEqualTo(ExitStatus.DONE);

        assertThat(folder.resolve(".partita/runs")).isDirectoryRecursivelyContaining("glob:**/backup-participant2.log");
        assertThat(runner.folder.read().value().entries().toString()).contains("exitCode=0", "commandSha256");
    }

    /** A pipe would let the command wait for somebody who reads it, while the participant is isolated. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theLogOfABackupIsAFile(boolean link) throws IOException, InterruptedException {
        Scene scene = new Scene(35).backup(new Backup.BackupCommand(List.of("sh", "-c", "echo saved; exit 3")));
        scene.party("Alice", 3);
        Runner runner = new Runner(scene, folder);
        SavedPlan plan = Scene.saved(scene.offline());
        Path log = runner.folder
                .workspace()
                .logs(runner.apply().run(plan).run().orElseThrow())
                .resolve("backup-participant2.log");
        Path elsewhere = Files.createFile(folder.resolve("elsewhere"));
        Files.delete(log);
        if (link) {
            Files.createSymbolicLink(log, elsewhere);
        } else {
            assertThat(new ProcessBuilder("mkfifo", log.toString()).start().waitFor())
                    .isZero();
        }

        RunResult refused = runner.apply().resume(plan);

        assertThat(refused.diagnostics())
                .filteredOn(said -> said.code().equals("backup-not-started"))
                .singleElement()
                .satisfies(said ->
                        assertThat(said.detail()).contains(link ? "it is a link" : "it is no file, but a pipe"));
        assertThat(elsewhere).isEmptyFile();
    }

    @Test
    void aFailedBackupCommandStopsBeforeTheImport() {
        Scene scene = new Scene(35).backup(new Backup.BackupCommand(List.of("sh", "-c", "exit 3")));
        scene.party("Alice", 3);

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("backup-failed");
        assertThat(scene.target.imports).isZero();
    }

    /** A signature that broke in the middle may have made the party active. */
    @Test
    void aRunThatMayHaveMadeAPartyActiveIsNotGivenUp() {
        Scene scene = new Scene(35).backup(new Backup.Manual());
        scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, folder);
        scene.network.wrap(when("sign", Scene.SOURCE.name(), 1, () -> {
            throw new IllegalStateException("broken in the middle");
        }));
        assertThat(runner.apply().run(plan).exit()).isEqualTo(ExitStatus.ERROR);

        RunResult result = runner.apply().abandon(plan, "tried");

        assertThat(result.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("abandon-unsafe");
        assertThat(scene.target.connected).isFalse();
    }

    /** Does something after the n-th call of a method of a participant. */
    private static UnaryOperator<Participant> when(String method, String participant, int number, Runnable action) {
        int[] seen = {0};
        return found -> proxy(found, (called, arguments, answer) -> {
            if (called.equals(method) && found.name().name().equals(participant) && ++seen[0] == number) {
                action.run();
            }
            return answer;
        });
    }

    private interface Answered {
        Object answered(String method, Object[] arguments, Object answer);
    }

    private static Participant proxy(Participant participant, Answered answered) {
        return (Participant) Proxy.newProxyInstance(
                Participant.class.getClassLoader(), new Class<?>[] {Participant.class}, (self, method, arguments) -> {
                    try {
                        return answered.answered(method.getName(), arguments, method.invoke(participant, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
