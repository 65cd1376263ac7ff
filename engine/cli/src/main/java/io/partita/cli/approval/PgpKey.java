package io.partita.cli.approval;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
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
            if (isRevoked()) {
                return Optional.of("was revoked");
            }
            Optional<Statements> said = statements();
            return said.isEmpty()
                    ? Optional.of("is not signed by the one that it belongs to")
                    : said.get().against(made, now);
        } catch (PGPException | RuntimeException unusable) {
            throw new SignatureRefused("a key of OpenPGP cannot be read", unusable);
        }
    }

    /**
     * The last words about a key.
     *
     * @param all of which none may speak against it
     * @param purpose that which says what the key is for
     */
    private record Statements(List<PgpStatement> all, PgpStatement purpose) {

        Optional<String> against(Instant made, Instant now) {
            Optional<String> against = all.stream()
                    .map(statement -> statement.against(now))
                    .flatMap(Optional::stream)
                    .findFirst();
            if (against.isPresent()) {
                return against;
            }
            if (made.isBefore(purpose.of().getCreationTime().toInstant())) {
                return Optional.of("is younger than what it signed");
            }
            return purpose.isForSigning() ? Optional.empty() : Optional.of("is not for signing");
        }
    }

    /** Empty when the primary key has no name that it vouches for, or a subkey is not bound both ways. */
    private Optional<Statements> statements() throws PGPException {
        Optional<PgpStatement> name = PgpStatement.newest(selfSignatures());
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<PgpStatement> direct = PgpStatement.newest(directSignatures());
        List<PgpStatement> all = new ArrayList<>(List.of(name.get()));
        direct.ifPresent(all::add);
        if (!isSubkey()) {
            Optional<PgpStatement> purpose = Stream.of(name, direct)
                    .flatMap(Optional::stream)
                    .filter(PgpStatement::saysWhatFor)
                    .findFirst();
            return Optional.of(new Statements(all, purpose.orElse(name.get())));
        }
        Optional<PgpStatement> binding = PgpStatement.newest(bindings());
        Optional<PgpStatement> wish = binding.isEmpty()
                ? binding
                : PgpStatement.newest(wishes(binding.get().packet()));
        binding.ifPresent(all::add);
        wish.ifPresent(all::add);
        return wish.isEmpty() ? Optional.empty() : Optional.of(new Statements(all, binding.get()));
    }

    /** By its place: a subkey may have the id, and even the fingerprint, of the primary key. */
    private boolean isSubkey() {
        return key != primary;
    }

    /** A revocation counts by being there, wherever it stands; one of a name only when the key itself revokes it. */
    private boolean isRevoked() {
        boolean isNamed = primary.getRawUserIDs().hasNext();
        return primary.getSignaturesOfType(PGPSignature.KEY_REVOCATION).hasNext()
                || key.hasRevocation()
                || hasOwnRevocation(primary.getKeySignatures())
                || isNamed && namesInForce().isEmpty();
    }

    private static boolean isStrong(PGPPublicKey key) {
        return CURVES.contains(key.getAlgorithm())
                || key.getAlgorithm() == PublicKeyAlgorithmTags.RSA_GENERAL
                        && key.getBitStrength() >= LEAST_BITS_OF_RSA;
    }

    private List<byte[]> namesInForce() {
        List<byte[]> names = new ArrayList<>();
        primary.getRawUserIDs().forEachRemaining(name -> {
            if (!hasOwnRevocation(primary.getSignaturesForID(name))) {
                names.add(name);
            }
        });
        return names;
    }

    private boolean hasOwnRevocation(Iterator<PGPSignature> signatures) {
        while (signatures.hasNext()) {
            PGPSignature signature = signatures.next();
            if (signature.getSignatureType() == PGPSignature.CERTIFICATION_REVOCATION && isByPrimary(signature)) {
                return true;
            }
        }
        return false;
    }

    /** What the primary key says of itself and its names in force, with a signature that is its own. */
    private List<PgpStatement> selfSignatures() throws PGPException {
        List<PgpStatement> own = new ArrayList<>();
        for (byte[] name : namesInForce()) {
            Iterator<PGPSignature> signatures = primary.getSignaturesForID(name);
            while (signatures.hasNext()) {
                PGPSignature signature = signatures.next();
                if (isOwn(signature) && signature.isCertification()) {
                    signature.init(VERIFIERS, primary);
                    if (signature.verifyCertification(name, primary)) {
                        own.add(new PgpStatement(signature, primary));
                    }
                }
            }
        }
        return own;
    }

    /** What the primary key says of itself without a name. */
    private List<PgpStatement> directSignatures() throws PGPException {
        List<PgpStatement> own = new ArrayList<>();
        Iterator<PGPSignature> signatures = primary.getSignaturesOfType(PGPSignature.DIRECT_KEY);
        while (signatures.hasNext()) {
            PGPSignature signature = signatures.next();
            if (isOwn(signature)) {
                signature.init(VERIFIERS, primary);
                if (signature.verifyCertification(primary)) {
                    own.add(new PgpStatement(signature, primary));
                }
            }
        }
        return own;
    }

    private boolean isOwn(PGPSignature signature) {
        PGPSignatureSubpacketVector hashed = signature.getHashedSubPackets();
        return isByPrimary(signature) && hashed != null;
    }

    private boolean isByPrimary(PGPSignature signature) {
        return signature.getKeyID() == primary.getKeyID();
    }

    /** That the primary key takes the subkey for its own. */
    private List<PgpStatement> bindings() throws PGPException {
        List<PgpStatement> bound = new ArrayList<>();
        Iterator<PGPSignature> signatures = key.getSignaturesOfType(PGPSignature.SUBKEY_BINDING);
        while (signatures.hasNext()) {
            PGPSignature signature = signatures.next();
            if (isOwn(signature)) {
                signature.init(VERIFIERS, primary);
                if (signature.verifyCertification(primary, key)) {
                    bound.add(new PgpStatement(signature, key));
                }
            }
        }
        return bound;
    }

    /** That the subkey wants to be taken: it says so within what takes it, or beside. */
    private List<PgpStatement> wishes(PGPSignature binding) throws PGPException {
        List<PgpStatement> wishes = new ArrayList<>();
        for (PGPSignatureSubpacketVector part :
                Arrays.asList(binding.getHashedSubPackets(), binding.getUnhashedSubPackets())) {
            if (part != null) {
                for (PGPSignature back : part.getEmbeddedSignatures()) {
                    if (isWishOfSubkey(back)) {
                        wishes.add(new PgpStatement(back, key));
                    }
                }
            }
        }
        return wishes;
    }

    private boolean isWishOfSubkey(PGPSignature back) throws PGPException {
        if (back.getSignatureType() != PGPSignature.PRIMARYKEY_BINDING || back.getHashedSubPackets() == null) {
            return false;
        }
        back.init(VERIFIERS, key);
        return back.verifyCertification(primary, key);
    }

    /** The addresses in all names that the primary key ever had: who has taken a name back is still who had it. */
    List<String> emails() {
        List<String> emails = new ArrayList<>();
        primary.getRawUserIDs().forEachRemaining(raw -> {
            String name = new String(raw, StandardCharsets.UTF_8);
            int open = name.lastIndexOf('<');
            int close = name.lastIndexOf('>');
            emails.add(open >= 0 && close > open ? name.substring(open + 1, close) : name);
        });
        return emails;
    }
}
