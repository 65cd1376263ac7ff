package io.partita.provider.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.partita.core.hash.Multihash;
import io.partita.core.model.KeySource;
import io.partita.core.model.KeySpec;
import io.partita.core.model.PublicKeyFile;
import io.partita.core.model.SigningKey;
import io.partita.core.provider.KeyFailed;
import io.partita.core.secret.KnownSecrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.util.PBKDF2Config;
import org.bouncycastle.crypto.util.PBKDFConfig;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFilesTest {

    private static final byte[] MESSAGE =
            HexFormat.of().parseHex("1220b04ad4f2771236eecb2244aafa41e0311ee178233c20975d6e63285844966f4f");
    private static final String PASSWORD = "a password of ours";
    private static final PBKDFConfig PBKDF2 = new PBKDF2Config.Builder()
            .withPRF(PBKDF2Config.PRF_SHA256)
            .withIterationCount(2048)
            .build();
    private static final PBKDFConfig SCRYPT = new ScryptConfig.Builder(1024, 8, 1).build();
    private static final ASN1ObjectIdentifier AES = NISTObjectIdentifiers.id_aes256_CBC;

    @TempDir
    private Path folder;

    private LocalKeys keys;

    @BeforeEach
    void makeKeys() {
        keys = new LocalKeys(
                folder,
                new StubSecrets(Map.of("RIGHT", PASSWORD, "WRONG", "another password", "OPENSSL", "Fünf Wörter")),
                Map.of());
    }

    @ParameterizedTest
    @EnumSource
    void aPlainKeySigns(KeySpec spec) throws Exception {
        TestKey key = TestKey.of(spec);
        TestKey.write(folder.resolve("key.pem"), TestKey.pem("PRIVATE KEY", key.pkcs8()));
        TestKey.write(folder.resolve("key.der"), key.pkcs8());

        for (KeySource source : new KeySource[] {plain("key.pem"), plain("key.der")}) {
            keys.check(key.signingKey(), source);
            byte[] signature = keys.sign(key.signingKey(), source, MESSAGE);

            assertThat(key.verifies(MESSAGE, signature)).isTrue();
            assertThat(keys.isSignature(key.signingKey(), MESSAGE, signature)).isTrue();
            assertThat(keys.isSignature(key.signingKey(), new byte[34], signature))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEncryptedKeySigns(KeySpec spec) throws Exception {
        TestKey key = TestKey.of(spec);
        byte[] pbkdf2 = key.encrypted(PASSWORD, PBKDF2, AES);
        byte[] scrypt = key.encrypted(PASSWORD, SCRYPT, AES);
        TestKey.write(folder.resolve("pbkdf2.pem"), TestKey.pem("ENCRYPTED PRIVATE KEY", pbkdf2));
        TestKey.write(folder.resolve("pbkdf2.der"), pbkdf2);
        TestKey.write(folder.resolve("scrypt.pem"), TestKey.pem("ENCRYPTED PRIVATE KEY", scrypt));

        for (String file : new String[] {"pbkdf2.pem", "pbkdf2.der", "scrypt.pem"}) {
            keys.check(key.signingKey(), encrypted(file, "RIGHT"));
            assertThat(key.verifies(MESSAGE, keys.sign(key.signingKey(), encrypted(file, "RIGHT"), MESSAGE)))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519-pbkdf2", "p256-scrypt", "p384-pbe-3des", "secp256k1-pbkdf2-sha1"})
    void aKeyThatOpensslEncryptedSigns(String name) throws Exception {
        SigningKey key = PublicKeyFile.read(fixture(name + ".pub.pem"));
        TestKey.write(folder.resolve("key.pem"), fixture(name + ".pem"));

        byte[] signature = keys.sign(key, encrypted("key.pem", "OPENSSL"), MESSAGE);

        assertThat(keys.isSignature(key, MESSAGE, signature)).isTrue();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/vectors.csv")
    void aRecordedHashHasTheRecordedSignature(String hash, String signature) throws Exception {
        SigningKey key = SigningKey.of(
                        HexFormat.of()
                                .parseHex(
                                        "302a300506032b65700321007e75c887ffaa1cb717c49f92b40ce389ca60ffcdc106ded7e51ea8a049071a91"))
                .orElseThrow();
        TestKey.write(
                folder.resolve("key.der"),
                HexFormat.of()
                        .parseHex("302e020100300506032b657004220420"
                                + "72e7e621dd99571c9031eb6ff31576d0e74a71eb333416d42493f894f41bc32e"));

        assertThat(keys.sign(key, plain("key.der"), Multihash.bytes(hash)))
                .asHexString()
                .isEqualToIgnoringCase(signature);
        assertThat(keys.isSignature(key, Multihash.bytes(hash), HexFormat.of().parseHex(signature)))
                .isTrue();
    }

    @Test
    void aPasswordIsNeededForAnEncryptedKeyAndItsOwn() throws Exception {
        TestKey key = TestKey.of(KeySpec.P256);
        TestKey.write(
                folder.resolve("key.pem"), TestKey.pem("ENCRYPTED PRIVATE KEY", key.encrypted(PASSWORD, PBKDF2, AES)));

        assertFails(
                        key,
                        plain("key.pem"),
                        "key-password",
                        "the key in 'key.pem' is encrypted, and it is not said where its password is")
                .satisfies(failed -> assertThat(failed.fix())
                        .isEqualTo("Write `file 'key.pem', password: env('NAME')` in the declaration;"
                                + " for the sign command it is --password-env or --password-file."));
        assertFails(
                key,
                encrypted("key.pem", "WRONG"),
                "key-password",
                "the key in 'key.pem' is encrypted with another password");
        assertFails(key, encrypted("key.pem", "NONE"), "secret", "the variable NONE is not set");
    }

    @ParameterizedTest
    @EnumSource
    void theKeyOfAnotherPublicKeyDoesNotSign(KeySpec spec) throws Exception {
        TestKey key = TestKey.of(spec);
        TestKey other = TestKey.of(spec);
        TestKey.write(folder.resolve("key.pem"), TestKey.pem("PRIVATE KEY", other.pkcs8()));

        assertFails(
                key,
                plain("key.pem"),
                "key-mismatch",
                "the key in 'key.pem' is " + other.signingKey().fingerprint() + ", and the declared one is "
                        + key.signingKey().fingerprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw------x", "rwxrwxrwx"})
    void aFileThatOthersCanOpenIsRefused(String permissions) throws Exception {
        TestKey key = TestKey.of(KeySpec.ED25519);
        Path file = TestKey.write(folder.resolve("own'er.pem"), TestKey.pem("PRIVATE KEY", key.pkcs8()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertFails(
                        key,
                        plain("own'er.pem"),
                        "key-file-open-to-others",
                        "the key file " + file + " is open to others than its owner (" + permissions + ")")
                .satisfies(failed ->
                        assertThat(failed.fix()).startsWith("Type `chmod 600 '" + folder + "/own'\\''er.pem'`"));

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        keys.check(key.signingKey(), plain("own'er.pem"));
    }

    @Test
    void aRelativePathStaysInTheFolder() throws Exception {
        TestKey key = TestKey.of(KeySpec.ED25519);
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Path file = TestKey.write(outside.resolve("key.pem"), TestKey.pem("PRIVATE KEY", key.pkcs8()));
        Files.createSymbolicLink(inside.resolve("link.pem"), file);
        LocalKeys here = new LocalKeys(inside, new StubSecrets(Map.of()), Map.of());

        assertThatExceptionOfType(KeyFailed.class)
                .isThrownBy(() -> here.sign(key.signingKey(), plain("link.pem"), MESSAGE))
                .withMessage("the key file 'link.pem' is not read: it is a link, and links are not followed here");
        assertThatExceptionOfType(KeyFailed.class)
                .isThrownBy(() -> here.check(key.signingKey(), plain("../outside/key.pem")))
                .withMessage("the key file '../outside/key.pem' is not read: it leads out of the folder that its path"
                        + " starts from");
        // An absolute path is one of this machine, where a mounted key is behind links.
        here.check(key.signingKey(), plain(inside.resolve("link.pem").toString()));
    }

    @Test
    void aFileThatIsNoneIsToldSo() throws Exception {
        TestKey key = TestKey.of(KeySpec.ED25519);
        TestKey.write(folder.resolve("large.pem"), new byte[64 * 1024 + 1]);

        assertFails(
                key, plain("none.pem"), "key-file-unreadable", "there is no key file " + folder.resolve("none.pem"));
        assertFails(key, plain("."), "key-file-unreadable", "the key file '.' is not read: it is a folder, not a file");
        assertFails(
                key,
                plain("large.pem"),
                "key-file-unreadable",
                "the key file 'large.pem' is not read: it is larger than 65536 bytes");
    }

    static Stream<Arguments> others() throws Exception {
        TestKey p256 = TestKey.of(KeySpec.P256);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] rsa = generator.generateKeyPair().getPrivate().getEncoded();
        byte[] sec1 = sec1();
        String pem = TestKey.pem("PRIVATE KEY", p256.pkcs8());
        return Stream.of(
                Arguments.of("empty", text("\n"), "is empty"),
                Arguments.of("SEC 1", fixture("p256-sec1.pem"), SEC1),
                Arguments.of("SEC 1, DER", sec1, SEC1),
                Arguments.of("SEC 1 in the wrong armour", text(TestKey.pem("PRIVATE KEY", sec1)), SEC1),
                Arguments.of(
                        "SEC 1 behind parameters",
                        text(TestKey.pem("EC PARAMETERS", new byte[3]) + TestKey.pem("EC PRIVATE KEY", sec1)),
                        SEC1),
                Arguments.of(
                        "OpenSSH",
                        text(TestKey.pem("OPENSSH PRIVATE KEY", new byte[9])),
                        "is a key in the format of OpenSSH, not PKCS#8"),
                Arguments.of(
                        "public key",
                        text(TestKey.pem("PUBLIC KEY", p256.signingKey().bytes())),
                        PUBLIC),
                Arguments.of("public key, DER", p256.signingKey().bytes(), PUBLIC),
                Arguments.of("certificate", text(TestKey.pem("CERTIFICATE", new byte[9])), "is a certificate"),
                Arguments.of("certificate, DER", HexFormat.of().parseHex("300730003000030100"), "is a certificate"),
                Arguments.of("RSA", text(TestKey.pem("PRIVATE KEY", rsa)), OTHER_KIND),
                Arguments.of("RSA, its own form", text(TestKey.pem("RSA PRIVATE KEY", new byte[9])), OTHER_KIND),
                Arguments.of("RSA, its own form, DER", HexFormat.of().parseHex("3009020100020103020105"), OTHER_KIND),
                Arguments.of("curve by parameters", fixture("p256-explicit.pem"), OTHER_KIND),
                Arguments.of("two keys", text(pem + pem), "has 2 private keys"),
                Arguments.of("no end", text(pem.replace("END", "EMD")), DAMAGED),
                Arguments.of("no Base64", text(pem.replace("\nM", "\n!")), DAMAGED),
                Arguments.of("cut off", Arrays.copyOf(p256.pkcs8(), 40), NEITHER),
                Arguments.of("no key within", HexFormat.of().parseHex("300b020100300406022a030400"), DAMAGED),
                Arguments.of("no version", HexFormat.of().parseHex("300b020163300406022a030400"), DAMAGED),
                Arguments.of("other PEM", text(TestKey.pem("X509 CRL", new byte[9])), NEITHER),
                Arguments.of("other private key", text(TestKey.pem("ANY PRIVATE KEY", new byte[9])), NEITHER),
                Arguments.of("hex", text(HexFormat.of().formatHex(p256.pkcs8())), NEITHER));
    }

    private static final String SEC1 = "is a key in the older format of OpenSSL (SEC 1), not PKCS#8";
    private static final String PUBLIC = "is a public key";
    private static final String OTHER_KIND = "is a key that signs no topology";
    private static final String DAMAGED = "is a damaged private key";
    private static final String NEITHER = "is not a private key in PKCS#8, neither as PEM nor as DER";

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void whatIsNoKeyIsCalledByWhatItIs(String name, byte[] content, String what) throws Exception {
        TestKey.write(folder.resolve("key"), content);

        assertFails(TestKey.of(KeySpec.P256), plain("key"), "key-file-format", "the key file 'key' " + what);
    }

    @Test
    void aCertificateBesideTheKeyDoesNotMatter() throws Exception {
        TestKey key = TestKey.of(KeySpec.P384);
        TestKey.write(
                folder.resolve("key.pem"),
                TestKey.pem("CERTIFICATE", new byte[9]) + TestKey.pem("PRIVATE KEY", key.pkcs8()));

        keys.check(key.signingKey(), plain("key.pem"));
    }

    static Stream<Arguments> encryptions() {
        EncryptionScheme aes = new EncryptionScheme(AES, new DEROctetString(new byte[16]));
        String costly = "is encrypted in a way that takes too much time or memory";
        String unknown = "is encrypted in a way that partita does not know";
        return Stream.of(
                Arguments.of(pbes2(scrypt(1 << 30, 8, 1), aes), costly),
                Arguments.of(pbes2(scrypt(16, 8, 1 << 30), aes), costly),
                Arguments.of(
                        pbes2(
                                new KeyDerivationFunc(
                                        PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(new byte[8], 2_000_000_000)),
                                aes),
                        costly),
                Arguments.of(pbes2(new KeyDerivationFunc(AES, new DEROctetString(new byte[1])), aes), unknown),
                Arguments.of(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2), unknown),
                Arguments.of(new AlgorithmIdentifier(AES), unknown));
    }

    @ParameterizedTest
    @MethodSource("encryptions")
    void anEncryptionThatCannotBeUndoneIsToldSo(AlgorithmIdentifier algorithm, String what) throws Exception {
        TestKey.write(folder.resolve("key.der"), new EncryptedPrivateKeyInfo(algorithm, new byte[64]).getEncoded());

        assertFails(
                TestKey.of(KeySpec.P256),
                encrypted("key.der", "RIGHT"),
                "key-file-format",
                "the key file 'key.der' " + what);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasReadOfAKeyIsMaskedAndItsPublicHalfIsNot(KeySpec spec) throws Exception {
        TestKey key = TestKey.of(spec);
        TestKey.write(folder.resolve("key.der"), key.pkcs8());

        keys.check(key.signingKey(), plain("key.der"));

        String secret = HexFormat.of().formatHex(key.secret());
        String body = Base64.getEncoder().encodeToString(key.pkcs8());
        assertThat(KnownSecrets.masked("it says " + secret.toUpperCase() + ".")).isEqualTo("it says ***.");
        assertThat(KnownSecrets.areIn(HexFormat.of().formatHex(key.pkcs8()))).isTrue();
        assertThat(KnownSecrets.areIn(body)).isTrue();
        assertThat(KnownSecrets.areIn(TestKey.pem("PRIVATE KEY", key.pkcs8()))).isTrue();
        assertThat(KnownSecrets.areIn(key.signingKey().hex())).isFalse();
        assertThat(KnownSecrets.areIn(TestKey.pem("PUBLIC KEY", key.signingKey().bytes())))
                .isFalse();
    }

    @Test
    void theTextOfAnEncryptedKeyIsMasked() throws Exception {
        TestKey key = TestKey.of(KeySpec.P256);
        String pem = TestKey.pem("ENCRYPTED PRIVATE KEY", key.encrypted(PASSWORD, PBKDF2, AES));
        TestKey.write(folder.resolve("key.pem"), pem);

        assertThatExceptionOfType(KeyFailed.class)
                .isThrownBy(() -> keys.check(key.signingKey(), encrypted("key.pem", "WRONG")));

        assertThat(KnownSecrets.masked(pem))
                .isEqualToNormalizingNewlines(
                        "-----BEGIN ENCRYPTED PRIVATE KEY-----\n***\n-----END ENCRYPTED PRIVATE KEY-----\n");
    }

    @Test
    void aHandOverNeedsNothingAndDoesNotSign() throws Exception {
        TestKey key = TestKey.of(KeySpec.P256);

        keys.check(key.signingKey(), new KeySource.HandOver());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.sign(key.signingKey(), new KeySource.HandOver(), MESSAGE));
    }

    private ThrowableAssertAlternative<KeyFailed> assertFails(
            TestKey key, KeySource source, String code, String cause) {
        for (Attempt attempt : new Attempt[] {
            () -> keys.check(key.signingKey(), source), () -> keys.sign(key.signingKey(), source, MESSAGE)
        }) {
            assertThatExceptionOfType(KeyFailed.class)
                    .isThrownBy(attempt::run)
                    .withMessage(cause)
                    .satisfies(failed -> {
                        assertThat(failed.code()).isEqualTo(code);
                        assertThat(failed.fix()).endsWith(".");
                    });
        }
        return assertThatExceptionOfType(KeyFailed.class).isThrownBy(() -> keys.check(key.signingKey(), source));
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private static KeySource plain(String path) {
        return new KeySource.KeyFile(path, Optional.empty());
    }

    private static KeySource encrypted(String path, String password) {
        return new KeySource.KeyFile(path, Optional.of(StubSecrets.named(password)));
    }

    private static AlgorithmIdentifier pbes2(KeyDerivationFunc derivation, EncryptionScheme scheme) {
        return new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, new PBES2Parameters(derivation, scheme));
    }

    private static KeyDerivationFunc scrypt(int cost, int block, int parallel) {
        return new KeyDerivationFunc(
                MiscObjectIdentifiers.id_scrypt, new ScryptParams(new byte[8], cost, block, parallel));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sec1() throws Exception {
        String pem = new String(fixture("p256-sec1.pem"), StandardCharsets.US_ASCII);
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
    }

    private static byte[] fixture(String name) throws Exception {
        return KeyFilesTest.class.getResourceAsStream("/openssl/" + name).readAllBytes();
    }
}
