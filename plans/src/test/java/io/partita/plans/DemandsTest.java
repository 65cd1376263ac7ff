package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.core.model.Endpoint;
import io.partita.core.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What real participants demand of their clients: fulfilled, and each demand unfulfilled in turn, with the setting that
 * partita names.
 */
class DemandsTest {

    private static final String TOKENS = "\"token\": { \"users\": { \"partita\": [\"%s\"], \"stranger\": [] } }";
    private static final String ADMIN_TOKEN = TOKENS.formatted("admin");
    private static final String READING_TOKEN = TOKENS.formatted("read_as_any_party");

    @TempDir
    private Path folder;

    /** What doctor said of one check. */
    private record Told(String result, String text, String fix) {}

    @Test
    void aPartyIsMovedOverMutualTlsWithTokensOfThreeSeconds() throws IOException {
        String both = "{ \"tokenLifetime\": \"PT3S\", \"algorithm\": \"rs256\", \"admin\": { \"tls\": \"mutual\", "
                + ADMIN_TOKEN + " }, \"ledger\": { \"tls\": \"mutual\", " + READING_TOKEN + " } }";
        try (Guarded guarded = Guarded.open(folder, both);
                Observed observed = new Observed(guarded.network())) {
            assertOwnersOnly();

            Command.Ended planned = guarded.command().run(List.of("plan", "-o", "plan.json"));
            Command.Ended applied = guarded.command().run(List.of("apply", "plan.json", "--confirm=Alice"));

            assertThat(planned.exit()).as(planned.stderr()).isZero();
            assertThat(applied.exit()).as(applied.stdout() + applied.stderr()).isZero();
            assertThat(observed.contracts("Alice", "participant2"))
                    .isEqualTo(observed.contracts("Alice", "participant1"))
                    .hasSize(25);
            Command.Ended doctor = guarded.command().run(List.of("doctor"));
            assertThat(doctor.exit()).as(doctor.stdout()).isZero();
            assertThat(doctor.stdout().replaceAll("\\s+", " "))
                    .contains("TLSv1.3, the certificate of 'CN=participant1' is valid until")
                    .contains("with a client certificate")
                    .contains("audience participant1/ledger")
                    .contains("no participant admin, which partita does not need");
        }
    }

    @Test
    void aServedSandboxPrintsWhatADeclarationNeeds() throws IOException {
        Files.writeString(
                folder.resolve("hosting.groovy"),
                "synchronizer 'mysynchronizer'\nparticipants { participant1 { sandbox() } }\n");
        Files.writeString(folder.resolve("world.json"), """
                { "participants": { "participant1": {} },
                  "access": { "tokenLifetime": "PT20S",
                              "admin": { "tls": "mutual", %s },
                              "ledger": { "tls": "server", "certificate": { "name": "p1.bank.example" }, %s } } }
                """.formatted(ADMIN_TOKEN, READING_TOKEN));
        try (Command.Serving serving = new Command(folder).serve(List.of("sandbox", "run", "--json"))) {
            JsonNode participant = new ObjectMapper()
                    .readTree(serving.told())
                    .path("participants")
                    .get(0);
            Files.writeString(folder.resolve("hosting.groovy"), """
                    synchronizer 'mysynchronizer'
                    participants { participant1 {
                        admin %s
                        ledger %s
                    } }
                    """.formatted(
                            participant.path("admin_declared").asText(),
                            participant.path("ledger_declared").asText()));

            Command.Ended doctor = new Command(folder).run(List.of("doctor"));

            assertThat(doctor.exit()).as(doctor.stdout() + doctor.stderr()).isZero();
            assertThat(participant.path("ledger_declared").asText()).contains("authority: 'p1.bank.example'");
            assertThat(serving.told())
                    .doesNotContain(Files.readString(folder.resolve(".sandbox/access/partita.secret")));
        }
    }

    private void assertOwnersOnly() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("access"))) {
            assertThat(files)
                    .hasSizeGreaterThanOrEqualTo(5)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void aServerWhoseAuthorityIsNotTrusted() throws IOException {
        try (Guarded other = Guarded.bare(
                Files.createDirectory(folder.resolve("other")), "{ \"admin\": { \"tls\": \"server\" } }")) {
            assertThat(Files.readString(other.unit().resolve("access/ca.pem"))).contains("CERTIFICATE");
        }
        try (Guarded guarded = tls("{ \"tls\": \"server\" }")) {
            guarded.declare(text -> text.replace("access/ca.pem", "other/access/ca.pem"));

            assertTold(
                    guarded,
                    "tls",
                    "failed",
                    "not signed by a trusted authority",
                    "The tls setting of 'admin': check 'ca'");
            assertPlanSays(
                    guarded,
                    "the tls setting of 'admin': the certificate is not signed by a trusted authority; check 'ca'");
        }
    }

    @Test
    void aServerWhoseCertificateHasExpired() throws IOException {
        try (Guarded guarded =
                tls("{ \"tls\": \"server\", \"certificate\": { \"age\": \"PT48H\", \"validity\": \"PT24H\" } }")) {
            assertTold(guarded, "tls", "failed", "the server's certificate has expired", "operator has to renew it");
            assertPlanSays(guarded, "the server's certificate has expired");
        }
    }

    @Test
    void aServerWhoseCertificateEndsSoon() throws IOException {
        try (Guarded guarded = tls("{ \"tls\": \"server\", \"certificate\": { \"validity\": \"PT50H\" } }")) {
            assertTold(guarded, "tls", "warned", "the server's certificate ends on", "has to renew it");
            assertThat(guarded.command().run(List.of("doctor")).exit()).isZero();
        }
    }

    @Test
    void aServerOfAnotherName() throws IOException {
        try (Guarded guarded = tls("{ \"tls\": \"server\", \"certificate\": { \"name\": \"p.bank.example\" } }")) {
            assertTold(guarded, "tls", "passed", "TLSv1.3", "");

            guarded.declare(text -> text.replace(", authority: 'p.bank.example'", ""));

            assertTold(
                    guarded,
                    "tls",
                    "failed",
                    "the certificate is for another name (127.0.0.1 is expected, it is for 'p.bank.example')",
                    "set 'authority'");
            assertPlanSays(guarded, "the certificate is for another name");
        }
    }

    @Test
    void aServerThatAsksForAClientCertificate() throws IOException {
        try (Guarded guarded = tls("{ \"tls\": \"mutual\" }")) {
            guarded.declare(text -> text.replaceAll(", cert: '[^']*', key: '[^']*'", ""));

            assertTold(guarded, "http2", "failed", "the server ended the connection", "write 'cert' and 'key'");
            assertPlanSays(guarded, "check 'cert' and 'key'");
        }
    }

    @Test
    void aServerWithTlsThatIsSpokenToWithout() throws IOException {
        try (Guarded guarded = tls("{ \"tls\": \"server\" }")) {
            guarded.declare(text -> text.replaceAll(", tls: \\[[^]]*]", ""));

            Told told = told(guarded, "http2");
            assertThat(told.result()).isEqualTo("failed");
            assertThat(told.fix()).contains("rite tls for").contains("'admin'");
        }
    }

    @Test
    void aKeyOfAKindThatCannotBeUsed() throws Exception {
        try (Guarded guarded = tls("{ \"tls\": \"mutual\" }")) {
            byte[] rsa = rsa();
            for (String kind : List.of("RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY")) {
                String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(rsa);
                Files.writeString(
                        folder.resolve("old.key"),
                        "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
                guarded.declare(text -> text.replace("access/client.key", "old.key"));

                Told told = told(guarded, "tls");
                assertThat(told.result()).isEqualTo("failed");
                assertThat(told.text())
                        .contains("is a PEM file of the kind '" + kind
                                + "'; an unencrypted PKCS#8 key is needed (openssl pkcs8 -topk8 -nocrypt)")
                        .doesNotContain(body.substring(0, 20));
            }
        }
    }

    private static byte[] rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair().getPrivate().getEncoded();
    }

    @Test
    void aTokenThatIsMissing() throws IOException {
        try (Guarded guarded = token(ADMIN_TOKEN, READING_TOKEN)) {
            guarded.declare(text -> text.replaceAll(", token: oidc\\(.*\\)", ""));

            assertTold(guarded, "accepted", "failed", "UNAUTHENTICATED", "Declare 'token' of 'admin'.");
            assertPlanSays(guarded, "the Admin API asks for a token; declare 'token' of 'admin'");
        }
    }

    @Test
    void aTokenThatHasExpired() throws Exception {
        String access = "{ \"tokenLifetime\": \"PT1S\", \"admin\": { " + ADMIN_TOKEN + " } }";
        try (Guarded guarded = Guarded.bare(folder, access)) {
            Files.writeString(folder.resolve("token"), fetched(guarded.admin("participant1")));
            guarded.declare(text -> text.replaceAll("token: oidc\\(.*\\)", "token: file('token')"));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(told(guarded, "token").text()).contains("expired at"));

            assertTold(
                    guarded,
                    "accepted",
                    "failed",
                    "it comes from the file token and expired at",
                    "Check 'token' of 'admin'");
            assertPlanSays(guarded, "check 'token' of 'admin': it comes from the file token and expired at");
        }
    }

    @Test
    void aTokenForSomebodyElse() throws IOException {
        try (Guarded guarded = token(ADMIN_TOKEN, READING_TOKEN)) {
            guarded.declare(text -> text.replace("participant1/admin", "participant2/admin"));

            assertTold(
                    guarded,
                    "accepted",
                    "failed",
                    "for the audience participant2/admin; the participant may expect another",
                    "audience or scope");
        }
    }

    @Test
    void aTokenThatLivesLongerThanParticipantsAccept() throws IOException {
        String access = "{ \"tokenLifetime\": \"PT1H\", \"admin\": { " + ADMIN_TOKEN + " } }";
        try (Guarded guarded = Guarded.bare(folder, access)) {
            assertTold(guarded, "token", "warned", "lifetime 360", "at most 5 minutes");
            assertTold(guarded, "accepted", "failed", "participants accept at most 300 s", "max-token-lifetime");
        }
    }

    @Test
    void aTokenWithoutTheRight() throws IOException {
        try (Guarded guarded = token(ADMIN_TOKEN, READING_TOKEN)) {
            guarded.declare(text -> text.replaceAll(
                    "client: 'partita', secret: file\\('access/partita.secret'\\)",
                    "client: 'stranger', secret: file('access/stranger.secret')"));

            assertTold(guarded, "permission", "failed", "the token lacks the admin claim", "audience or scope");
            assertTold(guarded, "reading", "skipped", "not known", "");
            assertPlanSays(guarded, "the Admin API asks for the admin claim");

            guarded.declare(text -> text.replaceAll(
                    "(ledger .*)client: 'partita', secret: file\\('access/partita.secret'\\)",
                    "$1client: 'stranger', secret: file('access/stranger.secret')"));

            assertTold(guarded, "reading", "failed", "PERMISSION_DENIED", "CanReadAsAnyParty, or CanReadAs");
        }
    }

    @Test
    void aClientWithAWrongSecret() throws IOException {
        try (Guarded guarded = token(ADMIN_TOKEN, READING_TOKEN)) {
            Files.writeString(folder.resolve("wrong"), "wr0ng-secret");
            guarded.declare(text -> text.replace("access/partita.secret", "wrong"));

            assertTold(
                    guarded,
                    "token",
                    "failed",
                    "answers with HTTP 401 (invalid_client)",
                    "Correct 'token' of 'admin'.");
            assertThat(guarded.command().run(List.of("doctor")).stdout()).doesNotContain("wr0ng");
        }
    }

    @Test
    void endpointsThatAreExchanged() throws IOException {
        try (Guarded guarded = Guarded.bare(folder, "{}")) {
            String admin = "'" + guarded.admin("participant1") + "'";
            String ledger = "'" + guarded.ledger("participant1") + "'";
            guarded.declare(
                    text -> text.replace(admin, "'?'").replace(ledger, admin).replace("'?'", ledger));

            assertTold(
                    guarded,
                    "grpc",
                    "failed",
                    "this is the other API (ledger-api)",
                    "'admin' and 'ledger' are probably exchanged");
        }
    }

    @Test
    void theLedgerOfAnotherParticipant() throws IOException {
        try (Guarded guarded = Guarded.bare(folder, "{}")) {
            String own = "'" + guarded.ledger("participant1") + "'";
            String other = "'" + guarded.ledger("participant2") + "'";
            guarded.declare(text -> text.replace(own, "'?'").replace(other, own).replace("'?'", other));

            assertTold(
                    guarded,
                    "identity",
                    "failed",
                    "but 'ledger' to participant2",
                    "Correct 'admin' or 'ledger' of participant1");
            assertPlanSays(guarded, "this Ledger API belongs to participant2");
        }
    }

    private Guarded tls(String port) {
        return Guarded.bare(folder, "{ \"admin\": " + port + ", \"ledger\": " + port + " }");
    }

    private Guarded token(String admin, String ledger) {
        return Guarded.bare(folder, "{ \"admin\": { " + admin + " }, \"ledger\": { " + ledger + " } }");
    }

    private static void assertTold(Guarded guarded, String check, String result, String text, String fix)
            throws IOException {
        Told told = told(guarded, check);
        assertThat(told.result()).as(told.toString()).isEqualTo(result);
        assertThat(told.text()).contains(text);
        assertThat(told.fix()).contains(fix);
    }

    /** What doctor says of the first check of a name on participant1. */
    private static Told told(Guarded guarded, String check) throws IOException {
        Command.Ended ended = guarded.command().run(List.of("doctor", "--json"));
        JsonNode document = new ObjectMapper().readTree(ended.stdout());
        boolean broken = document.path("failed").asInt() > 0;
        assertThat(ended.exit()).isEqualTo(broken ? 1 : 0);
        for (JsonNode each : document.path("participants").path(0).path("checks")) {
            if (each.path("check").asText().equals(check)) {
                String text = each.path("found").asText()
                        + each.path("cause").asText()
                        + each.path("reason").asText();
                return new Told(
                        each.path("result").asText(), text, each.path("fix").asText());
            }
        }
        throw new AssertionError("no check " + check + " in " + ended.stdout() + ended.stderr());
    }

    private static void assertPlanSays(Guarded guarded, String text) {
        Command.Ended ended = guarded.command().run(List.of("plan"));
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.stderr().replaceAll("\\s+", " ")).contains(text);
    }

    /** A token of the network's issuer, asked for by hand. */
    private String fetched(Endpoint endpoint) throws IOException, InterruptedException {
        Secret oidc = Guarded.oidc(endpoint);
        String secret = Files.readString(
                folder.resolve("access/" + oidc.text("clientId").orElseThrow() + ".secret"));
        String form = "grant_type=client_credentials&client_id="
                + oidc.text("clientId").orElseThrow() + "&client_secret=" + secret + "&audience="
                + URLEncoder.encode(oidc.text("audience").orElseThrow(), StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(oidc.text("tokenUrl").orElseThrow()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return new ObjectMapper().readTree(answer).path("access_token").asText();
    }
}
