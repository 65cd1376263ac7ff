package io.partita.provider.sandbox.ledger;

import io.partita.provider.sandbox.wire.CantonError;
import io.partita.provider.sandbox.wire.CantonException;

/** Refusals of the Ledger API's reads (errors.md 8). */
final class LedgerErrors {

    private LedgerErrors() {}

    static CantonException missing(String field) {
        return CantonError.of("MISSING_FIELD", 8, "The submitted command is missing a mandatory field: " + field)
                .with("field_name", field)
                .exception();
    }

    static CantonException invalidArgument(String reason) {
        return CantonError.of("INVALID_ARGUMENT", 8, "The submitted request has invalid arguments: " + reason)
                .exception();
    }

    static CantonException invalidField(String field, String reason) {
        return CantonError.of(
                        "INVALID_FIELD",
                        8,
                        "The submitted command has a field with invalid value: Invalid field " + field + ": " + reason)
                .exception();
    }

    static void requireNotNegative(long offset, String field) {
        if (offset < 0) {
            throw CantonError.of(
                            "NEGATIVE_OFFSET",
                            8,
                            "Offset " + offset + " in " + field + " is a negative integer: the offset in " + field
                                    + " field has to be a non-negative integer (>=0)")
                    .indefinite()
                    .exception();
        }
    }

    static void requirePositive(long offset, String field) {
        if (offset <= 0) {
            throw CantonError.of(
                            "NON_POSITIVE_OFFSET",
                            8,
                            "Offset " + offset + " in " + field + " is not a positive integer: the offset in " + field
                                    + " field has to be a positive integer (>0)")
                    .exception();
        }
    }

    static CantonException afterEnd(String what, long offset, long end) {
        return CantonError.of(
                        "OFFSET_AFTER_LEDGER_END",
                        12,
                        what + " offset (" + offset + ") is after ledger end (" + end + ")")
                .exception();
    }

    static CantonException pruned(String what, long pruned) {
        return CantonError.of("PARTICIPANT_PRUNED_DATA_ACCESSED", 9, what + " precedes pruned offset " + pruned)
                .with("earliest_offset", Long.toString(pruned))
                .exception();
    }

    /** @param kind how the update was asked for, {@code OFFSET} or {@code TRANSACTION_ID} */
    static CantonException updateNotFound(String kind, String name) {
        return CantonError.of("UPDATE_NOT_FOUND", 11, "Update not found, or not visible.")
                .about(kind, name)
                .exception();
    }

    static CantonException pageToken(String code, String request, String response, String settings) {
        return CantonError.of(
                        code,
                        8,
                        "The submitted command contains an invalid page token. Tokens used in " + request
                                + " requests must be taken from a valid " + response + " and used with the same "
                                + settings + " settings, with the same Canton participant running the same Canton"
                                + " version. The page token was prepared with different event_format or"
                                + " active_at_offset.")
                .exception();
    }
}
