package io.partita.provider.canton.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Literal IP addresses. Nothing is looked up. */
final class Addresses {

    private Addresses() {}

    /** The bytes of a literal address; empty for a name. */
    static Optional<byte[]> of(String text) {
        boolean literal =
                text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") || (text.contains(":") && text.matches("[0-9a-f:.]+"));
        if (!literal) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    static boolean isLoopback(byte[] address) {
        try {
            return InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address", e);
        }
    }

    /** @param range such as {@code 10.0.0.0/8}; anything else contains nothing */
    static boolean inRange(String range, String text) {
        int slash = range.indexOf('/');
        Optional<byte[]> network = of(range.substring(0, slash));
        Optional<byte[]> address = of(text);
        String length = range.substring(slash + 1);
        if (network.isEmpty() || address.isEmpty() || !length.matches("[0-9]{1,3}")) {
            return false;
        }
        int bits = Integer.parseInt(length);
        byte[] one = network.get();
        byte[] other = address.get();
        if (one.length != other.length || bits > one.length * 8) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((one[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
