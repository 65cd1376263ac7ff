package io.partita.provider.sandbox.access;

import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.TlsServerCredentials;
import io.partita.core.model.Endpoint;
import io.partita.core.model.Secret;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.world.Demands;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What protects the loopback ports of a network while it is served: TLS and tokens. The certificate authority, the keys
 * and the clients' secrets are made anew each time; what a client needs of them lies in the folder that was given.
 */
public final class PortSecurity implements AutoCloseable {

    private static final String CLIENT = "client";

    private final Demands demands;
    private final AccessFolder folder;
    private final CertificateAuthority authority = new CertificateAuthority();
    private final Issuer issuer;
    private final SortedMap<String, String> secretFiles = new TreeMap<>();
    private final Map<RenewableIdentity, Shown> shown = new ConcurrentHashMap<>();
    private final String ca;
    private final String clientCertificate;
    private final String clientKey;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sandbox-tokens");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Makes keys and secrets, writes what clients need, and opens the token endpoint.
     *
     * @throws IOException if the token endpoint cannot listen
     */
    public PortSecurity(Demands demands, AccessFolder folder) throws IOException {
        this.demands = demands;
        this.folder = folder;
        this.issuer = new Issuer(demands);
        this.ca = folder.write("ca.pem", authority.certificate());
        CertificateAuthority.Issued client = authority.client(CLIENT);
        this.clientCertificate = folder.write(CLIENT + ".pem", client.certificate());
        this.clientKey = folder.write(CLIENT + ".key", client.key());
        issuer.secrets().forEach((name, secret) -> secretFiles.put(name, folder.write(name + ".secret", secret)));
    }

    /** How a port proves who it is, and what it wants to see. */
    public ServerCredentials credentials(String participant, Api api) throws IOException {
        Demands.Port port = demands.of(participant, api);
        if (port.tls() == Demands.Tls.NONE) {
            return InsecureServerCredentials.create();
        }
        RenewableIdentity identity = new RenewableIdentity(authority.server(participant, port.certificate()));
        shown.put(identity, new Shown(participant, port.certificate()));
        TlsServerCredentials.Builder builder = TlsServerCredentials.newBuilder().keyManager(identity);
        if (port.tls() == Demands.Tls.MUTUAL) {
            builder.trustManager(bytes(authority.certificate())).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
        }
        return builder.build();
    }

    /** A certificate that a port shows. */
    private record Shown(String participant, Demands.Certificate certificate) {}

    /** Every port shows a certificate for this name alone to whoever connects from now on. */
    public void rename(String name) {
        shown.forEach((identity, of) -> identity.renew(authority.server(
                of.participant(),
                new Demands.Certificate(
                        Optional.of(name),
                        of.certificate().age(),
                        of.certificate().validity()))));
    }

    /** The check of tokens of a port; empty when it asks for none. */
    public Optional<ServerInterceptor> authentication(String participant, Api api) {
        return demands.of(participant, api)
                .token()
                .map(token -> new AuthInterceptor(participant, api, token, issuer.tokens(), timer));
    }

    /** How a declaration reaches a port, as the first user of its tokens. */
    public Endpoint endpoint(String participant, Api api, String host, int port) {
        Demands.Port demanded = demands.of(participant, api);
        Optional<Endpoint.Tls> tls = demanded.tls() == Demands.Tls.NONE
                ? Optional.empty()
                : Optional.of(new Endpoint.Tls(
                        Optional.of(ca),
                        Optional.of(clientCertificate).filter(file -> demanded.tls() == Demands.Tls.MUTUAL),
                        Optional.of(clientKey).filter(file -> demanded.tls() == Demands.Tls.MUTUAL),
                        demanded.certificate().name()));
        Optional<Secret> token = demanded.token()
                .filter(wanted -> !wanted.users().isEmpty())
                .map(wanted -> oidc(wanted.users().firstKey(), wanted.audience(participant, api)));
        return new Endpoint(host, port, tls, token);
    }

    private Secret oidc(String user, String audience) {
        return Secret.of("oidc")
                .with("tokenUrl", issuer.tokenUrl())
                .with("clientId", user)
                .with("clientSecret", Secret.of("file").with("path", secretFiles.get(user)))
                .with("audience", audience);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return "port security of " + folder.shown();
    }

    @Override
    public void close() {
        issuer.close();
        timer.shutdownNow();
    }
}
