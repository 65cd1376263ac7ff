package io.partita.provider.canton.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is reached without a proxy: this machine, and what {@code no_proxy} lists. An entry is {@code *}, a host, a
 * domain (with or without a leading dot or {@code *.}; it means the domain and everything below), an address, or a
 * range of addresses such as {@code 10.0.0.0/8}; a host may have a port.
 */
final class NoProxy {

    private final List<String> entries;

    NoProxy(String names) {
        this.entries = Arrays.stream(names.split("[,\\s]+"))
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    boolean has(String host, int port) {
        String name = bare(host);
        return isHere(host) || entries.stream().anyMatch(entry -> covers(entry, name, port));
    }

    /** Whether a host is this machine by its name or address alone. */
    static boolean isHere(String host) {
        String name = bare(host);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || address(name).map(NoProxy::isLoopback).orElse(false);
    }

    private static boolean covers(String entry, String name, int port) {
        if (entry.equals("*")) {
            return true;
        }
        if (entry.contains("/")) {
            return inRange(entry, name);
        }
        String listed = entry;
        int colon = entry.lastIndexOf(':');
        if (colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']')) {
            if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
                return false;
            }
            listed = entry.substring(0, colon);
        }
        String domain = bare(listed).replaceFirst("^\\*?\\.", "");
        return name.equals(domain) || (!domain.isEmpty() && name.endsWith("." + domain) && isName(name));
    }

    private static boolean isName(String name) {
        return address(name).isEmpty();
    }

    private static String bare(String host) {
        String lower = host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** The bytes of a literal address; empty for a name. */
    private static Optional<byte[]> address(String text) {
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

    private static boolean isLoopback(byte[] address) {
        try {
            return InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address", e);
        }
    }

    /** @param range such as {@code 10.0.0.0/8}; anything else contains nothing */
    private static boolean inRange(String range, String text) {
        int slash = range.indexOf('/');
        Optional<byte[]> network = address(range.substring(0, slash));
        Optional<byte[]> address = address(text);
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
