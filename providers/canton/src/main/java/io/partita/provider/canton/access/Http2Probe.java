package io.partita.provider.canton.access;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The first words of HTTP/2 (RFC 9113, 3.4): a server answers them with its settings, everything else with something
 * else.
 */
final class Http2Probe {

    private static final int FRAME_HEAD = 9;
    private static final int TYPE = 3;
    private static final int SETTINGS = 4;

    private Http2Probe() {}

    /** What answered. */
    enum Answer {
        HTTP2,
        HTTP1,
        OTHER,
        NOTHING
    }

    static Answer exchange(Socket socket) throws IOException {
        byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] emptySettings = {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0};
        socket.getOutputStream().write(preface);
        socket.getOutputStream().write(emptySettings);
        socket.getOutputStream().flush();
        InputStream in = socket.getInputStream();
        byte[] head = in.readNBytes(FRAME_HEAD);
        if (head.length == 0) {
            return Answer.NOTHING;
        }
        if (new String(head, StandardCharsets.ISO_8859_1).startsWith("HTTP/1")) {
            return Answer.HTTP1;
        }
        return head.length == FRAME_HEAD && head[TYPE] == SETTINGS ? Answer.HTTP2 : Answer.OTHER;
    }
}
