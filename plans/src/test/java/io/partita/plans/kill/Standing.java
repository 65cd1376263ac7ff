package io.partita.plans.kill;

import com.google.protobuf.Empty;
import io.grpc.ManagedChannel;
import io.partita.plans.Observed;
import io.partita.plans.Scenario;
import io.partita.plans.Served;
import io.partita.proto.participant.ListRegisteredSynchronizersRequest;
import io.partita.proto.participant.PruningServiceGrpc;
import io.partita.proto.participant.SynchronizerConnectivityServiceGrpc;
import io.partita.proto.pruning.GetParticipantScheduleRequest;
import io.partita.proto.topology.BaseQuery;
import io.partita.proto.topology.ListPartyToParticipantRequest;
import io.partita.proto.topology.ListVettedPackagesRequest;
import io.partita.proto.topology.StoreId;
import io.partita.proto.topology.Synchronizer;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc.TopologyManagerReadServiceBlockingStub;
import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.provider.sandbox.rpc.Api;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * How a network stands: what must come out the same wherever a run was killed. Read over the wire, not from partita.
 *
 * @param outcome hosting, counts and switches, as the scenario speaks of them
 * @param contracts ids by {@code party on participant}
 * @param settings pruning schedules and registrations, whole, by participant
 * @param effects how often each thing was ever done to the topology: one for every mapping that was in force at some time, by party or participant; and the proposals that are left
 * @param imports how many imports a participant accepted
 */
record Standing(
        Scenario.Outcome outcome,
        SortedMap<String, SortedSet<String>> contracts,
        SortedMap<String, String> settings,
        SortedMap<String, Integer> effects,
        SortedMap<String, Integer> imports) {

    static Standing of(Served served, Scenario.Outcome expected, SortedMap<String, Integer> imports) {
        try (Observed observed = served.observed()) {
            SortedMap<String, SortedSet<String>> contracts = new TreeMap<>();
            expected.contracts()
                    .forEach((party, hosts) -> hosts.keySet()
                            .forEach(host -> contracts.put(party + " on " + host, observed.contracts(party, host))));
            return new Standing(
                    observed.like(expected), contracts, settings(served.network()), effects(served.network()), imports);
        }
    }

    static SortedMap<String, String> settings(SandboxNetwork network) {
        SortedMap<String, String> settings = new TreeMap<>();
        network.participants().forEach(participant -> {
            ManagedChannel admin = network.channel(participant.name(), Api.ADMIN);
            try {
                settings.put(
                        "pruning of " + participant.name(),
                        PruningServiceGrpc.newBlockingStub(admin)
                                .getParticipantSchedule(GetParticipantScheduleRequest.getDefaultInstance())
                                .toString());
                settings.put(
                        "registrations of " + participant.name(),
                        SynchronizerConnectivityServiceGrpc.newBlockingStub(admin)
                                .listRegisteredSynchronizers(ListRegisteredSynchronizersRequest.getDefaultInstance())
                                .toString());
            } finally {
                admin.shutdownNow();
            }
        });
        return settings;
    }

    private static SortedMap<String, Integer> effects(SandboxNetwork network) {
        SortedMap<String, Integer> effects = new TreeMap<>();
        ManagedChannel admin = network.channel(network.participants().get(0).name(), Api.ADMIN);
        try {
            TopologyManagerReadServiceBlockingStub topology = TopologyManagerReadServiceGrpc.newBlockingStub(admin);
            StoreId store = StoreId.newBuilder()
                    .setSynchronizer(Synchronizer.newBuilder().setId(network.synchronizerId()))
                    .build();
            BaseQuery ever = BaseQuery.newBuilder()
                    .setStore(store)
                    .setRange(BaseQuery.TimeRange.getDefaultInstance())
                    .build();
            topology.listPartyToParticipant(ListPartyToParticipantRequest.newBuilder()
                            .setBaseQuery(ever)
                            .build())
                    .getResultsList()
                    .forEach(result -> effects.merge(
                            "mappings of " + result.getItem().getParty().replaceFirst("::.*", ""), 1, Integer::sum));
            topology.listVettedPackages(ListVettedPackagesRequest.newBuilder()
                            .setBaseQuery(ever)
                            .build())
                    .getResultsList()
                    .forEach(result -> effects.merge(
                            "vettings of "
                                    + result.getItem().getParticipantUid().replaceFirst("::.*", ""),
                            1,
                            Integer::sum));
            BaseQuery proposed = BaseQuery.newBuilder()
                    .setStore(store)
                    .setProposals(true)
                    .setHeadState(Empty.getDefaultInstance())
                    .build();
            effects.put(
                    "proposals left",
                    topology.listPartyToParticipant(ListPartyToParticipantRequest.newBuilder()
                                    .setBaseQuery(proposed)
                                    .build())
                            .getResultsCount());
            return effects;
        } finally {
            admin.shutdownNow();
        }
    }
}
