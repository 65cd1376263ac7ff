package io.partita.provider.sandbox.access;

import io.partita.proto.ledger.Commands;
import io.partita.proto.ledger.EventFormat;
import io.partita.proto.ledger.GetActiveContractsPageRequest;
import io.partita.proto.ledger.GetActiveContractsRequest;
import io.partita.proto.ledger.GetConnectedSynchronizersRequest;
import io.partita.proto.ledger.GetUpdateByIdRequest;
import io.partita.proto.ledger.GetUpdateByOffsetRequest;
import io.partita.proto.ledger.GetUpdatesPageRequest;
import io.partita.proto.ledger.GetUpdatesRequest;
import io.partita.proto.ledger.SubmitAndWaitForTransactionRequest;
import io.partita.proto.ledger.SubmitAndWaitRequest;
import io.partita.proto.ledger.UpdateFormat;
import io.partita.proto.ledger.admin.GetPartiesRequest;
import java.util.List;
import java.util.Set;

/**
 * Which right a call of the Ledger API needs (errors.md 7). What asks for nothing special is open to any valid token.
 */
final class LedgerPermission {

    private static final Set<String> FOR_ADMINS = Set.of(
            "ListKnownParties",
            "AllocateParty",
            "AllocateExternalParty",
            "ListKnownPackages",
            "UploadDarFile",
            "ValidateDarFile",
            "UpdateVettedPackages",
            "Prune");

    private final Rights rights;

    LedgerPermission(Rights rights) {
        this.rights = rights;
    }

    /** @param method name of the method without its service */
    boolean permits(String method, Object request) {
        if (FOR_ADMINS.contains(method)) {
            return rights.isParticipantAdmin();
        }
        if (request instanceof GetConnectedSynchronizersRequest connected) {
            return connected.getParty().isEmpty() || knows(connected.getParty());
        }
        if (request instanceof GetPartiesRequest parties) {
            return parties.getPartiesList().stream().allMatch(this::knows);
        }
        if (request instanceof SubmitAndWaitRequest submission) {
            return submits(submission.getCommands());
        }
        if (request instanceof SubmitAndWaitForTransactionRequest submission) {
            return submits(submission.getCommands());
        }
        return reads(request);
    }

    private boolean knows(String party) {
        return rights.isParticipantAdmin() || rights.readsAs(party);
    }

    private boolean submits(Commands commands) {
        return commands.getActAsList().stream().allMatch(rights::actsAs)
                && commands.getReadAsList().stream().allMatch(rights::readsAs);
    }

    private boolean reads(Object request) {
        if (request instanceof GetActiveContractsRequest contracts) {
            return events(contracts.getEventFormat());
        }
        if (request instanceof GetActiveContractsPageRequest contracts) {
            return events(contracts.getEventFormat());
        }
        if (request instanceof GetUpdatesRequest updates) {
            return updates(updates.getUpdateFormat());
        }
        if (request instanceof GetUpdatesPageRequest updates) {
            return updates(updates.getUpdateFormat());
        }
        if (request instanceof GetUpdateByOffsetRequest update) {
            return updates(update.getUpdateFormat());
        }
        return !(request instanceof GetUpdateByIdRequest update) || updates(update.getUpdateFormat());
    }

    private boolean updates(UpdateFormat format) {
        return events(format.getIncludeTransactions().getEventFormat())
                && events(format.getIncludeReassignments())
                && topology(format);
    }

    private boolean topology(UpdateFormat format) {
        if (!format.getIncludeTopologyEvents().hasIncludeParticipantAuthorizationEvents()) {
            return true;
        }
        List<String> parties = format.getIncludeTopologyEvents()
                .getIncludeParticipantAuthorizationEvents()
                .getPartiesList();
        return parties.isEmpty() ? rights.readsAsAnyParty() : parties.stream().allMatch(rights::readsAs);
    }

    private boolean events(EventFormat format) {
        return (!format.hasFiltersForAnyParty() || rights.readsAsAnyParty())
                && format.getFiltersByPartyMap().keySet().stream().allMatch(rights::readsAs);
    }
}
