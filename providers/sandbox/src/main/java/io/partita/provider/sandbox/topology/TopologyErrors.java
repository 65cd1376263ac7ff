package io.partita.provider.sandbox.topology;

import com.google.protobuf.ByteString;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.provider.sandbox.crypto.Hashes;
import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.wire.CantonError;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The errors of topology (errors.md 2), with Canton's wording. */
public final class TopologyErrors {

    private TopologyErrors() {}

    /** The serial is not the next one. */
    public static CantonError serialMismatch(int expected, int actual) {
        return CantonError.of(
                        "TOPOLOGY_SERIAL_MISMATCH",
                        9,
                        "The provided serial Some(" + actual + ") did not match the expected serial Some(" + expected
                                + ").")
                .with("expected", "Some(" + expected + ")")
                .with("actual", "Some(" + actual + ")");
    }

    /** A store is not open here. @param shown its id as Canton writes it in its messages */
    public static CantonError storeNotFound(String shown) {
        return CantonError.of("TOPOLOGY_STORE_NOT_FOUND", 11, "Topology store '" + shown + "' is not known.")
                .with("storeId", shown);
    }

    /** The mapping is there already, signed by the same keys. */
    public static CantonError alreadyExists(TopologyMapping mapping, Collection<String> keys) {
        return CantonError.of(
                        "TOPOLOGY_MAPPING_ALREADY_EXISTS",
                        10,
                        "A matching topology mapping authorized with the same keys already exists in this state")
                .with("existing", Mappings.describe(mapping))
                .with("keys", set(keys));
    }

    /** The node has no key that may sign. */
    public static CantonError noKey(Collection<String> required, Collection<String> unusable) {
        String namespaces =
                required.size() == 1 ? Uid.shortFingerprint(required.iterator().next()) : set(required);
        return CantonError.of(
                        "TOPOLOGY_NO_APPROPRIATE_SIGNING_KEY_IN_STORE",
                        11,
                        "Could not find an appropriate signing key to issue the topology transaction")
                .with(
                        "unusable",
                        unusable.stream().map(Uid::shortFingerprint).collect(Collectors.joining(", ", "List(", ")")))
                .with("required", "ReferencedAuthorizations(namespaces = " + namespaces + ")");
    }

    /** Signatures do not suffice; clients see only the redaction. */
    public static CantonError unauthorized() {
        return CantonError.of(
                "TOPOLOGY_UNAUTHORIZED_TRANSACTION", 5, "Topology transaction is not properly authorized");
    }

    /** A signature is wrong; clients see only the redaction. */
    public static CantonError invalidSignature() {
        return CantonError.of("TOPOLOGY_INVALID_TX_SIGNATURE", 5, "The topology transaction has an invalid signature");
    }

    /** No transaction with this hash can be signed. */
    public static CantonError unknownHash(ByteString hash, String effective) {
        String shortened = "SHA-256:" + Uid.shortFingerprint(Hashes.hex(hash).substring(4));
        return CantonError.of(
                        "TOPOLOGY_TRANSACTION_NOT_FOUND",
                        11,
                        "Topology transaction with hash TxHash(" + shortened
                                + ") does not exist or is not active or is not an active proposal at EffectiveTime("
                                + effective + ")")
                .with("txHash", shortened)
                .with("effective", "EffectiveTime(" + effective + ")");
    }

    static CantonError unknownMembers(List<String> participants) {
        String members =
                participants.stream().map(uid -> "PAR::" + Uid.shortened(uid)).collect(Collectors.joining(", "));
        return CantonError.of("TOPOLOGY_UNKNOWN_MEMBERS", 11, "Members " + members + " are unknown.")
                .with("members", "List(" + members + ")");
    }

    static CantonError insufficientKeys(List<String> participants) {
        String members =
                participants.stream().map(uid -> "PAR::" + Uid.shortened(uid)).collect(Collectors.joining(", "));
        return CantonError.of(
                        "TOPOLOGY_INSUFFICIENT_KEYS",
                        9,
                        "Members " + members + " are missing a signing or encryption key.")
                .with("members", "List(" + members + ")");
    }

    static CantonError adminParty(String party) {
        return CantonError.of(
                        "TOPOLOGY_PARTY_ID_CONFLICT_WITH_ADMIN_PARTY",
                        10,
                        "Tried to allocate party " + Uid.shortened(party)
                                + " with the same UID as an already existing admin party.")
                .with("partyId", Uid.shortened(party));
    }

    static CantonError partyExists(String participant) {
        return CantonError.of(
                        "TOPOLOGY_PARTICIPANT_ID_CONFLICT_WITH_PARTY",
                        10,
                        "Tried to onboard participant " + Uid.shortened(participant)
                                + " with the same UID as an already existing party.")
                .with("participantId", Uid.shortened(participant));
    }

    static CantonError revoked(String namespace) {
        return CantonError.of(
                        "TOPOLOGY_NAMESPACE_HAS_BEEN_REVOKED",
                        10,
                        "The namespace " + Uid.shortFingerprint(namespace)
                                + " has previously been revoked and cannot be re-created.")
                .with("namespace", Uid.shortFingerprint(namespace));
    }

    static CantonError namespaceInUse(String namespace) {
        return CantonError.of(
                        "TOPOLOGY_NAMESPACE_ALREADY_IN_USE",
                        10,
                        "The namespace " + Uid.shortFingerprint(namespace) + " is already used by another entity.")
                .with("namespace", Uid.shortFingerprint(namespace));
    }

    static CantonError invalidMapping(String description) {
        return CantonError.of(
                        "TOPOLOGY_INVALID_MAPPING",
                        8,
                        "The topology transaction was rejected due to an invalid mapping: " + description)
                .with("description", description);
    }

    static CantonError nothingToRevoke(TopologyMapping mapping) {
        return CantonError.of(
                        "TOPOLOGY_NO_CORRESPONDING_ACTIVE_TX_TO_REVOKE",
                        9,
                        "There is no active topology transaction matching the mapping of the revocation request")
                .with("mapping", Mappings.describe(mapping));
    }

    static CantonError removalChanges(TopologyMapping actual, TopologyMapping expected) {
        return CantonError.of(
                        "TOPOLOGY_REMOVE_MUST_NOT_CHANGE_MAPPING",
                        9,
                        "REMOVE must not change the topology mapping:\nactual: " + Mappings.describe(actual)
                                + "\nexpected: " + Mappings.describe(expected))
                .with("actual", Mappings.describe(actual))
                .with("expected", Mappings.describe(expected));
    }

    static CantonError illegalRemoval(String participant) {
        return CantonError.of(
                        "TOPOLOGY_ILLEGAL_REMOVAL_OF_ACTIVE_TRANSACTIONS",
                        9,
                        "Cannot remove the mapping because " + Uid.shortened(participant) + " still hosts parties.")
                .with("participantId", Uid.shortened(participant));
    }

    /** The code of a frozen topology; nodes of 3.4 have another name for it. */
    public static final String FROZEN = "TOPOLOGY_LSU_TOPOLOGY_FREEZE";

    static CantonError frozen() {
        return CantonError.of(
                FROZEN, 9, "The topology state of the synchronizer is frozen because an upgrade is announced.");
    }

    /** A set of fingerprints as Canton prints it. */
    static String set(Collection<String> fingerprints) {
        return fingerprints.stream().map(Uid::shortFingerprint).collect(Collectors.joining(", ", "Set(", ")"));
    }
}
