package io.partita.provider.canton;

import io.partita.core.model.PartyId;
import io.partita.proto.ledger.CumulativeFilter;
import io.partita.proto.ledger.EventFormat;
import io.partita.proto.ledger.Filters;
import io.partita.proto.ledger.ParticipantAuthorizationTopologyFormat;
import io.partita.proto.ledger.TopologyFormat;
import io.partita.proto.ledger.TransactionFormat;
import io.partita.proto.ledger.TransactionShape;
import io.partita.proto.ledger.UpdateFormat;
import io.partita.proto.ledger.WildcardFilter;

/** What of the ledger is asked for: always one party, always as little of each event as the API can send. */
final class EventFilters {

    private EventFilters() {}

    /** Everything of a party, neither verbose nor with blobs. */
    static EventFormat of(PartyId party) {
        return EventFormat.newBuilder()
                .putFiltersByParty(
                        party.toString(),
                        Filters.newBuilder()
                                .addCumulative(CumulativeFilter.newBuilder()
                                        .setWildcardFilter(WildcardFilter.getDefaultInstance()))
                                .build())
                .build();
    }

    /** Transactions and reassignments of a party. */
    static UpdateFormat updates(PartyId party, TransactionShape shape) {
        return UpdateFormat.newBuilder()
                .setIncludeTransactions(
                        TransactionFormat.newBuilder().setEventFormat(of(party)).setTransactionShape(shape))
                .setIncludeReassignments(of(party))
                .build();
    }

    /** Changes of the hosting of a party. */
    static UpdateFormat hostings(PartyId party) {
        return UpdateFormat.newBuilder()
                .setIncludeTopologyEvents(TopologyFormat.newBuilder()
                        .setIncludeParticipantAuthorizationEvents(ParticipantAuthorizationTopologyFormat.newBuilder()
                                .addParties(party.toString())))
                .build();
    }
}
