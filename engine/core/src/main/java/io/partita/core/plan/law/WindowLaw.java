package io.partita.core.plan.law;

import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A target is isolated before a party becomes active on it, and stays so until everything that it has to import is exported, backed up before, and imported; then it comes back as it was. */
final class WindowLaw extends Law {

    private static final String AWAY = "a participant that is disconnected can neither sign nor vet";
    private static final String CONNECTED = "a target that is connected then is corrupted silently";
    private static final String TOO_EARLY = "a restart would connect it before its contracts are there";
    private static final String NO_WAY_BACK = "an import cannot be taken back other than from a backup";

    /** A target while it is away. */
    private static final class Open {
        private final Step.Isolate isolation;
        private final Set<StepId> owed = new HashSet<>();
        private final SortedSet<StepId> imported = new TreeSet<>();
        private Optional<StepId> backUp = Optional.empty();
        private Optional<StepId> lastConsent = Optional.empty();
        private Optional<StepId> lastImport = Optional.empty();

        Open(Step.Isolate isolation) {
            this.isolation = isolation;
        }
    }

    private final Map<ParticipantName, Open> open = new TreeMap<>();
    private final Map<ParticipantName, Step.Isolate> automatic = new TreeMap<>();
    private final Map<ParticipantName, StepId> back = new TreeMap<>();
    private final Map<ParticipantName, List<StepId>> needing = new TreeMap<>();
    private final Map<StepId, Step> earlier = new HashMap<>();

    WindowLaw(Plan plan, RunOrder order) {
        super(plan, order);
    }

    @Override
    void step(Step step) {
        if (step instanceof Step.Isolate isolate) {
            isolate(isolate);
        } else if (step instanceof Step.ConsentAsParty consent) {
            consent(consent);
        } else if (step instanceof Step.ExportAcs export) {
            export(export);
        } else if (step instanceof Step.BackUp) {
            backedUp(step);
        } else if (step instanceof Step.ImportAcs imported) {
            imported(imported);
        } else if (step instanceof Step.Reconnect reconnect) {
            reconnect(reconnect);
        } else if (step instanceof Step.RestoreAutoConnect restore) {
            restore(restore);
        } else if (needsItConnected(step)) {
            needing(step);
        }
        earlier.put(step.id(), step);
    }

    private static boolean needsItConnected(Step step) {
        return step instanceof Step.VetPackages
                || step instanceof Step.ConsentAsHost
                || step instanceof Step.ClearOnboarding
                || step instanceof Step.VerifyHosting;
    }

    private void needing(Step step) {
        if (open.containsKey(step.participant())) {
            broken(step, "'" + step.id() + "' needs " + step.participant() + ", which is isolated then", AWAY);
        }
        afterReconnect(step, AWAY);
        needing.computeIfAbsent(step.participant(), participant -> new ArrayList<>())
                .add(step.id());
    }

    private void isolate(Step.Isolate isolate) {
        needing.getOrDefault(isolate.participant(), List.of()).forEach(step -> after(isolate, step, AWAY));
        needing.remove(isolate.participant());
        afterReconnect(isolate, "a window is closed before the next one opens");
        if (open.put(isolate.participant(), new Open(isolate)) != null) {
            broken(
                    isolate,
                    "'" + isolate.id() + "' isolates " + isolate.participant() + ", which is isolated already",
                    "a window is closed before the next one opens");
        }
        if (isolate.connections().stream()
                .anyMatch(connection -> connection.manualConnect() == ManualConnect.AUTOMATIC)) {
            automatic.put(isolate.participant(), isolate);
        }
    }

    private void consent(Step.ConsentAsParty consent) {
        for (ParticipantName target : consent.isolated()) {
            Open window = open.get(target);
            if (window == null) {
                broken(
                        consent,
                        "'" + consent.id() + "' lets the party become active while " + target + " is connected",
                        CONNECTED);
                continue;
            }
            after(consent, window.isolation.id(), CONNECTED);
            if (isOnboarding(consent, target)) {
                window.owed.add(consent.id());
                window.lastConsent.ifPresent(last -> after(
                        consent,
                        last,
                        "two parties that become active at the same time leave contracts out of both files"));
                window.lastConsent = Optional.of(consent.id());
            }
        }
        needing(consent);
    }

    private void afterReconnect(Step step, String why) {
        Optional.ofNullable(back.get(step.participant())).ifPresent(reconnect -> after(step, reconnect, why));
    }

    private void backedUp(Step backUp) {
        Open window = open.get(backUp.participant());
        if (window != null) {
            after(backUp, window.isolation.id(), "what happens on the target after its backup would be lost with it");
            window.backUp = Optional.of(backUp.id());
        }
    }

    private boolean isOnboarding(Step.ConsentAsParty consent, ParticipantName target) {
        return Optional.ofNullable(plan().participants().get(target))
                .map(PlannedParticipant::id)
                .flatMap(consent.mapping()::host)
                .map(Host::isOnboarding)
                .orElse(false);
    }

    private void export(Step.ExportAcs export) {
        boolean noted = earlier.get(export.beginNoted()) instanceof Step.NoteLedgerEnd note
                && note.participant().equals(export.participant())
                && note.party().equals(export.party());
        if (!noted || !isConsentOf(export.consent(), export.party())) {
            broken(
                    export,
                    "'" + export.id() + "' does not follow the noted ledger end and the consent of its party",
                    "the export would not find the activation");
        }
    }

    private boolean isConsentOf(StepId id, PartyId party) {
        return earlier.get(id) instanceof Step.ConsentAsParty consent
                && consent.mapping().party().equals(party);
    }

    private void imported(Step.ImportAcs imported) {
        Open window = open.get(imported.participant());
        if (window == null || !window.isolation.id().equals(imported.isolation())) {
            broken(
                    imported,
                    "'" + imported.id() + "' imports into " + imported.participant() + " outside of its isolation",
                    "contracts are imported only while the target is disconnected");
            return;
        }
        if (window.backUp.isEmpty()) {
            broken(imported, "'" + imported.id() + "' has no backup before it", NO_WAY_BACK);
        } else {
            after(imported, window.backUp.get(), NO_WAY_BACK);
        }
        window.lastImport.ifPresent(
                last -> after(imported, last, "nobody has measured two imports into one participant at the same time"));
        window.lastImport = Optional.of(imported.id());
        boolean exported = earlier.get(imported.export()) instanceof Step.ExportAcs export
                && export.party().equals(imported.party())
                && export.target().equals(imported.participant())
                && export.consent().equals(imported.consent());
        if (!exported) {
            broken(
                    imported,
                    "'" + imported.id() + "' does not follow the export of its party for " + imported.participant(),
                    "an export is specific to its target and its activation");
        }
        window.owed.remove(imported.consent());
        window.imported.add(imported.id());
    }

    private void reconnect(Step.Reconnect reconnect) {
        Open window = open.remove(reconnect.participant());
        if (window == null) {
            broken(
                    reconnect,
                    "'" + reconnect.id() + "' reconnects " + reconnect.participant() + ", which is not isolated",
                    "there is no window to close");
            return;
        }
        after(reconnect, window.isolation.id(), "there is no window to close");
        back.put(reconnect.participant(), reconnect.id());
        if (!window.owed.isEmpty() || !reconnect.imports().equals(window.imported)) {
            broken(
                    reconnect,
                    "'" + reconnect.id() + "' does not wait for every import into " + reconnect.participant(),
                    "a target that reconnects with contracts missing is corrupted silently");
        }
        List<PlannedConnection> connected = window.isolation.connections().stream()
                .filter(connection -> connection.connection() == Registration.Connection.CONNECTED)
                .toList();
        if (!reconnect.connections().equals(connected)) {
            broken(
                    reconnect,
                    "'" + reconnect.id() + "' does not reconnect what '" + window.isolation.id() + "' disconnects",
                    "the target comes back as it was");
        }
    }

    private void restore(Step.RestoreAutoConnect restore) {
        if (open.containsKey(restore.participant())) {
            broken(
                    restore,
                    "'" + restore.id() + "' lets " + restore.participant() + " connect by itself while it is isolated",
                    TOO_EARLY);
        }
        afterReconnect(restore, TOO_EARLY);
        Step.Isolate isolation = automatic.remove(restore.participant());
        List<PlannedConnection> before = isolation == null
                ? List.of()
                : isolation.connections().stream()
                        .filter(connection -> connection.manualConnect() == ManualConnect.AUTOMATIC)
                        .toList();
        if (!restore.connections().equals(before)) {
            broken(
                    restore,
                    "'" + restore.id() + "' does not restore what was there before",
                    "the automatic connection comes back as it was");
        }
    }

    @Override
    void end() {
        open.values().stream()
                .map(window -> window.isolation)
                .filter(Objects::nonNull)
                .forEach(isolation -> broken(
                        isolation,
                        "nothing reconnects " + isolation.participant() + " after '" + isolation.id() + "'",
                        "a participant must not stay away"));
        automatic
                .values()
                .forEach(isolation -> broken(
                        isolation,
                        "nothing lets " + isolation.participant() + " connect by itself again after '" + isolation.id()
                                + "'",
                        "it would stay away after its next restart"));
    }
}
