package io.partita.cli.approval;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/**
 * A signature of a file as {@code ssh-keygen -Y sign} writes it (OpenSSH's PROTOCOL.sshsig, version 1).
 *
 * @param publicKey the key as it is on the wire; the signature itself says nothing about whose it is
 * @param namespace what was signed for
 * @param hash how the message was hashed
 * @param signature as it is on the wire, beginning with its algorithm
 */
public record SshSignature(byte[] publicKey, String namespace, String hash, byte[] signature) {

    /** Larger than any key that is used. */
    static final int LARGEST = 64 << 10;

    /** How OpenSSH hashes, and how Java calls it. */
    private static final Map<String, String> HASHES = Map.of("sha256", "SHA-256", "sha512", "SHA-512");

    private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
    private static final String END = "-----END SSH SIGNATURE-----";
    private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int LINE = 70;
    private static final String USUAL_HASH = "sha512";

    public SshSignature {
        publicKey = publicKey.clone();
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(hash, "hash");
        signature = signature.clone();
    }

    /** Whether a file begins as a signature, whatever follows. */
    public static boolean begins(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1).startsWith(BEGIN);
    }

    /**
     * Reads exactly one signature.
     *
     * @throws SignatureRefused when there is none, or more than one, or anything else
     */
    public static SshSignature parse(byte[] text) throws SignatureRefused {
        if (text.length > LARGEST) {
            throw new SignatureRefused("it is larger than a signature can be");
        }
        String armored = new String(text, StandardCharsets.ISO_8859_1).strip();
        if (!armored.startsWith(BEGIN) || !armored.endsWith(END) || armored.length() < BEGIN.length() + END.length()) {
            throw new SignatureRefused("it is not a signature as ssh-keygen -Y sign writes it");
        }
        String body = armored.substring(BEGIN.length(), armored.length() - END.length());
        if (body.contains("-")) {
            throw new SignatureRefused("it has more than one signature; each is a file of its own");
        }
        try {
            return decode(Base64.getDecoder().decode(body.replaceAll("[\\r\\n]", "")));
        } catch (IllegalArgumentException | BufferUnderflowException | CharacterCodingException damaged) {
            throw new SignatureRefused("the signature is damaged", damaged);
        }
    }

    private static SshSignature decode(byte[] bytes) throws SignatureRefused, CharacterCodingException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] magic = new byte[MAGIC.length];
        in.get(magic);
        if (!Arrays.equals(magic, MAGIC) || in.getInt() != VERSION) {
            throw new SignatureRefused("it is a signature of another version than " + VERSION);
        }
        byte[] publicKey = field(in);
        String namespace = text(in);
        byte[] reserved = field(in);
        String hash = text(in);
        byte[] signature = field(in);
        if (in.hasRemaining() || reserved.length > 0) {
            throw new SignatureRefused("it has more in it than a signature of version " + VERSION);
        }
        if (!HASHES.containsKey(hash)) {
            throw new SignatureRefused("it was not made with SHA-256 or SHA-512");
        }
        return new SshSignature(publicKey, namespace, hash, signature);
    }

    private static byte[] field(ByteBuffer in) throws SignatureRefused {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new SignatureRefused("the signature is damaged");
        }
        byte[] field = new byte[length];
        in.get(field);
        return field;
    }

    private static String text(ByteBuffer in) throws SignatureRefused, CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(field(in)))
                .toString();
    }

    /** What a key signs for a message. */
    static byte[] signed(String namespace, byte[] message) {
        return signed(namespace, USUAL_HASH, message);
    }

    /** The signature of a message that was signed as {@link #signed(String, byte[])} says. */
    static SshSignature of(byte[] publicKey, String namespace, byte[] signature) {
        return new SshSignature(publicKey, namespace, USUAL_HASH, signature);
    }

    /** What the key has signed when it signed this message. */
    byte[] signed(byte[] message) {
        return signed(namespace, hash, message);
    }

    private static byte[] signed(String namespace, String hash, byte[] message) {
        try {
            byte[] digest = MessageDigest.getInstance(HASHES.get(hash)).digest(message);
            return written(out -> {
                out.write(MAGIC);
                write(out, namespace.getBytes(StandardCharsets.UTF_8));
                write(out, new byte[0]);
                write(out, hash.getBytes(StandardCharsets.US_ASCII));
                write(out, digest);
            });
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-2", impossible);
        }
    }

    /** The text of a file with it, as ssh-keygen writes it. */
    public String armored() {
        byte[] bytes = written(out -> {
            out.write(MAGIC);
            out.writeInt(VERSION);
            write(out, publicKey);
            write(out, namespace.getBytes(StandardCharsets.UTF_8));
            write(out, new byte[0]);
            write(out, hash.getBytes(StandardCharsets.US_ASCII));
            write(out, signature);
        });
        // The encoder of MIME would round the length of a line down to whole groups; OpenSSH does not.
        String flat = Base64.getEncoder().encodeToString(bytes);
        StringBuilder text = new StringBuilder(BEGIN).append('\n');
        for (int at = 0; at < flat.length(); at += LINE) {
            text.append(flat, at, Math.min(flat.length(), at + LINE)).append('\n');
        }
        return text.append(END).append('\n').toString();
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, byte[] field) throws IOException {
        out.writeInt(field.length);
        out.write(field);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SshSignature that && armored().equals(that.armored());
    }

    @Override
    public int hashCode() {
        return armored().hashCode();
    }

    @Override
    public String toString() {
        return "signature for " + namespace;
    }
}
