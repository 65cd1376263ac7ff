package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.hash.Sha256;
import io.partita.core.plan.DarSource;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Vetting;
import io.partita.core.state.ExitStatus;
import io.partita.core.stub.TestDar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is vetted is what was reviewed, byte for byte and package for package. */
class ReviewedDarTest {

    private static final byte[] ANOTHER = TestDar.of("newer", "examples");

    @TempDir
    Path folder;

    private final Scene scene = new Scene(35);

    @BeforeEach
    void ready() {
        scene.party("Alice", 2);
    }

    @Test
    void exactlyTheListedPackagesAreVetted() {
        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.target.vetted).containsExactlyInAnyOrder(Scene.PACKAGE, TestDar.id("base"));
    }

    @Test
    void aSourceThatHandsOutAnotherDarIsNotFollowed() {
        SavedPlan plan = Scene.saved(scene.offline());
        scene.source.dars.put(Scene.PACKAGE, ANOTHER);

        RunResult result = new Runner(scene, folder).apply().run(plan);

        assertRefused(
                result,
                Sha256.of(Scene.DAR),
                Sha256.of(ANOTHER),
                TestDar.id("newer").id());
        scene.source.dars.put(Scene.PACKAGE, "no DAR".getBytes(StandardCharsets.UTF_8));
        assertRefused(new Runner(scene, folder).apply().run(plan), Sha256.of(Scene.DAR), "META-INF/MANIFEST.MF");
    }

    @Test
    void aPlanThatListsOtherPackagesThanItsDarIsNotFollowed() {
        DarSource more = new DarSource.DarOfParticipant(
                Scene.SOURCE,
                Scene.PACKAGE,
                "examples 1.0.0",
                Sha256.of(Scene.DAR),
                new TreeSet<>(Set.of(Scene.PACKAGE)));

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(with(more)));

        assertRefused(result, Scene.PACKAGE.abbreviated(), TestDar.id("base").abbreviated());
    }

    @Test
    void aFileThatChangedIsNotFollowed() throws IOException {
        DarSource file = new DarSource.DarFile(
                "examples.dar",
                Sha256.of(Scene.DAR),
                Scene.PACKAGE,
                new TreeSet<>(Set.of(Scene.PACKAGE, TestDar.id("base"))));
        SavedPlan plan = Scene.saved(with(file));
        Files.write(folder.resolve("examples.dar"), ANOTHER);

        assertRefused(new Runner(scene, folder).apply().run(plan), Sha256.of(Scene.DAR), Sha256.of(ANOTHER));

        Files.write(folder.resolve("examples.dar"), Scene.DAR);
        assertThat(new Runner(scene, folder).apply().run(plan).exit()).isEqualTo(ExitStatus.DONE);
    }

    private PlanContent with(DarSource dar) {
        PlanContent content = scene.offline();
        Vetting vetting = content.vettings().get(0);
        return scene.content(
                content.parties(),
                List.of(new Vetting(vetting.target(), vetting.packages(), List.of(dar))),
                content.sources(),
                content.windows());
    }

    private void assertRefused(RunResult result, String... named) {
        assertThat(result.exit()).isEqualTo(ExitStatus.STALE);
        assertThat(result.diagnostics())
                .filteredOn(said -> said.code().equals("dar-changed"))
                .singleElement()
                .extracting(Diagnostic::detail)
                .satisfies(detail -> assertThat(detail).contains(named));
        assertThat(scene.target.vetted).isEmpty();
        assertThat(scene.target.dars).isEmpty();
    }
}
