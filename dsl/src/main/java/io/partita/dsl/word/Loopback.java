package io.partita.dsl.word;

/** Addresses that do not leave the machine. */
final class Loopback {

    private Loopback() {}

    static boolean is(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127\\.[0-9.]+");
    }
}
