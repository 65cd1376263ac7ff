package io.partita.provider.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.partita.core.model.KeySource;
import io.partita.core.model.KeySpec;
import io.partita.core.provider.KeyFailed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said before a token is reached; the rest is in {@link SoftHsmTest}. */
class TokensTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "SECP256K1"})
    void aKindThatTheJdkDoesNotSignWithIsToldSo(KeySpec spec) throws Exception {
        assertFails(
                TestKey.of(spec),
                folder.resolve("library.so").toString(),
                "key-kind-unsupported",
                "Java signs by PKCS#11 with keys of the curves P-256 and P-384 only, and this is a key of kind "
                        + spec.word());
    }

    @Test
    void aLibraryThatIsNotThereIsToldSo() throws Exception {
        TestKey key = TestKey.of(KeySpec.P256);
        String absent = folder.resolve("library.so").toString();
        Path odd = Files.createFile(folder.resolve("a\"library.so"));

        assertFails(key, absent, "key-token-library", "there is no PKCS#11 library " + absent);
        assertFails(key, "library.so", "key-token-library", "there is no PKCS#11 library library.so");
        assertFails(key, "\0", "key-token-library", "the PKCS#11 library has a name that no file can have");
        assertFails(
                key,
                odd.toString(),
                "key-token-library",
                "Java cannot load the PKCS#11 library " + odd + " by a path with a quote, a dollar or a backslash");
    }

    @Test
    void aFileThatIsNoLibraryIsToldSo() throws Exception {
        Path file = Files.writeString(folder.resolve("library.so"), "hello");
        TestKey key = TestKey.of(KeySpec.P256);

        assertThatExceptionOfType(KeyFailed.class)
                .isThrownBy(() -> keys().check(key.signingKey(), source(file.toString())))
                .withMessageStartingWith("the PKCS#11 library " + file + " does not work: ")
                .satisfies(failed -> assertThat(failed.code()).isEqualTo("key-token-library"));
    }

    @Test
    void onlyWhatThisThreadPrintsIsCaught() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream elsewhere = new ByteArrayOutputStream();
        PrintStream outer = new PrintStream(elsewhere, true, StandardCharsets.UTF_8);
        String caught;
        System.setOut(outer);
        try {
            try (PrintedHere here = PrintedHere.start()) {
                System.out.print("ours");
                Thread other = new Thread(() -> System.out.print("theirs"));
                other.start();
                other.join();
                caught = here.text();
            }
            assertThat(System.out).isSameAs(outer);
        } finally {
            System.setOut(before);
        }

        assertThat(caught).isEqualTo("ours");
        assertThat(elsewhere).hasToString("theirs");
    }

    private void assertFails(TestKey key, String library, String code, String cause) {
        assertThatExceptionOfType(KeyFailed.class)
                .isThrownBy(() -> keys().sign(key.signingKey(), source(library), new byte[34]))
                .withMessage(cause)
                .satisfies(failed -> assertThat(failed.code()).isEqualTo(code));
        assertThatExceptionOfType(KeyFailed.class)
                .isThrownBy(() -> keys().check(key.signingKey(), source(library)))
                .withMessage(cause);
    }

    private LocalKeys keys() {
        return new LocalKeys(folder, new StubSecrets(Map.of()), Map.of());
    }

    private static KeySource source(String library) {
        return new KeySource.Pkcs11(library, "token", "key", Optional.empty());
    }
}
