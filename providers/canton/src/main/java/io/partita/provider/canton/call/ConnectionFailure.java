package io.partita.provider.canton.call;

import io.grpc.Status;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says in the words of a declaration why a connection could not be made, or why what answers is no Canton. */
final class ConnectionFailure {

    private ConnectionFailure() {}

    /** Whether trying again within seconds is pointless. */
    static boolean isHopeless(Status status) {
        String text = text(status);
        return has(status.getCause(), SSLException.class)
                || has(status.getCause(), UnknownHostException.class)
                || has(status.getCause(), UnresolvedAddressException.class)
                || text.contains("unable to resolve host")
                || text.contains("proxyconnectexception")
                || speaksOldHttp(text);
    }

    /** The setting to check; empty when nothing is known beyond the status itself. */
    static Optional<String> advice(Status status, ApiChannel channel) {
        String text = text(status);
        if (text.contains("proxyconnectexception")) {
            return Optional.of(proxyAdvice(text));
        }
        if (isTls(status, text)) {
            return Optional.of(tlsAdvice(text, channel));
        }
        if (has(status.getCause(), UnknownHostException.class) || text.contains("unable to resolve host")) {
            return Optional.of("the host name cannot be resolved; check the host of '"
                    + channel.api().word() + "'");
        }
        if (has(status.getCause(), ConnectException.class) || text.contains("connection refused")) {
            return Optional.of("nothing listens there; check host and port of '"
                    + channel.api().word() + "', and that the participant runs and is the active replica");
        }
        if (speaksOldHttp(text)) {
            return Optional.of("what listens there speaks HTTP/1.1, not gRPC; check the port of '"
                    + channel.api().word() + "'");
        }
        if (text.contains("invalid content-type") || text.contains("http status code")) {
            return Optional.of("a web server or proxy answered instead of Canton; check host and port of '"
                    + channel.api().word() + "', and that a proxy in between passes gRPC on");
        }
        if (status.getCode() == Status.Code.UNAVAILABLE
                && channel.security() == ApiChannel.Security.PLAINTEXT
                && closedEarly(text)) {
            return Optional.of(
                    "the connection was closed before anything was answered; if the participant asks for TLS, write tls for '"
                            + channel.api().word() + "'");
        }
        return Optional.empty();
    }

    private static boolean isTls(Status status, String text) {
        return has(status.getCause(), SSLException.class)
                || text.contains("ssl") && text.contains("handshake")
                || text.contains("certificate");
    }

    private static String tlsAdvice(String text, ApiChannel channel) {
        TlsFailure trouble = TlsFailure.of(text);
        return "the tls setting of '" + channel.api().word() + "': " + trouble.cause() + "; " + trouble.advice();
    }

    private static String proxyAdvice(String text) {
        if (text.contains("407")) {
            return "the proxy asks for a login; write https_proxy as http://user:password@host:port";
        }
        return "the proxy of the environment does not let this endpoint through; check https_proxy, or list the endpoint's host in no_proxy";
    }

    private static boolean speaksOldHttp(String text) {
        return text.contains("first received frame was not settings")
                || text.contains("unexpected http/1")
                || text.contains("http/1.x");
    }

    private static boolean closedEarly(String text) {
        return text.contains("network closed")
                || text.contains("connection reset")
                || text.contains("connection closed")
                || text.contains("end of stream")
                || text.contains("broken pipe");
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        int depth = 0;
        for (Throwable t = thrown; t != null && depth < 20; t = t.getCause(), depth++) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    /** The description and the messages of all causes, in lower case. */
    private static String text(Status status) {
        StringBuilder text = new StringBuilder(String.valueOf(status.getDescription()));
        int depth = 0;
        for (Throwable t = status.getCause(); t != null && depth < 20; t = t.getCause(), depth++) {
            text.append('\n').append(t);
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }
}
