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
