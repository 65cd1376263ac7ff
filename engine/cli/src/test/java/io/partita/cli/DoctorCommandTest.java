package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person gets to see who asks whether everything is in order. */
class DoctorCommandTest {

    @TempDir
    private Path folder;

    @Test
    void theQuickstartIsInOrder() {
        Path unit = Typed.scenario("quickstart", folder);

        Typed typed = Typed.run("doctor", unit.toString());

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out())
                .contains("ok    permission   admin")
                .contains("may read as 1 declared party")
                .contains("ok    storage      a database")
                .contains("name, connection, tls, http2 not asked: the participant runs within this process")
                .contains("2 participants, all different")
                .contains("Nothing stands in the way");
        assertThat(typed.err()).contains("Next: partita plan " + unit);
        assertThat(typed.both()).doesNotContain("\u001b");
    }

    @Test
    void machinesGetEveryCheckWithItsResult() throws IOException {
        Path unit = Typed.scenario("quickstart", folder);

        JsonNode document = new ObjectMapper()
                .readTree(Typed.run("doctor", unit.toString(), "--json").out());

        assertThat(document.path("exit_code").asInt()).isZero();
        assertThat(document.path("failed").asInt()).isZero();
        JsonNode first = document.path("participants").get(0);
        assertThat(first.path("participant_id").asText()).startsWith("participant1::1220");
        List<String> checks = new ArrayList<>();
        first.path("checks")
                .forEach(check -> checks.add(
                        check.path("place").asText() + "/" + check.path("check").asText()));
        assertThat(checks)
                .startsWith("admin/name", "admin/connection", "admin/tls", "admin/http2", "admin/grpc", "admin/token")
                .contains("ledger/reading", "participant/identity", "participant/clock");
        assertThat(document.path("together").size()).isEqualTo(3);
    }

    private void declareKeys(String... sources) throws IOException {
        SmallWorld.write(folder, "participant1");
        StringBuilder keys = new StringBuilder();
        for (int index = 0; index < sources.length; index++) {
            String name = "k" + (index + 1);
            Files.createDirectories(folder.resolve("keys"));
            Files.writeString(folder.resolve("keys/" + name + ".pub"), PublicKeys.pem(name));
            keys.append("    %s { publicKey 'keys/%s.pub'; %s }\n".formatted(name, name, sources[index]));
        }
        Files.writeString(folder.resolve("hosting.groovy"), """
                synchronizer 'mysynchronizer'
                participants { participant1 { sandbox() } }
                keys {
                %s}
                party('Alice') { local on: participant1; host participant1, submission }
                """.formatted(keys));
    }

    @Test
    void aKeyThatCouldNotSignIsSaidAndNothingIsStarted() throws IOException {
        declareKeys("file 'missing.pem', password: env('PASSWORD')", "command 'no-such-program'", "handOver()");

        Typed typed = Typed.in(Map.of("PASSWORD", "very-secret", "PATH", "/usr/bin"), "", "doctor", folder.toString());

        assertThat(typed.code()).as(typed.both()).isEqualTo(1);
        assertThat(typed.out())
                .contains("key k1 ed25519", "signs file 'missing.pem', password: env('PASSWORD')")
                .contains("FAIL  signing      there is no key file")
                .contains("key k2 ed25519", "signs command 'no-such-program'")
                .contains("FAIL  signing      there is no program")
                .contains("key k3 ed25519", "signing      not asked: its owner signs elsewhere")
                .contains("2 checks failed");
        assertThat(typed.both()).doesNotContain("very-secret");
    }

    @Test
    void aKeyThatCouldSignIsInOrder() throws IOException {
        OwnKey treasury = OwnKey.made();
        declareKeys("file 'treasury.pem'", "command './sign'");
        treasury.writePublic(folder.resolve("keys/k1.pub"));
        treasury.writePrivate(folder.resolve("treasury.pem"));
        Path program = Files.writeString(folder.resolve("sign"), "#!/bin/sh\ntouch ran\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        Typed typed = Typed.run("doctor", folder.toString());
        JsonNode keys = new ObjectMapper()
                .readTree(Typed.run("doctor", folder.toString(), "--json").out())
                .path("keys");

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out()).contains("ok    signing      what it needs to sign is here");
        assertThat(keys).extracting(key -> key.path("name").asText()).containsExactly("k1", "k2");
        assertThat(keys.get(0).path("signs").asText()).isEqualTo("file 'treasury.pem'");
        assertThat(keys.get(0).path("checks").get(0).path("result").asText()).isEqualTo("passed");
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void showHasTheKeysOfTheDeclaration() throws IOException {
        declareKeys("file 'missing.pem'", "handOver()");

        Typed typed = Typed.run("show", folder.toString());
        JsonNode keys = new ObjectMapper()
                .readTree(Typed.run("show", folder.toString(), "--json").out())
                .path("keys");

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out()).contains("Key k1: 1220", "file 'missing.pem'", "Key k2: 1220", "handOver()");
        assertThat(keys)
                .extracting(key -> key.path("signs").asText())
                .containsExactly("file 'missing.pem'", "handOver()");
    }

    @Test
    void whatIsWrongIsToldWithTheSettingAndTheRestIsSkipped() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        Files.writeString(folder.resolve("hosting.groovy"), """
                synchronizer 'mysynchronizer'
                participants { participant1 {
                    admin 'localhost:%d', token: env('ADMIN_TOKEN')
                    ledger 'no-such-host.invalid:5001', tls: [ca: 'ca.pem']
                } }
                """.formatted(nobody));

        Typed typed = Typed.in(Map.of("ADMIN_TOKEN", "very-secret"), "", "doctor", folder.toString());

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.out())
                .contains("FAIL  connection")
                .contains("Check host and port of 'admin'")
                .contains("FAIL  name         the name no-such-host.invalid cannot be resolved")
                .contains("Correct the host of 'ledger'")
                .contains("not asked: 'connection' failed")
                .contains("2 checks failed");
        assertThat(typed.err()).contains("Exit 1").contains("Next: partita doctor " + folder);
        assertThat(typed.both()).doesNotContain("very-secret");
    }
}
