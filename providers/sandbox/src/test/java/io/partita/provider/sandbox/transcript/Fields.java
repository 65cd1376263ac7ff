package io.partita.provider.sandbox.transcript;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Set;

/** What the names of fields say about their values. */
final class Fields {

    /** Offsets of updates that a client was shown. */
    private static final Set<String> UPDATES = Set.of(
            "com.daml.ledger.api.v2.Transaction.offset",
            "com.daml.ledger.api.v2.TopologyTransaction.offset",
            "com.daml.ledger.api.v2.Reassignment.offset",
            "com.daml.ledger.api.v2.CreatedEvent.offset",
            "com.daml.ledger.api.v2.ArchivedEvent.offset",
            "com.daml.ledger.api.v2.ExercisedEvent.offset");

    private static final Set<String> OPAQUE = Set.of(
            "created_event_blob", "stream_continuation_token", "next_page_token", "page_token", "contract_key_hash");

    /** Bytes that name something. */
    private static final Set<String> NAMES = Set.of(
            "transaction_hash", "transaction_hashes", "hash", "multi_hash", "signature", "public_key", "key_data");

    private static final Set<String> TRANSACTIONS =
            Set.of("transaction", "serialized_transaction", "topology_transactions");

    /** Texts that name something as a whole. */
    private static final Set<String> WHOLE = Set.of("connections");

    /** What belongs to a moment or a machine: only whether it is there counts. */
    private static final Set<String> MOMENTARY =
            Set.of("uptime", "ports", "current_time", "trace_context", "uploaded_at");

    private static final Set<String> SETS = Set.of("signed_by_fingerprints", "signatures");

    private Fields() {}

    static boolean updateOffset(FieldDescriptor field) {
        return UPDATES.contains(field.getFullName());
    }

    /** Any position in the log of a node. */
    static boolean position(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.LONG
                && (field.getName().contains("offset")
                        || field.getName().equals("end_inclusive")
                        || field.getName().equals("begin_exclusive")
                        || field.getName().equals("prune_up_to")
                        || field.getName().endsWith("_up_to_inclusive"));
    }

    /** Bytes that a client hands on without looking at them. */
    static boolean opaque(FieldDescriptor field) {
        return OPAQUE.contains(field.getName());
    }

    static boolean name(FieldDescriptor field) {
        return NAMES.contains(field.getName());
    }

    /** A serialised topology transaction. */
    static boolean transaction(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.BYTE_STRING && TRANSACTIONS.contains(field.getName());
    }

    static boolean whole(FieldDescriptor field) {
        return WHOLE.contains(field.getName());
    }

    static boolean momentary(FieldDescriptor field) {
        return MOMENTARY.contains(field.getName());
    }

    /** A list whose order says nothing. */
    static boolean set(FieldDescriptor field) {
        return SETS.contains(field.getName());
    }
}
