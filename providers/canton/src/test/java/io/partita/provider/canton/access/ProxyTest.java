package io.partita.provider.canton.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.InsecureServerCredentials;
import io.partita.core.model.Access;
import io.partita.core.model.Endpoint;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.Check;
import io.partita.core.provider.Finding;
import io.partita.core.provider.ParticipantStatus;
import io.partita.provider.canton.CantonNetwork;
import io.partita.provider.canton.Channels;
import io.partita.provider.canton.FakeParticipant;
import io.partita.provider.canton.Statuses;
import io.partita.provider.canton.call.LocalFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The environment decides what goes through a proxy, and a proxy's password goes nowhere else. */
class ProxyTest {

    private static final ParticipantName NAME = new ParticipantName("participant1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https_proxy=http://proxy:3128 | p1.bank.example | proxy:3128 (https_proxy)",
                "HTTPS_PROXY=proxy:3128 | p1.bank.example | proxy:3128 (HTTPS_PROXY)",
                "https_proxy=http://one:1 HTTPS_PROXY=http://two:2 | p1.bank.example | one:1 (https_proxy)",
                "https_proxy= all_proxy=http://any:1 | p1.bank.example | any:1 (all_proxy)",
                "http_proxy=http://proxy:3128 | p1.bank.example | direct",
                "https_proxy=http://proxy | p1.bank.example | proxy:80 (https_proxy)",
                "https_proxy=http://[::1]:8080 | p1.bank.example | ::1:8080 (https_proxy)",
                "https_proxy=http://proxy:1 | localhost | direct",
                "https_proxy=http://proxy:1 | 127.0.0.9 | direct",
                "https_proxy=http://proxy:1 | ::1 | direct",
                "https_proxy=http://proxy:1 no_proxy=bank.example | p1.bank.example | direct",
                "https_proxy=http://proxy:1 no_proxy=.Bank.example | P1.bank.example. | direct",
                "https_proxy=http://proxy:1 no_proxy=*.bank.example | p1.bank.example | direct",
                "https_proxy=http://proxy:1 no_proxy=other,p1.bank.example:5002 | p1.bank.example | direct",
                "https_proxy=http://proxy:1 no_proxy=p1.bank.example:5001 | p1.bank.example | proxy:1 (https_proxy)",
                "https_proxy=http://proxy:1 no_proxy=ank.example | p1.bank.example | proxy:1 (https_proxy)",
                "https_proxy=http://proxy:1 no_proxy=* | p1.bank.example | direct",
                "https_proxy=http://proxy:1 NO_PROXY=10.0.0.0/8 | 10.9.8.7 | direct",
                "https_proxy=http://proxy:1 NO_PROXY=10.0.0.0/8 | 11.9.8.7 | proxy:1 (https_proxy)",
                "https_proxy=http://proxy:1 NO_PROXY=fd00::/8 | fd12::1 | direct",
                "https_proxy=http://proxy:1 no_proxy=0.0.1 | 10.0.0.1 | proxy:1 (https_proxy)",
            })
    void the_environment_says_which_proxy(String environment, String host, String expected) throws Exception {
        assertThat(Proxy.to(host, 5002, variables(environment))
                        .map(Proxy::toString)
                        .orElse("direct"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://proxy:3128",
                "socks5://u:s3cret@proxy:1",
                "http://",
                "http://u:s3cret%zz@proxy:1",
                "http://a b"
            })
    void a_variable_that_names_no_usable_proxy_is_told_without_its_value(String value) {
        LocalFailure fault = catchThrowableOfType(
                LocalFailure.class, () -> Proxy.to("p1.bank.example", 1, Map.of("https_proxy", value)));

        assertThat(fault.getMessage())
                .startsWith("the environment variable https_proxy ")
                .contains("no_proxy");
        assertThat(trace(fault)).doesNotContain("s3cret");
    }

    @Test
    void a_call_goes_through_a_tunnel_and_the_proxy_finds_the_name() throws Exception {
        String basic =
                "Basic " + Base64.getEncoder().encodeToString("bank:s3cret pass".getBytes(StandardCharsets.UTF_8));
        try (FakeParticipant fake = serving();
                Tunnel tunnel = new Tunnel(fake.port(), basic)) {
            String proxy = "http://bank:s3cret%20pass@127.0.0.1:" + tunnel.port();

            assertThat(status(Map.of("https_proxy", proxy)).releaseText()).isEqualTo("3.5.10");
            assertThat(tunnel.asked()).contains("p1.bank.example:5002");
        }
    }

    @Test
    void a_proxy_that_refuses_is_told_with_the_setting_and_without_its_password() throws Exception {
        try (FakeParticipant fake = serving();
                Tunnel tunnel = new Tunnel(fake.port(), "Basic other")) {
            String proxy = "http://bank:s3cret@127.0.0.1:" + tunnel.port();

            CallFailed failed = catchThrowableOfType(CallFailed.class, () -> status(Map.of("https_proxy", proxy)));

            CallFailure failure = failed.failure();
            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure.text()).contains("the proxy asks for a login; write https_proxy as");
            assertThat(trace(failed)).doesNotContain("s3cret");
        }
    }

    @Test
    void an_examination_takes_the_same_way_and_says_what_the_proxy_answers() throws Exception {
        String basic = "Basic " + Base64.getEncoder().encodeToString("bank:s3cret".getBytes(StandardCharsets.UTF_8));
        try (FakeParticipant fake = serving();
                Tunnel tunnel = new Tunnel(fake.port(), basic)) {
            String good = "http://bank:s3cret@127.0.0.1:" + tunnel.port();
            String bad = "http://127.0.0.1:" + tunnel.port();

            assertThat(finding(good, Check.Kind.NAME)).asString().contains("left to the proxy 127.0.0.1:");
            assertThat(finding(good, Check.Kind.CONNECTION)).asString().startsWith("Passed[found=through the proxy");
            assertThat(finding(good, Check.Kind.HTTP2)).isEqualTo(new Finding.Passed("spoken"));
            assertThat(finding(bad, Check.Kind.CONNECTION))
                    .asString()
                    .contains("answers 407 Proxy Authentication Required")
                    .contains("Write https_proxy as http://user:password@host:port.");
            assertThat(finding(bad, Check.Kind.GRPC)).isEqualTo(new Finding.Skipped("'connection' failed"));
            assertThat(finding("ftp://u:s3cret@x", Check.Kind.NAME))
                    .asString()
                    .startsWith("Failed")
                    .doesNotContain("s3cret");
        }
    }

    private static Finding finding(String proxy, Check.Kind kind) {
        Endpoint endpoint = new Endpoint("p1.bank.example", 5002, Optional.empty(), Optional.empty());
        Channels channels = Channels.of(
                new Access.Endpoints(endpoint, endpoint),
                new Environment(Path.of("").toAbsolutePath(), Map.of("https_proxy", proxy)));
        try (CantonNetwork network = CantonNetwork.open(new TreeMap<>(Map.of(NAME, channels)))) {
            return network.examine(NAME, "mysynchronizer", Map.of()).checks().stream()
                    .filter(check -> check.place() == Check.Place.ADMIN && check.kind() == kind)
                    .map(Check::finding)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static FakeParticipant serving() {
        return Statuses.with(new FakeParticipant(InsecureServerCredentials.create()), "3.5.10");
    }

    private static ParticipantStatus status(Map<String, String> environment) throws CallFailed {
        Endpoint endpoint = new Endpoint("p1.bank.example", 5002, Optional.empty(), Optional.empty());
        Channels channels = Channels.of(
                new Access.Endpoints(endpoint, endpoint),
                new Environment(Path.of("").toAbsolutePath(), environment));
        try (CantonNetwork network = CantonNetwork.open(new TreeMap<>(Map.of(NAME, channels)))) {
            return network.participant(NAME).status();
        }
    }

    private static Map<String, String> variables(String text) {
        Map<String, String> variables = new TreeMap<>();
        for (String pair : text.split(" ")) {
            variables.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return variables;
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
