package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where CI is set a declaration chooses no secret, no program and no destination, until somebody says that it may. */
class UntrustedMachineTest {

    private static final Map<String, String> CI = Map.of("CI", "true", "JOB_TOKEN", "s3cret");

    @TempDir
    Path folder;

    private Path declaration(String participant) throws IOException {
        Path unit = Files.createDirectories(folder.resolve("unit"));
        Files.writeString(unit.resolve("hosting.groovy"), """
                synchronizer 'mysynchronizer'
                participants {
                    participant1 {
                        %s
                    }
                }
                party('Alice') { local on: participant1; host participant1, submission }
                """.formatted(participant));
        return unit;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    admin '127.0.0.1:1', token: env('JOB_TOKEN'); ledger '127.0.0.1:2'          | a secret and who gets it: env('JOB_TOKEN') for 127.0.0.1:1
                    admin '127.0.0.1:1'; ledger '127.0.0.1:2', token: file('/etc/hostname')     | a secret and who gets it: file('/etc/hostname') for 127.0.0.1:2
                    admin '127.0.0.1:1', token: credential('token'); ledger '127.0.0.1:2'       | a secret and who gets it: credential('token')
                    admin '127.0.0.1:1', token: command('sh', '-c', 'touch ran'); ledger '[::1]:2' | a secret and who gets it: command(
                    admin '[::1]:1', token: oidc(url: 'http://127.0.0.1:3/t', client: 'c', secret: file('/etc/passwd')); ledger '[::1]:2' | a secret and who gets it: oidc(
                    admin '127.0.0.1:1', tls: [cert: 'a.pem', key: 'b.pem']; ledger '[::1]:2'   | a secret and who it is shown to
                    admin 'attacker.example:1'; ledger '127.0.0.1:2'                            | a destination beyond this machine: attacker.example:1
                    admin '127.0.0.1:1'; ledger '169.254.169.254:80', tls: true                 | a destination beyond this machine: 169.254.169.254:80
                    sandbox(); backup { command 'sh', '-c', 'touch ran' }                       | a program: its backup
                    """)
    void everyCommandThatWouldUseItRefuses(String participant, String says) throws IOException {
        Path unit = declaration(participant);

        for (String[] words : new String[][] {
            {"plan", unit.toString()},
            {"plan", unit.toString(), "--format=markdown"},
            {"show", unit.toString()},
            {"drift", unit.toString()},
            {"doctor", unit.toString()},
            {"apply", unit.toString(), "--dry-run"},
            {"apply", unit.toString(), "--auto-approve"},
            {"state", "rebuild", unit.toString(), "--reason=test"}
        }) {
            Typed typed = Typed.in(CI, "", words);
            assertThat(typed.code()).as(typed.both()).isEqualTo(6);
            assertThat(typed.unwrapped())
                    .contains("[access-in-ci]")
                    .contains(says)
                    .contains("--trust=REV")
                    .contains("--allow-access")
                    .contains("hosting.groovy:4:");
        }
        Typed status = Typed.in(CI, "", "status", unit.toString());
        assertThat(status.code()).as(status.both()).isZero();
        assertThat(status.unwrapped()).contains("warning:").contains("[access-in-ci]");
        assertThat(Typed.in(CI, "", "validate", unit.toString()).code()).isZero();
        assertThat(unit.resolve("ran")).doesNotExist();
    }

    private Path withKey(String source) throws IOException {
        Path unit = declaration("sandbox()");
        Files.createDirectories(unit.resolve("keys"));
        Files.writeString(unit.resolve("keys/treasury.pub"), PublicKeys.pem("treasury"));
        Files.writeString(
                unit.resolve("hosting.groovy"),
                "keys { treasury { publicKey 'keys/treasury.pub'; " + source + " } }\n"
                        + Files.readString(unit.resolve("hosting.groovy")));
        return unit;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    file '/etc/key.pem', password: env('JOB_TOKEN')      | a secret: the private key of file '/etc/key.pem', password: env('JOB_TOKEN')
                    file 'key.pem'                                       | a secret: the private key of file 'key.pem'
                    pkcs11 '/tmp/p.so', token: 't', label: 'l'           | a program and a secret: the library and the key of pkcs11 '/tmp/p.so'
                    command 'sh', '-c', 'touch ran'                      | a program that signs: command 'sh', '-c', 'touch ran'
                    """)
    void aDeclarationChoosesNoPrivateKeyAndNoProgramThatSigns(String source, String says) throws IOException {
        Path unit = withKey(source);

        for (String[] words : new String[][] {
            {"plan", unit.toString()}, {"doctor", unit.toString()}, {"apply", unit.toString(), "--auto-approve"}
        }) {
            Typed typed = Typed.in(CI, "", words);
            assertThat(typed.code()).as(typed.both()).isEqualTo(6);
            assertThat(typed.unwrapped())
                    .contains("[access-in-ci]")
                    .contains("the declaration chooses for treasury " + says)
                    .contains("hosting.groovy:1:50");
        }
        Typed allowed = Typed.in(CI, "", "show", unit.toString(), "--allow-access");
        assertThat(allowed.unwrapped()).doesNotContain("[access-in-ci]");
        assertThat(unit.resolve("ran")).doesNotExist();
    }

    /** Whoever may put a plan there could have written how its keys sign. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    file '/etc/key.pem', password: env('JOB_TOKEN')      | a secret: the private key of file '/etc/key.pem', password: env('JOB_TOKEN')
                    pkcs11 '/tmp/p.so', token: 't', label: 'l'           | a program and a secret: the library and the key of pkcs11 '/tmp/p.so'
                    command 'sh', '-c', 'touch ran'                      | a program that signs: command 'sh', '-c', 'touch ran'
                    """)
    void aPlanSignsWithNothingOfTheMachineUntilItsHashIsSaid(String source, String says) throws IOException {
        Path unit = withPartyOf(source);
        Path plan = unit.resolve("plan.json");
        Typed planned = Typed.run("plan", unit.toString(), "-o", plan.toString());
        assertThat(planned.code()).as(planned.both()).isZero();
        String hash = new ObjectMapper().readTree(plan.toFile()).path("hash").asText();

        for (String[] words :
                new String[][] {{"apply", plan.toString(), "--dry-run"}, {"apply", plan.toString(), "--auto-approve"}
                }) {
            Typed refused = Typed.in(CI, "", words);
            assertThat(refused.code()).as(refused.both()).isEqualTo(6);
            assertThat(refused.unwrapped())
                    .contains("[access-in-ci]", "the plan has for treasury " + says, "--expect-hash");
        }
        assertThat(unit.resolve("ran")).doesNotExist();
        assertThat(unit.resolve(".partita")).doesNotExist();
        assertThat(Typed.in(CI, "", "apply", plan.toString(), "--dry-run", "--expect-hash=" + hash)
                        .unwrapped())
                .doesNotContain("[access-in-ci]");
    }

    @Test
    void aPlanWhoseSignaturesAreBroughtIsFree() throws IOException {
        Path unit = withPartyOf("handOver()");
        Path plan = unit.resolve("plan.json");
        assertThat(Typed.run("plan", unit.toString(), "-o", plan.toString()).code())
                .isZero();

        Typed waiting = Typed.in(CI, "", "apply", plan.toString(), "--auto-approve");

        assertThat(waiting.code()).as(waiting.both()).isEqualTo(5);
    }

    private Path withPartyOf(String source) throws IOException {
        Path unit = withKey(source);
        SmallWorld.write(unit, "participant1");
        Files.writeString(
                unit.resolve("hosting.groovy"),
                Files.readString(unit.resolve("hosting.groovy"))
                        .replace(
                                "local on: participant1; host participant1, submission",
                                "external key: treasury; host participant1, confirmation"));
        return unit;
    }

    @Test
    void aKeyWhoseSignaturesAreBroughtIsFree() throws IOException {
        Typed typed = Typed.in(CI, "", "show", withKey("handOver()").toString());

        assertThat(typed.unwrapped()).doesNotContain("[access-in-ci]");
    }

    @Test
    void sandboxParticipantsAreFree() {
        Path unit = Typed.scenario("quickstart", folder);

        Typed typed = Typed.in(CI, "", "plan", unit.toString());

        assertThat(typed.code()).as(typed.both()).isZero();
    }

    private Path withBackup() throws IOException {
        Path unit = Typed.scenario("simple", folder);
        Path script = unit.resolve("hosting.groovy");
        String text = Files.readString(script);
        Files.writeString(
                script,
                text.replace("participant2 { sandbox() }", "participant2 { sandbox(); backup { command 'true' } }"));
        assertThat(Files.readString(script)).isNotEqualTo(text);
        return unit;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0", "false", "FALSE"})
    void whatSaysNoIsNoSuchMachine(String ci) throws IOException {
        assertThat(Typed.in(Map.of("CI", ci), "", "plan", withBackup().toString())
                        .code())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "yes", "woodpecker"})
    void whoeverKnowsBetterSaysSo(String ci) throws IOException {
        Path unit = withBackup();
        Path trusted = folder.resolve("trusted/simple");
        Files.createDirectories(trusted.getParent());
        Typed.scenario("simple", trusted.getParent());
        Files.copy(
                unit.resolve("hosting.groovy"), trusted.resolve("hosting.groovy"), StandardCopyOption.REPLACE_EXISTING);

        assertThat(Typed.in(Map.of("CI", ci), "", "plan", unit.toString()).code())
                .isEqualTo(6);
        Typed allowed = Typed.in(Map.of("CI", ci), "", "plan", unit.toString(), "--allow-access");
        assertThat(allowed.code()).as(allowed.both()).isZero();
        Typed trusting = Typed.in(Map.of("CI", ci, "PARTITA_TRUST", trusted.toString()), "", "plan", unit.toString());
        assertThat(trusting.code()).as(trusting.both()).isZero();
        assertThat(trusting.unwrapped()).contains("[access-trusted]");
    }

    @Test
    void aPlanThatWasApprovedIsAppliedThere() throws IOException {
        Path unit = withBackup();
        Path plan = unit.resolve("plan.json");
        assertThat(Typed.run("plan", unit.toString(), "-o", plan.toString()).code())
                .isZero();

        String hash = new ObjectMapper().readTree(plan.toFile()).path("hash").asText();
        Typed applied = Typed.in(CI, "", "apply", plan.toString(), "--auto-approve", "--expect-hash=" + hash);

        assertThat(applied.code()).as(applied.both()).isZero();
    }

    /** Whoever may put a plan there could have written it. */
    @Test
    void aPlanRunsNothingUntilItsHashIsSaid() throws IOException {
        Path quickstart = Typed.scenario("quickstart", folder);
        Path script;
        try (Stream<Path> files = Files.list(quickstart)) {
            script = files.filter(file -> file.toString().endsWith(".groovy"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(
                script,
                Files.readString(script)
                        .replace(
                                "participant2 { sandbox() }",
                                "participant2 { sandbox()\n backup { command 'sh', '-c', 'touch ran' } }"));
        Path plan = quickstart.resolve("plan.json");
        assertThat(Typed.run("plan", quickstart.toString(), "-o", plan.toString())
                        .code())
                .isZero();
        String hash = new ObjectMapper().readTree(plan.toFile()).path("hash").asText();

        for (String[] words :
                new String[][] {{"apply", plan.toString(), "--dry-run"}, {"apply", plan.toString(), "--confirm=Alice"}
                }) {
            Typed refused = Typed.in(CI, "", words);
            assertThat(refused.code()).as(refused.both()).isEqualTo(6);
            assertThat(refused.unwrapped())
                    .contains("[access-in-ci]", "the plan has for participant2 a program: its backup", "--expect-hash");
        }
        assertThat(quickstart.resolve("ran")).doesNotExist();
        assertThat(quickstart.resolve(".partita")).doesNotExist();
        assertThat(Typed.in(CI, "", "apply", plan.toString(), "--confirm=Alice", "--dry-run", "--allow-access")
                        .code())
                .isZero();
        assertThat(Typed.in(CI, "", "apply", plan.toString(), "--confirm=Alice", "--dry-run", "--expect-hash=" + hash)
                        .code())
                .isZero();
    }
}
