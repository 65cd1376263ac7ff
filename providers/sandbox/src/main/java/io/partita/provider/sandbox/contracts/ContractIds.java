package io.partita.provider.sandbox.contracts;

import io.partita.provider.sandbox.ids.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Contract ids: {@code 00}, a discriminator of 32 bytes that makes them unique, and a suffix that authenticates what
 * the contract says. An id can be checked against the contract by whoever gets both.
 */
public final class ContractIds {

    static final int DISCRIMINATOR_BYTES = 32;
    private static final int SUFFIX_START = 2 + 2 * DISCRIMINATOR_BYTES;
    private static final String SUFFIX_PREFIX = "ca121220";

    private ContractIds() {}

    /** The id of a contract whose content is known; its own {@code id} is not looked at. */
    public static String of(byte[] discriminator, Contract content) {
        String hex = "00" + HexFormat.of().formatHex(discriminator);
        return hex + suffix(hex, content);
    }

    /** The discriminator of a contract that a transaction creates. */
    public static byte[] discriminator(String updateId, int node) {
        return Sha256.of("contract/" + updateId + "/" + node);
    }

    /** Whether an id is the one that its content calls for. */
    public static boolean authentic(Contract contract) {
        String id = contract.id();
        return id.length() > SUFFIX_START
                && id.startsWith("00")
                && id.substring(SUFFIX_START).equals(suffix(id.substring(0, SUFFIX_START), contract));
    }

    /** The 32 discriminating bytes of an id; null if it is too short. */
    static byte[] discriminatorOf(String id) {
        try {
            return id.length() < SUFFIX_START ? null : HexFormat.of().parseHex(id, 2, SUFFIX_START);
        } catch (IllegalArgumentException notHex) {
            return null;
        }
    }

    static byte[] salt(String id) {
        return Sha256.of("salt/" + id.substring(0, Math.min(SUFFIX_START, id.length())));
    }

    private static String suffix(String unsuffixed, Contract content) {
        MessageDigest digest = Sha256.digest();
        add(digest, unsuffixed);
        add(digest, content.templateId().getPackageId());
        add(digest, content.templateId().getModuleName());
        add(digest, content.templateId().getEntityName());
        add(digest, content.packageName());
        digest.update(ValueBytes.of(content.arguments()).toByteArray());
        content.signatories().forEach(party -> add(digest, "s" + party));
        content.observers().forEach(party -> add(digest, "o" + party));
        digest.update(
                ByteBuffer.allocate(Long.BYTES).putLong(content.createdAt()).flip());
        return SUFFIX_PREFIX + HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }
}
