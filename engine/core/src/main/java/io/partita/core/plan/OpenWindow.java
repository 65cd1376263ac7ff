package io.partita.core.plan;

import io.partita.core.model.ParticipantName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A window while its steps are made, with those that later ones refer to. Each is there once its wave is made. */
final class OpenWindow {

    final Window window;
    final Map<Transfer, Running> transfers = new LinkedHashMap<>();
    Step isolation;
    Step backUp;
    Step reconnect;

    OpenWindow(Window window) {
        this.window = window;
    }

    /** One party in a window. */
    static final class Running {

        final PartyChange change;

        /** Empty where the mapping is in force, and nobody has to sign. */
        final Optional<SigningSteps> signatures;

        final Signing signing;

        /** The signatures before the isolation. */
        SortedSet<StepId> early = new TreeSet<>();

        /** What the isolation rests on where no signature comes before it. */
        final SortedSet<FactId> ground = new TreeSet<>();

        Ref<Result.LedgerEnd> noted;
        Ref<Result.Activation> activation;
        Step.ExportAcs export;
        Optional<StepId> purge = Optional.empty();
        Step imported;

        Running(PartyChange change, Optional<SigningSteps> signatures, Signing signing) {
            this.change = change;
            this.signatures = signatures;
            this.signing = signing;
        }
    }

    ParticipantName target() {
        return window.target();
    }

    /** The id of a party's export, also before there is one. */
    static StepId exportId(Window window, Transfer transfer, PartyChange change) {
        return StepId.of(Step.Kind.EXPORT_ACS, transfer.source() + rest(window, change));
    }

    /** What the ids of a party's steps on its source end with. */
    static String rest(Window window, PartyChange change) {
        return "/" + change.name() + "/" + window.target();
    }

    StepId importId(Running running) {
        return StepId.of(Step.Kind.IMPORT_ACS, target() + "/" + running.change.name());
    }

    List<Ref<Result.Activation>> activations() {
        return transfers.values().stream().map(running -> running.activation).toList();
    }

    /** Those whose files leave out what another party brings, and so have to be of different times. */
    List<Ref<Result.Activation>> flagged() {
        return transfers.values().stream()
                .filter(running -> !running.change.isOfMissed())
                .map(running -> running.activation)
                .toList();
    }

    /** Whether a source of this window's contracts is asked once more before the target is connected. */
    boolean isComparedWith(ParticipantName source) {
        return window.transfers().stream()
                .anyMatch(transfer -> transfer.isOfMissed() && transfer.source().equals(source));
    }
}
