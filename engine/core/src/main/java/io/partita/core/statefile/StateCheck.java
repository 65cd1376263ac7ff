package io.partita.core.statefile;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.hash.Sha256;
import io.partita.core.plan.Result;
import io.partita.core.provider.AcsManifest;
import io.partita.core.state.RunBook;
import io.partita.core.state.RunSummary;
import io.partita.core.state.StepRecord;
import io.partita.core.store.LockHolder;
import io.partita.core.store.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks a state folder over, and changes nothing ({@code state verify}). */
final class StateCheck {

    private StateCheck() {}

    /**
     * Everything that is to be said, errors for damage. A sound folder gives notes only; an absent one gives nothing.
     */
    static List<Diagnostic> verify(FolderStore store) {
        StateFiles files = new StateFiles(store.path());
        Checked<Optional<StateReading>> reading = store.reading();
        if (!reading.isPresent()) {
            return reading.diagnostics();
        }
        if (reading.value().isEmpty()) {
            return List.of();
        }
        List<Diagnostic> all = new ArrayList<>();
        StateReading sound = reading.value().get();
        all.add(intact(sound.recording()));
        torn(files, sound).ifPresent(all::add);
        plans(files, store, sound.recording()).forEach(all::add);
        lock(store).ifPresent(all::add);
        try {
            all.addAll(exports(files, sound.recording()));
        } catch (IOException e) {
            all.add(Damage.unreadable(files, e));
        }
        all.addAll(store.doubts());
        return List.copyOf(all);
    }

    private static Diagnostic intact(Recording recording) {
        return Diagnostic.note(
                "state-intact",
                recording.entries().size() + " journal entries, every hash right; lineage "
                        + recording.state().lineage());
    }

    private static Optional<Diagnostic> torn(StateFiles files, StateReading reading) {
        return reading.tornBytes() == 0
                ? Optional.empty()
                : Optional.of(Diagnostic.warning(
                                "journal-torn",
                                "the last line of " + files.shown(files.journal()) + " was cut short by a crash")
                        .because(reading.tornBytes() + " bytes; whoever wrote it had not gone on, so nothing is lost")
                        .fix("Nothing: the next command that writes drops it and records that."));
    }

    private static List<Diagnostic> plans(StateFiles files, FolderStore store, Recording recording) {
        return recording.state().runs().stream()
                .filter(RunSummary::isUnfinished)
                .map(RunSummary::id)
                .filter(run -> !Files.isReadable(files.plan(run)))
                .flatMap(run -> store.planText(run).diagnostics().stream())
                .toList();
    }

    private static Optional<Diagnostic> lock(FolderStore store) {
        try {
            return store.holder().map(StateCheck::inUse);
        } catch (UncheckedIOException e) {
            return Optional.of(Diagnostic.error("lock-unreadable", "the lock cannot be read")
                    .because(String.valueOf(e.getMessage()))
                    .fix("Mend the permissions."));
        }
    }

    private static Diagnostic inUse(LockHolder holder) {
        return Diagnostic.note("state-in-use", "the lock is held")
                .because(holder.owner()
                        + holder.death().map(why -> "; dead: " + why).orElse(""));
    }

    /**
     * Exports of the unfinished run that are there and are not what the journal says. One that is gone is no damage: it
     * goes when it is not needed any more.
     */
    private static List<Diagnostic> exports(StateFiles files, Recording recording) throws IOException {
        List<Diagnostic> all = new ArrayList<>();
        Optional<RunSummary> run = recording.state().unfinishedRun();
        if (run.isEmpty()) {
            return all;
        }
        for (StepRecord step :
                new RunBook(run.get().id(), recording.entries()).steps().values()) {
            Optional<Result.Exported> exported = step.result(Result.Exported.class);
            if (exported.isPresent() && isDamaged(files, exported.get())) {
                all.add(damaged(files, exported.get()));
            }
        }
        return all;
    }

    /** What has another size is not read: it may have any. */
    private static boolean isDamaged(StateFiles files, Result.Exported exported) throws IOException {
        Path file = files.acs().resolve(exported.file());
        AcsManifest manifest = exported.manifest();
        return Files.isRegularFile(file)
                && (Files.size(file) != manifest.bytes() || !Sha256.of(file).equals(manifest.sha256()));
    }

    private static Diagnostic damaged(StateFiles files, Result.Exported exported) {
        return Diagnostic.warning(
                        "acs-file-damaged",
                        files.shown(files.acs().resolve(exported.file())) + " is no longer what was exported")
                .because("the journal says SHA-256 " + exported.manifest().sha256())
                .fix(
                        "Nothing: it is exported again before it is imported, for as long as the source keeps the offset.");
    }
}
