package io.partita.provider.sandbox.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.partita.proto.ledger.Command;
import io.partita.proto.ledger.CommandServiceGrpc;
import io.partita.proto.ledger.Commands;
import io.partita.proto.ledger.CreateCommand;
import io.partita.proto.ledger.EventFormat;
import io.partita.proto.ledger.ExerciseCommand;
import io.partita.proto.ledger.Filters;
import io.partita.proto.ledger.GetActiveContractsRequest;
import io.partita.proto.ledger.GetActiveContractsResponse;
import io.partita.proto.ledger.GetLedgerEndRequest;
import io.partita.proto.ledger.GetUpdatesRequest;
import io.partita.proto.ledger.GetUpdatesResponse;
import io.partita.proto.ledger.Identifier;
import io.partita.proto.ledger.ParticipantAuthorizationTopologyFormat;
import io.partita.proto.ledger.Record;
import io.partita.proto.ledger.RecordField;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.proto.ledger.SubmitAndWaitForTransactionRequest;
import io.partita.proto.ledger.TopologyFormat;
import io.partita.proto.ledger.Transaction;
import io.partita.proto.ledger.TransactionFormat;
import io.partita.proto.ledger.TransactionShape;
import io.partita.proto.ledger.UpdateFormat;
import io.partita.proto.ledger.UpdateServiceGrpc;
import io.partita.proto.ledger.Value;
import io.partita.proto.ledger.admin.AllocatePartyRequest;
import io.partita.proto.participant.ClearPartyOnboardingFlagRequest;
import io.partita.proto.participant.ClearPartyOnboardingFlagResponse;
import io.partita.proto.participant.ContractImportMode;
import io.partita.proto.participant.DisconnectAllSynchronizersRequest;
import io.partita.proto.participant.ExportAcsRequest;
import io.partita.proto.participant.ExportPartyAcsRequest;
import io.partita.proto.participant.ImportAcsRequest;
import io.partita.proto.participant.ImportAcsResponse;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.proto.participant.ImportPartyAcsResponse;
import io.partita.proto.participant.PackageServiceGrpc;
import io.partita.proto.participant.ParticipantRepairServiceGrpc;
import io.partita.proto.participant.PartyManagementServiceGrpc;
import io.partita.proto.participant.ReconnectSynchronizerRequest;
import io.partita.proto.participant.SynchronizerConnectivityServiceGrpc;
import io.partita.proto.participant.UploadDarRequest;
import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.PartyToParticipant.HostingParticipant;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.topology.AuthorizeRequest;
import io.partita.proto.topology.BaseQuery;
import io.partita.proto.topology.ListPartyToParticipantRequest;
import io.partita.proto.topology.ListPartyToParticipantResponse.Result;
import io.partita.proto.topology.StoreId;
import io.partita.proto.topology.Synchronizer;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;
import io.partita.proto.topology.TopologyManagerWriteServiceGrpc;
import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.provider.sandbox.acs.AcsReader;
import io.partita.provider.sandbox.packages.TestDars;
import io.partita.provider.sandbox.topology.Permission;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.world.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;

/** A network with a ledger, and short words for what tests do with it. */
public final class LedgerLab implements AutoCloseable {

    public static final String P1 = "participant1";
    public static final String P2 = "participant2";
    public static final String P3 = "participant3";
    private static final String ALIAS = "mysynchronizer";

    final SandboxNetwork network;
    private final Map<String, ManagedChannel> channels = new HashMap<>();
    private int commands;

    private LedgerLab(SandboxNetwork network) {
        this.network = network;
    }

    /** Three participants, hurried times. */
    public static World world() {
        return World.of(P1, P2, P3).withTimes(java.time.Duration.ofSeconds(2), java.time.Duration.ofMillis(20));
    }

    public static LedgerLab open(World world) {
        return new LedgerLab(SandboxNetwork.inMemory(world, new SandboxLedger()));
    }

    public static LedgerLab open(World world, java.time.Duration reconciliationInterval) {
        return new LedgerLab(SandboxNetwork.inMemory(world, new SandboxLedger(reconciliationInterval)));
    }

    public static LedgerLab open(World world, Path folder) {
        return new LedgerLab(SandboxNetwork.open(world, folder, new SandboxLedger()));
    }

    public ManagedChannel channel(String participant, Api api) {
        return channels.computeIfAbsent(participant + api, key -> network.channel(participant, api));
    }

    String uid(String participant) {
        return network.participants().stream()
                .filter(one -> one.name().equals(participant))
                .findFirst()
                .orElseThrow()
                .uid();
    }

    String party(String participant, String name) {
        return name + uid(participant).substring(uid(participant).indexOf("::"));
    }

    PackageServiceGrpc.PackageServiceBlockingStub packages(String participant) {
        return PackageServiceGrpc.newBlockingStub(channel(participant, Api.ADMIN));
    }

    PartyManagementServiceGrpc.PartyManagementServiceBlockingStub parties(String participant) {
        return PartyManagementServiceGrpc.newBlockingStub(channel(participant, Api.ADMIN));
    }

    StateServiceGrpc.StateServiceBlockingStub state(String participant) {
        return StateServiceGrpc.newBlockingStub(channel(participant, Api.LEDGER));
    }

    UpdateServiceGrpc.UpdateServiceBlockingStub updates(String participant) {
        return UpdateServiceGrpc.newBlockingStub(channel(participant, Api.LEDGER));
    }

    io.partita.proto.ledger.admin.PartyManagementServiceGrpc.PartyManagementServiceBlockingStub ledgerParties(
            String participant) {
        return io.partita.proto.ledger.admin.PartyManagementServiceGrpc.newBlockingStub(
                channel(participant, Api.LEDGER));
    }

    SynchronizerConnectivityServiceGrpc.SynchronizerConnectivityServiceBlockingStub connection(String participant) {
        return SynchronizerConnectivityServiceGrpc.newBlockingStub(channel(participant, Api.ADMIN));
    }

    void upload(String dar, String... participants) {
        for (String participant : participants) {
            packages(participant)
                    .uploadDar(UploadDarRequest.newBuilder()
                            .addDars(UploadDarRequest.UploadDarData.newBuilder().setBytes(TestDars.bytes(dar)))
                            .setVetAllPackages(true)
                            .setSynchronizeVetting(true)
                            .build());
        }
    }

    String allocate(String participant, String name) {
        return ledgerParties(participant)
                .allocateParty(AllocatePartyRequest.newBuilder()
                        .setPartyIdHint(name)
                        .setSynchronizerId(network.synchronizerId())
                        .build())
                .getPartyDetails()
                .getParty();
    }

    long end(String participant) {
        return state(participant)
                .getLedgerEnd(GetLedgerEndRequest.getDefaultInstance())
                .getOffset();
    }

    static EventFormat eventsOf(String party) {
        return EventFormat.newBuilder()
                .putFiltersByParty(party, Filters.getDefaultInstance())
                .build();
    }

    List<GetActiveContractsResponse> active(String participant, String party) {
        List<GetActiveContractsResponse> all = new ArrayList<>();
        state(participant)
                .getActiveContracts(GetActiveContractsRequest.newBuilder()
                        .setActiveAtOffset(end(participant))
                        .setEventFormat(eventsOf(party))
                        .build())
                .forEachRemaining(all::add);
        return all;
    }

    SortedSet<String> ids(String participant, String party) {
        SortedSet<String> ids = new TreeSet<>();
        active(participant, party)
                .forEach(each ->
                        ids.add(each.getActiveContract().getCreatedEvent().getContractId()));
        return ids;
    }

    static UpdateFormat everythingOf(String party, TransactionShape shape) {
        return UpdateFormat.newBuilder()
                .setIncludeTransactions(TransactionFormat.newBuilder()
                        .setEventFormat(eventsOf(party))
                        .setTransactionShape(shape))
                .setIncludeTopologyEvents(TopologyFormat.newBuilder()
                        .setIncludeParticipantAuthorizationEvents(ParticipantAuthorizationTopologyFormat.newBuilder()
                                .addParties(party)))
                .build();
    }

    List<GetUpdatesResponse> history(String participant, String party, long begin, TransactionShape shape) {
        List<GetUpdatesResponse> all = new ArrayList<>();
        updates(participant)
                .getUpdates(GetUpdatesRequest.newBuilder()
                        .setBeginExclusive(begin)
                        .setEndInclusive(end(participant))
                        .setUpdateFormat(everythingOf(party, shape))
                        .build())
                .forEachRemaining(all::add);
        return all;
    }

    private static Identifier template(String name) {
        return Identifier.newBuilder()
                .setPackageId("#partita-examples")
                .setModuleName("Examples")
                .setEntityName(name)
                .build();
    }

    static RecordField field(String label, Value.Builder value) {
        return RecordField.newBuilder().setLabel(label).setValue(value).build();
    }

    Command createNote(String author, String text) {
        return Command.newBuilder()
                .setCreate(CreateCommand.newBuilder()
                        .setTemplateId(template("Note"))
                        .setCreateArguments(Record.newBuilder()
                                .addFields(field("author", Value.newBuilder().setParty(author)))
                                .addFields(field("text", Value.newBuilder().setText(text)))
                                .addFields(field(
                                        "priority",
                                        Value.newBuilder()
                                                .setEnum(io.partita.proto.ledger.Enum.newBuilder()
                                                        .setConstructor("Normal"))))
                                .addFields(field(
                                        "tags",
                                        Value.newBuilder()
                                                .setList(io.partita.proto.ledger.List.getDefaultInstance())))))
                .build();
    }

    Command createDeal(String issuer, String holder, long amount) {
        return Command.newBuilder()
                .setCreate(CreateCommand.newBuilder()
                        .setTemplateId(template("Deal"))
                        .setCreateArguments(Record.newBuilder()
                                .addFields(field("issuer", Value.newBuilder().setParty(issuer)))
                                .addFields(field("holder", Value.newBuilder().setParty(holder)))
                                .addFields(field("amount", Value.newBuilder().setInt64(amount)))))
                .build();
    }

    Command exercise(String template, String contractId, String choice, RecordField... argument) {
        return Command.newBuilder()
                .setExercise(ExerciseCommand.newBuilder()
                        .setTemplateId(template(template))
                        .setContractId(contractId)
                        .setChoice(choice)
                        .setChoiceArgument(
                                Value.newBuilder().setRecord(Record.newBuilder().addAllFields(List.of(argument)))))
                .build();
    }

    Transaction submit(String participant, String actor, Command... commandsToRun) {
        commands++;
        return CommandServiceGrpc.newBlockingStub(channel(participant, Api.LEDGER))
                .submitAndWaitForTransaction(SubmitAndWaitForTransactionRequest.newBuilder()
                        .setCommands(Commands.newBuilder()
                                .setUserId("tester")
                                .setCommandId("command-" + commands)
                                .addActAs(actor)
                                .addAllCommands(List.of(commandsToRun)))
                        .build())
                .getTransaction();
    }

    String note(String participant, String author, String text) {
        return submit(participant, author, createNote(author, text))
                .getEvents(0)
                .getCreated()
                .getContractId();
    }

    String deal(String participant, String issuer, String holder, long amount) {
        return submit(participant, issuer, createDeal(issuer, holder, amount))
                .getEvents(0)
                .getCreated()
                .getContractId();
    }

    void finish(String participant, String author, String contractId) {
        submit(
                participant,
                author,
                exercise(
                        "Note",
                        contractId,
                        "Finish",
                        field("comment", Value.newBuilder().setText("done"))));
    }

    StoreId store() {
        return StoreId.newBuilder()
                .setSynchronizer(Synchronizer.newBuilder().setId(network.synchronizerId()))
                .build();
    }

    HostingParticipant host(String participant, Permission permission) {
        return HostingParticipant.newBuilder()
                .setParticipantUid(uid(participant))
                .setPermissionValue(permission.number())
                .build();
    }

    HostingParticipant onboarding(String participant, Permission permission) {
        return host(participant, permission).toBuilder()
                .setOnboarding(HostingParticipant.Onboarding.getDefaultInstance())
                .build();
    }

    static TopologyMapping hosting(String party, int threshold, HostingParticipant... hosts) {
        return TopologyMapping.newBuilder()
                .setPartyToParticipant(PartyToParticipant.newBuilder()
                        .setParty(party)
                        .setThreshold(threshold)
                        .addAllParticipants(List.of(hosts)))
                .build();
    }

    void propose(String participant, int serial, TopologyMapping mapping) {
        TopologyManagerWriteServiceGrpc.newBlockingStub(channel(participant, Api.ADMIN))
                .authorize(AuthorizeRequest.newBuilder()
                        .setProposal(AuthorizeRequest.Proposal.newBuilder()
                                .setChange(TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE)
                                .setSerial(serial)
                                .setMapping(mapping))
                        .setStore(store())
                        .setWaitToBecomeEffective(Duration.newBuilder().setSeconds(30))
                        .build());
    }

    Optional<Result> head(String participant, String party) {
        return TopologyManagerReadServiceGrpc.newBlockingStub(channel(participant, Api.ADMIN))
                .listPartyToParticipant(ListPartyToParticipantRequest.newBuilder()
                        .setBaseQuery(BaseQuery.newBuilder().setStore(store()).setHeadState(Empty.getDefaultInstance()))
                        .setFilterParty(party)
                        .build())
                .getResultsList()
                .stream()
                .findFirst();
    }

    void awaitSerial(String participant, String party, int serial) {
        Awaitility.await()
                .pollInterval(java.time.Duration.ofMillis(5))
                .until(() -> head(participant, party)
                                .map(result -> result.getContext().getSerial())
                                .orElse(0)
                        == serial);
    }

    void awaitNoFlag(String participant, String party) {
        Awaitility.await()
                .pollInterval(java.time.Duration.ofMillis(20))
                .atMost(java.time.Duration.ofSeconds(15))
                .until(() -> head(participant, party).orElseThrow().getItem().getParticipantsList().stream()
                        .noneMatch(HostingParticipant::hasOnboarding));
    }

    void disconnect(String participant) {
        connection(participant).disconnectAllSynchronizers(DisconnectAllSynchronizersRequest.getDefaultInstance());
    }

    void reconnect(String participant) {
        assertThat(connection(participant)
                        .reconnectSynchronizer(ReconnectSynchronizerRequest.newBuilder()
                                .setSynchronizerAlias(ALIAS)
                                .build())
                        .getConnectedSuccessfully())
                .isTrue();
    }

    ExportPartyAcsRequest.Builder exportRequest(String party, String target, long begin) {
        return ExportPartyAcsRequest.newBuilder()
                .setPartyId(party)
                .setSynchronizerId(network.synchronizerId())
                .setTargetParticipantUid(uid(target))
                .setBeginOffsetExclusive(begin)
                .setWaitForActivationTimeout(Duration.newBuilder().setSeconds(1));
    }

    ByteString export(String source, String party, String target, long begin) {
        List<ByteString> chunks = new ArrayList<>();
        parties(source)
                .exportPartyAcs(exportRequest(party, target, begin).build())
                .forEachRemaining(response -> chunks.add(response.getChunk()));
        return ByteString.copyFrom(chunks);
    }

    ImportPartyAcsRequestV35.Builder importRequest(String party) {
        ImportPartyAcsRequestV35.Builder request = ImportPartyAcsRequestV35.newBuilder()
                .setSynchronizerId(network.synchronizerId())
                .setWorkflowIdPrefix("import-test")
                .setContractImportMode(ContractImportMode.CONTRACT_IMPORT_MODE_VALIDATION);
        return party.isEmpty() ? request : request.setPartyId(party);
    }

    void importAcs(String target, String party, ByteString file) {
        importAcs(target, importRequest(party), file);
    }

    /** Sends a file in four pieces and waits for the answer. */
    void importAcs(String target, ImportPartyAcsRequestV35.Builder context, ByteString file) {
        Answer<ImportPartyAcsResponse> answer = new Answer<>();
        StreamObserver<ImportPartyAcsRequestV35> requests =
                PartyManagementServiceGrpc.newStub(channel(target, Api.ADMIN)).importPartyAcs(answer);
        int size = Math.max(1, file.size() / 4 + 1);
        requests.onNext(context.setAcsSnapshot(file.substring(0, Math.min(size, file.size())))
                .build());
        for (int at = size; at < file.size(); at += size) {
            requests.onNext(ImportPartyAcsRequestV35.newBuilder()
                    .setAcsSnapshot(file.substring(at, Math.min(at + size, file.size())))
                    .build());
        }
        requests.onCompleted();
        answer.await();
    }

    ExportAcsRequest.Builder booksRequest(String party, long offset) {
        return ExportAcsRequest.newBuilder()
                .addPartyIds(party)
                .setSynchronizerId(network.synchronizerId())
                .setLedgerOffset(offset);
    }

    /** What the repair service exports. */
    ByteString exportBooks(String source, ExportAcsRequest request) {
        List<ByteString> chunks = new ArrayList<>();
        ParticipantRepairServiceGrpc.newBlockingStub(channel(source, Api.ADMIN))
                .exportAcs(request)
                .forEachRemaining(response -> chunks.add(response.getChunk()));
        return ByteString.copyFrom(chunks);
    }

    /** How many are in a file. */
    static int contracts(ByteString file) {
        AtomicInteger contracts = new AtomicInteger();
        try {
            AcsReader.read(file.newInput(), contract -> contracts.incrementAndGet());
        } catch (AcsReader.DamagedAcs damaged) {
            throw new AssertionError(damaged);
        }
        return contracts.get();
    }

    static ImportAcsRequest.Builder booksImport() {
        return ImportAcsRequest.newBuilder()
                .setWorkflowIdPrefix("repair-test")
                .setContractImportMode(ContractImportMode.CONTRACT_IMPORT_MODE_VALIDATION);
    }

    /** Sends messages to the repair service and waits for the answer. */
    void importBooks(String target, ImportAcsRequest... messages) {
        Answer<ImportAcsResponse> answer = new Answer<>();
        StreamObserver<ImportAcsRequest> requests =
                ParticipantRepairServiceGrpc.newStub(channel(target, Api.ADMIN)).importAcs(answer);
        for (ImportAcsRequest message : messages) {
            requests.onNext(message);
        }
        requests.onCompleted();
        answer.await();
    }

    /** The single answer of a client stream. */
    static final class Answer<A> implements StreamObserver<A> {

        private final CompletableFuture<A> future = new CompletableFuture<>();

        @Override
        public void onNext(A value) {
            future.complete(value);
        }

        @Override
        public void onError(Throwable failure) {
            future.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            future.complete(null);
        }

        void await() {
            try {
                future.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof StatusRuntimeException status) {
                    throw status;
                }
                throw e;
            }
        }
    }

    ClearPartyOnboardingFlagResponse clear(String target, String party, long begin) {
        return parties(target)
                .clearPartyOnboardingFlag(ClearPartyOnboardingFlagRequest.newBuilder()
                        .setPartyId(party)
                        .setSynchronizerId(network.synchronizerId())
                        .setBeginOffsetExclusive(begin)
                        .setWaitForActivationTimeout(Duration.newBuilder().setSeconds(1))
                        .build());
    }

    static String code(ThrowingCallable call) {
        return error(call).getReason();
    }

    static ErrorInfo error(ThrowingCallable call) {
        StatusRuntimeException failure = failure(call);
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        assertThat(status).as("details of %s", failure).isNotNull();
        for (Any detail : status.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                try {
                    return detail.unpack(ErrorInfo.class);
                } catch (InvalidProtocolBufferException damaged) {
                    throw new AssertionError(damaged);
                }
            }
        }
        throw new AssertionError("no ErrorInfo in " + failure);
    }

    static StatusRuntimeException failure(ThrowingCallable call) {
        try {
            call.call();
        } catch (StatusRuntimeException failure) {
            return failure;
        } catch (Throwable other) {
            throw new AssertionError("not a gRPC status", other);
        }
        throw new AssertionError("the call succeeded");
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        network.close();
    }
}
