package io.partita.plans.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A port of a participant as its clients see it: passes bytes on, and can do to connections what no gRPC server does to
 * itself. A shut gate goes on listening, so that nobody else gets the port, and resets whoever connects.
 */
public final class Gate implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;

    private final InetSocketAddress behind;
    private final ServerSocket listening;
    private final ExecutorService threads;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean shut;

    private Gate(InetSocketAddress behind, ServerSocket listening) {
        this.behind = behind;
        this.listening = listening;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "gate");
            thread.setDaemon(true);
            return thread;
        });
        threads.execute(this::accept);
    }

    /** @param behind {@code host:port} */
    public static Gate before(String behind) {
        int colon = behind.lastIndexOf(':');
        InetSocketAddress address =
                new InetSocketAddress(behind.substring(0, colon), Integer.parseInt(behind.substring(colon + 1)));
        try {
            return new Gate(address, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** {@code host:port} */
    public String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    /** Resets every connection; the next one is welcome. */
    public void reset() {
        open.forEach(Gate::reset);
        open.clear();
    }

    /** Resets every connection, and every one that is tried, until it is opened. */
    public void shut() {
        shut = true;
        reset();
    }

    public void open() {
        shut = false;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (shut) {
                    reset(client);
                } else {
                    connect(client);
                }
            } catch (IOException closed) {
                // The test is over, or a client gave up while it connected.
                continue;
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket();
        try {
            server.connect(behind);
        } catch (IOException gone) {
            reset(client);
            return;
        }
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(client);
        open.add(server);
        threads.execute(() -> pass(client, server));
        threads.execute(() -> pass(server, client));
    }

    private void pass(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                out.write(chunk, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            reset(from);
            reset(to);
        } finally {
            open.remove(from);
        }
    }

    private static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        } catch (IOException gone) {
            // It is closed, one way or the other.
            return;
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            reset();
            threads.shutdownNow();
        }
    }
}
