package io.partita.provider.canton.call;

import io.grpc.Status;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says in the words of a declaration why a connection could not be made, or why what answers is no Canton. */
final class Connecting {

    private Connecting() {}

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
    static Optional<String> advice(Status status, Line line) {
        String text = text(status);
        if (text.contains("proxyconnectexception")) {
            return Optional.of(proxyAdvice(text));
        }
        if (isTls(status, text)) {
            return Optional.of(tlsAdvice(text, line));
        }
        if (has(status.getCause(), UnknownHostException.class) || text.contains("unable to resolve host")) {
            return Optional.of("the host name cannot be resolved; check the host of '"
                    + line.api().word() + "'");
        }
        if (has(status.getCause(), ConnectException.class) || text.contains("connection refused")) {
            return Optional.of("nothing listens there; check host and port of '"
                    + line.api().word() + "', and that the participant runs and is the active replica");
        }
        if (speaksOldHttp(text)) {
            return Optional.of("what listens there speaks HTTP/1.1, not gRPC; check the port of '"
                    + line.api().word() + "'");
        }
        if (text.contains("invalid content-type") || text.contains("http status code")) {
            return Optional.of("a web server or proxy answered instead of Canton; check host and port of '"
                    + line.api().word() + "', and that a proxy in between passes gRPC on");
        }
        if (status.getCode() == Status.Code.UNAVAILABLE && line.security() == Security.PLAINTEXT && closedEarly(text)) {
            return Optional.of(
                    "the connection was closed before anything was answered; if the participant asks for TLS, write tls for '"
                            + line.api().word() + "'");
        }
        return Optional.empty();
    }

    private static boolean isTls(Status status, String text) {
        return has(status.getCause(), SSLException.class)
                || text.contains("ssl") && text.contains("handshake")
                || text.contains("certificate");
    }

    private static String tlsAdvice(String text, Line line) {
        String where = "the tls setting of '" + line.api().word() + "': ";
        if (text.contains("not an ssl/tls record")) {
            return where + "the server answered without TLS; check the port, or leave tls out";
        }
        if (text.contains("certificateexpired")
                || text.contains("validity check failed")
                || text.contains("notafter")) {
            return where
                    + "the server's certificate has expired, or one above it; the participant's operator has to renew it";
        }
        if (text.contains("certificatenotyetvalid") || text.contains("notbefore")) {
            return where + "the server's certificate is not valid yet; check the clock of this machine";
        }
        if (text.contains("no subject alternative")
                || text.contains("no name matching")
                || text.contains("hostname")
                || text.contains("no match")) {
            return where + "the certificate is for another name; use that name as host or set 'authority'";
        }
        if (text.contains("path building failed")
                || text.contains("pkix")
                || text.contains("unable to find valid certification path")
                || text.contains("self signed")
                || text.contains("self-signed")
                || text.contains("path validation")) {
            return where + "the certificate is not signed by a trusted authority; check 'ca'";
        }
        if (text.contains("bad_certificate")
                || text.contains("certificate_required")
                || text.contains("certificate_unknown")
                || text.contains("unknown_ca")
                || text.contains("handshake_failure")
                || text.contains("bad certificate")) {
            return where + "the server refuses the client; check 'cert' and 'key'";
        }
        return where + "the handshake failed; check 'ca', 'cert', 'key' and 'authority'";
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
