package io.partita.provider.canton.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.partita.core.model.Access;
import io.partita.core.model.Endpoint;
import io.partita.core.model.Endpoint.Tls;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.Secret;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.ParticipantStatus;
import io.partita.provider.canton.CantonNetwork;
import io.partita.provider.canton.Channels;
import io.partita.provider.canton.FakeParticipant;
import io.partita.provider.canton.Statuses;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {

    private static final ParticipantName NAME = new ParticipantName("participant1");
    private static final String HOST = "localhost";
    private static final Tls ANY_AUTHORITY =
            new Tls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    private static Path folder;

    private static String ca;
    private static String otherCa;
    private static TestCertificates.Issued server;
    private static TestCertificates.Issued elsewhere;
    private static TestCertificates.Issued client;
    private static TestCertificates.Issued stranger;

    @BeforeAll
    static void certificates() throws Exception {
        TestCertificates authority = new TestCertificates("bank");
        TestCertificates other = new TestCertificates("other");
        ca = authority.authority(folder).getFileName().toString();
        otherCa = other.authority(folder).getFileName().toString();
        server = authority.issue(folder, HOST);
        elsewhere = authority.issue(folder, "participant1.bank.example");
        client = authority.issue(folder, "client");
        stranger = other.issue(folder, "stranger");
    }

    @Test
    void plaintext() throws Exception {
        try (FakeParticipant fake = serving(InsecureServerCredentials.create())) {
            assertThat(status(fake.port(), Optional.empty(), Optional.empty()).releaseText())
                    .isEqualTo("3.5.10");
            assertThat(header(fake, "user-agent")).startsWith("partita grpc-java-netty/");
            assertThat(header(fake, "authorization")).isNull();
        }
    }

    @Test
    void tls_with_an_authority_of_ones_own() throws Exception {
        try (FakeParticipant fake = serving(tls(server))) {
            assertThat(status(fake.port(), Optional.of(trusting(ca)), Optional.empty())
                            .releaseText())
                    .isEqualTo("3.5.10");
        }
    }

    @Test
    void tls_with_a_client_certificate() throws Exception {
        try (FakeParticipant fake = serving(mutual())) {
            Tls both = new Tls(Optional.of(ca), name(client.certificate()), name(client.key()), Optional.empty());

            assertThat(status(fake.port(), Optional.of(both), Optional.empty()).releaseText())
                    .isEqualTo("3.5.10");
        }
    }

    @Test
    void tls_with_another_name_than_the_hosts() throws Exception {
        try (FakeParticipant fake = serving(tls(elsewhere))) {
            Tls named = new Tls(
                    Optional.of(ca), Optional.empty(), Optional.empty(), Optional.of("participant1.bank.example"));

            assertThat(status(fake.port(), Optional.of(named), Optional.empty()).releaseText())
                    .isEqualTo("3.5.10");

            assertUnreachable(fake.port(), Optional.of(trusting(ca)), "set 'authority'");
        }
    }

    @Test
    void an_authority_that_did_not_sign() throws Exception {
        try (FakeParticipant fake = serving(tls(server))) {
            assertUnreachable(fake.port(), Optional.of(trusting(otherCa)), "check 'ca'");
            assertUnreachable(fake.port(), Optional.of(ANY_AUTHORITY), "check 'ca'");
        }
    }

    @Test
    void a_client_that_the_server_does_not_know() throws Exception {
        try (FakeParticipant fake = serving(mutual())) {
            Tls wrong = new Tls(Optional.of(ca), name(stranger.certificate()), name(stranger.key()), Optional.empty());

            assertUnreachable(fake.port(), Optional.of(wrong), "tls setting of 'admin'");
            assertUnreachable(fake.port(), Optional.of(trusting(ca)), "tls setting of 'admin'");
        }
    }

    @Test
    void plaintext_to_a_server_with_tls() throws Exception {
        try (FakeParticipant fake = serving(tls(server))) {
            assertUnreachable(fake.port(), Optional.empty(), "write tls for 'admin'");
        }
    }

    @Test
    void tls_to_a_server_without() throws Exception {
        try (FakeParticipant fake = serving(InsecureServerCredentials.create())) {
            assertUnreachable(fake.port(), Optional.of(trusting(ca)), "the tls setting of 'admin'");
        }
    }

    @Test
    void nothing_listens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertUnreachable(port, Optional.empty(), "nothing listens there; check host and port of 'admin'");
    }

    @Test
    void a_name_that_does_not_exist() {
        Endpoint endpoint = new Endpoint("no-such-host.invalid", 5002, Optional.empty(), Optional.empty());

        CallFailure failure = failure(endpoint);

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.text()).contains("the host name cannot be resolved; check the host of 'admin'");
    }

    @Test
    void a_web_server() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread web = new Thread(() -> answerAsWebServer(socket));
            web.setDaemon(true);
            web.start();

            assertUnreachable(socket.getLocalPort(), Optional.empty(), "speaks HTTP/1.1, not gRPC");
        }
    }

    @Test
    void the_port_of_something_else_that_speaks_grpc() throws Exception {
        try (FakeParticipant fake = new FakeParticipant(InsecureServerCredentials.create())) {
            CallFailure failure = failure(endpoint(fake.port(), Optional.empty(), Optional.empty()));

            assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
            assertThat(failure.text()).contains("'admin' is not the port of the other API");
        }
    }

    @Test
    void files_that_are_not_what_they_should_be() throws Exception {
        Files.writeString(folder.resolve("empty.pem"), "");
        Files.writeString(
                folder.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        Files.writeString(
                folder.resolve("bad.key"), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");

        assertThat(tlsFailure(trusting("missing.pem"))).endsWith("missing.pem does not exist");
        assertThat(tlsFailure(trusting("empty.pem"))).endsWith("empty.pem holds no certificate");
        assertThat(tlsFailure(trusting("bad.key"))).contains("bad.key is no PEM file with certificates");
        assertThat(tlsFailure(with("old.key"))).contains("an unencrypted PKCS#8 key is needed");
        assertThat(tlsFailure(with("bad.key"))).contains("is damaged").doesNotContain("c2VjcmV0");
        assertThat(tlsFailure(
                        new Tls(Optional.empty(), name(client.certificate()), Optional.empty(), Optional.empty())))
                .contains("'cert' without 'key'");
    }

    @Test
    void a_token_goes_with_every_call_and_into_no_text() throws Exception {
        Files.writeString(folder.resolve("token"), " very-secret\n");
        try (FakeParticipant fake = serving(tls(server))) {
            Optional<Secret> token = Optional.of(Secret.of("file").with("path", "token"));

            assertThat(status(fake.port(), Optional.of(trusting(ca)), token).releaseText())
                    .isEqualTo("3.5.10");
            assertThat(header(fake, "authorization")).isEqualTo("Bearer very-secret");
        }
        try (FakeParticipant fake = new FakeParticipant(InsecureServerCredentials.create())) {
            CallFailed failed = failed(endpoint(
                    fake.port(), Optional.empty(), Optional.of(Secret.of("file").with("path", "token"))));

            assertThat(failed).hasStackTraceContaining("UNIMPLEMENTED");
            assertThat(trace(failed)).doesNotContain("very-secret");
        }
    }

    private static FakeParticipant serving(ServerCredentials credentials) {
        return Statuses.with(new FakeParticipant(credentials), "3.5.10");
    }

    private static ServerCredentials tls(TestCertificates.Issued issued) throws IOException {
        return TlsServerCredentials.create(
                issued.certificate().toFile(), issued.key().toFile());
    }

    private static ServerCredentials mutual() throws IOException {
        return TlsServerCredentials.newBuilder()
                .keyManager(server.certificate().toFile(), server.key().toFile())
                .trustManager(folder.resolve(ca).toFile())
                .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                .build();
    }

    private static Tls trusting(String authority) {
        return new Tls(Optional.of(authority), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Tls with(String key) {
        return new Tls(Optional.of(ca), name(client.certificate()), Optional.of(key), Optional.empty());
    }

    private static Optional<String> name(Path file) {
        return Optional.of(file.getFileName().toString());
    }

    private static Endpoint endpoint(int port, Optional<Tls> tls, Optional<Secret> token) {
        return new Endpoint(HOST, port, tls, token);
    }

    private static ParticipantStatus status(int port, Optional<Tls> tls, Optional<Secret> token) throws CallFailed {
        return status(endpoint(port, tls, token));
    }

    private static ParticipantStatus status(Endpoint admin) throws CallFailed {
        Access.Endpoints endpoints = new Access.Endpoints(admin, admin);
        try (CantonNetwork network = CantonNetwork.open(new TreeMap<>(
                Map.of(NAME, Channels.of(endpoints, new Environment(folder, Map.of())))))) {
            return network.participant(NAME).status();
        }
    }

    private static CallFailed failed(Endpoint admin) {
        return catchThrowableOfType(CallFailed.class, () -> status(admin));
    }

    private static CallFailure failure(Endpoint admin) {
        return failed(admin).failure();
    }

    private static void assertUnreachable(int port, Optional<Tls> tls, String advice) {
        CallFailure failure = failure(endpoint(port, tls, Optional.empty()));
        assertThat(failure.kind()).as(failure.toString()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.endpoint()).isEqualTo(HOST + ":" + port);
        assertThat(failure.text()).contains(advice);
    }

    private static String tlsFailure(Tls tls) {
        CallFailure failure = failure(endpoint(1, Optional.of(tls), Optional.empty()));
        assertThat(failure.kind()).isEqualTo(Kind.LOCAL);
        assertThat(failure.code()).isEqualTo("TLS_FILE");
        return failure.text();
    }

    private static String header(FakeParticipant fake, String name) {
        return fake.headers().get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void answerAsWebServer(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                connection.shutdownOutput();
                // What is left unread when a connection is closed resets it, and the answer may be lost with it.
                connection.setSoTimeout(5_000);
                connection.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException hungUp) {
                // The client went away, or the test is over; the loop's condition tells which.
                continue;
            }
        }
    }
}
