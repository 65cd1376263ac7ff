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
import java.util.Collection;
import java.util.List;

/** What of the ledger is asked for: always by party, always as little of each event as the API can send. */
final class EventFilters {

    private EventFilters() {}

    /** Everything of a party, neither verbose nor with blobs. */
    static EventFormat of(PartyId party) {
        return of(List.of(party));
    }

    /** The same of each of some parties. */
    static EventFormat of(Collection<PartyId> parties) {
        Filters everything = Filters.newBuilder()
                .addCumulative(CumulativeFilter.newBuilder().setWildcardFilter(WildcardFilter.getDefaultInstance()))
                .build();
        EventFormat.Builder format = EventFormat.newBuilder();
        parties.forEach(party -> format.putFiltersByParty(party.toString(), everything));
        return format.build();
    }

    /** Transactions and reassignments of some parties. */
    static UpdateFormat updates(Collection<PartyId> parties, TransactionShape shape) {
        return UpdateFormat.newBuilder()
                .setIncludeTransactions(TransactionFormat.newBuilder()
                        .setEventFormat(of(parties))
                        .setTransactionShape(shape))
                .setIncludeReassignments(of(parties))
                .build();
    }

    /** Changes of the hosting of some parties. */
    static UpdateFormat hostings(Collection<PartyId> parties) {
        return UpdateFormat.newBuilder()
                .setIncludeTopologyEvents(TopologyFormat.newBuilder()
                        .setIncludeParticipantAuthorizationEvents(ParticipantAuthorizationTopologyFormat.newBuilder()
                                .addAllParties(
                                        parties.stream().map(PartyId::toString).toList())))
                .build();
    }
}
