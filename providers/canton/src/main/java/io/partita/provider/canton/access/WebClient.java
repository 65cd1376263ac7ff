package io.partita.provider.canton.access;

import io.grpc.Deadline;
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
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private static final long LARGEST_ANSWER = 1 << 20;
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
     * @param deadline for all attempts together, to the last byte of the last answer
     * @throws IOException when no attempt got a whole answer, or when it is too large
     * @throws LocalFailure when the proxy's variable cannot be used
     */
    HttpResponse<String> send(HttpRequest request, Deadline deadline)
            throws IOException, InterruptedException, LocalFailure {
        HttpClient client = client(request.uri());
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> response = once(client, request, deadline);
                boolean passing = response.statusCode() >= 500 || response.statusCode() == TOO_MANY_REQUESTS;
                if (!passing || attempt == ATTEMPTS) {
                    return response;
                }
            } catch (IOException e) {
                // A certificate does not get better by asking again.
                if (attempt == ATTEMPTS || e instanceof SSLException || deadline.isExpired()) {
                    throw e;
                }
            }
            Pause.REAL.pause(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)));
        }
    }

    /** The timeout of a request ends with the head of its answer, so the whole is waited for here. */
    private static HttpResponse<String> once(HttpClient client, HttpRequest request, Deadline deadline)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, head -> new BoundedText());
        try {
            return answer.get(Math.max(0, deadline.timeRemaining(TimeUnit.MILLISECONDS)), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer in time");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** A text of a size that an answer about a token can have. */
    private static final class BoundedText implements HttpResponse.BodySubscriber<String> {

        private final HttpResponse.BodySubscriber<String> whole =
                HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
        private Flow.Subscription subscription;
        private long size;

        @Override
        public CompletionStage<String> getBody() {
            return whole.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            whole.onSubscribe(begun);
        }

        @Override
        public void onNext(List<ByteBuffer> pieces) {
            size += pieces.stream().mapToLong(ByteBuffer::remaining).sum();
            if (size > LARGEST_ANSWER) {
                subscription.cancel();
                whole.onError(new IOException("the answer is larger than " + (LARGEST_ANSWER >> 20) + " MiB"));
            } else {
                whole.onNext(pieces);
            }
        }

        @Override
        public void onError(Throwable failure) {
            whole.onError(failure);
        }

        @Override
        public void onComplete() {
            whole.onComplete();
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

    /**
     * The JDK sends no password to a proxy in the clear unless it is told to; whoever puts one into the variable of a
     * proxy tells it to.
     */
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
