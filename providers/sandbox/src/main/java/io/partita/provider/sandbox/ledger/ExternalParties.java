package io.partita.provider.sandbox.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.partita.proto.crypto.CryptoKeyFormat;
import io.partita.proto.crypto.SignatureFormat;
import io.partita.proto.crypto.SigningAlgorithmSpec;
import io.partita.proto.crypto.SigningKeySpec;
import io.partita.proto.crypto.SigningKeyUsage;
import io.partita.proto.crypto.SigningKeysWithThreshold;
import io.partita.proto.crypto.SigningPublicKey;
import io.partita.proto.ledger.Signature;
import io.partita.proto.ledger.admin.AllocateExternalPartyRequest;
import io.partita.proto.ledger.admin.GenerateExternalPartyTopologyRequest;
import io.partita.proto.ledger.admin.GenerateExternalPartyTopologyResponse;
import io.partita.proto.protocol.Enums.ParticipantPermission;
import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.protocol.MultiTransactionSignatures;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.PartyToParticipant.HostingParticipant;
import io.partita.proto.protocol.SignedTopologyTransaction;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.protocol.TopologyTransaction;
import io.partita.provider.sandbox.crypto.Hashes;
import io.partita.provider.sandbox.crypto.PublicKeys;
import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.topology.SignedTransaction;
import io.partita.provider.sandbox.transactions.UpdateIds;
import io.partita.provider.sandbox.wire.CantonError;
import io.partita.provider.sandbox.wire.CantonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Parties whose key no node holds (wire.md 9.2): one mapping that carries the party's keys and thereby authorizes
 * itself. The three transactions of releases before 3.5 are not offered. To be used under the lock of the network.
 */
final class ExternalParties {

    private final Node node;

    ExternalParties(Node node) {
        this.node = node;
    }

    /** The transaction that a party's key has to sign so that the party exists. */
    GenerateExternalPartyTopologyResponse generate(GenerateExternalPartyTopologyRequest request) {
        requireOffered();
        requireConnected(request.getSynchronizer());
        SigningPublicKey key = key(request.getPublicKey());
        String namespace = PublicKeys.fingerprint(key);
        String party = request.getPartyHint() + "::" + namespace;
        try {
            Uid.parse(party);
        } catch (Uid.Malformed malformed) {
            throw LedgerErrors.invalidArgument(malformed.getMessage());
        }
        List<HostingParticipant> hosts = hosts(request);
        long confirming = hosts.stream()
                .filter(host -> host.getPermission() == ParticipantPermission.PARTICIPANT_PERMISSION_CONFIRMATION)
                .count();
        int threshold = request.getConfirmationThreshold() == 0 ? (int) confirming : request.getConfirmationThreshold();
        if (threshold < 1 || threshold > confirming) {
            throw LedgerErrors.invalidArgument("Confirmation threshold " + threshold
                    + " cannot be reached: the number of confirming participants is " + confirming);
        }
        ByteString transaction = SignedTransaction.wrap(TopologyTransaction.newBuilder()
                .setOperation(TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE)
                .setSerial(1)
                .setMapping(TopologyMapping.newBuilder()
                        .setPartyToParticipant(PartyToParticipant.newBuilder()
                                .setParty(party)
                                .setThreshold(threshold)
                                .addAllParticipants(hosts)
                                .setPartySigningKeys(SigningKeysWithThreshold.newBuilder()
                                        .addKeys(key)
                                        .setThreshold(1))))
                .build());
        return GenerateExternalPartyTopologyResponse.newBuilder()
                .setPartyId(party)
                .setPublicKeyFingerprint(namespace)
                .addTopologyTransactions(transaction)
                .setMultiHash(Hashes.multiTransaction(List.of(Hashes.transaction(transaction))))
                .build();
    }

    private List<HostingParticipant> hosts(GenerateExternalPartyTopologyRequest request) {
        List<HostingParticipant> hosts = new ArrayList<>();
        hosts.add(host(
                node.uid(),
                request.getLocalParticipantObservationOnly()
                        ? ParticipantPermission.PARTICIPANT_PERMISSION_OBSERVATION
                        : ParticipantPermission.PARTICIPANT_PERMISSION_CONFIRMATION));
        request.getOtherConfirmingParticipantUidsList()
                .forEach(uid -> hosts.add(host(uid, ParticipantPermission.PARTICIPANT_PERMISSION_CONFIRMATION)));
        request.getObservingParticipantUidsList()
                .forEach(uid -> hosts.add(host(uid, ParticipantPermission.PARTICIPANT_PERMISSION_OBSERVATION)));
        return hosts;
    }

    private static HostingParticipant host(String uid, ParticipantPermission permission) {
        return HostingParticipant.newBuilder()
                .setParticipantUid(uid)
                .setPermission(permission)
                .build();
    }

    private static SigningPublicKey key(io.partita.proto.ledger.SigningPublicKey key) {
        if (key.getKeyData().isEmpty()) {
            throw LedgerErrors.missing("public_key");
        }
        CryptoKeyFormat format = switch (key.getFormat()) {
            case CRYPTO_KEY_FORMAT_DER -> CryptoKeyFormat.CRYPTO_KEY_FORMAT_DER;
            case CRYPTO_KEY_FORMAT_RAW -> CryptoKeyFormat.CRYPTO_KEY_FORMAT_RAW;
            case CRYPTO_KEY_FORMAT_DER_X509_SUBJECT_PUBLIC_KEY_INFO ->
                CryptoKeyFormat.CRYPTO_KEY_FORMAT_DER_X509_SUBJECT_PUBLIC_KEY_INFO;
            case CRYPTO_KEY_FORMAT_UNSPECIFIED, UNRECOGNIZED -> throw LedgerErrors.missing("public_key.format");
        };
        return SigningPublicKey.newBuilder()
                .setFormat(format)
                .setPublicKey(key.getKeyData())
                .addUsage(SigningKeyUsage.SIGNING_KEY_USAGE_NAMESPACE)
                .addUsage(SigningKeyUsage.SIGNING_KEY_USAGE_PROOF_OF_OWNERSHIP)
                .addUsage(SigningKeyUsage.SIGNING_KEY_USAGE_PROTOCOL)
                .setKeySpec(SigningKeySpec.forNumber(key.getKeySpecValue()))
                .build();
    }

    /** Signs and submits; completes with the party's id, when it exists or when other signatures are still missing. */
    CompletionStage<String> allocate(AllocateExternalPartyRequest request) {
        requireOffered();
        requireConnected(request.getSynchronizer());
        List<ByteString> hashes = request.getOnboardingTransactionsList().stream()
                .map(signed -> Hashes.transaction(signed.getTransaction()))
                .toList();
        List<SignedTransaction> transactions = request.getOnboardingTransactionsList().stream()
                .map(signed -> transaction(signed, hashes, request.getMultiHashSignaturesList()))
                .toList();
        PartyToParticipant hosting = transactions.stream()
                .map(SignedTransaction::mapping)
                .filter(TopologyMapping::hasPartyToParticipant)
                .map(TopologyMapping::getPartyToParticipant)
                .findFirst()
                .orElseThrow(() ->
                        LedgerErrors.invalidArgument("One of the transactions must be a PartyToParticipant mapping"));
        requireVerified(hosting, Hashes.multiTransaction(hashes), request.getMultiHashSignaturesList());
        String party = hosting.getParty();
        if (node.topology().hosting(party, node.topology().now()).isPresent()) {
            throw CantonError.of(
                            "INVALID_ARGUMENT",
                            8,
                            "The submitted request has invalid arguments: Party " + Uid.shortened(party)
                                    + " already exists on synchronizer " + Uid.shortened(request.getSynchronizer()))
                    .with("submissionId", "'" + UpdateIds.of("allocate/" + party) + "'")
                    .exception();
        }
        CompletionStage<Void> done = node.cosign(transactions);
        boolean waits = !request.hasWaitForAllocation() || request.getWaitForAllocation();
        return waits ? done.thenApply(effective -> party) : CompletableFuture.completedFuture(party);
    }

    private static SignedTransaction transaction(
            AllocateExternalPartyRequest.SignedTransaction signed,
            List<ByteString> hashes,
            List<Signature> multiHashSignatures) {
        SignedTopologyTransaction.Builder wire =
                SignedTopologyTransaction.newBuilder().setTransaction(signed.getTransaction());
        signed.getSignaturesList().forEach(signature -> wire.addSignatures(signature(signature)));
        if (!multiHashSignatures.isEmpty()) {
            MultiTransactionSignatures.Builder multi =
                    MultiTransactionSignatures.newBuilder().addAllTransactionHashes(hashes);
            multiHashSignatures.forEach(signature -> multi.addSignatures(signature(signature)));
            wire.addMultiTransactionSignatures(multi);
        }
        try {
            return SignedTransaction.read(wire.build());
        } catch (InvalidProtocolBufferException garbage) {
            throw LedgerErrors.invalidArgument("An onboarding transaction cannot be decoded");
        }
    }

    private static io.partita.proto.crypto.Signature signature(Signature signature) {
        return io.partita.proto.crypto.Signature.newBuilder()
                .setFormat(Optional.ofNullable(SignatureFormat.forNumber(signature.getFormatValue()))
                        .orElse(SignatureFormat.SIGNATURE_FORMAT_UNSPECIFIED))
                .setSignature(signature.getSignature())
                .setSignedBy(signature.getSignedBy())
                .setSigningAlgorithmSpec(
                        Optional.ofNullable(SigningAlgorithmSpec.forNumber(signature.getSigningAlgorithmSpecValue()))
                                .orElse(SigningAlgorithmSpec.SIGNING_ALGORITHM_SPEC_UNSPECIFIED))
                .build();
    }

    private static void requireVerified(PartyToParticipant hosting, ByteString multiHash, List<Signature> signatures) {
        for (Signature signature : signatures) {
            boolean verified = hosting.getPartySigningKeys().getKeysList().stream()
                    .filter(key -> PublicKeys.fingerprint(key).equals(signature.getSignedBy()))
                    .anyMatch(key -> PublicKeys.verifies(key, multiHash, signature(signature)));
            if (!verified) {
                throw CantonException.plain(Status.Code.INVALID_ARGUMENT, "Transaction signature verification failed");
            }
        }
    }

    private void requireOffered() {
        if (!node.release().atLeast(3, 5)) {
            throw CantonException.plain(
                    Status.Code.UNIMPLEMENTED,
                    "The sandbox allocates external parties only where a participant's release is 3.5 or later.");
        }
    }

    private void requireConnected(String synchronizer) {
        if (!node.connected() || !synchronizer.equals(node.synchronizer().logicalId())) {
            throw CantonError.of(
                            "NOT_CONNECTED_TO_SYNCHRONIZER",
                            9,
                            "This participant is not connected to synchronizer " + synchronizer + ".")
                    .with("synchronizer", synchronizer)
                    .exception();
        }
    }
}
