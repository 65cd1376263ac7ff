package io.partita.provider.sandbox.access;

import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.TlsServerCredentials;
import io.partita.core.model.Endpoint;
import io.partita.core.model.Secret;
import io.partita.provider.sandbox.rpc.Api;
import io.partita.provider.sandbox.world.Demands;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The doors of all loopback ports of a network while it is served. The certificate authority, the keys and the clients' secrets are made anew each time; what a client needs of them lies in
 * the folder that was given.
 */
public final class Doors implements AutoCloseable {

    private static final String CLIENT = "client";

    private final Demands demands;
    private final AccessFolder folder;
    private final Authority authority = new Authority();
    private final Issuer issuer;
    private final SortedMap<String, String> secretFiles = new TreeMap<>();
    private final String ca;
    private final String clientCertificate;
    private final String clientKey;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sandbox-gate");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Makes keys and secrets, writes what clients need, and opens the token endpoint.
     *
     * @throws IOException if the token endpoint cannot listen
     */
    public Doors(Demands demands, AccessFolder folder) throws IOException {
        this.demands = demands;
        this.folder = folder;
        this.issuer = new Issuer(demands);
        this.ca = folder.write("ca.pem", authority.certificate());
        Authority.Issued client = authority.client(CLIENT);
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
        Authority.Issued issued = authority.server(participant, port.certificate());
        TlsServerCredentials.Builder builder =
                TlsServerCredentials.newBuilder().keyManager(bytes(issued.certificate()), bytes(issued.key()));
        if (port.tls() == Demands.Tls.MUTUAL) {
            builder.trustManager(bytes(authority.certificate())).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
        }
        return builder.build();
    }

    /** What stands before the calls of a port; empty when it asks for no token. */
    public Optional<ServerInterceptor> gate(String participant, Api api) {
        return demands.of(participant, api)
                .token()
                .map(token -> new Gate(participant, api, token, issuer.tokens(), timer));
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
        return "doors of " + folder.shown();
    }

    @Override
    public void close() {
        issuer.close();
        timer.shutdownNow();
    }
}
