package io.partita.core.statefile;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.store.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a machine's memory says against a state folder that is sound by itself. */
final class WitnessCheck {

    private static final String UNREADABLE =
            "what is there now cannot be read, so nobody can tell whether it is still there: ";

    private final StateFiles files;
    private final Witness witness;
    private final Path place;

    WitnessCheck(StateFiles files, Witness witness) {
        this.files = files;
        this.witness = witness;
        this.place = place(files.folder());
    }

    /** One name for one folder, whether it exists or not. */
    static Path place(Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        Path parent = whole.getParent();
        try {
            return parent == null ? whole : parent.toRealPath().resolve(whole.getFileName());
        } catch (IOException notThere) {
            return whole;
        }
    }

    /** Errors; empty when nothing speaks against it. @param found what the folder says; empty when there is no state */
    List<Diagnostic> against(Optional<StateReading> found) {
        Optional<SeenState> here = witness.ofPlace(place);
        if (found.isEmpty()) {
            return here.filter(known -> !known.open().isEmpty()).map(this::gone).stream()
                    .toList();
        }
        Recording recording = found.get().recording();
        String lineage = recording.state().lineage();
        Optional<SeenState> same = witness.ofLineage(lineage);
        List<Diagnostic> all = new ArrayList<>();
        same.flatMap(known -> otherPast(known, recording)).ifPresent(all::add);
        same.flatMap(this::copied).ifPresent(all::add);
        here.filter(known -> !known.lineage().equals(lineage))
                .filter(known -> same.isPresent() || !known.open().isEmpty())
                .map(known -> replaced(known, lineage))
                .ifPresent(all::add);
        return all;
    }

    private Optional<Diagnostic> otherPast(SeenState known, Recording recording) {
        long revision = recording.state().revision();
        if (revision < known.revision()) {
            return Optional.of(Diagnostic.error(
                            "state-rolled-back",
                            "the state ends at entry " + revision + ", but this machine has seen its entry "
                                    + known.revision())
                    .because("seen " + known.time() + " in " + known.place()
                            + "; an older state was put back, and what was done since is not in it" + open(known))
                    .fix(otherwise(
                            "Nothing was run. Put the newest state back. If it is lost, rebuild it.",
                            witness.lineageFile(known.lineage())))
                    .next(NextCommand.stateRebuild()));
        }
        boolean follows = known.revision() == 0
                || recording.entries().get((int) known.revision() - 1).hash().equals(known.hash());
        return follows
                ? Optional.empty()
                : Optional.of(Diagnostic.error(
                                "state-forked",
                                "entry " + known.revision() + " of the state is not the one that this machine has seen")
                        .because("seen " + known.time() + " in " + known.place()
                                + "; a copy or an older state was worked with elsewhere, and both went on"
                                + open(known))
                        .fix(otherwise(
                                "Nothing was run. Find out who worked with the other one. If nobody can tell which is right, rebuild it.",
                                witness.lineageFile(known.lineage())))
                        .next(NextCommand.stateRebuild()));
    }

    private Optional<Diagnostic> copied(SeenState known) {
        if (known.place().equals(place)) {
            return Optional.empty();
        }
        String why;
        try {
            if (Files.exists(known.place()) && Files.isSameFile(known.place(), files.folder())) {
                return Optional.empty();
            }
            Optional<Checked<StateText.Head>> there = headAt(known.place());
            if (there.isEmpty()) {
                return Optional.empty();
            }
            Checked<StateText.Head> head = there.get();
            if (head.isPresent() && !head.value().lineage().equals(known.lineage())) {
                return Optional.empty();
            }
            why = head.isPresent()
                    ? "it is still there; whatever one of both records, the other does not know"
                    : UNREADABLE + Damage.why(head.diagnostics());
        } catch (IOException unreadable) {
            why = UNREADABLE + FileTrouble.of(unreadable);
        }
        return Optional.of(Diagnostic.error("state-copied", "this state belongs to " + known.place())
                .because("seen there " + known.time() + " at entry " + known.revision() + "; " + why)
                .fix(otherwise(
                        "Nothing was run. Work in " + known.place()
                                + ". If the state was to move here, move the folder instead of copying it: delete the one that is not to be used, the one that ends earlier.",
                        witness.lineageFile(known.lineage()))));
    }

    private static Optional<Checked<StateText.Head>> headAt(Path folder) throws IOException {
        StateFiles there = new StateFiles(folder);
        if (!FolderShape.exists(there.state())) {
            return Optional.empty();
        }
        return Optional.of(StateText.read(new String(there.read(there.state()), StandardCharsets.UTF_8)));
    }

    private Diagnostic replaced(SeenState known, String lineage) {
        return Diagnostic.error("state-replaced", "another state was here before: " + known.lineage())
                .because("this one is " + lineage + "; the other was last seen " + known.time() + " at entry "
                        + known.revision() + open(known))
                .fix(otherwise(
                        "Nothing was run. Put the other state back. If it is lost, rebuild it.",
                        witness.placeFile(place)))
                .next(NextCommand.stateRebuild());
    }

    private Diagnostic gone(SeenState known) {
        return Diagnostic.error("state-gone", "the state of this folder is gone")
                .because("state " + known.lineage() + " was last seen here " + known.time() + " at entry "
                        + known.revision() + open(known))
                .fix(otherwise(
                        "Nothing was run. Put the folder back from its newest backup. If it is lost, rebuild it.",
                        witness.placeFile(place)))
                .next(NextCommand.stateRebuild());
    }

    private static String open(SeenState known) {
        return known.open().isEmpty() ? "" : "; open then: " + String.join(", ", known.open());
    }

    private static String otherwise(String usual, Optional<Path> memory) {
        return usual
                + memory.map(file -> " Who knows for certain that it is the right one removes " + file + ".")
                        .orElse("");
    }
}
