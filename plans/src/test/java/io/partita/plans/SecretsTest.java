package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.Main;
import io.partita.core.apply.Ticker;
import io.partita.core.model.Access;
import io.partita.core.model.Endpoint;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.Secret;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Network;
import io.partita.provider.canton.CantonNetwork;
import io.partita.provider.canton.Channels;
import io.partita.provider.canton.access.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that is secret has the same word in it here, and that word turns up nowhere: in no output, no plan, no
 * state, no exception.
 */
class SecretsTest {

    private static final String WORD = "Hu5hHu5h";
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "NO_COLOR", "1",
            "TOKEN", WORD + "-env",
            "CLIENT_SECRET", WORD + "-client",
            "https_proxy", "http://bank:" + WORD + "-proxy@127.0.0.1:1");

    /** The files that the secrets themselves are in. */
    private static final Set<String> SOURCES = Set.of("token", "bad.key", "tell.sh", "two words");

    /** What nobody answers need not be asked for long. */
    private static final Ticker IMPATIENT = new Ticker() {
        @Override
        public Instant instant() {
            return Instant.now();
        }

        @Override
        public void sleep(Duration duration) {}
    };

    @TempDir
    private Path folder;

    @Test
    void noFailingCommandTellsASecret() throws IOException {
        secrets();
        for (String endpoints : endpoints()) {
            declare(endpoints);
            for (String command : List.of(
                    "validate",
                    "doctor",
                    "doctor --json",
                    "plan -o plan.json",
                    "show --json",
                    "apply --auto-approve --json",
                    "status")) {
                String said = run(IMPATIENT, List.of(command.split(" ")));
                assertThat(said).as(command + " with " + endpoints).isNotBlank().doesNotContain(WORD);
            }
        }
        assertNoFileTells();
    }

    @Test
    void aRunWithSecretsLeavesNone() throws IOException {
        String access =
                "{ \"tokenLifetime\": \"PT60S\", \"admin\": { \"tls\": \"mutual\", \"token\": { \"users\": { \"partita\": [\"admin\"] } } },"
                        + " \"ledger\": { \"token\": { \"users\": { \"partita\": [\"read_as_any_party\"] } } } }";
        try (Guarded guarded = Guarded.open(folder, access)) {
            Path unit = guarded.unit();
            String secret = Files.readString(unit.resolve("access/partita.secret"));
            String key = Files.readString(unit.resolve("access/client.key"))
                    .lines()
                    .skip(1)
                    .findFirst()
                    .orElseThrow();

            StringBuilder said = new StringBuilder();
            said.append(run(Ticker.SYSTEM, List.of("doctor")));
            said.append(run(Ticker.SYSTEM, List.of("plan", "-o", "plan.json")));
            said.append(run(Ticker.SYSTEM, List.of("apply", "plan.json", "--confirm=Alice", "--json")));
            said.append(run(Ticker.SYSTEM, List.of("state", "show")));

            assertThat(said.toString())
                    .contains("\"run-ended\"")
                    .doesNotContain(secret, key)
                    .doesNotContainPattern("eyJ[A-Za-z0-9_-]{10}");
            try (Stream<Path> files = Files.walk(unit)) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(each -> !each.startsWith(unit.resolve("access")))
                        .toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(secret, key)
                            .doesNotContainPattern("eyJ[A-Za-z0-9_-]{20,}\\.eyJ");
                }
            }
        }
    }

    @Test
    void noExceptionTellsASecret() throws IOException {
        secrets();
        Secret client = Secret.of("environment").with("variable", "CLIENT_SECRET");
        List<Secret> tokens = List.of(
                Secret.of("environment").with("variable", "TOKEN"),
                Secret.of("file").with("path", "token"),
                Secret.of("file").with("path", "two words"),
                Secret.of("command").with("words", List.of("sh", "tell.sh")),
                Secret.of("oidc")
                        .with("tokenUrl", "http://127.0.0.1:1/token")
                        .with("clientId", "c")
                        .with("clientSecret", client)
                        .with("audience", "a"),
                Secret.of("oidc")
                        .with("tokenUrl", "https://idp.bank.example/token")
                        .with("clientId", "c")
                        .with("clientSecret", client)
                        .with("audience", "a"));
        Endpoint.Tls broken =
                new Endpoint.Tls(Optional.empty(), Optional.of("bad.key"), Optional.of("bad.key"), Optional.empty());
        for (Secret token : tokens) {
            for (Optional<Endpoint.Tls> tls : List.of(Optional.<Endpoint.Tls>empty(), Optional.of(broken))) {
                for (String host : List.of("127.0.0.1", "p1.bank.example")) {
                    Endpoint endpoint = new Endpoint(host, 1, tls, Optional.of(token));
                    assertThat(thrown(endpoint) + endpoint.toString())
                            .contains("CallFailed")
                            .doesNotContain(WORD);
                }
            }
        }
    }

    private void secrets() throws IOException {
        Files.writeString(folder.resolve("token"), WORD + "-file");
        Files.writeString(folder.resolve("two words"), WORD + " with blanks");
        Files.writeString(folder.resolve("tell.sh"), "echo " + WORD + "-out; echo " + WORD + "-err >&2; exit 3");
        Files.writeString(
                folder.resolve("bad.key"), "-----BEGIN PRIVATE KEY-----\n" + WORD + "\n-----END PRIVATE KEY-----\n");
    }

    private static List<String> endpoints() {
        List<String> all = new ArrayList<>();
        for (String token : List.of(
                "env('TOKEN')",
                "file('token')",
                "file('two words')",
                "command('sh', 'tell.sh')",
                "oidc(url: 'http://127.0.0.1:1/token', client: 'c', secret: env('CLIENT_SECRET'))",
                "oidc(url: 'https://idp.bank.example/token', client: 'c', secret: file('token'))")) {
            all.add("'127.0.0.1:1', token: " + token);
        }
        all.add("'p1.bank.example:1', tls: true, token: env('TOKEN')");
        all.add("'127.0.0.1:1', tls: [cert: 'bad.key', key: 'bad.key'], token: env('TOKEN')");
        return all;
    }

    private void declare(String endpoint) throws IOException {
        Files.writeString(folder.resolve("hosting.groovy"), """
                synchronizer 'mysynchronizer'
                participants { participant1 {
                    admin %s
                    ledger %s
                    backup manual
                } }
                party('Alice') { local on: participant1; host participant1, submission }
                """.formatted(endpoint, endpoint.replace(":1'", ":2'")));
    }

    private String run(Ticker ticker, List<String> words) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        String[] arguments = Stream.concat(Stream.of("-C", folder.toString()), words.stream())
                .toArray(String[]::new);
        Main.run(arguments, InputStream.nullInputStream(), stream, stream, ENVIRONMENT, ticker);
        return said.toString(StandardCharsets.UTF_8);
    }

    private void assertNoFileTells() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!SOURCES.contains(file.getFileName().toString())) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(WORD);
                }
            }
        }
    }

    private String thrown(Endpoint endpoint) {
        ParticipantName name = new ParticipantName("participant1");
        Channels channels = Channels.of(new Access.Endpoints(endpoint, endpoint), new Environment(folder, ENVIRONMENT));
        StringWriter text = new StringWriter();
        try (Network network = CantonNetwork.open(new TreeMap<>(Map.of(name, channels)), wait -> {})) {
            network.participant(name).status();
        } catch (CallFailed failed) {
            failed.printStackTrace(new PrintWriter(text));
        }
        return text + channels.toString();
    }
}
