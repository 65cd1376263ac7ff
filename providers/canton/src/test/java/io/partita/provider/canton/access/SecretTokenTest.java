package io.partita.provider.canton.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.grpc.Deadline;
import io.partita.core.model.Endpoint;
import io.partita.core.model.Secret;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.provider.canton.call.LocalFailure;
import io.partita.provider.canton.call.Token;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTokenTest {

    private static final Secret CLIENT_SECRET = Secret.of("environment").with("variable", "SECRET");

    @TempDir
    private Path folder;

    private final Ticking clock = new Ticking();
    private final List<String> forms = new ArrayList<>();
    private final List<Optional<String>> authorizations = new ArrayList<>();
    private HttpServer issuer;
    private int status = 200;
    private int stumbles = Integer.MAX_VALUE;
    private String answer = "";

    @BeforeEach
    void issuer() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/token", this::answer);
        issuer.start();
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    @Test
    void an_environment_variable_is_read_once() throws Exception {
        Token token = new SecretToken(
                Secret.of("environment").with("variable", "TOKEN"),
                new Secrets(new Environment(folder, Map.of("TOKEN", " abc "))),
                clock);

        assertThat(token.value()).contains("abc");
        assertThat(token.renew("abc")).isFalse();
    }

    @Test
    void a_file_is_read_again_when_its_token_was_refused() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "one\n");
        Token token = token(Secret.of("file").with("path", "token"));
        assertThat(token.value()).contains("one");
        Files.writeString(file, "two\n");
        assertThat(token.value()).contains("one");

        assertThat(token.renew("one")).isTrue();
        assertThat(token.value()).contains("two");
        Files.writeString(file, "three\n");
        assertThat(token.renew("one"))
                .as("an old token says nothing about the new one")
                .isTrue();
        assertThat(token.value()).contains("two");
    }

    @Test
    void a_token_that_says_when_it_expires_is_fetched_again_before() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), jwt(clock.now.plusSeconds(300)));
        Token token = token(Secret.of("file").with("path", "token"));
        token.value();
        Files.writeString(file, "next");

        clock.pass(Duration.ofSeconds(260));
        assertThat(token.value().orElseThrow()).startsWith("ey");
        clock.pass(Duration.ofSeconds(15));
        assertThat(token.value()).contains("next");
    }

    @Test
    void a_command_runs_in_the_folder_without_a_shell() throws Exception {
        Files.writeString(folder.resolve("token"), "from-command");

        assertThat(token(Secret.of("command").with("words", List.of("cat", "token")))
                        .value())
                .contains("from-command");
        assertThat(fault(Secret.of("command").with("words", List.of("cat", "$HOME")))
                        .getMessage())
                .isEqualTo("the command 'cat' ended with exit code 1");
        assertThat(fault(Secret.of("command").with("words", List.of("no-such-program", "s3cret")))
                        .getMessage())
                .isEqualTo("the command 'no-such-program' cannot be started");
    }

    @Test
    void what_a_command_leaves_behind_does_not_hold_it_up_and_is_ended() throws Exception {
        Files.writeString(folder.resolve("tell.sh"), "sleep 600 & echo $! > child; echo token; sleep 0.3");

        assertThat(token(Secret.of("command").with("words", List.of("sh", "tell.sh")))
                        .value())
                .contains("token");
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        // What nobody has waited for yet has no command any more.
        await().until(() -> ProcessHandle.of(child)
                .flatMap(process -> process.info().command())
                .isEmpty());
    }

    @Test
    void a_command_that_prints_without_end_is_ended() {
        assertThat(fault(Secret.of("command").with("words", List.of("sh", "-c", "cat /dev/zero; true")))
                        .getMessage())
                .isEqualTo("the command 'sh' printed more than 64 KiB");
    }

    @Test
    void a_command_that_complains_without_end_is_not_held_up_by_it() throws Exception {
        String complain = "head -c 2000000 /dev/zero >&2; echo token";

        assertThat(token(Secret.of("command").with("words", List.of("sh", "-c", complain)))
                        .value())
                .contains("token");
    }

    @Test
    void what_cannot_be_a_token_is_told_without_showing_it() throws Exception {
        Files.writeString(folder.resolve("token"), "s3cret with blanks");
        Files.writeString(folder.resolve("empty"), "\n");

        assertThat(text(fault(Secret.of("file").with("path", "token"))))
                .contains("the file token has a blank within the token")
                .doesNotContain("s3cret");
        assertThat(fault(Secret.of("file").with("path", "empty")).getMessage()).isEqualTo("the file empty is empty");
        assertThat(fault(Secret.of("file").with("path", "missing")).getMessage())
                .endsWith("missing does not exist");
        assertThat(fault(Secret.of("environment").with("variable", "MISSING")).getMessage())
                .isEqualTo("the environment variable MISSING is not set");
        assertThat(token(Secret.of("file").with("path", "token")).toString()).isEqualTo("the file token");
    }

    /** As people get them: from a browser's log, from jq without -r, from curl, from a mail, from Windows. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Bearer s3c.r.et|begins with 'Bearer ', which partita writes itself; leave the word out",
                "bearer s3c.r.et|begins with 'Bearer ', which partita writes itself; leave the word out",
                "Authorization: Bearer s3c.r.et|begins with 'Authorization:', the name of the header; only the token"
                        + " belongs there",
                "\"s3c.r.et\"|holds the token in quotes; leave them out, as `jq -r` does",
                "'s3c.r.et'|holds the token in quotes; leave them out, as `jq -r` does",
                "{\"access_token\":\"s3c.r.et\"}|holds a JSON document and not the token alone; take the token out of"
                        + " it, as `jq -r .access_token` does",
                "s3c.~r.et|has a line break within the token; a token is one line",
                "s3c. r.et|has a blank within the token",
                "s3c.\u2013r.et|holds a character that no token has: one that is not ASCII, or that is not seen"
            })
    void a_token_as_it_was_pasted_is_named_for_what_it_is(String content, String said) throws Exception {
        Files.writeString(folder.resolve("token"), content.replace('~', '\n') + "\n");

        assertThat(text(fault(Secret.of("file").with("path", "token"))))
                .contains("the file token " + said)
                .doesNotContain("s3c");
    }

    @Test
    void a_byte_order_mark_and_a_line_end_of_windows_are_no_part_of_a_token() throws Exception {
        Files.writeString(folder.resolve("token"), "\uFEFFs3c.r.et\r\n");

        assertThat(token(Secret.of("file").with("path", "token")).value()).contains("s3c.r.et");
    }

    @Test
    void an_issuer_gives_a_token_that_is_renewed_before_it_expires() throws Exception {
        answer = "{\"access_token\":\"t1\",\"expires_in\":120}";
        Token token = token(oidc());

        assertThat(token.value()).contains("t1");
        assertThat(forms)
                .containsExactly(
                        "grant_type=client_credentials&client_id=partita+client&client_secret=s%263cret&audience=https%3A%2F%2Fcanton&scope=daml_ledger_api");
        answer = "{\"access_token\":\"t2\",\"expires_in\":120}";
        assertThat(token.value()).contains("t1");
        clock.now = Instant.now().plusSeconds(100);
        assertThat(token.value()).contains("t2");
        assertThat(token.renew("t2")).isTrue();
    }

    @Test
    void a_call_that_may_last_gets_a_token_of_which_half_is_left() throws Exception {
        answer = "{\"access_token\":\"t1\",\"expires_in\":300}";
        Token token = token(oidc());
        token.value();
        answer = "{\"access_token\":\"t2\",\"expires_in\":300}";

        clock.pass(Duration.ofSeconds(149));
        assertThat(token.lasting()).contains("t1");
        clock.pass(Duration.ofSeconds(2));
        assertThat(token.value()).contains("t1");
        assertThat(token.lasting()).contains("t2");
    }

    @Test
    void an_issuer_that_is_down_while_the_token_is_still_good_is_no_trouble() throws Exception {
        answer = "{\"access_token\":\"t1\",\"expires_in\":300}";
        Token token = token(oidc());
        token.value();
        issuer.stop(0);

        clock.pass(Duration.ofSeconds(280));
        assertThat(token.value()).contains("t1");
        clock.pass(Duration.ofSeconds(30));
        assertThat(catchThrowableOfType(LocalFailure.class, token::value).kind())
                .isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void an_issuer_that_stumbles_is_asked_again() throws Exception {
        status = 503;
        stumbles = 2;
        answer = "{\"access_token\":\"t1\"}";

        assertThat(token(oidc()).value()).contains("t1");
        assertThat(forms).hasSize(3);
    }

    @Test
    void an_issuer_that_wants_the_secret_in_a_header_gets_it_there() throws Exception {
        status = 401;
        answer = "{\"error\":\"invalid_client\",\"error_description\":\"s&3cret is wrong\"}";

        LocalFailure fault = fault(oidc());

        assertThat(fault.kind()).isEqualTo(Kind.NOT_PERMITTED);
        assertThat(text(fault))
                .contains("answers with HTTP 401 (invalid_client)")
                .doesNotContain("3cret");
        assertThat(forms).hasSize(2);
        assertThat(forms.get(1)).doesNotContain("client_secret");
        assertThat(authorizations.get(1))
                .contains("Basic "
                        + Base64.getEncoder()
                                .encodeToString("partita+client:s%263cret".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void an_issuer_with_a_private_authority_is_trusted_by_its_ca() throws Exception {
        TestCertificates authority = new TestCertificates("idp");
        TestCertificates.Issued issued = authority.issue(folder, "localhost");
        String ca = authority.authority(folder).getFileName().toString();
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context(issued)));
        secure.createContext("/token", this::answer);
        secure.start();
        try {
            answer = "{\"access_token\":\"t1\"}";
            String url = "https://localhost:" + secure.getAddress().getPort() + "/token";

            assertThat(token(oidc(url, Optional.of(ca))).value()).contains("t1");
            LocalFailure fault = fault(oidc(url, Optional.empty()));
            assertThat(fault.getMessage())
                    .contains(
                            "cannot be trusted: the certificate is not signed by a trusted authority; check 'ca' of 'oidc'");
            assertThat(fault(oidc(url, Optional.of("missing.pem"))).getMessage())
                    .endsWith("missing.pem does not exist");
        } finally {
            secure.stop(0);
        }
    }

    private SSLContext context(TestCertificates.Issued issued) throws Exception {
        Endpoint.Tls own = new Endpoint.Tls(
                Optional.empty(),
                Optional.of(issued.certificate().getFileName().toString()),
                Optional.of(issued.key().getFileName().toString()),
                Optional.empty());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new TlsFiles(own, folder).keys().orElseThrow(), null, null);
        return context;
    }

    private static Secret oidc(String url, Optional<String> ca) {
        Secret oidc =
                Secret.of("oidc").with("tokenUrl", url).with("clientId", "c").with("clientSecret", CLIENT_SECRET);
        return ca.isPresent() ? oidc.with("ca", ca.get()) : oidc;
    }

    @Test
    void a_credential_is_a_file_that_the_service_manager_hands_over() throws Exception {
        Path handed = Files.createDirectory(folder.resolve("handed"));
        Files.writeString(handed.resolve("ledger-token"), "abc\n");
        Secret credential = Secret.of("credential").with("name", "ledger-token");
        Environment service = new Environment(folder, Map.of("CREDENTIALS_DIRECTORY", handed.toString()));

        Token token = new SecretToken(credential, new Secrets(service), clock);

        assertThat(token.value()).contains("abc");
        assertThat(token.renew("abc")).isFalse();
        assertThat(token.toString()).isEqualTo("the credential ledger-token");
        assertThat(fault(credential).getMessage())
                .startsWith("the credential ledger-token cannot be read: CREDENTIALS_DIRECTORY is not set");
        Secret outside = credential.with("name", "../token");
        assertThat(catchThrowableOfType(LocalFailure.class, () -> new Secrets(service).fetch(outside))
                        .getMessage())
                .isEqualTo("the credential ../token is not the name of one");
    }

    @Test
    void only_small_regular_files_are_read() throws Exception {
        Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
        Files.createDirectory(folder.resolve("folder"));
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        Files.createSymbolicLink(folder.resolve("zero"), Path.of("/dev/zero"));
        Map<String, String> unfit = Map.of(
                "pipe", "pipe is no file, but a pipe or a device",
                "/dev/zero", "/dev/zero is no file, but a pipe or a device",
                "folder", "folder is a folder, not a file",
                "a\0b", "a?b is not the path of a file",
                "zero", "zero is a link, and links are not followed here. Put the file itself where the link is.",
                "../token",
                        "../token leads out of the folder that its path starts from. Put the file into the folder,"
                                + " or name it by an absolute path.");

        for (String name : unfit.keySet()) {
            assertThat(fault(Secret.of("file").with("path", name)).getMessage()).endsWith(unfit.get(name));
            Endpoint.Tls tls =
                    new Endpoint.Tls(Optional.of(name), Optional.of(name), Optional.of(name), Optional.empty());
            assertThat(catchThrowableOfType(LocalFailure.class, () -> new TlsFiles(tls, folder).trust())
                            .getMessage())
                    .endsWith(unfit.get(name));
            assertThat(catchThrowableOfType(LocalFailure.class, () -> new TlsFiles(tls, folder).keys())
                            .getMessage())
                    .endsWith(unfit.get(name));
        }
        assertThat(fault(Secret.of("file").with("path", "large")).getMessage()).endsWith("large is larger than 1 MiB");
    }

    @Test
    void an_issuer_that_stalls_in_the_middle_of_its_answer_is_not_waited_for() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        issuer.createContext("/stalls", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        try {
            assertThatThrownBy(() -> new WebClient(new Environment(folder, Map.of()), Optional.empty())
                            .send(request("/stalls"), Deadline.after(300, TimeUnit.MILLISECONDS)))
                    .isInstanceOf(HttpTimeoutException.class);
        } finally {
            over.countDown();
        }
    }

    @Test
    void an_issuer_that_answers_without_end_is_not_listened_to() {
        issuer.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[1 << 16];
            for (int sent = 0; sent < 1 << 12; sent++) {
                exchange.getResponseBody().write(piece);
            }
            exchange.close();
        });

        assertThatThrownBy(() -> new WebClient(new Environment(folder, Map.of()), Optional.empty())
                        .send(request("/endless"), Deadline.after(30, TimeUnit.SECONDS)))
                .isInstanceOf(IOException.class)
                .hasMessage("the answer is larger than 1 MiB");
    }

    @Test
    void a_life_that_cannot_be_one_is_none() throws Exception {
        answer = "{\"access_token\":\"t1\",\"expires_in\":9223372036854775807}";

        assertThat(token(oidc()).value()).contains("t1");
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + path))
                .build();
    }

    @Test
    void a_reference_that_no_declaration_makes_is_a_failure_and_no_surprise() {
        assertThat(fault(Secret.of("vault").with("path", "x")).getMessage())
                .isEqualTo("this release of partita knows no secrets of the kind 'vault'");
        assertThat(fault(Secret.of("file")).getMessage())
                .isEqualTo("a secret of the kind 'file' lacks its setting 'path'");
        assertThat(fault(Secret.of("file").with("path", List.of("a"))).getMessage())
                .isEqualTo("a secret of the kind 'file' needs a text as its setting 'path'");
        assertThat(fault(Secret.of("file").with("path", "a").with("mode", "b")).getMessage())
                .isEqualTo("a secret of the kind 'file' has no setting 'mode'");
        assertThat(token(Secret.of("vault")).toString()).isEqualTo("a secret of the unknown kind 'vault'");
    }

    @Test
    void an_issuer_over_plain_http_is_for_ones_own_machine_only() {
        LocalFailure fault = fault(Secret.of("oidc")
                .with("tokenUrl", "http://issuer.bank.example/token")
                .with("clientId", "c")
                .with("clientSecret", CLIENT_SECRET));

        assertThat(fault.getMessage()).contains("does not start with https://");
    }

    @Test
    void an_issuer_that_is_down_may_come_back() {
        issuer.stop(0);

        assertThat(fault(oidc()).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    private Secret oidc() {
        return Secret.of("oidc")
                .with("tokenUrl", "http://127.0.0.1:" + issuer.getAddress().getPort() + "/token")
                .with("clientId", "partita client")
                .with("clientSecret", CLIENT_SECRET)
                .with("audience", "https://canton")
                .with("scope", "daml_ledger_api");
    }

    private Token token(Secret secret) {
        return new SecretToken(secret, new Secrets(new Environment(folder, Map.of("SECRET", "s&3cret"))), clock);
    }

    private LocalFailure fault(Secret secret) {
        return catchThrowableOfType(LocalFailure.class, () -> token(secret).value());
    }

    private static String jwt(Instant expires) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String claims = "{\"sub\":\"a\",\"exp\":" + expires.getEpochSecond() + "}";
        return encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".x";
    }

    private static String text(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void answer(HttpExchange exchange) throws IOException {
        forms.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        authorizations.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(forms.size() <= stumbles ? status : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** A clock that goes when it is told to. */
    private static final class Ticking extends Clock {

        private Instant now = Instant.now();

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
