package io.partita.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyFileTest {

    private static final byte[] ED25519 = ExternalKeys.KEY.bytes();

    /** The generators of the curves, which are points of them. */
    private static final String P256 = "04"
            + "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
            + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";

    private static final String SECP256K1 = "04"
            + "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
            + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";

    private static final String P256_ALGORITHM = "301306072a8648ce3d020106082a8648ce3d030107";
    private static final String SECP256K1_ALGORITHM = "301006072a8648ce3d020106052b8104000a";
    private static final String P521_ALGORITHM = "301006072a8648ce3d020106052b81040023";

    static Stream<Arguments> keys() throws Exception {
        return Stream.of(
                Arguments.of(KeySpec.ED25519, ED25519),
                Arguments.of(KeySpec.P256, bytes(sequence(P256_ALGORITHM, "034200" + P256))),
                Arguments.of(KeySpec.P384, pair("secp384r1").getPublic().getEncoded()),
                Arguments.of(KeySpec.SECP256K1, bytes(sequence(SECP256K1_ALGORITHM, "034200" + SECP256K1))));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyIsReadInEachForm(KeySpec spec, byte[] der) throws UnreadableKey {
        SigningKey expected = SigningKey.of(der).orElseThrow();
        String pem = pem("PUBLIC KEY", der);

        assertThat(expected.spec()).isEqualTo(spec);
        assertThat(PublicKeyFile.read(der)).isEqualTo(expected);
        assertThat(read(pem)).isEqualTo(expected);
        assertThat(read(pem.replace("\n", "\r\n"))).isEqualTo(expected);
        assertThat(read("\uFEFFa key of ours\n\n" + pem + "\n\n")).isEqualTo(expected);
        assertThat(read(pem.strip())).isEqualTo(expected);
    }

    static Stream<Arguments> others() throws Exception {
        KeyPair curve = pair("secp256r1");
        KeyPair rsa = rsa();
        byte[] pkcs1 = bytes(sequence("020103", "020105"));
        byte[] encrypted = bytes(sequence(sequence("06092a864886f70d01050d"), "0406aabbccddeeff"));
        byte[] certificate = bytes(sequence(sequence("020101"), sequence(), "030100"));
        return Stream.of(
                Arguments.of("empty", new byte[0], "it is empty"),
                Arguments.of("blank", text(" \n\t\n"), "it is empty"),
                Arguments.of(
                        "private key",
                        text(pem("PRIVATE KEY", curve.getPrivate().getEncoded())),
                        PRIVATE),
                Arguments.of("private key, DER", curve.getPrivate().getEncoded(), PRIVATE),
                Arguments.of("encrypted private key", text(pem("ENCRYPTED PRIVATE KEY", encrypted)), PRIVATE),
                Arguments.of("encrypted private key, DER", encrypted, PRIVATE),
                Arguments.of("private key of openssl", text(pem("EC PRIVATE KEY", new byte[40])), PRIVATE),
                Arguments.of("private key of openssl, DER", bytes(sequence("020101", "040107")), PRIVATE),
                Arguments.of("private key of RSA, DER", bytes(sequence("020100", "020103", "020105")), PRIVATE),
                Arguments.of("private key of OpenSSH", text(pem("OPENSSH PRIVATE KEY", new byte[40])), PRIVATE),
                Arguments.of(
                        "both halves",
                        text(pem("PUBLIC KEY", ED25519)
                                + pem("PRIVATE KEY", curve.getPrivate().getEncoded())),
                        PRIVATE),
                Arguments.of(
                        "two keys",
                        text(pem("PUBLIC KEY", ED25519).repeat(2)),
                        "it has 2 blocks of PEM, and not just one public key"),
                Arguments.of("certificate", text(pem("CERTIFICATE", certificate)), CERTIFICATE),
                Arguments.of("trusted certificate", text(pem("TRUSTED CERTIFICATE", certificate)), CERTIFICATE),
                Arguments.of("certificate, DER", certificate, CERTIFICATE),
                Arguments.of("certificate request", text(pem("CERTIFICATE REQUEST", certificate)), CERTIFICATE),
                Arguments.of(
                        "parameters",
                        text(pem("EC PARAMETERS", new byte[4])),
                        "it is PEM of something else than a public key"),
                Arguments.of("OpenSSH", text("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA us\n"), SSH),
                Arguments.of("OpenSSH, curve", text("ecdsa-sha2-nistp256 AAAAE2Vj us\n"), SSH),
                Arguments.of(
                        "SSH2", text("---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----\n"), SSH),
                Arguments.of("RSA", text(pem("PUBLIC KEY", rsa.getPublic().getEncoded())), RSA),
                Arguments.of("RSA, DER", rsa.getPublic().getEncoded(), RSA),
                Arguments.of("RSA, its own form", text(pem("RSA PUBLIC KEY", pkcs1)), RSA),
                Arguments.of("RSA, its own form, DER", pkcs1, RSA),
                Arguments.of(
                        "X25519",
                        bytes(sequence(sequence("06032b656e"), "032100" + "07".repeat(32))),
                        "it is an X25519 key, which signs no topology"),
                Arguments.of(
                        "Ed448",
                        bytes(sequence(sequence("06032b6571"), "033a00" + "07".repeat(57))),
                        "it is an Ed448 key, which signs no topology"),
                Arguments.of(
                        "unknown kind",
                        bytes(sequence(sequence("06022a03"), "030200ff")),
                        "it is a public key of another kind, which signs no topology"),
                Arguments.of(
                        "no kind",
                        bytes(sequence(sequence(), "030200ff")),
                        "it is a public key of another kind, which signs no topology"),
                Arguments.of(
                        "P-521",
                        pair("secp521r1").getPublic().getEncoded(),
                        "it is a key of another curve, which signs no topology"),
                Arguments.of(
                        "compressed",
                        bytes(sequence(P256_ALGORITHM, "032200" + "03" + P256.substring(2, 66))),
                        COMPRESSED),
                Arguments.of(
                        "compressed secp256k1",
                        bytes(sequence(SECP256K1_ALGORITHM, "032200" + "02" + SECP256K1.substring(2, 66))),
                        COMPRESSED),
                Arguments.of(
                        "curve by parameters",
                        bytes(sequence(sequence("06072a8648ce3d0201", sequence("020101")), "030100")),
                        "it describes its curve by parameters and not by its name"),
                Arguments.of(
                        "short P-521",
                        bytes(sequence(P521_ALGORITHM, "030100")),
                        "it is a key of another curve, which signs no topology"),
                Arguments.of("short Ed25519", bytes(sequence(sequence("06032b6570"), "030100")), DAMAGED),
                Arguments.of("no Base64", text(pem("PUBLIC KEY", ED25519).replace("MCow", "M!ow")), DAMAGED),
                Arguments.of("no end", text(pem("PUBLIC KEY", ED25519).replace("END", "EMD")), DAMAGED),
                Arguments.of("cut off", Arrays.copyOf(ED25519, 20), NEITHER),
                Arguments.of("one byte more", Arrays.copyOf(ED25519, ED25519.length + 1), NEITHER),
                Arguments.of("one length too many", bytes("3084000000"), NEITHER),
                Arguments.of("raw", Arrays.copyOfRange(ED25519, 12, 44), NEITHER),
                Arguments.of("hex", text(HexFormat.of().formatHex(ED25519)), NEITHER),
                Arguments.of("something", text("hello"), NEITHER));
    }

    private static final String PRIVATE = "it is a private key, and the public one is needed here";
    private static final String CERTIFICATE = "it is a certificate and not a public key alone";
    private static final String SSH = "it is a key in the format of OpenSSH";
    private static final String RSA = "it is an RSA key, which signs no topology";
    private static final String COMPRESSED = "its point of the curve is compressed, which Canton does not take";
    private static final String DAMAGED = "it is a damaged public key";
    private static final String NEITHER = "it is not a public key, neither as PEM nor as DER";

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void whatIsNoKeyIsCalledByWhatItIs(String name, byte[] content, String message) {
        assertThatExceptionOfType(UnreadableKey.class)
                .isThrownBy(() -> PublicKeyFile.read(content))
                .withMessage(message)
                .satisfies(unreadable -> assertThat(unreadable.fix()).endsWith("."));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 11, 12, 43})
    void everyPrefixOfAKeyIsRefused(int length) {
        assertThatExceptionOfType(UnreadableKey.class)
                .isThrownBy(() -> PublicKeyFile.read(Arrays.copyOf(ED25519, length)));
    }

    @Test
    void neitherMessageNorFixHasTheContent() {
        String secret = Base64.getEncoder().encodeToString("a secret of ours".getBytes(StandardCharsets.US_ASCII));

        assertThatExceptionOfType(UnreadableKey.class)
                .isThrownBy(() -> read("-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----\n"))
                .satisfies(
                        unreadable -> assertThat(unreadable + unreadable.fix()).doesNotContain(secret));
    }

    private static SigningKey read(String text) throws UnreadableKey {
        return PublicKeyFile.read(text(text));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** In hex; of less than 128 bytes. */
    private static String sequence(String... elements) {
        String content = String.join("", elements);
        return String.format("30%02x%s", content.length() / 2, content);
    }

    private static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static KeyPair pair(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
