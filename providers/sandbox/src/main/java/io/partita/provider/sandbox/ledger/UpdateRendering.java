package io.partita.provider.sandbox.ledger;

import io.partita.proto.ledger.Event;
import io.partita.proto.ledger.ParticipantAuthorizationAdded;
import io.partita.proto.ledger.ParticipantAuthorizationChanged;
import io.partita.proto.ledger.ParticipantAuthorizationOnboarding;
import io.partita.proto.ledger.ParticipantAuthorizationRevoked;
import io.partita.proto.ledger.ParticipantPermission;
import io.partita.proto.ledger.TopologyEvent;
import io.partita.proto.ledger.TopologyTransaction;
import io.partita.proto.ledger.TraceContext;
import io.partita.proto.ledger.Transaction;
import io.partita.proto.ledger.TransactionShape;
import io.partita.provider.sandbox.contracts.Contract;
import io.partita.provider.sandbox.contracts.StoredContract;
import io.partita.provider.sandbox.ids.Micros;
import io.partita.provider.sandbox.ids.Sha256;
import io.partita.provider.sandbox.node.HostingEvents;
import io.partita.provider.sandbox.node.Update;
import io.partita.provider.sandbox.transactions.Action;
import io.partita.provider.sandbox.transactions.LedgerTransaction;
import io.partita.provider.sandbox.transactions.LocalLedger;
import io.partita.provider.sandbox.transactions.TransactionBytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Updates as messages. To be used under the lock of the network. */
final class UpdateRendering {

    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    private final LocalLedger ledger;
    private final EventRendering events;

    UpdateRendering(LocalLedger ledger) {
        this.ledger = ledger;
        this.events = new EventRendering(ledger.packages());
    }

    /** An update as a reader sees it: one of the two, or none. */
    record Rendered(Optional<Transaction> transaction, Optional<TopologyTransaction> topology) {

        static final Rendered NOTHING = new Rendered(Optional.empty(), Optional.empty());

        boolean nothing() {
            return transaction.isEmpty() && topology.isEmpty();
        }
    }

    Rendered shown(Update update, UpdateSelection selection) {
        return switch (update.kind()) {
            case TOPOLOGY -> new Rendered(Optional.empty(), topology(update, selection));
            case TRANSACTION, REPAIR -> new Rendered(transaction(update, selection), Optional.empty());
            case INVISIBLE -> Rendered.NOTHING;
        };
    }

    private Optional<Transaction> transaction(Update update, UpdateSelection selection) {
        if (selection.transactions().isEmpty()) {
            return Optional.empty();
        }
        LedgerTransaction transaction = TransactionBytes.decode(update.payload());
        Rendering rendering = new Rendering(update, selection.transactions().get(), selection.shape());
        List<Event> shown = transaction.match(rendering::daml, rendering::seeded, rendering::repair);
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        Transaction.Builder message = Transaction.newBuilder()
                .setUpdateId(transaction.updateId())
                .setEffectiveAt(Micros.timestamp(transaction.effectiveAt()))
                .setOffset(update.offset())
                .setSynchronizerId(ledger.node().synchronizer().logicalId())
                .setRecordTime(Micros.timestamp(update.recordTime()))
                .addAllEvents(shown);
        if (transaction instanceof LedgerTransaction.Repair repair) {
            message.setWorkflowId(repair.workflowId());
        } else {
            message.setTraceContext(trace(transaction.updateId()));
        }
        if (transaction instanceof LedgerTransaction.Daml daml) {
            message.setWorkflowId(daml.workflowId());
            if (!daml.commandId().isEmpty() && selection.transactions().get().concerns(daml.actAs())) {
                message.setCommandId(daml.commandId()).setPaidTrafficCost(0);
            }
        }
        return Optional.of(message.build());
    }

    /** The events of one transaction for one reader. */
    private final class Rendering {

        private final long offset;
        private final EventSelection selection;
        private final boolean effects;

        Rendering(Update update, EventSelection selection, TransactionShape shape) {
            this.offset = update.offset();
            this.selection = selection;
            this.effects = shape == TransactionShape.TRANSACTION_SHAPE_LEDGER_EFFECTS;
        }

        List<Event> daml(LedgerTransaction.Daml daml) {
            Set<String> created = new HashSet<>();
            Set<String> consumed = new HashSet<>();
            for (Action action : daml.actions()) {
                if (action instanceof Action.Exercise exercise && exercise.consuming()) {
                    consumed.add(exercise.contract().id());
                } else if (action instanceof Action.Create create) {
                    created.add(create.contract().id());
                }
            }
            List<Event> shown = new ArrayList<>();
            SortedSet<String> divulgedTo = new TreeSet<>();
            int divulgedUpTo = -1;
            for (Action action : daml.actions()) {
                if (action.nodeId() > divulgedUpTo) {
                    divulgedTo.clear();
                }
                SortedSet<String> informees = new TreeSet<>(action.informees());
                informees.addAll(divulgedTo);
                String id = action.contract().id();
                boolean transientContract = created.contains(id) && consumed.contains(id);
                (effects ? effect(action, informees, transientContract) : delta(action, transientContract))
                        .ifPresent(shown::add);
                if (action instanceof Action.Exercise exercise && exercise.lastDescendant() > exercise.nodeId()) {
                    divulgedTo.addAll(action.informees());
                    divulgedUpTo = Math.max(divulgedUpTo, exercise.lastDescendant());
                }
            }
            return shown;
        }

        private Optional<Event> effect(Action action, Collection<String> informees, boolean transientContract) {
            return selection
                    .shown(action.contract(), informees)
                    .map(shown -> action.match(
                            create -> created(create.contract(), create.nodeId(), shown, !transientContract),
                            exercise -> Event.newBuilder()
                                    .setExercised(events.exercised(
                                            exercise, offset, shown, exercise.consuming() && !transientContract))
                                    .build()));
        }

        private Optional<Event> delta(Action action, boolean transientContract) {
            boolean consuming = !(action instanceof Action.Exercise exercise) || exercise.consuming();
            if (transientContract || !consuming) {
                return Optional.empty();
            }
            return selection
                    .shown(action.contract(), action.contract().stakeholders())
                    .map(shown -> action.match(
                            create -> created(create.contract(), create.nodeId(), shown, true),
                            exercise -> archived(exercise.contract(), exercise.nodeId(), shown)));
        }

        List<Event> seeded(LedgerTransaction.Seeded seeded) {
            List<Event> shown = new ArrayList<>();
            for (int i = 0; i < seeded.size(); i++) {
                Contract contract =
                        seeded.seed().contract(seeded.from() + i, seeded.createdAt(), ledger.packages()::find);
                int nodeId = i;
                selection
                        .shown(contract, contract.stakeholders())
                        .map(each -> seeded.kind() == LedgerTransaction.Seeded.Kind.CREATE
                                ? created(contract, nodeId, each, true)
                                : effects ? seededArchival(contract, nodeId, each) : archived(contract, nodeId, each))
                        .ifPresent(shown::add);
            }
            return shown;
        }

        private Event seededArchival(Contract contract, int nodeId, EventSelection.Visibility shown) {
            Action.Exercise archive = new Action.Exercise(
                    nodeId,
                    contract,
                    "Archive",
                    io.partita.proto.ledger.Value.newBuilder()
                            .setRecord(io.partita.proto.ledger.Record.getDefaultInstance())
                            .build(),
                    new TreeSet<>(contract.signatories()),
                    List.of(),
                    true,
                    nodeId,
                    io.partita.proto.ledger.Value.newBuilder()
                            .setUnit(com.google.protobuf.Empty.getDefaultInstance())
                            .build());
            return Event.newBuilder()
                    .setExercised(events.exercised(archive, offset, shown, true))
                    .build();
        }

        List<Event> repair(LedgerTransaction.Repair repair) {
            List<Event> shown = new ArrayList<>();
            for (int i = 0; i < repair.size(); i++) {
                Optional<StoredContract> stored = ledger.contracts().at(repair.firstOrdinal() + i);
                stored.flatMap(each -> selection
                                .shown(each.contract(), each.contract().stakeholders())
                                .map(how -> created(each.contract(), each.nodeId(), how, true)))
                        .ifPresent(shown::add);
            }
            return shown;
        }

        private Event created(Contract contract, int nodeId, EventSelection.Visibility shown, boolean acsDelta) {
            return Event.newBuilder()
                    .setCreated(events.created(contract, offset, nodeId, shown, selection.verbose(), acsDelta))
                    .build();
        }

        private Event archived(Contract contract, int nodeId, EventSelection.Visibility shown) {
            return Event.newBuilder()
                    .setArchived(events.archived(contract, offset, nodeId, shown))
                    .build();
        }
    }

    private Optional<TopologyTransaction> topology(Update update, UpdateSelection selection) {
        if (selection.topologyParties().isEmpty()) {
            return Optional.empty();
        }
        Set<String> parties = selection.topologyParties().get();
        HostingEvents hosting = HostingEvents.decode(update.payload());
        List<TopologyEvent> shown = hosting.events().stream()
                .filter(event -> parties.isEmpty() || parties.contains(event.party()))
                .map(UpdateRendering::topologyEvent)
                .toList();
        return shown.isEmpty()
                ? Optional.empty()
                : Optional.of(TopologyTransaction.newBuilder()
                        .setUpdateId(hosting.updateId())
                        .setOffset(update.offset())
                        .setSynchronizerId(ledger.node().synchronizer().logicalId())
                        .setRecordTime(Micros.timestamp(update.recordTime()))
                        .setTraceContext(trace(hosting.updateId()))
                        .addAllEvents(shown)
                        .build());
    }

    /** A trace in the form of W3C's trace context; one update has the same one wherever it is shown. */
    private TraceContext trace(String updateId) {
        String trace = HexFormat.of().formatHex(Sha256.of("trace/" + updateId), 0, TRACE_BYTES);
        String span =
                HexFormat.of().formatHex(Sha256.of("span/" + ledger.node().uid() + "/" + updateId), 0, SPAN_BYTES);
        return TraceContext.newBuilder()
                .setTraceparent("00-" + trace + "-" + span + "-03")
                .build();
    }

    private static TopologyEvent topologyEvent(HostingEvents.Event event) {
        ParticipantPermission permission =
                ParticipantPermission.forNumber(event.permission().number());
        TopologyEvent.Builder message = TopologyEvent.newBuilder();
        return switch (event.change()) {
            case ADDED ->
                message.setParticipantAuthorizationAdded(ParticipantAuthorizationAdded.newBuilder()
                                .setPartyId(event.party())
                                .setParticipantId(event.participant())
                                .setParticipantPermission(permission))
                        .build();
            case CHANGED ->
                message.setParticipantAuthorizationChanged(ParticipantAuthorizationChanged.newBuilder()
                                .setPartyId(event.party())
                                .setParticipantId(event.participant())
                                .setParticipantPermission(permission))
                        .build();
            case ONBOARDING ->
                message.setParticipantAuthorizationOnboarding(ParticipantAuthorizationOnboarding.newBuilder()
                                .setPartyId(event.party())
                                .setParticipantId(event.participant())
                                .setParticipantPermission(permission))
                        .build();
            case REVOKED ->
                message.setParticipantAuthorizationRevoked(ParticipantAuthorizationRevoked.newBuilder()
                                .setPartyId(event.party())
                                .setParticipantId(event.participant()))
                        .build();
        };
    }
}
