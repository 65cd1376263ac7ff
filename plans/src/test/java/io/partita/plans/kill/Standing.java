package io.partita.plans.kill;

import com.google.protobuf.Empty;
import io.grpc.ManagedChannel;
import io.partita.plans.Observed;
import io.partita.plans.Scenario;
import io.partita.plans.Served;
import io.partita.proto.ledger.CumulativeFilter;
import io.partita.proto.ledger.Event;
import io.partita.proto.ledger.EventFormat;
import io.partita.proto.ledger.Filters;
import io.partita.proto.ledger.GetLedgerEndRequest;
import io.partita.proto.ledger.GetUpdatesRequest;
import io.partita.proto.ledger.GetUpdatesResponse;
import io.partita.proto.ledger.ReassignmentEvent;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.proto.ledger.TransactionFormat;
import io.partita.proto.ledger.TransactionShape;
import io.partita.proto.ledger.UpdateFormat;
import io.partita.proto.ledger.UpdateServiceGrpc;
import io.partita.proto.ledger.WildcardFilter;
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
import io.partita.provider.sandbox.wire.Api;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * How a network stands: what must come out the same wherever a run was killed. Read over the wire, not from partita.
 *
 * @param outcome hosting, counts and switches, as the scenario speaks of them
 * @param contracts ids by {@code party on participant}
 * @param settings pruning schedules and registrations, whole, by participant
 * @param effects how often each thing was ever done to the topology: one for every mapping that was in force at some
 *     time, by party or participant; the proposals that are left; and the creations of contracts in a participant's
 *     ledger, of which an import that is repeated adds none
 */
record Standing(
        Scenario.Outcome outcome,
        SortedMap<String, SortedSet<String>> contracts,
        SortedMap<String, String> settings,
        SortedMap<String, Integer> effects) {

    static Standing of(Served served, Scenario.Outcome expected) {
        try (Observed observed = served.observed()) {
            SortedMap<String, SortedSet<String>> contracts = new TreeMap<>();
            expected.contracts()
                    .forEach((party, hosts) -> hosts.keySet()
                            .forEach(host -> contracts.put(party + " on " + host, observed.contracts(party, host))));
            return new Standing(
                    observed.like(expected), contracts, settings(served.network()), effects(served.network()));
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
        } finally {
            admin.shutdownNow();
        }
        network.participants()
                .forEach(participant ->
                        effects.put("creations on " + participant.name(), creations(network, participant.name())));
        return effects;
    }

    private static int creations(SandboxNetwork network, String participant) {
        ManagedChannel ledger = network.channel(participant, Api.LEDGER);
        try {
            EventFormat everything = EventFormat.newBuilder()
                    .setFiltersForAnyParty(Filters.newBuilder()
                            .addCumulative(CumulativeFilter.newBuilder()
                                    .setWildcardFilter(WildcardFilter.getDefaultInstance())))
                    .build();
            Iterator<GetUpdatesResponse> updates = UpdateServiceGrpc.newBlockingStub(ledger)
                    .getUpdates(GetUpdatesRequest.newBuilder()
                            .setEndInclusive(StateServiceGrpc.newBlockingStub(ledger)
                                    .getLedgerEnd(GetLedgerEndRequest.getDefaultInstance())
                                    .getOffset())
                            .setUpdateFormat(UpdateFormat.newBuilder()
                                    .setIncludeTransactions(TransactionFormat.newBuilder()
                                            .setEventFormat(everything)
                                            .setTransactionShape(TransactionShape.TRANSACTION_SHAPE_LEDGER_EFFECTS))
                                    .setIncludeReassignments(everything))
                            .build());
            int creations = 0;
            while (updates.hasNext()) {
                GetUpdatesResponse update = updates.next();
                creations += (int) update.getTransaction().getEventsList().stream()
                        .filter(Event::hasCreated)
                        .count();
                creations += (int) update.getReassignment().getEventsList().stream()
                        .filter(ReassignmentEvent::hasAssigned)
                        .count();
            }
            return creations;
        } finally {
            ledger.shutdownNow();
        }
    }
}
