package io.partita.cli.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * A public key of somebody, and the primary key that answers for it: the same, or the one that it is a subkey of.
 *
 * @param primary with the names of whose it is
 * @param key which signs
 */
record PgpKey(PGPPublicKey primary, PGPPublicKey key) {

    static final PGPContentVerifierBuilderProvider VERIFIERS = new BcPGPContentVerifierBuilderProvider();

    private static final int LEAST_BITS_OF_RSA = 2048;

    private static final Set<Integer> CURVES = Set.of(
            PublicKeyAlgorithmTags.ECDSA,
            PublicKeyAlgorithmTags.EDDSA_LEGACY,
            PublicKeyAlgorithmTags.Ed25519,
            PublicKeyAlgorithmTags.Ed448);

    /**
     * Why nothing that it signs counts now; empty when it counts.
     *
     * @param made when the signature was made
     */
    Optional<String> against(Instant made, Instant now) throws SignatureRefused {
        try {
            if (!isStrong(primary) || !isStrong(key)) {
                return Optional.of("is of a kind or length that is not taken");
            }
            if (primary.hasRevocation() || key.hasRevocation()) {
                return Optional.of("was revoked");
            }
            Optional<PGPSignature> own = newest(selfSignatures());
            Optional<PGPSignature> binding = isSubkey() ? newest(bindings()) : own;
            if (own.isEmpty() || binding.isEmpty()) {
                return Optional.of("is not signed by the one that it belongs to");
            }
            if (isOver(primary, own.get(), now) || isOver(key, binding.get(), now)) {
                return Optional.of("has expired");
            }
            if (made.isBefore(key.getCreationTime().toInstant())) {
                return Optional.of("is younger than what it signed");
            }
            return signs(binding.get()) ? Optional.empty() : Optional.of("is not for signing");
        } catch (PGPException | RuntimeException unusable) {
            throw new SignatureRefused("a key of OpenPGP cannot be read", unusable);
        }
    }

    private boolean isSubkey() {
        return key.getKeyID() != primary.getKeyID();
    }

    private static boolean isStrong(PGPPublicKey key) {
        return CURVES.contains(key.getAlgorithm())
                || key.getAlgorithm() == PublicKeyAlgorithmTags.RSA_GENERAL
                        && key.getBitStrength() >= LEAST_BITS_OF_RSA;
    }

    private static boolean isOver(PGPPublicKey key, PGPSignature said, Instant now) {
        long seconds = said.getHashedSubPackets().getKeyExpirationTime();
        return seconds > 0
                && key.getCreationTime().toInstant().plusSeconds(seconds).isBefore(now);
    }

    /** A key that does not say what it is for is for everything. */
    private static boolean signs(PGPSignature said) {
        int flags = said.getHashedSubPackets().getKeyFlags();
        return flags == 0 || (flags & KeyFlags.SIGN_DATA) != 0;
    }

    private static Optional<PGPSignature> newest(List<PGPSignature> all) {
        return all.stream().max(Comparator.comparing(PGPSignature::getCreationTime));
    }

    /** What the primary key says of itself, with a signature that is its own. */
    private List<PGPSignature> selfSignatures() throws PGPException {
        List<PGPSignature> own = new ArrayList<>();
        Iterator<byte[]> names = primary.getRawUserIDs();
        while (names.hasNext()) {
            byte[] name = names.next();
            Iterator<PGPSignature> signatures = primary.getSignaturesForID(name);
            while (signatures != null && signatures.hasNext()) {
                PGPSignature signature = signatures.next();
                if (isOwn(signature) && signature.isCertification()) {
                    signature.init(VERIFIERS, primary);
                    if (signature.verifyCertification(name, primary)) {
                        own.add(signature);
                    }
                }
            }
        }
        return own;
    }

    private boolean isOwn(PGPSignature signature) {
        PGPSignatureSubpacketVector hashed = signature.getHashedSubPackets();
        return signature.getKeyID() == primary.getKeyID() && hashed != null;
    }

    /** That the primary key takes the subkey for its own, and that the subkey wants that. */
    private List<PGPSignature> bindings() throws PGPException {
        List<PGPSignature> bound = new ArrayList<>();
        Iterator<PGPSignature> signatures = key.getSignaturesOfType(PGPSignature.SUBKEY_BINDING);
        while (signatures.hasNext()) {
            PGPSignature signature = signatures.next();
            if (isOwn(signature)) {
                signature.init(VERIFIERS, primary);
                if (signature.verifyCertification(primary, key) && isWanted(signature)) {
                    bound.add(signature);
                }
            }
        }
        return bound;
    }

    private boolean isWanted(PGPSignature binding) throws PGPException {
        PGPSignatureList embedded = binding.getHashedSubPackets().getEmbeddedSignatures();
        for (int i = 0; i < embedded.size(); i++) {
            if (isWantedBy(embedded.get(i))) {
                return true;
            }
        }
        PGPSignatureSubpacketVector beside = binding.getUnhashedSubPackets();
        PGPSignatureList others = beside == null ? null : beside.getEmbeddedSignatures();
        for (int i = 0; others != null && i < others.size(); i++) {
            if (isWantedBy(others.get(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean isWantedBy(PGPSignature back) throws PGPException {
        if (back.getSignatureType() != PGPSignature.PRIMARYKEY_BINDING) {
            return false;
        }
        back.init(VERIFIERS, key);
        return back.verifyCertification(primary, key);
    }

    /** The addresses in the names of the primary key. */
    List<String> emails() {
        List<String> emails = new ArrayList<>();
        primary.getUserIDs().forEachRemaining(name -> {
            int open = name.lastIndexOf('<');
            int close = name.lastIndexOf('>');
            emails.add(open >= 0 && close > open ? name.substring(open + 1, close) : name);
        });
        return emails;
    }
}
