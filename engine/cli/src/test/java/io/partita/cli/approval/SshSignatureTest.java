package io.partita.cli.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of a signature, against the program that it comes from. */
@EnabledIf("io.partita.cli.approval.SshKeygen#isInstalled")
class SshSignatureTest {

    private static final String NAMESPACE = "partita-approval";
    private static final String MESSAGE = "a plan\nof two lines\n";

    @TempDir
    static Path keys;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeKeys() {
        SshKeygen.key(keys, "ed25519", "-t", "ed25519");
        SshKeygen.key(keys, "ecdsa256", "-t", "ecdsa", "-b", "256");
        SshKeygen.key(keys, "ecdsa384", "-t", "ecdsa", "-b", "384");
        SshKeygen.key(keys, "ecdsa521", "-t", "ecdsa", "-b", "521");
        SshKeygen.key(keys, "rsa", "-t", "rsa", "-b", "2048");
        SshKeygen.key(keys, "pem", "-t", "rsa", "-b", "2048", "-m", "PEM");
    }

    static Stream<String> kinds() {
        return Stream.of("ed25519", "ecdsa256", "ecdsa384", "ecdsa521", "rsa", "pem");
    }

    private static KeyPair pair(String name) throws IOException {
        return SshKeys.read(Files.readAllBytes(keys.resolve(name)), Optional::empty);
    }

    private Path message(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("message"), bytes);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatSshKeygenSignsIsVerifiedHere(String kind) throws IOException {
        Path message = message(MESSAGE.getBytes(StandardCharsets.UTF_8));
        Path file = SshKeygen.sign(keys.resolve(kind), NAMESPACE, message, "message.sig");

        SshSignature read = SshSignature.parse(Files.readAllBytes(file));

        assertThat(SshKeys.hasSigned(read, Files.readAllBytes(message))).isTrue();
        assertThat(SshKeys.hasSigned(read, "another plan".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(read.namespace()).isEqualTo(NAMESPACE);
        assertThat(read.armored()).isEqualTo(Files.readString(file));
        String listed =
                SshKeygen.run(keys, new byte[0], "-l", "-f", kind + ".pub").text();
        assertThat(listed).contains(SshKeys.fingerprint(read.publicKey()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsSignedHereIsVerifiedBySshKeygen(String kind) throws IOException {
        Files.writeString(
                folder.resolve("signers"),
                SshKeygen.line("alice@bank.example", "namespaces=\"" + NAMESPACE + "\"", keys.resolve(kind)));
        Random random = new Random(kind.hashCode());
        for (int length : new int[] {0, 1, 63, 64, 65, 5000}) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            Files.writeString(
                    folder.resolve("sig"),
                    SshKeys.sign(pair(kind), NAMESPACE, message).armored());

            SshKeygen.Answer good = verify(NAMESPACE, message);

            assertThat(good.code()).as(good.text()).isZero();
            assertThat(verify("file", message).code()).isNotZero();
            assertThat(verify(NAMESPACE, (length + " more").getBytes(StandardCharsets.UTF_8))
                            .code())
                    .isNotZero();
        }
    }

    private SshKeygen.Answer verify(String namespace, byte[] message) {
        return SshKeygen.run(
                folder,
                message,
                "-Y",
                "verify",
                "-f",
                "signers",
                "-I",
                "alice@bank.example",
                "-n",
                namespace,
                "-s",
                "sig");
    }

    static Stream<Arguments> everyByte() throws IOException {
        return Stream.of("ed25519", "ecdsa256", "rsa").map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("everyByte")
    void noByteOfASignatureCanBeChanged(String kind) throws IOException {
        byte[] message = MESSAGE.getBytes(StandardCharsets.UTF_8);
        SshSignature good = SshKeys.sign(pair(kind), NAMESPACE, message);
        byte[] signed = good.signature();
        for (int at = 0; at < signed.length; at++) {
            byte[] bad = signed.clone();
            bad[at] ^= 1;
            assertThat(isGood(new SshSignature(good.publicKey(), NAMESPACE, good.hash(), bad), message))
                    .as("byte %d", at)
                    .isFalse();
        }
        assertThat(isGood(new SshSignature(good.publicKey(), "git", good.hash(), signed), message))
                .isFalse();
        assertThat(isGood(new SshSignature(good.publicKey(), NAMESPACE, "sha256", signed), message))
                .isFalse();
    }

    private static boolean isGood(SshSignature signature, byte[] message) {
        try {
            return SshKeys.hasSigned(signature, message);
        } catch (SignatureRefused refused) {
            return false;
        }
    }

    @Test
    void signatureIsOneAndWhole() throws IOException {
        String good = SshKeys.sign(pair("ed25519"), NAMESPACE, new byte[0]).armored();

        assertThat(SshSignature.parse(good.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))
                        .armored())
                .isEqualTo(good);
        assertThatThrownBy(() -> SshSignature.parse((good + good).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SignatureRefused.class)
                .hasMessageContaining("more than one");
        String[] lines = good.split("\n");
        for (int left = 0; left < lines.length; left++) {
            String[] some = lines.clone();
            some[left] = "";
            byte[] stripped = String.join("\n", some).getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> {
                        SshSignature cut = SshSignature.parse(stripped);
                        if (!SshKeys.hasSigned(cut, new byte[0])) {
                            throw new SignatureRefused("it has not signed this");
                        }
                    })
                    .as("without line %d", left)
                    .isInstanceOf(SignatureRefused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN SSH SIGNATURE-----",
                "-----BEGIN SSH SIGNATURE----------END SSH SIGNATURE-----",
                "-----BEGIN SSH SIGNATURE-----\n!!!!\n-----END SSH SIGNATURE-----",
                "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAf////8=\n-----END SSH SIGNATURE-----",
                "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAn///38=\n-----END SSH SIGNATURE-----",
                "{\"format\": \"partita.signatures/1\"}"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> SshSignature.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SignatureRefused.class);
    }

    @Test
    void weakWaysToSignDoNotCount() throws IOException {
        SshKeygen.key(folder, "weak", "-t", "rsa", "-b", "1024");
        Path message = message(new byte[] {1});
        SshSignature weak = SshSignature.parse(
                Files.readAllBytes(SshKeygen.sign(folder.resolve("weak"), NAMESPACE, message, "weak.sig")));
        SshSignature good = SshKeys.sign(pair("rsa"), NAMESPACE, new byte[] {1});
        byte[] older = new String(good.signature(), StandardCharsets.ISO_8859_1)
                .replace("\0\0\0\u000crsa-sha2-512", "\0\0\0\u0007ssh-rsa")
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> SshKeys.hasSigned(weak, new byte[] {1})).hasMessageContaining("2048 bits");
        assertThatThrownBy(() -> SshKeys.hasSigned(
                        new SshSignature(good.publicKey(), NAMESPACE, good.hash(), older), new byte[] {1}))
                .hasMessageContaining("rsa-sha2-512");
    }

    @Test
    void encryptedKeyAsksForItsPassphrase() {
        SshKeygen.done(folder, "-q", "-t", "ed25519", "-N", "a passphrase", "-f", "locked");

        assertThatThrownBy(() -> SshKeys.read(Files.readAllBytes(folder.resolve("locked")), Optional::empty))
                .isInstanceOf(SignatureRefused.class)
                .hasMessageContaining("nobody can be asked");
        assertThatThrownBy(() -> SshKeys.read(
                        Files.readAllBytes(folder.resolve("locked")), () -> Optional.of("another".toCharArray())))
                .isInstanceOf(SignatureRefused.class)
                .hasMessageNotContaining("another");
        assertThat(read("locked", "a passphrase")).isNotNull();
    }

    private KeyPair read(String name, String passphrase) {
        try {
            return SshKeys.read(Files.readAllBytes(folder.resolve(name)), () -> Optional.of(passphrase.toCharArray()));
        } catch (IOException refused) {
            throw new AssertionError(refused);
        }
    }

    /** What a device signs: who asked, whether somebody touched it, how often it signed, and the message. */
    @Test
    void keyOnADeviceCountsWhenItWasTouched() throws IOException, GeneralSecurityException {
        KeyPair device = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = device.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        byte[] publicKey = wire(out -> {
            field(out, "sk-ssh-ed25519@openssh.com".getBytes(StandardCharsets.US_ASCII));
            field(out, raw);
            field(out, "ssh:".getBytes(StandardCharsets.US_ASCII));
        });

        assertThat(isGood(ofDevice(device, publicKey, 1), new byte[] {7})).isTrue();
        assertThat(isGood(ofDevice(device, publicKey, 1), new byte[] {8})).isFalse();
        assertThat(isGood(ofDevice(device, publicKey, 0), new byte[] {7})).isFalse();
    }

    private static SshSignature ofDevice(KeyPair device, byte[] publicKey, int flags)
            throws IOException, GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] application = digest.digest("ssh:".getBytes(StandardCharsets.US_ASCII));
        byte[] message = digest.digest(SshSignature.signed(NAMESPACE, new byte[] {7}));
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(device.getPrivate());
        signer.update(wire(out -> {
            out.write(application);
            out.writeByte(flags);
            out.writeInt(5);
            out.write(message);
        }));
        byte[] signed = signer.sign();
        return SshSignature.of(publicKey, NAMESPACE, wire(out -> {
            field(out, "sk-ssh-ed25519@openssh.com".getBytes(StandardCharsets.US_ASCII));
            field(out, signed);
            out.writeByte(flags);
            out.writeInt(5);
        }));
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] wire(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writing.to(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static void field(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
