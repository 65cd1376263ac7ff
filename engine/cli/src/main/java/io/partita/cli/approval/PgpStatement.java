package io.partita.cli.approval;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * What the owner of a key has said of it with a signature that verifies: of a name, of the key itself, or of a subkey.
 *
 * @param packet the signature, whose signed part is there
 * @param of the key that it is about
 */
record PgpStatement(PGPSignature packet, PGPPublicKey of) {

    /** What it may insist on. A revoker is understood: a revocation of a key counts whoever made it. */
    private static final Set<Integer> UNDERSTOOD = Set.of(
            SignatureSubpacketTags.CREATION_TIME,
            SignatureSubpacketTags.EXPIRE_TIME,
            SignatureSubpacketTags.EXPORTABLE,
            SignatureSubpacketTags.REVOCABLE,
            SignatureSubpacketTags.KEY_EXPIRE_TIME,
            SignatureSubpacketTags.PREFERRED_SYM_ALGS,
            SignatureSubpacketTags.PREFERRED_HASH_ALGS,
            SignatureSubpacketTags.PREFERRED_COMP_ALGS,
            SignatureSubpacketTags.PREFERRED_AEAD_ALGORITHMS,
            SignatureSubpacketTags.REVOCATION_KEY,
            SignatureSubpacketTags.ISSUER_KEY_ID,
            SignatureSubpacketTags.ISSUER_FINGERPRINT,
            SignatureSubpacketTags.KEY_SERVER_PREFS,
            SignatureSubpacketTags.PREFERRED_KEY_SERV,
            SignatureSubpacketTags.PRIMARY_USER_ID,
            SignatureSubpacketTags.POLICY_URL,
            SignatureSubpacketTags.KEY_FLAGS,
            SignatureSubpacketTags.SIGNER_USER_ID,
            SignatureSubpacketTags.FEATURES,
            SignatureSubpacketTags.EMBEDDED_SIGNATURE);

    /** The last word, which replaces those before it; empty when there is none. */
    static Optional<PgpStatement> newest(List<PgpStatement> all) {
        return all.stream()
                .max(Comparator.comparing(statement -> statement.packet().getCreationTime()));
    }

    /** Why its key counts for nothing now; empty when it counts. */
    Optional<String> against(Instant now) {
        if (!PgpSignature.isOfATakenHash(packet)) {
            return Optional.of("is vouched for with a hash that is not taken any more");
        }
        if (!Arrays.stream(packet.getHashedSubPackets().getCriticalTags()).allMatch(UNDERSTOOD::contains)) {
            return Optional.of("insists on something that is not known here");
        }
        return PgpSignature.isOver(packet, now) || isKeyOver(now) ? Optional.of("has expired") : Optional.empty();
    }

    private boolean isKeyOver(Instant now) {
        long seconds = packet.getHashedSubPackets().getKeyExpirationTime();
        return seconds > 0
                && of.getCreationTime().toInstant().plusSeconds(seconds).isBefore(now);
    }

    /** Whether it says what its key is for, be it for nothing. */
    boolean saysWhatFor() {
        return packet.getHashedSubPackets().hasSubpacket(SignatureSubpacketTags.KEY_FLAGS);
    }

    /** Whether its key is for signing. One that does not say what it is for is for everything. */
    boolean isForSigning() {
        return !saysWhatFor() || (packet.getHashedSubPackets().getKeyFlags() & KeyFlags.SIGN_DATA) != 0;
    }
}
