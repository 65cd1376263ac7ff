package io.partita.cli.approval;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/**
 * Public keys of OpenPGP of those who may sign commits: a file as {@code gpg --armor --export} writes it. No keyring of
 * a user is looked into, and no server asked.
 */
public final class AllowedPgpKeys {

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN PGP PUBLIC KEY BLOCK-----.*?-----END PGP PUBLIC KEY BLOCK-----", Pattern.DOTALL);

    private final List<PgpKey> keys;

    private AllowedPgpKeys(List<PgpKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Whether a signature in a commit is one of OpenPGP. */
    public static boolean isSignature(byte[] signature) {
        return PgpSignature.begins(signature);
    }

    /** Nobody's. */
    public static AllowedPgpKeys none() {
        return new AllowedPgpKeys(List.of());
    }

    /** @throws SignatureRefused when it is no file of public keys */
    public static AllowedPgpKeys parse(byte[] file) throws SignatureRefused {
        Map<String, PGPPublicKeyRing> rings = new LinkedHashMap<>();
        Matcher blocks = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
        while (blocks.find()) {
            add(blocks.group().getBytes(StandardCharsets.ISO_8859_1), rings);
        }
        if (rings.isEmpty()) {
            throw new SignatureRefused("the list of keys has no key as gpg --armor --export writes it");
        }
        List<PgpKey> keys = new ArrayList<>();
        rings.values()
                .forEach(ring ->
                        ring.getPublicKeys().forEachRemaining(key -> keys.add(new PgpKey(ring.getPublicKey(), key))));
        return new AllowedPgpKeys(keys);
    }

    /** A key that is there more than once is what all of them say together: a revocation may stand in one alone. */
    private static void add(byte[] block, Map<String, PGPPublicKeyRing> rings) throws SignatureRefused {
        try {
            BcPGPObjectFactory objects =
                    new BcPGPObjectFactory(new ArmoredInputStream(new ByteArrayInputStream(block)));
            for (Object next = objects.nextObject(); next != null; next = objects.nextObject()) {
                if (!(next instanceof PGPPublicKeyRing ring)) {
                    throw new SignatureRefused("the list of keys has something that is no public key");
                }
                String fingerprint =
                        HexFormat.of().formatHex(ring.getPublicKey().getFingerprint());
                PGPPublicKeyRing before = rings.get(fingerprint);
                rings.put(fingerprint, before == null ? ring : PGPPublicKeyRing.join(before, ring));
            }
        } catch (IOException | PGPException | RuntimeException damaged) {
            throw damaged instanceof SignatureRefused refused
                    ? refused
                    : new SignatureRefused("the list of keys is damaged", damaged);
        }
    }

    /**
     * That somebody of these has signed, with a key that counts now.
     *
     * @param signature as it stands in a commit
     * @param signed the bytes that it is of
     * @throws SignatureRefused when nobody has
     */
    public void requireSigned(byte[] signature, byte[] signed, Instant now) throws SignatureRefused {
        PgpSignature parsed = PgpSignature.parse(signature);
        PgpKey key = signer(parsed, signed)
                .orElseThrow(() -> new SignatureRefused("the key of OpenPGP with the id "
                        + String.format("%016X", parsed.keyId()) + " is not in the list of keys"));
        Optional<String> against = key.against(parsed.made(), now);
        if (against.isPresent()) {
            throw new SignatureRefused(
                    "the key of OpenPGP with the id " + String.format("%016X", parsed.keyId()) + " " + against.get());
        }
        if (parsed.isOver(now)) {
            throw new SignatureRefused("the signature of OpenPGP has expired");
        }
    }

    /** Empty when the key is not among these. @throws SignatureRefused when it is, and has not signed this */
    private Optional<PgpKey> signer(PgpSignature signature, byte[] signed) throws SignatureRefused {
        boolean known = false;
        for (PgpKey key : keys) {
            if (key.key().getKeyID() == signature.keyId()) {
                known = true;
                if (signature.isOf(key, signed)) {
                    return Optional.of(key);
                }
            }
        }
        if (known) {
            throw new SignatureRefused("the signature of OpenPGP is not of this commit");
        }
        return Optional.empty();
    }

    /**
     * The addresses of who has signed, those that the key has revoked among them, whether or not it counts any more: it
     * is still somebody's. None for a key that is not known.
     */
    public Set<String> whose(byte[] signature, byte[] signed) throws SignatureRefused {
        Set<String> emails = new TreeSet<>();
        signer(PgpSignature.parse(signature), signed).ifPresent(key -> emails.addAll(key.emails()));
        return emails;
    }
}
