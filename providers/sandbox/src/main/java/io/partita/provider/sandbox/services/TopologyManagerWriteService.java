package io.partita.provider.sandbox.services;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.SignedTopologyTransaction;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.topology.AddTransactionsRequest;
import io.partita.proto.topology.AddTransactionsResponse;
import io.partita.proto.topology.AuthorizeRequest;
import io.partita.proto.topology.AuthorizeResponse;
import io.partita.proto.topology.GenerateTransactionsRequest;
import io.partita.proto.topology.GenerateTransactionsResponse;
import io.partita.proto.topology.SignTransactionsRequest;
import io.partita.proto.topology.SignTransactionsResponse;
import io.partita.proto.topology.StoreId;
import io.partita.proto.topology.TopologyManagerWriteServiceGrpc;
import io.partita.provider.sandbox.node.ParticipantNode;
import io.partita.provider.sandbox.node.TopologyAuthorizer.SigningOptions;
import io.partita.provider.sandbox.node.TopologyAuthorizer.Submitted;
import io.partita.provider.sandbox.synchronizer.Sequencing;
import io.partita.provider.sandbox.topology.SignedTransaction;
import io.partita.provider.sandbox.topology.TopologyRules.ExpectedAuthorization;
import io.partita.provider.sandbox.wire.Calls;
import io.partita.provider.sandbox.wire.CantonError;
import io.partita.provider.sandbox.wire.CantonException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Changes of topology (procedure.md 1.4). */
final class TopologyManagerWriteService extends TopologyManagerWriteServiceGrpc.TopologyManagerWriteServiceImplBase {

    private static final int MULTIHASH_LENGTH = 34;

    private final ParticipantNode node;
    private final Calls calls;
    private final Stores stores;

    TopologyManagerWriteService(ParticipantNode node, Calls calls) {
        this.node = node;
        this.calls = calls;
        this.stores = new Stores(node);
    }

    @Override
    public void authorize(AuthorizeRequest request, StreamObserver<AuthorizeResponse> answer) {
        calls.answerLater(answer, () -> {
            SigningOptions options = new SigningOptions(
                    request.getSignedByList(),
                    request.getMustFullyAuthorize() ? ExpectedAuthorization.FULL : ExpectedAuthorization.ANY,
                    flags(request.getForceChangesValueList()));
            switch (request.getTypeCase()) {
                case PROPOSAL:
                    Submitted proposed = propose(request.getProposal(), request.getStore(), options);
                    return whenEffective(
                            request.hasWaitToBecomeEffective(),
                            request.getWaitToBecomeEffective(),
                            proposed.effective(),
                            () -> response(proposed));
                case TRANSACTION_HASH:
                    // A wait is ignored here (measured).
                    return CompletableFuture.completedFuture(
                            response(cosign(request.getTransactionHash(), request.getStore(), options)));
                case TYPE_NOT_SET:
                default:
                    throw CantonError.undecodable("FieldNotSet(AuthorizeRequest.type)")
                            .exception();
            }
        });
    }

    private static AuthorizeResponse response(Submitted accepted) {
        return AuthorizeResponse.newBuilder()
                .setTransaction(accepted.transaction().write())
                .build();
    }

    private Submitted propose(AuthorizeRequest.Proposal proposal, StoreId store, SigningOptions options) {
        if (!proposal.hasMapping()) {
            throw CantonError.undecodable("FieldNotSet(AuthorizeRequest.mapping)")
                    .exception();
        }
        TopologyChangeOp operation = operation(proposal.getChange());
        var mapping = MappingDecoding.decode(known(proposal.getMapping()));
        requireWritable(store);
        return node.authorizer().propose(operation, proposal.getSerial(), mapping, options);
    }

    /**
     * The mapping as this release reads it: before 3.4 hosts have no onboarding flag and parties no keys of their own,
     * and what is not known is lost.
     */
    private TopologyMapping known(TopologyMapping mapping) {
        if (node.release().atLeast(3, 4) || !mapping.hasPartyToParticipant()) {
            return mapping;
        }
        PartyToParticipant.Builder hosting =
                mapping.getPartyToParticipant().toBuilder().clearPartySigningKeys();
        hosting.getParticipantsBuilderList().forEach(PartyToParticipant.HostingParticipant.Builder::clearOnboarding);
        return mapping.toBuilder().setPartyToParticipant(hosting).build();
    }

    private Submitted cosign(String hash, StoreId store, SigningOptions options) {
        ByteString decoded = hash(hash);
        requireWritable(store);
        return node.authorizer().cosign(decoded, options);
    }

    private static ByteString hash(String hex) {
        byte[] bytes;
        try {
            bytes = HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException malformed) {
            throw CantonError.undecodable("OtherError(Failed to parse hex string: " + hex + ")")
                    .exception();
        }
        if (bytes.length == 0) {
            throw CantonError.undecodable("OtherError(Failed to decode unsigned var-int: Input bytes already consumed)")
                    .exception();
        }
        if (bytes.length != MULTIHASH_LENGTH || bytes[0] != 0x12 || bytes[1] != 0x20) {
            throw CantonError.undecodable("OtherError(Not a SHA-256 multihash: " + hex + ")")
                    .exception();
        }
        return ByteString.copyFrom(bytes);
    }

    private static TopologyChangeOp operation(TopologyChangeOp operation) {
        if (operation == TopologyChangeOp.TOPOLOGY_CHANGE_OP_UNSPECIFIED) {
            throw CantonError.undecodable("FieldNotSet(operation)").exception();
        }
        if (operation == TopologyChangeOp.UNRECOGNIZED) {
            throw CantonError.undecodable("UnrecognizedEnum(operation)").exception();
        }
        return operation;
    }

    private void requireWritable(StoreId store) {
        if (stores.require(store) == Stores.Kind.AUTHORIZED) {
            throw CantonException.plain(
                    Status.Code.UNIMPLEMENTED,
                    "The sandbox takes changes of topology for the synchronizer's store only, not for the authorized one.");
        }
        node.requireConnected();
    }

    private static Set<Integer> flags(List<Integer> values) {
        return new HashSet<>(values);
    }

    /**
     * Answers when the node has seen the effect, or fails after the given time; the transaction goes out nevertheless.
     */
    private <T> CompletionStage<T> whenEffective(
            boolean wait, Duration limit, CompletableFuture<Long> effective, Supplier<T> response) {
        if (!wait) {
            return CompletableFuture.completedFuture(response.get());
        }
        CompletableFuture<T> future = new CompletableFuture<>();
        effective.thenCompose(node::whenEffective).whenComplete((seen, failure) -> {
            if (failure != null) {
                future.completeExceptionally(failure);
            } else {
                future.complete(response.get());
            }
        });
        java.time.Duration patience = java.time.Duration.ofSeconds(limit.getSeconds(), limit.getNanos());
        Sequencing.Cancellation tooLong =
                node.synchronizer().after(patience, () -> future.completeExceptionally(tooLate(patience)));
        future.whenComplete((done, failure) -> tooLong.cancel());
        return future;
    }

    private static CantonException tooLate(java.time.Duration patience) {
        long millis = patience.toMillis();
        String shown = millis == 0
                ? "0 days"
                : millis % 1_000 == 0
                        ? millis / 1_000 + (millis == 1_000 ? " second" : " seconds")
                        : millis + (millis == 1 ? " millisecond" : " milliseconds");
        return CantonException.plain(
                Status.Code.INTERNAL,
                "Task proposeAndAuthorize-wait-for-effective did not complete within " + shown + ".");
    }

    @Override
    public void addTransactions(AddTransactionsRequest request, StreamObserver<AddTransactionsResponse> answer) {
        calls.answerLater(answer, () -> {
            List<SignedTransaction> transactions = request.getTransactionsList().stream()
                    .map(TopologyManagerWriteService::decode)
                    .toList();
            requireWritable(request.getStore());
            CompletableFuture<Long> effective =
                    node.authorizer().add(transactions, flags(request.getForceChangesValueList()));
            return whenEffective(
                    request.hasWaitToBecomeEffective(),
                    request.getWaitToBecomeEffective(),
                    effective,
                    AddTransactionsResponse::getDefaultInstance);
        });
    }

    private static SignedTransaction decode(SignedTopologyTransaction wire) {
        SignedTransaction transaction = MappingDecoding.decode(wire);
        if (transaction.signatures().isEmpty()) {
            throw CantonError.undecodable(
                            "InvariantViolation(Some(signatures),At least one signature must be provided)")
                    .exception();
        }
        boolean foreignSignature = transaction.signatures().values().stream()
                .anyMatch(
                        signed -> !signed.hashes().isEmpty() && !signed.hashes().contains(transaction.hash()));
        if (foreignSignature) {
            throw CantonError.undecodable(
                            "InvariantViolation(Some(transaction_hashes),does not contain the transaction hash)")
                    .exception();
        }
        return transaction;
    }

    @Override
    public void signTransactions(SignTransactionsRequest request, StreamObserver<SignTransactionsResponse> answer) {
        calls.answer(answer, () -> {
            List<SignedTransaction> transactions = request.getTransactionsList().stream()
                    .map(MappingDecoding::decode)
                    .toList();
            requireWritable(request.getStore());
            SignTransactionsResponse.Builder response = SignTransactionsResponse.newBuilder();
            transactions.forEach(transaction -> response.addTransactions(node.authorizer()
                    .signOnly(transaction, request.getSignedByList())
                    .write()));
            return response.build();
        });
    }

    @Override
    public void generateTransactions(
            GenerateTransactionsRequest request, StreamObserver<GenerateTransactionsResponse> answer) {
        calls.answer(answer, () -> {
            GenerateTransactionsResponse.Builder response = GenerateTransactionsResponse.newBuilder();
            for (GenerateTransactionsRequest.Proposal proposal : request.getProposalsList()) {
                if (!proposal.hasMapping()) {
                    throw CantonError.undecodable("FieldNotSet(mapping)").exception();
                }
                TopologyChangeOp operation = operation(proposal.getOperation());
                var mapping = MappingDecoding.decode(proposal.getMapping());
                requireWritable(proposal.getStore());
                SignedTransaction built = node.authorizer().build(operation, proposal.getSerial(), mapping);
                response.addGeneratedTransactions(GenerateTransactionsResponse.GeneratedTransaction.newBuilder()
                        .setSerializedTransaction(built.bytes())
                        .setTransactionHash(built.hash()));
            }
            return response.build();
        });
    }
}
