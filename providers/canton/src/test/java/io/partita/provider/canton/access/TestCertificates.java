package io.partita.provider.canton.access;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** A certificate authority for a test, and what it signs: just enough of X.509 for a handshake. */
public final class TestCertificates {

    private static final byte[] ECDSA_WITH_SHA256 =
            sequence(new byte[] {6, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2});
    private static final byte[] COMMON_NAME = {6, 3, 0x55, 4, 3};
    private static final byte[] BASIC_CONSTRAINTS = {6, 3, 0x55, 0x1d, 0x13};
    private static final byte[] ALTERNATIVE_NAME = {6, 3, 0x55, 0x1d, 0x11};
    private static final byte[] TRUE = {1, 1, (byte) 0xff};

    private final String name;
    private final KeyPair keys;
    private final byte[] certificate;
    private long serial = 1;

    /** A certificate and its key, as PEM files. */
    public record Issued(Path certificate, Path key) {}

    public TestCertificates(String name) throws GeneralSecurityException {
        this.name = name;
        this.keys = keys();
        this.certificate = certificate(name, keys.getPublic(), extension(BASIC_CONSTRAINTS, sequence(TRUE)));
    }

    /** The authority's own certificate. */
    public Path authority(Path folder) throws IOException {
        return pem(folder.resolve(name + "-ca.pem"), "CERTIFICATE", certificate);
    }

    public Issued issue(Path folder, String dnsName) throws IOException, GeneralSecurityException {
        KeyPair own = keys();
        byte[] alternative = sequence(der(0x82, dnsName.getBytes(StandardCharsets.US_ASCII)));
        byte[] issued = certificate(dnsName, own.getPublic(), extension(ALTERNATIVE_NAME, alternative));
        return new Issued(
                pem(folder.resolve(name + "-" + fileName(dnsName) + ".pem"), "CERTIFICATE", issued),
                pem(
                        folder.resolve(name + "-" + fileName(dnsName) + ".key"),
                        "PRIVATE KEY",
                        own.getPrivate().getEncoded()));
    }

    private static String fileName(String dnsName) {
        return dnsName.substring(0, Math.min(60, dnsName.length())).replaceAll("[^A-Za-z0-9.-]", "-");
    }

    private byte[] certificate(String subject, PublicKey key, byte[] extension) throws GeneralSecurityException {
        Instant now = Instant.now();
        byte[] content = sequence(
                der(0xa0, new byte[] {2, 1, 2}),
                der(2, BigInteger.valueOf(serial++).toByteArray()),
                ECDSA_WITH_SHA256,
                named(name),
                sequence(time(now.minus(1, ChronoUnit.DAYS)), time(now.plus(1, ChronoUnit.DAYS))),
                named(subject),
                key.getEncoded(),
                der(0xa3, sequence(extension)));
        return sequence(content, ECDSA_WITH_SHA256, der(3, concat(new byte[] {0}, signed(content, keys.getPrivate()))));
    }

    private static byte[] signed(byte[] content, PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(content);
        return signature.sign();
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static byte[] named(String commonName) {
        return sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, commonName.getBytes(StandardCharsets.UTF_8)))));
    }

    private static byte[] time(Instant at) {
        String text = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(at);
        return der(0x18, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] extension(byte[] id, byte[] content) {
        return sequence(id, TRUE, der(4, content));
    }

    private static byte[] sequence(byte[]... parts) {
        return der(0x30, concat(parts));
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else if (content.length < 256) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >>> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
    }
}
