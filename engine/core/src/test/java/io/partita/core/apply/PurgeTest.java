package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.plan.LeftOver;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Window;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.RunBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The target was a host before, and still holds as active what was archived since. */
class PurgeTest {

    private static final StepId PURGE = new StepId("purge-contracts/participant2/Alice");

    @TempDir
    Path folder;

    private final Scene scene = new Scene(35);
    private final PartyId alice = scene.party("Alice", 3);
    private final List<String> stale = new ArrayList<>();

    @BeforeEach
    void hostedEarlier() {
        HostingMapping alone =
                scene.network.head(alice, scene.time.instant()).orElseThrow().mapping();
        scene.network.change(scene.after(alice, Onboarding.CLEAR, 2));
        pass();
        scene.network.create(alice);
        scene.network.create(alice);
        scene.network.create(alice);
        pass();
        stale.addAll(scene.target.active(alice, Long.MAX_VALUE));
        scene.network.change(alone.withSerial(3));
        pass();
        String kept = stale.remove(2);
        stale.forEach(contract -> scene.network.archive(alice, contract));
        pass();
        scene.base = 3;
        assertThat(scene.target.active(alice, Long.MAX_VALUE)).contains(kept).containsAll(stale);
    }

    private void pass() {
        scene.time.pass(Duration.ofSeconds(5));
        scene.network.settle();
    }

    private SavedPlan plan() {
        PlanContent offline = scene.offline();
        Window window = offline.windows().get(0);
        List<Transfer> purging = window.transfers().stream()
                .map(transfer -> new Transfer(
                        transfer.activation(),
                        transfer.source(),
                        transfer.packages(),
                        transfer.contracts(),
                        Optional.of(new LeftOver(2, 2))))
                .toList();
        return Scene.saved(scene.content(
                offline.parties(),
                offline.vettings(),
                offline.sources(),
                List.of(new Window(1, window.target(), window.connections(), window.vetted(), purging))));
    }

    @Test
    void exactlyWhatIsLeftOverIsPurged() throws IOException {
        Runner runner = new Runner(scene, folder);

        RunResult result = runner.apply().run(plan());

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.target.purged).containsExactlyInAnyOrderElementsOf(stale);
        assertThat(scene.target.active(alice, Long.MAX_VALUE)).isEqualTo(scene.source.active(alice, Long.MAX_VALUE));
        Result.Purged purged = new RunBook(
                        result.run().orElseThrow(), runner.folder.read().value().entries())
                .step(PURGE)
                .result(Result.Purged.class)
                .orElseThrow();
        assertThat(purged.contracts()).isEqualTo(2);
        Path file = runner.folder.workspace().logs(result.run().orElseThrow()).resolve(purged.file());
        assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(stale);
    }

    /** With the backup of before comes back what was purged. */
    @Test
    void whatABackupBringsBackIsPurgedAgain() {
        SavedPlan plan = plan();
        Runner runner = new Runner(scene, folder)
                .listening(RestoredBackupTest.restoring(scene, PURGE, new StepId("reconnect/participant2")));

        RunResult stopped = runner.apply().run(plan);

        assertThat(stopped.diagnostics()).extracting(Diagnostic::code).contains("imports-undone");
        assertThat(scene.target.active(alice, Long.MAX_VALUE)).containsAll(stale);
        runner.listening(ApplyListener.SILENT);
        assertThat(runner.apply().resume(plan).exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.target.active(alice, Long.MAX_VALUE)).isEqualTo(scene.source.active(alice, Long.MAX_VALUE));
    }

    @Test
    void whatWasArchivedSinceThePlanIsPurgedAsWell() {
        SavedPlan plan = plan();
        String another = scene.target.active(alice, Long.MAX_VALUE).stream()
                .filter(contract -> !stale.contains(contract))
                .findFirst()
                .orElseThrow();
        scene.network.archive(alice, another);
        pass();

        RunResult result = new Runner(scene, folder).apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.target.purged).contains(another).containsAll(stale);
    }

    /** It is kept up to date there for the other party, whatever the source has. */
    @Test
    void whatAnotherPartyOfTheTargetIsAStakeholderOfStays() {
        PartyId dora = PartyId.of("Dora::" + scene.target.id.uid().namespace());
        scene.network.change(new HostingMapping(
                dora,
                1,
                1,
                List.of(new HostingMapping.Host(scene.target.id, Permission.SUBMISSION, Onboarding.CLEAR)),
                Optional.empty()));
        pass();
        scene.target.stakeholders.put(stale.get(0), new TreeSet<>(Set.of(alice, dora)));

        new Runner(scene, folder).apply().run(plan());

        assertThat(scene.target.purged).containsExactly(stale.get(1));
    }

    @Test
    void aParticipantThatRefusesItIsPurgedByHandAndTheRunGoesOn() throws CallFailed, IOException {
        scene.target.purgeFailure = Optional.of(
                scene.target.failed(CallFailure.Kind.NOT_PERMITTED, "PERMISSION_DENIED", "no repairs for you"));
        SavedPlan plan = plan();
        Runner runner = new Runner(scene, folder);

        RunResult refused = runner.apply().run(plan);

        Diagnostic said = refused.diagnostics().get(refused.diagnostics().size() - 1);
        assertThat(said.code()).isEqualTo("purge-refused");
        assertThat(said.next()).containsExactly(NextCommand.resume(), NextCommand.replacingAccess());
        assertThat(scene.target.connected).isFalse();
        scene.target.purgeFailure = Optional.empty();
        Path file = runner.folder
                .workspace()
                .logs(refused.run().orElseThrow())
                .resolve(said.hint().replaceAll("(?s).*(purged-[^ ]*\\.txt).*", "$1"));
        scene.target.purgeContracts(TinyNetwork.ALIAS, Files.readAllLines(file));
        scene.target.purged.clear();

        assertThat(runner.apply().resume(plan).exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.target.purged).isEmpty();
    }

    @Test
    void idsAreNotWrittenThroughALink() throws IOException {
        scene.target.purgeFailure = Optional.of(
                scene.target.failed(CallFailure.Kind.NOT_PERMITTED, "PERMISSION_DENIED", "no repairs for you"));
        SavedPlan plan = plan();
        Runner runner = new Runner(scene, folder);
        Path logs =
                runner.folder.workspace().logs(runner.apply().run(plan).run().orElseThrow());
        Path elsewhere = Files.createFile(folder.resolve("elsewhere"));
        try (Stream<Path> files = Files.list(logs)) {
            Path ids = files.filter(file -> file.getFileName().toString().startsWith("purged-"))
                    .findFirst()
                    .orElseThrow();
            Files.delete(ids);
            Files.createSymbolicLink(ids, elsewhere);
        }
        scene.target.purgeFailure = Optional.empty();

        RunResult refused = runner.apply().resume(plan);

        assertThat(refused.diagnostics())
                .filteredOn(said -> said.code().equals("purge-not-recorded"))
                .singleElement()
                .satisfies(said -> assertThat(said.detail()).contains("it is a link"));
        assertThat(elsewhere).isEmptyFile();
        assertThat(scene.target.purged).isEmpty();
    }

    @Test
    void nothingIsPurgedBeforeTheBackupAndImportedBeforeThePurge() {
        List<Step.Kind> kinds = plan().plan().steps().map(Step::kind).toList();

        assertThat(kinds)
                .containsSubsequence(
                        Step.Kind.ISOLATE,
                        Step.Kind.EXPORT_ACS,
                        Step.Kind.BACK_UP,
                        Step.Kind.PURGE_CONTRACTS,
                        Step.Kind.IMPORT_ACS,
                        Step.Kind.RECONNECT);
    }
}
