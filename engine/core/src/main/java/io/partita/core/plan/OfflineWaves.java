package io.partita.core.plan;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PruningSchedule;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import io.partita.core.topology.CurrentParticipant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The waves of one round of isolation windows, in the only safe order: the target consents while it is connected, is isolated, the party consents, the contracts are exported and imported, and only then
 * the target connects again.
 */
final class OfflineWaves {

    private final PlanDraft draft;
    private final ConsentSteps consents;
    private final int round;
    private final List<Open> windows = new ArrayList<>();

    /** A window with the steps that later ones refer to. */
    private static final class Open {
        private final Window window;
        private final List<Transfer> transfers = new ArrayList<>();
        private final List<PlannedConnection> connections;
        private Step isolation;
        private Step backUp;
        private Step reconnect;

        Open(Window window) {
            this.window = window;
            connections = window.target().registrations().stream()
                    .map(registration -> new PlannedConnection(
                            registration.alias(), registration.connection(), registration.manualConnect()))
                    .sorted()
                    .toList();
        }

        CurrentParticipant target() {
            return window.target();
        }

        Set<StepId> imports() {
            SortedSet<StepId> ids = new TreeSet<>();
            transfers.forEach(transfer -> ids.add(transfer.imported.id()));
            return ids;
        }
    }

    /** One party in a window. */
    private static final class Transfer {
        private final PartyWork work;
        private final HostingMapping mapping;
        private final List<FactId> facts;
        private Set<StepId> signed = Set.of();
        private Step note;
        private Step consent;
        private Step export;
        private Step imported;

        Transfer(PartyWork work, HostingMapping mapping, List<FactId> facts) {
            this.work = work;
            this.mapping = mapping;
            this.facts = facts;
        }
    }

    /** @param round from 1; a suspension of pruning in a later round has a step of its own */
    OfflineWaves(PlanDraft draft, int round, List<Window> windows) {
        this.draft = draft;
        this.consents = new ConsentSteps(draft);
        this.round = round;
        windows.forEach(window -> this.windows.add(new Open(window)));
    }

    void add() {
        addPruningSuspension();
        addHostConsents();
        addIsolation();
        addPartyConsents();
        addExports();
        addPruningRestoration();
        addBackUps();
        addImports();
        addReconnects();
        addClearings();
        addComparisons();
    }

    private void addPruningSuspension() {
        List<Step> steps = new ArrayList<>();
        pruningSources()
                .forEach((name, source) -> source.pruning()
                        .ifPresent(schedule -> steps.add(new Step.SuspendPruning(
                                draft.head(
                                        numbered("suspend-pruning/" + name),
                                        source,
                                        List.of(),
                                        List.of(draft.pruning(source)),
                                        Step.Reversal.UNDONE_BY_RUN,
                                        name + " has to keep the offsets that the export starts from"),
                                schedule))));
        draft.wave("suspend pruning on the source", steps);
    }

    private void addHostConsents() {
        List<Step> steps = new ArrayList<>();
        for (Open open : windows) {
            FactId vetted = draft.vetted(open.target(), needed(open));
            for (PartyWork work : open.window.works()) {
                boolean first = draft.mappings(work).all().isEmpty();
                HostingMapping mapping =
                        draft.mappings(work).withOnboarding(open.target().id());
                List<FactId> facts =
                        first ? List.of(draft.hosting(work), draft.noProposal(work)) : List.of(draft.noProposal(work));
                Transfer transfer = new Transfer(work, mapping, facts);
                List<FactId> before = new ArrayList<>(facts);
                before.add(draft.packages(work));
                before.add(vetted);
                List<Step> signatures =
                        consents.asHosts(work, mapping, List.of(open.target()), draft.last(work), before);
                transfer.signed = ids(signatures);
                steps.addAll(signatures);
                open.transfers.add(transfer);
            }
        }
        draft.wave("the target consents, with the onboarding flag", steps);
    }

    private static SortedSet<PackageId> needed(Open open) {
        SortedSet<PackageId> needed = new TreeSet<>();
        open.window.works().forEach(work -> needed.addAll(work.needed().keySet()));
        return needed;
    }

    private void addIsolation() {
        List<Step> steps = new ArrayList<>();
        for (Open open : windows) {
            SortedSet<StepId> after = new TreeSet<>();
            open.transfers.forEach(transfer -> after.addAll(transfer.signed));
            open.isolation = new Step.Isolate(
                    draft.head(
                            "isolate/" + open.target().name(),
                            open.target(),
                            after,
                            List.of(draft.identity(open.target()), draft.connections(open.target(), open.connections)),
                            Step.Reversal.UNDONE_BY_RUN,
                            open.target().name()
                                    + " must not be connected between the activation and the completed import"),
                    open.connections);
            steps.add(open.isolation);
        }
        draft.wave("isolate the target", steps);
    }

    /** Strictly one after the other: two parties that become active at the same time would leave their shared contracts out of both files. */
    private void addPartyConsents() {
        List<Step> steps = new ArrayList<>();
        for (Open open : windows) {
            StepId before = open.isolation.id();
            for (Transfer transfer : open.transfers) {
                CurrentParticipant source = transfer.work.sourceOrBug();
                transfer.note = new Step.NoteLedgerEnd(
                        draft.head(
                                "note/" + source.name() + "/" + transfer.work.label() + "/"
                                        + open.target().name(),
                                source,
                                List.of(before),
                                List.of(),
                                Step.Reversal.READS_ONLY,
                                "the export looks for the activation after this offset"),
                        transfer.work.difference().party(),
                        open.target().name());
                SortedSet<StepId> after = new TreeSet<>(transfer.signed);
                after.add(open.isolation.id());
                after.add(before);
                after.add(transfer.note.id());
                transfer.consent = consents.asParty(
                        transfer.work,
                        transfer.mapping,
                        after,
                        transfer.facts,
                        Step.Reversal.IRREVERSIBLE,
                        Set.of(open.target()));
                steps.add(transfer.note);
                steps.add(transfer.consent);
                before = transfer.consent.id();
            }
        }
        draft.wave("note the ledger end, then the party consents", steps);
    }

    private void addExports() {
        List<Step> steps = new ArrayList<>();
        for (Open open : windows) {
            for (Transfer transfer : open.transfers) {
                CurrentParticipant source = transfer.work.sourceOrBug();
                transfer.export = new Step.ExportAcs(
                        draft.head(
                                "export/" + source.name() + "/" + transfer.work.label() + "/"
                                        + open.target().name(),
                                source,
                                List.of(transfer.note.id(), transfer.consent.id()),
                                List.of(draft.identity(source)),
                                Step.Reversal.READS_ONLY,
                                open.target().name() + " needs every contract that " + transfer.work.label()
                                        + " had at its activation"),
                        transfer.work.difference().party(),
                        open.target().name(),
                        transfer.note.id(),
                        transfer.consent.id());
                steps.add(transfer.export);
            }
        }
        draft.wave("export the contracts", steps);
    }

    private void addPruningRestoration() {
        List<Step> steps = new ArrayList<>();
        SortedMap<ParticipantName, SortedSet<StepId>> exports = new TreeMap<>();
        for (Open open : windows) {
            open.transfers.forEach(
                    transfer -> exports.computeIfAbsent(transfer.export.participant(), name -> new TreeSet<>())
                            .add(transfer.export.id()));
        }
        pruningSources().forEach((name, source) -> {
            Optional<PruningSchedule> schedule = source.pruning();
            if (schedule.isPresent()) {
                SortedSet<StepId> after = new TreeSet<>(exports.get(name));
                after.add(new StepId(numbered("suspend-pruning/" + name)));
                steps.add(new Step.RestorePruning(
                        draft.head(
                                numbered("restore-pruning/" + name),
                                source,
                                after,
                                List.of(),
                                Step.Reversal.REPLACEABLE,
                                "the schedule of " + name + " was only suspended for the export"),
                        schedule.get()));
            }
        });
        draft.wave("restore pruning", steps);
    }

    private void addBackUps() {
        List<Step> steps = new ArrayList<>();
        for (Open open : windows) {
            SortedSet<StepId> after = new TreeSet<>();
            after.add(open.isolation.id());
            open.transfers.forEach(transfer -> after.add(transfer.export.id()));
            open.backUp = new Step.BackUp(
                    draft.head(
                            "back-up/" + open.target().name(),
                            open.target(),
                            after,
                            List.of(),
                            Step.Reversal.REPLACEABLE,
                            "an import cannot be taken back other than from a backup"),
                    open.target().declared().backup());
            steps.add(open.backUp);
        }
        draft.wave("back up the target", steps);
    }

    private void addImports() {
        List<Step> steps = new ArrayList<>();
        for (Open open : windows) {
            StepId before = open.backUp.id();
            for (Transfer transfer : open.transfers) {
                transfer.imported = new Step.ImportAcs(
                        draft.head(
                                "import/" + open.target().name() + "/" + transfer.work.label(),
                                open.target(),
                                List.of(before, transfer.export.id(), open.isolation.id(), transfer.consent.id()),
                                List.of(draft.identity(open.target())),
                                Step.Reversal.IRREVERSIBLE,
                                open.target().name() + " has to know the contracts of " + transfer.work.label()
                                        + " before it sees the next transaction"),
                        transfer.work.difference().party(),
                        transfer.work.sourceOrBug().name(),
                        transfer.export.id(),
                        open.isolation.id(),
                        transfer.consent.id());
                steps.add(transfer.imported);
                before = transfer.imported.id();
            }
        }
        draft.wave("import the contracts", steps);
    }

    private void addReconnects() {
        List<Step> reconnects = new ArrayList<>();
        List<Step> restorations = new ArrayList<>();
        for (Open open : windows) {
            String name = open.target().name().name();
            List<PlannedConnection> connected = open.connections.stream()
                    .filter(connection -> connection.connection() == Registration.Connection.CONNECTED)
                    .toList();
            open.reconnect = new Step.Reconnect(
                    draft.head(
                            "reconnect/" + name,
                            open.target(),
                            open.imports(),
                            List.of(),
                            Step.Reversal.REPLACEABLE,
                            "every import is verified, so " + name + " can take up the stream again"),
                    connected,
                    new TreeSet<>(open.imports()));
            reconnects.add(open.reconnect);
            List<PlannedConnection> automatic = open.connections.stream()
                    .filter(connection -> connection.manualConnect() == ManualConnect.AUTOMATIC)
                    .toList();
            if (!automatic.isEmpty()) {
                restorations.add(new Step.RestoreAutoConnect(
                        draft.head(
                                "restore-auto-connect/" + name,
                                open.target(),
                                List.of(open.reconnect.id()),
                                List.of(),
                                Step.Reversal.REPLACEABLE,
                                name + " connected by itself at start before the window"),
                        automatic));
            }
        }
        draft.wave("reconnect the target", reconnects);
        draft.wave("restore the automatic connection", restorations);
    }

    private void addClearings() {
        List<Step> steps = new ArrayList<>();
        for (Open open : windows) {
            for (Transfer transfer : open.transfers) {
                HostingMapping cleared =
                        draft.mappings(transfer.work).withoutFlag(open.target().id());
                Step step = new Step.ClearOnboarding(
                        draft.head(
                                "clear/" + open.target().name() + "/" + transfer.work.label(),
                                open.target(),
                                List.of(open.reconnect.id()),
                                List.of(),
                                Step.Reversal.IRREVERSIBLE,
                                "until the flag is gone " + open.target().name()
                                        + " can neither confirm nor submit for " + transfer.work.label()),
                        transfer.work.difference().party(),
                        cleared,
                        Optional.of(transfer.consent.id()),
                        Optional.of(open.reconnect.id()));
                draft.last(transfer.work, step.id());
                steps.add(step);
            }
        }
        draft.wave("wait until the onboarding flag is gone", steps);
    }

    private void addComparisons() {
        List<Step> steps = new ArrayList<>();
        for (Open open : windows) {
            for (Transfer transfer : open.transfers) {
                steps.add(new Step.VerifyContracts(
                        draft.head(
                                "verify-contracts/" + open.target().name() + "/" + transfer.work.label(),
                                open.target(),
                                draft.last(transfer.work),
                                List.of(),
                                Step.Reversal.READS_ONLY,
                                "source and target have to agree on every contract of " + transfer.work.label()),
                        transfer.work.difference().party(),
                        transfer.work.sourceOrBug().name()));
            }
        }
        draft.wave("verify the contracts", steps);
    }

    /** Sources of this round that prune by themselves. */
    private SortedMap<ParticipantName, CurrentParticipant> pruningSources() {
        SortedMap<ParticipantName, CurrentParticipant> sources = new TreeMap<>();
        for (Open open : windows) {
            for (PartyWork work : open.window.works()) {
                CurrentParticipant source = work.sourceOrBug();
                if (source.pruning().isPresent()) {
                    sources.put(source.name(), source);
                }
            }
        }
        return sources;
    }

    private String numbered(String id) {
        return round == 1 ? id : id + "/" + round;
    }

    private static Set<StepId> ids(List<Step> steps) {
        SortedSet<StepId> ids = new TreeSet<>();
        steps.forEach(step -> ids.add(step.id()));
        return ids;
    }
}
