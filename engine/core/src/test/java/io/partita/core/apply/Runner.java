package io.partita.core.apply;

import io.partita.core.approval.Consent;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.provider.Network;
import io.partita.core.statefile.FolderStore;
import io.partita.core.statefile.TestDisk;
import io.partita.core.store.Recording;
import io.partita.core.store.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Runs plans of a scene in a folder, one step at a time. */
final class Runner {

    final Scene scene;
    final Path path;
    final TestDisk disk = new TestDisk(TestDisk.Hook.NONE);
    final FolderStore folder;
    private Limits limits = new Limits(
            1,
            1,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10));
    private ApplyOptions options;
    private ApplyListener listener = ApplyListener.SILENT;
    private Consent consent = Consent.NOT_WANTED;
    private Ticker ticker;

    Runner(Scene scene, Path path) {
        this.scene = scene;
        this.path = path;
        this.folder = TestDisk.folder(path.resolve(".partita"), scene.time, disk);
        this.ticker = scene.time;
        this.options = ApplyOptions.in(path).confirming(Set.of("Alice", "Bob", "Carol"));
    }

    Runner listening(ApplyListener other) {
        listener = other;
        return this;
    }

    Runner consenting(Consent other) {
        consent = other;
        return this;
    }

    /** On a machine with another clock. */
    Runner at(Ticker other) {
        ticker = other;
        return this;
    }

    Runner with(ApplyOptions other) {
        options = other;
        return this;
    }

    ApplyOptions options() {
        return options;
    }

    Runner parallel(int steps) {
        limits = new Limits(
                steps,
                steps,
                limits.unreachable(),
                limits.propose(),
                limits.effective(),
                limits.caughtUp(),
                limits.flag());
        return this;
    }

    Apply apply() {
        return apply(scene.network);
    }

    Apply apply(Network network) {
        return apply(network, folder.workspace());
    }

    Apply apply(Workspace workspace) {
        return apply(scene.network, workspace);
    }

    private Apply apply(Network network, Workspace workspace) {
        return new Apply(
                network, scene.signing(), folder, workspace, listener, options.within(limits), ticker, consent);
    }

    /** What status says to type, from the journal alone. */
    NextCommand recorded(SavedPlan plan) {
        Recording recording = folder.read().value();
        return WayOn.recorded(
                recording,
                recording.state().unfinishedRun().orElseThrow(),
                Optional.of(plan.plan()),
                options.operator());
    }
}
