package io.partita.plans;

import com.google.protobuf.Empty;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.partita.plans.Scenario.Hosting;
import io.partita.plans.Scenario.Outcome;
import io.partita.proto.ledger.CumulativeFilter;
import io.partita.proto.ledger.EventFormat;
import io.partita.proto.ledger.Filters;
import io.partita.proto.ledger.GetActiveContractsRequest;
import io.partita.proto.ledger.GetActiveContractsResponse;
import io.partita.proto.ledger.GetLedgerEndRequest;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.proto.ledger.WildcardFilter;
import io.partita.proto.participant.ListConnectedSynchronizersRequest;
import io.partita.proto.participant.ListRegisteredSynchronizersRequest;
import io.partita.proto.participant.PruningServiceGrpc;
import io.partita.proto.participant.SynchronizerConnectivityServiceGrpc;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.pruning.GetParticipantScheduleRequest;
import io.partita.proto.topology.BaseQuery;
import io.partita.proto.topology.ListPartyToParticipantRequest;
import io.partita.proto.topology.ListPartyToParticipantResponse;
import io.partita.proto.topology.StoreId;
import io.partita.proto.topology.Synchronizer;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;
import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.provider.sandbox.wire.Api;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks at a network with nothing but the wire contract: what partita says of itself proves nothing. */
public final class Observed implements AutoCloseable {

    private final SandboxNetwork network;
    private final SortedMap<String, String> names;
    private final Map<String, ManagedChannel> channels = new HashMap<>();

    public Observed(SandboxNetwork network) {
        this.network = network;
        this.names = new TreeMap<>(network.participants().stream()
                .collect(Collectors.toMap(SandboxNetwork.Participant::uid, SandboxNetwork.Participant::name)));
    }

    /** The network as far as the expected outcome speaks of it. */
    public Outcome like(Outcome expected) {
        SortedMap<String, Hosting> hosting = new TreeMap<>();
        expected.hosting().keySet().forEach(party -> hosting.put(party, hosting(party)));
        SortedMap<String, SortedMap<String, Integer>> counts = new TreeMap<>();
        expected.contracts().forEach((party, hosts) -> {
            SortedMap<String, Integer> found = new TreeMap<>();
            hosts.keySet()
                    .forEach(host -> found.put(host, contracts(party, host).size()));
            counts.put(party, found);
        });
        return new Outcome(
                hosting,
                counts,
                participants(name -> PruningServiceGrpc.newBlockingStub(admin(name))
                        .getParticipantSchedule(GetParticipantScheduleRequest.getDefaultInstance())
                        .hasSchedule()),
                participants(name -> SynchronizerConnectivityServiceGrpc.newBlockingStub(admin(name))
                        .listRegisteredSynchronizers(ListRegisteredSynchronizersRequest.getDefaultInstance())
                        .getResultsList()
                        .stream()
                        .anyMatch(registration -> registration.getConfig().getManualConnect())),
                participants(name -> SynchronizerConnectivityServiceGrpc.newBlockingStub(admin(name))
                                .listConnectedSynchronizers(ListConnectedSynchronizersRequest.getDefaultInstance())
                                .getConnectedSynchronizersCount()
                        > 0));
    }

    /** The hosting of every party of the network, by its full id. */
    public SortedMap<String, Hosting> hostings() {
        SortedMap<String, Hosting> all = new TreeMap<>();
        mappings().forEach((name, mapping) -> all.put(mapping.getItem().getParty(), hosting(name)));
        return all;
    }

    /** The ids of a party's active contracts on one participant. */
    public SortedSet<String> contracts(String party, String participant) {
        Channel ledger = channel(participant, Api.LEDGER);
        StateServiceGrpc.StateServiceBlockingStub state = StateServiceGrpc.newBlockingStub(ledger);
        long end = state.getLedgerEnd(GetLedgerEndRequest.getDefaultInstance()).getOffset();
        EventFormat format = EventFormat.newBuilder()
                .putFiltersByParty(
                        id(party),
                        Filters.newBuilder()
                                .addCumulative(CumulativeFilter.newBuilder()
                                        .setWildcardFilter(WildcardFilter.getDefaultInstance()))
                                .build())
                .build();
        Iterator<GetActiveContractsResponse> found = state.getActiveContracts(GetActiveContractsRequest.newBuilder()
                .setActiveAtOffset(end)
                .setEventFormat(format)
                .build());
        SortedSet<String> ids = new TreeSet<>();
        found.forEachRemaining(
                entry -> ids.add(entry.getActiveContract().getCreatedEvent().getContractId()));
        return ids;
    }

    private Hosting hosting(String party) {
        PartyToParticipant mapping = mapping(party).getItem();
        SortedMap<String, String> hosts = new TreeMap<>();
        mapping.getParticipantsList().forEach(host -> hosts.put(names.get(host.getParticipantUid()), permission(host)));
        return new Hosting(mapping.getThreshold(), hosts);
    }

    private static String permission(PartyToParticipant.HostingParticipant host) {
        String word = host.getPermission()
                .name()
                .substring("PARTICIPANT_PERMISSION_".length())
                .toLowerCase(Locale.ROOT);
        return host.hasOnboarding() ? word + " onboarding" : word;
    }

    private ListPartyToParticipantResponse.Result mapping(String party) {
        return mappings().get(party);
    }

    private String id(String party) {
        return mapping(party).getItem().getParty();
    }

    private Map<String, ListPartyToParticipantResponse.Result> mappings() {
        String first = network.participants().get(0).name();
        return TopologyManagerReadServiceGrpc.newBlockingStub(admin(first))
                .listPartyToParticipant(ListPartyToParticipantRequest.newBuilder()
                        .setBaseQuery(BaseQuery.newBuilder()
                                .setStore(StoreId.newBuilder()
                                        .setSynchronizer(
                                                Synchronizer.newBuilder().setId(network.synchronizerId())))
                                .setHeadState(Empty.getDefaultInstance()))
                        .build())
                .getResultsList()
                .stream()
                .collect(Collectors.toMap(
                        result -> result.getItem().getParty().replaceFirst("::.*", ""), Function.identity()));
    }

    private SortedSet<String> participants(java.util.function.Predicate<String> having) {
        SortedSet<String> found = new TreeSet<>();
        names.values().stream().filter(having).forEach(found::add);
        return found;
    }

    private Channel admin(String participant) {
        return channel(participant, Api.ADMIN);
    }

    private Channel channel(String participant, Api api) {
        return channels.computeIfAbsent(participant + api, key -> network.channel(participant, api));
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
