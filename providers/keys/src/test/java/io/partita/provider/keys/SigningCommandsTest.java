package io.partita.provider.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.partita.core.model.KeySource;
import io.partita.core.model.KeySpec;
import io.partita.core.provider.KeyFailed;
import io.partita.core.secret.KnownSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SigningCommandsTest {

    private static final byte[] MESSAGE =
            HexFormat.of().parseHex("1220b04ad4f2771236eecb2244aafa41e0311ee178233c20975d6e63285844966f4f");

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    private TestKey key;

    @BeforeEach
    void makeKey() throws Exception {
        environment.put("PATH", System.getenv("PATH"));
        key = TestKey.of(KeySpec.ED25519);
    }

    @ParameterizedTest
    @EnumSource
    void whatAProgramPrintsIsTheSignature(KeySpec spec) throws Exception {
        TestKey signing = TestKey.of(spec);
        byte[] signature = signing.sign(MESSAGE);
        program(
                "sign",
                "cat > input; echo; echo '  " + HexFormat.of().withUpperCase().formatHex(signature) + "'; echo");

        byte[] made = keys().sign(signing.signingKey(), command("./sign"), MESSAGE);

        assertThat(made).isEqualTo(signature);
        assertThat(folder.resolve("input")).hasContent(HexFormat.of().formatHex(MESSAGE));
    }

    @ParameterizedTest
    @CsvSource({"P256, 64", "P384, 96", "SECP256K1, 64"})
    void aSignatureOfACurveMayBeTwoNumbers(KeySpec spec, int length) throws Exception {
        TestKey signing = TestKey.of(spec);
        byte[] signature = signing.sign(MESSAGE);
        var order = ECNamedDomainParameters.lookup(
                        switch (spec) {
                            case P256 -> SECObjectIdentifiers.secp256r1;
                            case P384 -> SECObjectIdentifiers.secp384r1;
                            default -> SECObjectIdentifiers.secp256k1;
                        })
                .getN();
        var numbers = StandardDSAEncoding.INSTANCE.decode(order, signature);
        byte[] plain = PlainDSAEncoding.INSTANCE.encode(order, numbers[0], numbers[1]);
        program("sign", "cat > input; echo " + HexFormat.of().formatHex(plain));

        assertThat(plain).hasSize(length);
        assertThat(keys().sign(signing.signingKey(), command("./sign"), MESSAGE))
                .isEqualTo(signature);
    }

    @Test
    void aProgramGetsItsWordsItsFolderAndNoOtherEnvironment() throws Exception {
        environment.put("MARK", "of ours");
        program(
                "sign",
                "cat > input; pwd > folder; printf '%s\\n' \"$@\" > words; env > environment; echo " + signature());

        keys().sign(key.signingKey(), command("./sign", "a  b", "$MARK", "'c'"), MESSAGE);

        assertThat(folder.resolve("folder")).hasContent(folder.toRealPath().toString());
        assertThat(Files.readAllLines(folder.resolve("words"))).containsExactly("a  b", "$MARK", "'c'");
        assertThat(Files.readAllLines(folder.resolve("environment")))
                .contains("MARK=of ours")
                .noneMatch(line -> line.startsWith("HOME="));
    }

    @Test
    void aProgramNeedNotReadItsInput() throws Exception {
        program("sign", "exec <&-; echo " + signature());

        assertThat(keys().sign(key.signingKey(), command("./sign"), MESSAGE)).isEqualTo(key.sign(MESSAGE));
    }

    @Test
    void aNameIsLookedForOnPath() throws Exception {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        Files.createDirectories(folder.resolve("folders/sign-here"));
        program("programs/sign-here", "echo " + signature());
        environment.put("PATH", "programs:" + folder.resolve("folders") + ":" + System.getenv("PATH"));

        assertNotFound(
                command("sign-here"),
                "there is no program 'sign-here' on PATH",
                "Install it, add its folder to PATH, or name it by a path with a slash, such as './sign-here'.");

        environment.put("PATH", environment.get("PATH") + ":" + programs);
        keys().check(key.signingKey(), command("sign-here"));
        assertThat(keys().sign(key.signingKey(), command("sign-here"), MESSAGE)).isEqualTo(key.sign(MESSAGE));
    }

    @Test
    void aProgramThatIsNotThereIsToldSo() throws Exception {
        Path file = Files.writeString(folder.resolve("no-program"), "hello");

        assertNotFound(
                command("./none"),
                "there is no program " + folder.resolve("./none"),
                "Put it there, or correct its path in the declaration.");
        assertNotFound(
                command("./no-program"),
                folder.resolve("./no-program") + " cannot be run",
                "Type `chmod u+x '" + folder.resolve("./no-program") + "'`.");
        assertNotFound(command(), "the command that signs has no words", "Name a program.");
        assertNotFound(command("\0"), "the program that signs has a name that no file can have", "Correct it.");
        assertNotFound(
                command(""),
                "there is no program '' on PATH",
                "Install it, add its folder to PATH, or name it by a path with a slash, such as './'.");
        assertThat(file).hasContent("hello");
    }

    @Test
    void aCheckStartsNothing() throws Exception {
        program("sign", "touch started");

        keys().check(key.signingKey(), command("./sign"));

        assertThat(folder.resolve("started")).doesNotExist();
    }

    @Test
    void aFileThatIsNoProgramOfThisMachineIsToldSo() throws Exception {
        Path file = Files.writeString(folder.resolve("sign"), "#!/no/such/interpreter\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));

        assertFails(command("./sign"), "the command './sign' cannot be started: .*");
    }

    @Test
    void anExitCodeIsToldWithTheLastLinesOfTheErrorOutput() throws Exception {
        KnownSecrets.add("the-secret-of-this-test", KnownSecrets.Life.PASSING);
        program("sign", """
                for line in 1 2 3 4 5 6 7; do echo "line $line" >&2; done
                printf '\\033[31mno access with the-secret-of-this-test\\n\\n' >&2
                exit 3""");

        assertFails(
                command("./sign"),
                "the command './sign' ended with exit code 3; it says: line 4 \\| line 5 \\| line 6 \\| line 7"
                        + " \\| \\[31mno access with \\*\\*\\*");
    }

    @Test
    void ofALongErrorOutputTheEndIsTold() throws Exception {
        program("sign", "for i in 1 2 3 4 5 6 7 8 9; do printf '%1000s' x >&2; done; printf ' the end' >&2; exit 1");

        assertThatExceptionOfType(KeyFailed.class)
                .isThrownBy(() -> keys().sign(key.signingKey(), command("./sign"), MESSAGE))
                .satisfies(failed ->
                        assertThat(failed.getMessage()).endsWith("x the end").hasSizeLessThan(2200));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true | did not print a signature as one line of hex, but nothing",
                "echo hello | did not print a signature as one line of hex, but 5 characters of something else",
                "echo ab; echo cd | did not print a signature as one line of hex, but 5 characters of something else",
                "echo abc | did not print a signature as one line of hex, but 3 characters of something else",
                "echo abcd | printed 2 bytes, which are not the form of a signature of a key of kind ed25519",
            })
    void anOutputThatIsNoSignatureIsToldSo(String script, String what) throws Exception {
        program("sign", script);

        assertFails(command("./sign"), "the command './sign' " + what);
    }

    @ParameterizedTest
    @EnumSource(names = "ED25519", mode = EnumSource.Mode.EXCLUDE)
    void bytesThatAreNoSignatureOfACurveAreToldSo(KeySpec spec) throws Exception {
        TestKey signing = TestKey.of(spec);
        program("sign", "echo " + HexFormat.of().formatHex(Arrays.copyOf(signing.sign(MESSAGE), 40)));

        assertThatExceptionOfType(KeyFailed.class)
                .isThrownBy(() -> keys().sign(signing.signingKey(), command("./sign"), MESSAGE))
                .withMessage("the command './sign' printed 40 bytes, which are not the form of a signature of a key of"
                        + " kind " + spec.word());
    }

    @ParameterizedTest
    @EnumSource
    void theSignatureOfAnotherKeyIsRefused(KeySpec spec) throws Exception {
        TestKey declared = TestKey.of(spec);
        program("sign", "echo " + HexFormat.of().formatHex(TestKey.of(spec).sign(MESSAGE)));

        assertThatExceptionOfType(KeyFailed.class)
                .isThrownBy(() -> keys().sign(declared.signingKey(), command("./sign"), MESSAGE))
                .withMessage("the signature is not one of the key "
                        + declared.signingKey().fingerprint() + " over what it was asked to sign")
                .satisfies(failed -> assertThat(failed.code()).isEqualTo("key-mismatch"));
    }

    @Test
    void anEndlessOutputEndsTheProgram() throws Exception {
        program("sign", "echo $$ > pid; exec yes");

        assertFails(command("./sign"), "the command './sign' printed more than 4 KiB");

        assertEnded("pid");
    }

    @Test
    void anOutputThatIsTooLongIsNoSignature() throws Exception {
        program("sign", "printf '%5000s' x");

        assertFails(command("./sign"), "the command './sign' printed more than 4 KiB");
    }

    @Test
    void aProgramThatTakesTooLongIsEndedWithWhatItStarted() throws Exception {
        program("sign", "sleep 1000 & echo $! > child; echo $$ > pid; echo 'waiting for approval' >&2; wait");
        LocalKeys impatient =
                new LocalKeys(folder, new StubSecrets(Map.of()), Map.copyOf(environment), Duration.ofSeconds(1));

        assertThatExceptionOfType(KeyFailed.class)
                .isThrownBy(() -> impatient.sign(key.signingKey(), command("./sign"), MESSAGE))
                .withMessage("the command './sign' took longer than 1 s; it says: waiting for approval");

        assertEnded("pid");
        assertEnded("child");
    }

    @Test
    void aStoppedRunEndsTheProgramWithWhatItStarted() throws Exception {
        program("sign", "sleep 1000 & echo $! > child.new; echo $$ > pid; mv child.new child; wait");
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        Thread run = new Thread(() -> {
            try {
                keys().sign(key.signingKey(), command("./sign"), MESSAGE);
            } catch (KeyFailed | InterruptedException expected) {
                outcome.set(expected);
            }
        });
        run.start();
        await().until(() -> Files.exists(folder.resolve("child")));

        run.interrupt();
        run.join(Duration.ofSeconds(30).toMillis());

        assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
        assertEnded("pid");
        assertEnded("child");
    }

    @Test
    void whatAProgramLeavesBehindDoesNotKeepItsOutputOpen() throws Exception {
        program("sign", "sleep 1000 & echo $! > child; echo " + signature() + "; sleep 1");

        assertThat(keys().sign(key.signingKey(), command("./sign"), MESSAGE)).isEqualTo(key.sign(MESSAGE));

        assertEnded("child");
    }

    private void assertEnded(String file) throws Exception {
        long pid = Long.parseLong(Files.readString(folder.resolve(file)).strip());
        await().until(() -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false), alive -> !alive);
    }

    private void assertFails(KeySource source, String causePattern) {
        assertThatExceptionOfType(KeyFailed.class)
                .isThrownBy(() -> keys().sign(key.signingKey(), source, MESSAGE))
                .satisfies(failed -> {
                    assertThat(failed.getMessage()).matches(causePattern);
                    assertThat(failed.code()).isEqualTo("key-command-failed");
                    assertThat(failed.fix()).endsWith(".");
                });
    }

    private void assertNotFound(KeySource source, String cause, String fix) {
        assertThatExceptionOfType(KeyFailed.class)
                .isThrownBy(() -> keys().sign(key.signingKey(), source, MESSAGE))
                .withMessage(cause);
        assertThatExceptionOfType(KeyFailed.class)
                .isThrownBy(() -> keys().check(key.signingKey(), source))
                .withMessage(cause)
                .satisfies(failed -> {
                    assertThat(failed.code()).isEqualTo("key-command-not-found");
                    assertThat(failed.fix()).isEqualTo(fix);
                });
    }

    private LocalKeys keys() {
        return new LocalKeys(folder, new StubSecrets(Map.of()), environment);
    }

    private String signature() throws Exception {
        return HexFormat.of().formatHex(key.sign(MESSAGE));
    }

    private void program(String name, String script) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static KeySource command(String... words) {
        return new KeySource.KeyCommand(List.of(words));
    }
}
