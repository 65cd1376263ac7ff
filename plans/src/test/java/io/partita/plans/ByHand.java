package io.partita.plans;

import com.google.protobuf.Duration;
import com.google.protobuf.Empty;
import io.grpc.ManagedChannel;
import io.partita.proto.ledger.Command;
import io.partita.proto.ledger.CommandServiceGrpc;
import io.partita.proto.ledger.Commands;
import io.partita.proto.ledger.CreatedEvent;
import io.partita.proto.ledger.CumulativeFilter;
import io.partita.proto.ledger.EventFormat;
import io.partita.proto.ledger.ExerciseCommand;
import io.partita.proto.ledger.Filters;
import io.partita.proto.ledger.GetActiveContractsRequest;
import io.partita.proto.ledger.GetLedgerEndRequest;
import io.partita.proto.ledger.Record;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.proto.ledger.SubmitAndWaitRequest;
import io.partita.proto.ledger.Value;
import io.partita.proto.ledger.WildcardFilter;
import io.partita.proto.participant.DisconnectSynchronizerRequest;
import io.partita.proto.participant.ListRegisteredSynchronizersRequest;
import io.partita.proto.participant.ModifySynchronizerRequest;
import io.partita.proto.participant.PruningServiceGrpc;
import io.partita.proto.participant.ReconnectSynchronizerRequest;
import io.partita.proto.participant.SynchronizerConnectionConfig;
import io.partita.proto.participant.SynchronizerConnectivityServiceGrpc;
import io.partita.proto.protocol.Enums.ParticipantPermission;
import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.pruning.ClearScheduleRequest;
import io.partita.proto.pruning.ParticipantPruningSchedule;
import io.partita.proto.pruning.PruningSchedule;
import io.partita.proto.pruning.SetParticipantScheduleRequest;
import io.partita.proto.sequencer.SequencerConnectionValidation;
import io.partita.proto.topology.AuthorizeRequest;
import io.partita.proto.topology.BaseQuery;
import io.partita.proto.topology.ListPartyToParticipantRequest;
import io.partita.proto.topology.ListPartyToParticipantResponse;
import io.partita.proto.topology.StoreId;
import io.partita.proto.topology.Synchronizer;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;
import io.partita.proto.topology.TopologyManagerWriteServiceGrpc;
import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.provider.sandbox.wire.Api;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** What operators do without partita, by the wire contract alone. */
final class ByHand {

    private ByHand() {}

    /** The owner of a party, which is the first participant, takes a host away. @param unit that nobody has open */
    static void removeHost(Path unit, String party, String participant) {
        try (SandboxNetwork network = Worlds.open(unit)) {
            removeHost(network, party, participant);
        }
    }

    /** The same in a network that is open. */
    static void removeHost(SandboxNetwork network, String party, String participant) {
        ManagedChannel admin = owner(network, Api.ADMIN);
        try {
            ListPartyToParticipantResponse.Result found = mapping(network, admin, party);
            String removed = uids(network).get(participant);
            PartyToParticipant left = found.getItem().toBuilder()
                    .clearParticipants()
                    .addAllParticipants(found.getItem().getParticipantsList().stream()
                            .filter(host -> !host.getParticipantUid().equals(removed))
                            .toList())
                    .build();
            TopologyManagerWriteServiceGrpc.newBlockingStub(admin)
                    .authorize(inForce(network, left, found.getContext().getSerial() + 1));
        } finally {
            admin.shutdownNow();
        }
    }

    /** The mapping is signed for whoever is asked, and in force when that is answered. */
    private static AuthorizeRequest inForce(SandboxNetwork network, PartyToParticipant mapping, int serial) {
        return proposal(network, mapping, serial).setMustFullyAuthorize(true).build();
    }

    private static AuthorizeRequest.Builder proposal(SandboxNetwork network, PartyToParticipant mapping, int serial) {
        return AuthorizeRequest.newBuilder()
                .setProposal(AuthorizeRequest.Proposal.newBuilder()
                        .setChange(TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE)
                        .setSerial(serial)
                        .setMapping(TopologyMapping.newBuilder().setPartyToParticipant(mapping)))
                .setStore(store(network))
                .setWaitToBecomeEffective(Duration.newBuilder().setSeconds(30));
    }

    /**
     * Somebody begins the offline procedure and goes: the target has consented, is away, and connects to nothing by
     * itself; the party has consented; its contracts were never brought.
     */
    static void beginReplication(SandboxNetwork network, String party, String participant) {
        addHost(
                network,
                party,
                participant,
                host -> host.setOnboarding(PartyToParticipant.HostingParticipant.Onboarding.getDefaultInstance()),
                ByHand::isolate);
    }

    /** The target and the owner make a participant an observer of a party, connected and without the onboarding flag. */
    static void addHost(SandboxNetwork network, String party, String participant) {
        addHost(network, party, participant, UnaryOperator.identity(), target -> {});
    }

    /** @param consented what is done with the target between its consent and the owner's */
    private static void addHost(
            SandboxNetwork network,
            String party,
            String participant,
            UnaryOperator<PartyToParticipant.HostingParticipant.Builder> observer,
            Consumer<ManagedChannel> consented) {
        ManagedChannel owner = owner(network, Api.ADMIN);
        ManagedChannel target = network.channel(participant, Api.ADMIN);
        try {
            ListPartyToParticipantResponse.Result found = mapping(network, owner, party);
            PartyToParticipant hosted = found.getItem().toBuilder()
                    .addParticipants(observer.apply(PartyToParticipant.HostingParticipant.newBuilder()
                            .setParticipantUid(uids(network).get(participant))
                            .setPermission(ParticipantPermission.PARTICIPANT_PERMISSION_OBSERVATION)))
                    .build();
            int serial = found.getContext().getSerial() + 1;
            TopologyManagerWriteServiceGrpc.newBlockingStub(target)
                    .authorize(proposal(network, hosted, serial).build());
            consented.accept(target);
            Awaitility.await()
                    .until(() -> isProposed(network, owner, found.getItem().getParty()));
            TopologyManagerWriteServiceGrpc.newBlockingStub(owner).authorize(inForce(network, hosted, serial));
        } finally {
            owner.shutdownNow();
            target.shutdownNow();
        }
    }

    /** Disconnects a participant, which connects to nothing by itself from then on. */
    private static void isolate(ManagedChannel admin) {
        SynchronizerConnectivityServiceGrpc.SynchronizerConnectivityServiceBlockingStub connectivity =
                SynchronizerConnectivityServiceGrpc.newBlockingStub(admin);
        SynchronizerConnectionConfig config = connectivity
                .listRegisteredSynchronizers(ListRegisteredSynchronizersRequest.getDefaultInstance())
                .getResults(0)
                .getConfig();
        connectivity.modifySynchronizer(ModifySynchronizerRequest.newBuilder()
                .setNewConfig(config.toBuilder().setManualConnect(true))
                .setSequencerConnectionValidation(
                        SequencerConnectionValidation.SEQUENCER_CONNECTION_VALIDATION_DISABLED)
                .build());
        connectivity.disconnectSynchronizer(DisconnectSynchronizerRequest.newBuilder()
                .setSynchronizerAlias(config.getSynchronizerAlias())
                .build());
    }

    private static boolean isProposed(SandboxNetwork network, ManagedChannel admin, String party) {
        return TopologyManagerReadServiceGrpc.newBlockingStub(admin)
                        .listPartyToParticipant(ListPartyToParticipantRequest.newBuilder()
                                .setBaseQuery(BaseQuery.newBuilder()
                                        .setStore(store(network))
                                        .setProposals(true)
                                        .setHeadState(Empty.getDefaultInstance()))
                                .setFilterParty(party)
                                .build())
                        .getResultsCount()
                > 0;
    }

    /** A party archives so many of the contracts that it alone has signed and nobody observes. */
    static void archive(SandboxNetwork network, String party, int count) {
        ManagedChannel admin = owner(network, Api.ADMIN);
        ManagedChannel ledger = owner(network, Api.LEDGER);
        try {
            String id = mapping(network, admin, party).getItem().getParty();
            Commands.Builder commands = Commands.newBuilder()
                    .setUserId("by-hand")
                    .setCommandId(UUID.randomUUID().toString())
                    .addActAs(id);
            active(ledger, id).stream()
                    .filter(event -> event.getObserversCount() == 0)
                    .limit(count)
                    .forEach(event -> commands.addCommands(Command.newBuilder()
                            .setExercise(ExerciseCommand.newBuilder()
                                    .setTemplateId(event.getTemplateId())
                                    .setContractId(event.getContractId())
                                    .setChoice("Archive")
                                    .setChoiceArgument(Value.newBuilder().setRecord(Record.getDefaultInstance())))));
            CommandServiceGrpc.newBlockingStub(ledger)
                    .submitAndWait(SubmitAndWaitRequest.newBuilder()
                            .setCommands(commands)
                            .build());
        } finally {
            admin.shutdownNow();
            ledger.shutdownNow();
        }
    }

    /** A participant is connected, whoever wants it to stay away. */
    static void connect(SandboxNetwork network, String participant) {
        ManagedChannel admin = network.channel(participant, Api.ADMIN);
        try {
            SynchronizerConnectivityServiceGrpc.newBlockingStub(admin)
                    .reconnectSynchronizer(ReconnectSynchronizerRequest.newBuilder()
                            .setSynchronizerAlias("mysynchronizer")
                            .build());
        } finally {
            admin.shutdownNow();
        }
    }

    /** A participant prunes every minute from now on, and keeps an hour. */
    static void schedule(SandboxNetwork network, String participant) {
        ManagedChannel admin = network.channel(participant, Api.ADMIN);
        try {
            PruningServiceGrpc.newBlockingStub(admin)
                    .setParticipantSchedule(SetParticipantScheduleRequest.newBuilder()
                            .setSchedule(ParticipantPruningSchedule.newBuilder()
                                    .setSchedule(PruningSchedule.newBuilder()
                                            .setCron("0 * * * * ?")
                                            .setMaxDuration(
                                                    Duration.newBuilder().setSeconds(30))
                                            .setRetention(Duration.newBuilder().setSeconds(3_600))))
                            .build());
        } finally {
            admin.shutdownNow();
        }
    }

    /** A participant prunes by no schedule any more. */
    static void unschedule(SandboxNetwork network, String participant) {
        ManagedChannel admin = network.channel(participant, Api.ADMIN);
        try {
            PruningServiceGrpc.newBlockingStub(admin).clearSchedule(ClearScheduleRequest.getDefaultInstance());
        } finally {
            admin.shutdownNow();
        }
    }

    private static List<CreatedEvent> active(ManagedChannel ledger, String party) {
        StateServiceGrpc.StateServiceBlockingStub state = StateServiceGrpc.newBlockingStub(ledger);
        List<CreatedEvent> events = new ArrayList<>();
        state.getActiveContracts(GetActiveContractsRequest.newBuilder()
                        .setActiveAtOffset(state.getLedgerEnd(GetLedgerEndRequest.getDefaultInstance())
                                .getOffset())
                        .setEventFormat(EventFormat.newBuilder()
                                .putFiltersByParty(
                                        party,
                                        Filters.newBuilder()
                                                .addCumulative(CumulativeFilter.newBuilder()
                                                        .setWildcardFilter(WildcardFilter.getDefaultInstance()))
                                                .build()))
                        .build())
                .forEachRemaining(entry -> events.add(entry.getActiveContract().getCreatedEvent()));
        return events;
    }

    private static ManagedChannel owner(SandboxNetwork network, Api api) {
        return network.channel(network.participants().get(0).name(), api);
    }

    private static Map<String, String> uids(SandboxNetwork network) {
        return network.participants().stream()
                .collect(Collectors.toMap(SandboxNetwork.Participant::name, SandboxNetwork.Participant::uid));
    }

    private static StoreId store(SandboxNetwork network) {
        return StoreId.newBuilder()
                .setSynchronizer(Synchronizer.newBuilder().setId(network.synchronizerId()))
                .build();
    }

    private static ListPartyToParticipantResponse.Result mapping(
            SandboxNetwork network, ManagedChannel admin, String party) {
        return TopologyManagerReadServiceGrpc.newBlockingStub(admin)
                .listPartyToParticipant(ListPartyToParticipantRequest.newBuilder()
                        .setBaseQuery(BaseQuery.newBuilder()
                                .setStore(store(network))
                                .setHeadState(Empty.getDefaultInstance()))
                        .setFilterParty(party)
                        .build())
                .getResults(0);
    }
}
