package io.partita.provider.sandbox.ledger;

import io.partita.proto.ledger.TransactionShape;
import io.partita.proto.ledger.UpdateFormat;
import io.partita.provider.sandbox.packages.PackageStore;
import java.util.Optional;
import java.util.Set;

/**
 * Which updates a reader asked for.
 *
 * @param topologyParties whose hosting events; an empty set = everybody's
 */
record UpdateSelection(
        Optional<EventSelection> transactions, TransactionShape shape, Optional<Set<String>> topologyParties) {

    static UpdateSelection of(boolean present, UpdateFormat format, PackageStore packages) {
        if (!present) {
            throw LedgerErrors.missing("update_format");
        }
        Optional<EventSelection> transactions = Optional.empty();
        TransactionShape shape = format.getIncludeTransactions().getTransactionShape();
        if (format.hasIncludeTransactions()) {
            if (!format.getIncludeTransactions().hasEventFormat()) {
                throw LedgerErrors.missing("event_format");
            }
            if (shape == TransactionShape.TRANSACTION_SHAPE_UNSPECIFIED || shape == TransactionShape.UNRECOGNIZED) {
                throw LedgerErrors.missing("transaction_shape");
            }
            transactions = Optional.of(
                    EventSelection.of(format.getIncludeTransactions().getEventFormat(), packages));
        }
        if (format.hasIncludeReassignments()) {
            EventSelection.of(format.getIncludeReassignments(), packages);
        }
        boolean topology = format.getIncludeTopologyEvents().hasIncludeParticipantAuthorizationEvents();
        return new UpdateSelection(
                transactions,
                shape,
                topology
                        ? Optional.of(Set.copyOf(format.getIncludeTopologyEvents()
                                .getIncludeParticipantAuthorizationEvents()
                                .getPartiesList()))
                        : Optional.empty());
    }
}
