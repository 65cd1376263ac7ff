package io.partita.provider.canton.access;

import io.partita.core.model.Endpoint;
import io.partita.core.topology.Pause;
import io.partita.provider.canton.call.LocalFailure;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Sends requests that may be sent again, through the proxy that the environment names for their address. */
final class WebClient {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final Environment environment;
    private final Optional<String> ca;

    /** @param ca PEM file of the authorities to trust; empty for those of the JVM */
    WebClient(Environment environment, Optional<String> ca) {
        this.environment = environment;
        this.ca = ca;
    }

    /**
     * The answer; of an overloaded or failing server the answer of the last attempt.
     *
     * @throws IOException when no attempt got an answer
     * @throws LocalFailure when the proxy's variable cannot be used
     */
    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException, LocalFailure {
        HttpClient client = client(request.uri());
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                boolean passing = response.statusCode() >= 500 || response.statusCode() == TOO_MANY_REQUESTS;
                if (!passing || attempt == ATTEMPTS) {
                    return response;
                }
            } catch (IOException e) {
                // A certificate does not get better by asking again.
                if (attempt == ATTEMPTS || e instanceof SSLException) {
                    throw e;
                }
            }
            Pause.REAL.pause(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)));
        }
    }

    private HttpClient client(URI address) throws LocalFailure, IOException {
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER);
        if (ca.isPresent()) {
            client.sslContext(trusting(ca));
        }
        int usual = "https".equalsIgnoreCase(address.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        Optional<Proxy> proxy =
                Proxy.to(address.getHost(), address.getPort() < 0 ? usual : address.getPort(), environment.variables());
        if (proxy.isPresent()) {
            Proxy through = proxy.get();
            client.proxy(
                    ProxySelector.of(new InetSocketAddress(InetAddress.getByName(through.host()), through.port())));
            through.login().ifPresent(login -> client.authenticator(answering(login)));
        }
        return client.build();
    }

    private SSLContext trusting(Optional<String> authorities) throws LocalFailure {
        Endpoint.Tls tls = new Endpoint.Tls(authorities, Optional.empty(), Optional.empty(), Optional.empty());
        X509ExtendedTrustManager trust = new TlsFiles(tls, environment.folder()).trust();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has TLS", e);
        }
    }

    /** The JDK sends no password to a proxy in the clear unless it is told to; whoever puts one into the variable of a proxy tells it to. */
    private static Authenticator answering(Proxy.Login login) {
        String setting = "jdk.http.auth.tunneling.disabledSchemes";
        if (System.getProperty(setting) == null) {
            System.setProperty(setting, "");
        }
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY
                        ? new PasswordAuthentication(
                                login.user(), login.password().toCharArray())
                        : null;
            }
        };
    }
}
