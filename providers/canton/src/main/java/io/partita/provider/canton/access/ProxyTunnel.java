package io.partita.provider.canton.access;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Asks an HTTP proxy for a tunnel (RFC 9110, 9.3.6). */
final class ProxyTunnel {

    private static final int LONGEST_ANSWER = 16 * 1024;

    private ProxyTunnel() {}

    /**
     * The status and reason that the proxy answered with, such as {@code 200 OK}; after 200 the socket leads to the
     * target.
     */
    static String open(Socket socket, Proxy proxy, String host, int port) throws IOException {
        String target = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        StringBuilder request = new StringBuilder("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n");
        proxy.login()
                .ifPresent(login -> request.append("Proxy-Authorization: Basic ")
                        .append(Base64.getEncoder()
                                .encodeToString(
                                        (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8)))
                        .append("\r\n"));
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        String head = head(socket.getInputStream());
        String first = head.lines().findFirst().orElse("");
        int space = first.indexOf(' ');
        if (!first.startsWith("HTTP/") || space < 0) {
            throw new IOException("the proxy does not speak HTTP");
        }
        return first.substring(space + 1).strip();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 2) {
            int next = in.read();
            if (next < 0 || head.size() > LONGEST_ANSWER) {
                throw new IOException("the proxy hung up");
            }
            head.write(next);
            ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}
