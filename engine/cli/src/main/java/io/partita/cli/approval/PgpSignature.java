package io.partita.cli.approval;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/**
 * One signature of OpenPGP over bytes, as Git keeps it in a commit. It may be anybody's: nothing of it is believed
 * before a known key has verified it.
 *
 * @param packet as the library reads it
 */
record PgpSignature(PGPSignature packet) {

    private static final int LARGEST = 64 << 10;
    private static final String BEGIN = "-----BEGIN PGP SIGNATURE-----";
    private static final String END = "-----END PGP SIGNATURE-----";

    private static final Set<Integer> HASHES = Set.of(
            HashAlgorithmTags.SHA256,
            HashAlgorithmTags.SHA384,
            HashAlgorithmTags.SHA512,
            HashAlgorithmTags.SHA3_256,
            HashAlgorithmTags.SHA3_512);

    /** What a signature may insist on: everything else could change what it means. */
    private static final Set<Integer> UNDERSTOOD = Set.of(
            SignatureSubpacketTags.CREATION_TIME,
            SignatureSubpacketTags.EXPIRE_TIME,
            SignatureSubpacketTags.ISSUER_KEY_ID,
            SignatureSubpacketTags.ISSUER_FINGERPRINT,
            SignatureSubpacketTags.SIGNER_USER_ID);

    /** Whether a text begins as a signature, whatever follows. */
    static boolean begins(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1).startsWith(BEGIN);
    }

    /**
     * Reads exactly one signature.
     *
     * @throws SignatureRefused when there is none, or more than one, or one of another kind
     */
    static PgpSignature parse(byte[] text) throws SignatureRefused {
        if (text.length > LARGEST) {
            throw new SignatureRefused("it is larger than a signature can be");
        }
        String armored = new String(text, StandardCharsets.ISO_8859_1).strip();
        if (!armored.startsWith(BEGIN) || !armored.endsWith(END) || armored.lastIndexOf(BEGIN) > 0) {
            throw new SignatureRefused("it is not one signature of OpenPGP");
        }
        try {
            BcPGPObjectFactory objects = new BcPGPObjectFactory(new ArmoredInputStream(new ByteArrayInputStream(text)));
            if (objects.nextObject() instanceof PGPSignatureList list
                    && list.size() == 1
                    && objects.nextObject() == null) {
                return checked(list.get(0));
            }
        } catch (IOException | RuntimeException damaged) {
            throw damaged instanceof SignatureRefused refused
                    ? refused
                    : new SignatureRefused("the signature of OpenPGP is damaged", damaged);
        }
        throw new SignatureRefused("it is not one signature of OpenPGP");
    }

    private static PgpSignature checked(PGPSignature packet) throws SignatureRefused {
        if (packet.getSignatureType() != PGPSignature.BINARY_DOCUMENT) {
            throw new SignatureRefused("the signature of OpenPGP is of another kind than Git's");
        }
        if (!isOfATakenHash(packet)) {
            throw new SignatureRefused("the signature of OpenPGP uses a hash that is not taken any more");
        }
        PGPSignatureSubpacketVector hashed = packet.getHashedSubPackets();
        if (hashed == null || !Arrays.stream(hashed.getCriticalTags()).allMatch(UNDERSTOOD::contains)) {
            throw new SignatureRefused("the signature of OpenPGP insists on something that is not known here");
        }
        return new PgpSignature(packet);
    }

    long keyId() {
        return packet.getKeyID();
    }

    Instant made() {
        return packet.getCreationTime().toInstant();
    }

    /** Whether it says itself that it counts no more. */
    boolean isOver(Instant now) {
        return isOver(packet, now);
    }

    /** Whether a signature of any kind says itself that it counts no more. */
    static boolean isOver(PGPSignature packet, Instant now) {
        long seconds = packet.getHashedSubPackets().getSignatureExpirationTime();
        return seconds > 0
                && packet.getCreationTime().toInstant().plusSeconds(seconds).isBefore(now);
    }

    /** Whether the hash of a signature of any kind is not broken. */
    static boolean isOfATakenHash(PGPSignature packet) {
        return HASHES.contains(packet.getHashAlgorithm());
    }

    /** Whether a key has made it over these bytes. */
    boolean isOf(PgpKey key, byte[] signed) throws SignatureRefused {
        try {
            packet.init(PgpKey.VERIFIERS, key.key());
            packet.update(signed);
            return packet.verify();
        } catch (PGPException | RuntimeException unusable) {
            throw new SignatureRefused("the signature of OpenPGP cannot be verified", unusable);
        }
    }
}
