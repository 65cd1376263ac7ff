package io.partita.provider.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.partita.core.model.KeySource;
import io.partita.core.model.KeySpec;
import io.partita.core.provider.KeyFailed;
import io.partita.core.provider.Keys;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.AuthProvider;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys in SoftHSM: needs the Debian package softhsm2, and {@code SOFTHSM2_CONF} in the environment of the tests, which
 * the build sets. SoftHSM reads that file when its library is loaded, once in a process: so all tokens are made before.
 */
@Tag("pkcs11")
class SoftHsmTest {

    private static final byte[] MESSAGE =
            HexFormat.of().parseHex("1220b04ad4f2771236eecb2244aafa41e0311ee178233c20975d6e63285844966f4f");

    private static final String TOKEN = "our token";
    private static final String OTHER = "Tresor für Schlüssel";
    private static final String TWICE = "twice";
    private static final String PIN = "567890";

    @TempDir
    private static Path folder;

    private static String library;
    private static TestKey p256;
    private static TestKey p384;
    private static TestKey bare;
    private static TestKey elsewhere;

    @BeforeAll
    static void makeTokens() throws Exception {
        library = Stream.of(
                        "/usr/lib/softhsm/libsofthsm2.so",
                        "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
                        "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
                        "/usr/lib64/pkcs11/libsofthsm2.so",
                        "/opt/homebrew/lib/softhsm/libsofthsm2.so")
                .filter(path -> Files.exists(Path.of(path)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no SoftHSM here: install the package softhsm2"));
        Path settings = Path.of(System.getenv("SOFTHSM2_CONF"));
        Path tokens = settings.resolveSibling("tokens");
        remove(tokens);
        Files.createDirectories(tokens);
        Files.writeString(
                settings,
                "directories.tokendir = " + tokens.toAbsolutePath()
                        + "\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n");
        for (String label : List.of(OTHER, TWICE, TOKEN, TWICE)) {
            softhsm("--init-token", "--free", "--label", label, "--so-pin", "1234", "--pin", PIN);
        }
        p256 = TestKey.of(KeySpec.P256);
        p384 = TestKey.of(KeySpec.P384);
        bare = TestKey.of(KeySpec.P256);
        elsewhere = TestKey.of(KeySpec.P256);
        Path file = TestKey.write(folder.resolve("bare.pem"), TestKey.pem("PRIVATE KEY", bare.pkcs8()));
        softhsm("--import", file.toString(), "--token", TOKEN, "--label", "bare", "--id", "b1", "--pin", PIN);
        put(TOKEN, "small", p256);
        put(TOKEN, "large", p384);
        put(OTHER, "elsewhere", elsewhere);
    }

    @Test
    void aKeyOfATokenSigns() throws Exception {
        Keys keys = keys();
        for (TestKey key : List.of(p256, p384)) {
            KeySource source = source(TOKEN, key == p256 ? "small" : "large", "PIN");

            keys.check(key.signingKey(), source);
            byte[] signature = keys.sign(key.signingKey(), source, MESSAGE);

            assertThat(key.verifies(MESSAGE, signature)).isTrue();
        }
    }

    @Test
    void aTokenIsFoundByALabelBeyondAscii() throws Exception {
        byte[] signature = keys().sign(elsewhere.signingKey(), source(OTHER, "elsewhere", "PIN"), MESSAGE);

        assertThat(elsewhere.verifies(MESSAGE, signature)).isTrue();
    }

    @Test
    void severalThreadsSignWithSeveralTokens() throws Exception {
        Keys keys = keys();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<byte[]> here = () -> keys.sign(p256.signingKey(), source(TOKEN, "small", "PIN"), MESSAGE);
            Callable<byte[]> there =
                    () -> keys.sign(elsewhere.signingKey(), source(OTHER, "elsewhere", "PIN"), MESSAGE);
            for (Future<byte[]> signature : threads.invokeAll(List.of(here, there, here, there, here, there, here))) {
                assertThat(Stream.of(p256, elsewhere)
                                .filter(key -> keys.isSignature(key.signingKey(), MESSAGE, result(signature))))
                        .hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aPinIsNeededAndTheRightOne() throws Exception {
        Keys keys = keys();
        assertFails(
                keys,
                p256,
                new KeySource.Pkcs11(library, TOKEN, "small", Optional.empty()),
                "key-password",
                "the token 'our token' does not let in without a PIN, and it is not said where that is.*");
        assertFails(
                keys,
                p256,
                source(TOKEN, "small", "WRONG"),
                "key-password",
                "the token 'our token' does not let in with this PIN \\(CKR_PIN_INCORRECT\\)");

        keys.check(p256.signingKey(), source(TOKEN, "small", "PIN"));
    }

    @Test
    void nobodyStaysLoggedIn() throws Exception {
        Keys keys = keys();
        keys.sign(p256.signingKey(), source(TOKEN, "small", "PIN"), MESSAGE);

        assertFails(
                keys,
                p256,
                source(TOKEN, "small", "WRONG"),
                "key-password",
                "the token 'our token' does not let in with this PIN.*");
        keys.check(p256.signingKey(), source(TOKEN, "small", "PIN"));
    }

    @Test
    void theKeyOfAnotherPublicKeyDoesNotSign() throws Exception {
        assertFails(
                keys(),
                bare,
                source(TOKEN, "small", "PIN"),
                "key-mismatch",
                "the key 'small' on token 'our token' is " + p256.signingKey().fingerprint()
                        + ", and the declared one is " + bare.signingKey().fingerprint());
    }

    @Test
    void aKeyWithoutACertificateIsNotSeenAndThatIsSaid() throws Exception {
        assertFails(
                keys(),
                bare,
                source(TOKEN, "bare", "PIN"),
                "key-token-key-not-found",
                "Java sees no key 'bare' of a curve on token 'our token', but 'large', 'small'; it sees a private key"
                        + " only with a certificate of the same id, and calls it by the label of that");
    }

    @Test
    void aTokenThatIsNotThereOrTwiceIsToldSo() throws Exception {
        assertFails(
                keys(),
                p256,
                source("none", "small", "PIN"),
                "key-token-not-found",
                "the PKCS#11 library .* shows no token 'none', but 'Tresor für Schlüssel', 'our token', 'twice'");
        assertFails(
                keys(),
                p256,
                source(TWICE, "small", "PIN"),
                "key-token-not-found",
                "the PKCS#11 library .* shows 2 tokens 'twice'");
    }

    private static byte[] result(Future<byte[]> signature) {
        try {
            return signature.get();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static void assertFails(Keys keys, TestKey key, KeySource source, String code, String causePattern) {
        assertThatExceptionOfType(KeyFailed.class)
                .isThrownBy(() -> keys.sign(key.signingKey(), source, MESSAGE))
                .satisfies(failed -> {
                    assertThat(failed.getMessage()).matches(causePattern);
                    assertThat(failed.code()).isEqualTo(code);
                    assertThat(failed.fix()).endsWith(".");
                });
    }

    private static Keys keys() {
        return new LocalKeys(folder, new StubSecrets(Map.of("PIN", PIN, "WRONG", "111111")), Map.of());
    }

    private static KeySource source(String token, String label, String pin) {
        return new KeySource.Pkcs11(library, token, label, Optional.of(StubSecrets.named(pin)));
    }

    /** Puts a key and a certificate of it, signed by somebody, on a token. */
    private static void put(String token, String label, TestKey key) throws Exception {
        Provider provider = TokenSearch.find(library, token);
        KeyStore keys = KeyStore.getInstance("PKCS11", provider);
        keys.load(null, PIN.toCharArray());
        PrivateKey privateKey = key.pair().getPrivate();
        keys.setKeyEntry(label, privateKey, null, new Certificate[] {certificate(key)});
        ((AuthProvider) provider).logout();
    }

    private static X509Certificate certificate(TestKey key) throws Exception {
        TestKey somebody = TestKey.of(KeySpec.P256);
        X500Name name = new X500Name("CN=somebody");
        Instant now = Instant.parse("2020-01-01T00:00:00Z");
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(now),
                                Date.from(now.plusSeconds(1)),
                                name,
                                key.pair().getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA")
                                .build(somebody.pair().getPrivate())));
    }

    private static void softhsm(String... words) throws Exception {
        String[] all =
                Stream.concat(Stream.of("softhsm2-util"), Arrays.stream(words)).toArray(String[]::new);
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().remove("CI");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
