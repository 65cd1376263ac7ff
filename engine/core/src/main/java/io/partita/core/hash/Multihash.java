package io.partita.core.hash;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * The hashes of Canton's topology: SHA-256 over a purpose and the content, written as a multihash, {@code 1220} and 64
 * digits of lower-case hex (semantics 10).
 */
public final class Multihash {

    private static final int TRANSACTION = 11;
    private static final int KEY = 12;
    private static final int DECENTRALIZED_NAMESPACE = 37;
    private static final int SEVERAL_TRANSACTIONS = 55;
    private static final String PREFIX = "1220";

    private Multihash() {}

    /** The hash of a topology transaction. @param serialized exactly its bytes, with their version */
    public static String ofTransaction(byte[] serialized) {
        return hex(of(TRANSACTION).digest(serialized));
    }

    /** The fingerprint of a key. @param hashed what of it is hashed, by its kind */
    public static String ofKey(byte[] hashed) {
        return hex(of(KEY).digest(hashed));
    }

    /** The decentralized namespace that its owners found. @param owners their namespaces, in any order */
    public static String ofOwners(Collection<String> owners) {
        MessageDigest digest = of(DECENTRALIZED_NAMESPACE);
        owners.stream()
                .sorted()
                .map(owner -> owner.getBytes(StandardCharsets.UTF_8))
                .forEach(owner -> part(digest, owner));
        return hex(digest.digest());
    }

    /**
     * What one signature over several transactions signs.
     *
     * @param transactions their hashes, in any order
     */
    public static String ofTransactions(List<String> transactions) {
        MessageDigest digest = of(SEVERAL_TRANSACTIONS);
        digest.update(number(transactions.size()));
        transactions.stream().sorted().map(Multihash::bytes).forEach(hash -> part(digest, hash));
        return hex(digest.digest());
    }

    /** The 34 bytes that are signed. */
    public static byte[] bytes(String multihash) {
        return HexFormat.of().parseHex(multihash);
    }

    private static MessageDigest of(int purpose) {
        MessageDigest digest = Sha256.digest();
        digest.update(number(purpose));
        return digest;
    }

    private static void part(MessageDigest digest, byte[] bytes) {
        digest.update(number(bytes.length));
        digest.update(bytes);
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static String hex(byte[] digest) {
        return PREFIX + HexFormat.of().formatHex(digest);
    }
}
