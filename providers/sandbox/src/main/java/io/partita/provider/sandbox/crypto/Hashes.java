package io.partita.provider.sandbox.crypto;

import com.google.protobuf.ByteString;
import io.partita.provider.sandbox.ids.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * Canton's hashes: SHA-256 over a purpose (four bytes, big endian) and the content, written as a multihash, which is
 * the digest behind the bytes {@code 12 20}.
 */
public final class Hashes {

    private static final int TOPOLOGY_TRANSACTION = 11;
    private static final int PUBLIC_KEY = 12;
    private static final int DECENTRALIZED_NAMESPACE = 37;
    private static final int MULTI_TRANSACTION = 55;
    private static final int MULTIHASH_LENGTH = 34;

    private Hashes() {}

    /** The hash that a single signature of a topology transaction signs, over its wrapped bytes. */
    public static ByteString transaction(ByteString wrapped) {
        return multihash(TOPOLOGY_TRANSACTION, wrapped.asReadOnlyByteBuffer());
    }

    /** The hash that a signature over several topology transactions signs; their order does not matter. */
    public static ByteString multiTransaction(Collection<ByteString> transactionHashes) {
        List<String> sorted =
                transactionHashes.stream().map(Hashes::hex).sorted().toList();
        ByteBuffer content = ByteBuffer.allocate(4 + sorted.size() * (4 + MULTIHASH_LENGTH));
        content.putInt(sorted.size());
        for (String hash : sorted) {
            content.putInt(MULTIHASH_LENGTH).put(HexFormat.of().parseHex(hash));
        }
        return multihash(MULTI_TRANSACTION, content.flip());
    }

    /** Fingerprint of a public key, in hex. */
    static String fingerprint(byte[] key) {
        return hex(multihash(PUBLIC_KEY, ByteBuffer.wrap(key)));
    }

    /** The namespace of a set of owners, in hex; their order does not matter. */
    public static String decentralizedNamespace(Collection<String> owners) {
        TreeSet<String> sorted = new TreeSet<>(owners);
        int length = sorted.stream().mapToInt(owner -> 4 + owner.length()).sum();
        ByteBuffer content = ByteBuffer.allocate(length);
        for (String owner : sorted) {
            byte[] text = owner.getBytes(StandardCharsets.US_ASCII);
            content.putInt(text.length).put(text);
        }
        return hex(multihash(DECENTRALIZED_NAMESPACE, content.flip()));
    }

    /** Bytes in lower-case hex. */
    public static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static ByteString multihash(int purpose, ByteBuffer content) {
        MessageDigest digest = Sha256.digest();
        digest.update(ByteBuffer.allocate(4).putInt(purpose).flip());
        digest.update(content);
        byte[] multihash = new byte[MULTIHASH_LENGTH];
        multihash[0] = 0x12;
        multihash[1] = 0x20;
        System.arraycopy(digest.digest(), 0, multihash, 2, 32);
        return ByteString.copyFrom(multihash);
    }
}
