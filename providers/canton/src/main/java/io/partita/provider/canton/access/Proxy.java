package io.partita.provider.canton.access;

import java.util.Optional;

/**
 * An HTTP proxy that opens tunnels (CONNECT).
 *
 * @param host of the proxy
 * @param port of the proxy
 * @param login empty when the proxy asks for none
 * @param variable the environment variable that names it
 */
record Proxy(String host, int port, Optional<Login> login, String variable) {

    /** Who asks the proxy. Its text never shows the password. */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return "login";
        }
    }

    @Override
    public String toString() {
        return host + ":" + port + " (" + variable + ")";
    }
}
