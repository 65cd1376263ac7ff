package io.partita.provider.canton.access;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy that knows one method, CONNECT, and leads every tunnel to one port of this machine, whatever name was
 * asked for.
 */
final class Tunnel implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
    private final int target;
    private final String login;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** @param login the value of {@code Proxy-Authorization} that it wants; empty for none */
    Tunnel(int target, String login) throws IOException {
        this.target = target;
        this.login = login;
        start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The targets that were asked for, in order. */
    List<String> asked() {
        return asked;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            String head = head(in);
            asked.add(head.split(" ")[1]);
            if (!login.isEmpty()
                    && !head.contains("roxy-authorization: " + login)
                    && !head.contains("roxy-Authorization: " + login)) {
                answer(client, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"tunnel\"");
                return;
            }
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
                answer(client, "200 Connection established");
                start(() -> copy(server, client));
                in.transferTo(server.getOutputStream());
            }
        } catch (IOException e) {
            // One of the two hung up; a test that needed the tunnel fails by itself.
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try (to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // As above.
            Thread.currentThread().interrupt();
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("hung up");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void answer(Socket client, String status) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "tunnel");
        thread.setDaemon(true);
        thread.start();
    }
}
