package io.partita.provider.canton.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is reached without a proxy: this machine, and what {@code no_proxy} lists. An entry is {@code *}, a host, a domain (with or without a leading dot or {@code *.}; it means the domain and
 * everything below), an address, or a range of addresses such as {@code 10.0.0.0/8}; a host may have a port.
 */
final class LeftOut {

    private final List<String> entries;

    LeftOut(String names) {
        this.entries = Arrays.stream(names.split("[,\\s]+"))
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    boolean has(String host, int port) {
        String name = bare(host);
        return isHere(name) || entries.stream().anyMatch(entry -> covers(entry, name, port));
    }

    private static boolean isHere(String name) {
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || Addresses.of(name)
                        .map(bytes -> bytes.length == 4 ? bytes[0] == 127 : Addresses.isLoopback(bytes))
                        .orElse(false);
    }

    private static boolean covers(String entry, String name, int port) {
        if (entry.equals("*")) {
            return true;
        }
        if (entry.contains("/")) {
            return Addresses.inRange(entry, name);
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
        return Addresses.of(name).isEmpty();
    }

    private static String bare(String host) {
        String lower = host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
