package io.partita.provider.sandbox.ledger;

import io.grpc.stub.StreamObserver;
import io.partita.proto.ledger.CommandServiceGrpc;
import io.partita.proto.ledger.Commands;
import io.partita.proto.ledger.EventFormat;
import io.partita.proto.ledger.Filters;
import io.partita.proto.ledger.SubmitAndWaitForTransactionRequest;
import io.partita.proto.ledger.SubmitAndWaitForTransactionResponse;
import io.partita.proto.ledger.SubmitAndWaitRequest;
import io.partita.proto.ledger.SubmitAndWaitResponse;
import io.partita.proto.ledger.Transaction;
import io.partita.proto.ledger.TransactionFormat;
import io.partita.proto.ledger.TransactionShape;
import io.partita.proto.ledger.UpdateFormat;
import io.partita.provider.sandbox.transactions.LocalLedger;
import io.partita.provider.sandbox.transactions.Submission;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.Calls;

/** The CommandService of the Ledger API. */
final class CommandLedgerService extends CommandServiceGrpc.CommandServiceImplBase {

    private final LocalLedger ledger;
    private final Submission submission;
    private final Calls calls;
    private final UpdateRendering rendering;

    CommandLedgerService(LocalLedger ledger, Submission submission) {
        this.ledger = ledger;
        this.submission = submission;
        this.calls = ledger.node().calls(Api.LEDGER);
        this.rendering = new UpdateRendering(ledger);
    }

    @Override
    public void submitAndWait(SubmitAndWaitRequest request, StreamObserver<SubmitAndWaitResponse> observer) {
        calls.answerLater(
                observer,
                () -> submission
                        .submit(commands(request.hasCommands(), request.getCommands()))
                        .thenApply(accepted -> SubmitAndWaitResponse.newBuilder()
                                .setUpdateId(accepted.updateId())
                                .setCompletionOffset(accepted.offset())
                                .build()));
    }

    @Override
    public void submitAndWaitForTransaction(
            SubmitAndWaitForTransactionRequest request, StreamObserver<SubmitAndWaitForTransactionResponse> observer) {
        calls.answerLater(observer, () -> {
            Commands commands = commands(request.hasCommands(), request.getCommands());
            UpdateSelection selection = UpdateSelection.of(
                    true,
                    UpdateFormat.newBuilder()
                            .setIncludeTransactions(
                                    request.hasTransactionFormat()
                                            ? request.getTransactionFormat()
                                            : defaultFormat(commands))
                            .build(),
                    ledger.packages());
            return submission
                    .submit(commands)
                    .thenApply(accepted -> SubmitAndWaitForTransactionResponse.newBuilder()
                            .setTransaction(transaction(accepted, commands, selection))
                            .build());
        });
    }

    private Transaction transaction(Submission.Accepted accepted, Commands commands, UpdateSelection selection) {
        return ledger.node()
                .updates()
                .at(accepted.offset())
                .flatMap(update -> rendering.shown(update, selection).transaction())
                .orElseGet(() -> Transaction.newBuilder()
                        .setUpdateId(accepted.updateId())
                        .setCommandId(commands.getCommandId())
                        .setOffset(accepted.offset())
                        .setSynchronizerId(ledger.node().synchronizer().logicalId())
                        .build());
    }

    private static Commands commands(boolean present, Commands commands) {
        if (!present) {
            throw LedgerErrors.missing("commands");
        }
        return commands;
    }

    private static TransactionFormat defaultFormat(Commands commands) {
        EventFormat.Builder events = EventFormat.newBuilder();
        commands.getActAsList().forEach(party -> events.putFiltersByParty(party, Filters.getDefaultInstance()));
        return TransactionFormat.newBuilder()
                .setEventFormat(events)
                .setTransactionShape(TransactionShape.TRANSACTION_SHAPE_ACS_DELTA)
                .build();
    }
}
