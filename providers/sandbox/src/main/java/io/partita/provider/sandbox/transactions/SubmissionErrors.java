package io.partita.provider.sandbox.transactions;

import io.partita.proto.ledger.Identifier;
import io.partita.provider.sandbox.wire.CantonError;
import io.partita.provider.sandbox.wire.CantonException;
import java.util.Collection;
import java.util.TreeSet;

/** Why a command is refused, in Canton's shape (errors.md 4, 5 and 8). */
final class SubmissionErrors {

    private SubmissionErrors() {}

    static CantonException missing(String field) {
        return CantonError.of("MISSING_FIELD", 8, "The submitted command is missing a mandatory field: " + field)
                .with("field_name", field)
                .exception();
    }

    static CantonException unknownTemplate(Identifier id) {
        String name = id.getPackageId() + ":" + id.getModuleName() + ":" + id.getEntityName();
        return CantonError.of("TEMPLATES_OR_INTERFACES_NOT_FOUND", 11, "Templates do not exist: [" + name + "].")
                .exception();
    }

    static CantonException contractNotFound(String id) {
        return CantonError.of("CONTRACT_NOT_FOUND", 11, "Contract could not be found with id " + id)
                .exception();
    }

    static CantonException notConnected() {
        return CantonError.of(
                        "NOT_CONNECTED_TO_ANY_SYNCHRONIZER",
                        9,
                        "This participant is not connected to any synchronizer.")
                .exception();
    }

    static CantonException unknownSubmitters(Collection<String> parties) {
        return CantonError.of(
                        "UNKNOWN_SUBMITTERS",
                        11,
                        "The participant is not connected to any synchronizer where the given submitters are known.")
                .with("unknownSubmitters", set(parties))
                .exception();
    }

    static CantonException unknownInformees(Collection<String> parties) {
        return CantonError.of(
                        "UNKNOWN_INFORMEES",
                        11,
                        "The participant is not connected to any synchronizer where the given informees are known.")
                .with("unknownInformees", set(parties))
                .exception();
    }

    static CantonException cannotSubmit(String party) {
        return CantonError.of(
                        "NO_SYNCHRONIZER_ON_WHICH_ALL_SUBMITTERS_CAN_SUBMIT",
                        11,
                        "This participant cannot submit as the given submitter on any connected synchronizer")
                .with("unknownSubmitter", party)
                .exception();
    }

    static CantonException onboarding(Collection<String> parties, String physicalSynchronizer) {
        String list = String.join(", ", new TreeSet<>(parties));
        return CantonError.of(
                        "PARTY_CURRENTLY_ONBOARDING",
                        9,
                        "The following submitting parties are currently onboarding: " + list)
                .with("parties", "List(" + list + ")")
                .with("physicalSynchronizerId", physicalSynchronizer)
                .exception();
    }

    static CantonException packageSelection(String physicalSynchronizer, String reason) {
        return CantonError.of(
                        "PACKAGE_SELECTION_FAILED",
                        9,
                        "No synchronizers satisfy the topology requirements for the submitted command: Discarded"
                                + " synchronizers: \n\t" + physicalSynchronizer + ": " + reason)
                .exception();
    }

    static CantonException timedOut(Collection<String> unresponsive) {
        return CantonError.of(
                        "MEDIATOR_SAYS_TX_TIMED_OUT",
                        2,
                        "Rejected transaction as the mediator did not receive sufficient confirmations within the"
                                + " expected timeframe.")
                .with("unresponsiveParties", String.join(",", new TreeSet<>(unresponsive)))
                .exception();
    }

    static CantonException inactive(Collection<String> contracts) {
        return CantonError.of(
                        "LOCAL_VERDICT_INACTIVE_CONTRACTS",
                        11,
                        "Rejected transaction is referring to inactive contracts " + String.join(", ", contracts))
                .exception();
    }

    private static String set(Collection<String> parties) {
        return "Set(" + String.join(", ", new TreeSet<>(parties)) + ")";
    }
}
