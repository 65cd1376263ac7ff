package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.Backup;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PartyId;
import io.partita.core.provider.ManualConnect;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfflinePathTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {34, 35})
    void movesAPartyWithItsContracts(int protocolVersion) {
        Scene scene = new Scene(protocolVersion);
        PartyId alice = scene.party("Alice", 5);
        Runner runner = new Runner(scene, folder);

        RunResult result = runner.apply().run(Scene.saved(scene.offline()));

        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(result.outcomes().values()).allMatch(Outcome::isSuccess);
        assertArrived(scene, alice);
        assertThat(result.interlocks()).isEmpty();
        assertThat(result.next()).isEmpty();
        assertThat(scene.target.clearCalls > 0).isEqualTo(protocolVersion == 34);
    }

    @Test
    void doesNothingASecondTime() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 5);
        Runner runner = new Runner(scene, folder);
        SavedPlan plan = Scene.saved(scene.offline());
        runner.apply().run(plan);

        RunResult again = runner.apply().resume(plan);

        assertThat(again.exit()).isEqualTo(ExitStatus.NOTHING_TO_DO);
        assertArrived(scene, alice);
    }

    @ParameterizedTest
    @EnumSource(ApplyOptions.Exports.class)
    void exportedContractsGoWhenEverythingIsVerifiedUnlessTheyAreKept(ApplyOptions.Exports exports) throws IOException {
        Scene scene = new Scene(35).backup(new Backup.Manual());
        scene.party("Alice", 5);
        Runner runner = new Runner(scene, folder);
        SavedPlan plan = Scene.saved(scene.offline());
        runner.apply().run(plan);
        assertThat(exported()).hasSize(1);

        runner.with(runner.options().leaving(exports).backedUp(Set.of(Scene.TARGET)))
                .apply()
                .resume(plan);

        assertThat(exported()).hasSize(exports == ApplyOptions.Exports.KEPT ? 1 : 0);
    }

    /** A run that kept them on another disk for a while leaves none there; nor does it touch what it did not put there. */
    @Test
    void exportedContractsGoFromEveryFolderThatTheyWereKeptIn() throws IOException {
        Scene scene = new Scene(35).backup(new Backup.Manual());
        scene.party("Alice", 5);
        Runner runner = new Runner(scene, folder);
        SavedPlan plan = Scene.saved(scene.offline());
        Path disk = folder.resolve("disk");
        runner.apply(runner.folder.workspace().exportingTo(disk).value()).run(plan);
        assertThat(exported(disk)).hasSize(1);
        Path other = Files.writeString(disk.resolve("20260102-030405-abcdef-another.acs.gz"), "of another run");
        // As a process leaves it that is killed while it exports.
        Path file = exported(disk).stream()
                .filter(each -> !each.equals(other))
                .findFirst()
                .orElseThrow();
        Files.writeString(file.resolveSibling(file.getFileName() + ".part"), "half of the contracts");

        RunResult result = runner.with(runner.options().backedUp(Set.of(Scene.TARGET)))
                .apply()
                .resume(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(exported()).isEmpty();
        assertThat(exported(disk)).containsExactly(other);
        try (Stream<Path> files = Files.list(disk)) {
            assertThat(files).containsExactly(other);
        }
    }

    /** A process that was not told again where they are finds them, and the source may have pruned what they are of. */
    @Test
    void contractsThatAnEarlierProcessExportedElsewhereAreNotExportedAgain() throws IOException {
        Scene scene = new Scene(35).backup(new Backup.Manual());
        PartyId alice = scene.party("Alice", 5);
        Runner runner = new Runner(scene, folder);
        SavedPlan plan = Scene.saved(scene.offline());
        Path disk = folder.resolve("disk");
        runner.apply(runner.folder.workspace().exportingTo(disk).value()).run(plan);
        assertThat(exported(disk)).hasSize(1);
        scene.network.wrap(participant -> Intercepted.by(
                (name, arguments, call) -> {
                    assertThat(name).doesNotStartWith("exportAcs");
                    return call.proceed();
                },
                participant));

        RunResult result = runner.with(runner.options().backedUp(Set.of(Scene.TARGET)))
                .apply()
                .resume(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        assertArrived(scene, alice);
        assertThat(exported(disk)).isEmpty();
    }

    private List<Path> exported() throws IOException {
        return exported(folder.resolve(".partita/acs"));
    }

    private static List<Path> exported(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(file -> file.toString().endsWith(".acs.gz")).toList();
        }
    }

    @Test
    void movesTwoPartiesInOneWindow() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 5);
        PartyId bob = scene.party("Bob", 3);
        Runner runner = new Runner(scene, folder).parallel(8);

        RunResult result = runner.apply().run(Scene.saved(scene.offline()));

        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        assertArrived(scene, alice);
        assertArrived(scene, bob);
        assertThat(activation(scene, alice)).isNotEqualTo(activation(scene, bob));
    }

    private static Optional<java.time.Instant> activation(Scene scene, PartyId party) {
        return scene.network.authorized.get(party).stream()
                .filter(state -> state.mapping().serial() == 2)
                .map(state -> state.validFrom())
                .findFirst();
    }

    static void assertArrived(Scene scene, PartyId party) {
        scene.network.settle();
        assertThat(scene.network.head(party, scene.time.instant()).orElseThrow().mapping())
                .isEqualTo(scene.after(party, Onboarding.CLEAR, 3));
        assertThat(scene.target.active(party, Long.MAX_VALUE)).isEqualTo(scene.source.active(party, Long.MAX_VALUE));
        assertThat(scene.source.pruning).contains(Scene.PRUNING);
        assertThat(scene.target.connected).isTrue();
        assertThat(scene.target.manual).isEqualTo(ManualConnect.AUTOMATIC);
        assertThat(scene.target.poisoned).isFalse();
        assertThat(scene.target.dropped).isZero();
        assertThat(scene.network.authorized.get(party)).hasSize(3);
    }
}
