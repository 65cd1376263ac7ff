package io.partita.core.model;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Canton's {@code identifier::namespace}, at most 255 characters; the identifier part at most 185, without {@code ::}.
 *
 * @param identifier letters, digits, colon, minus, underscore, blank
 * @param namespace the fingerprint of the root key that rules it
 */
public record UniqueIdentifier(String identifier, Fingerprint namespace) implements Comparable<UniqueIdentifier> {

    private static final int LONGEST = 185;
    private static final int LONGEST_WHOLE = 255;

    public UniqueIdentifier {
        Objects.requireNonNull(namespace, "namespace");
        if (!isIdentifier(identifier)) {
            throw new IllegalArgumentException("not an identifier: " + identifier);
        }
    }

    /** By hand, because a topology has as many of them as parties and hosts. */
    public static boolean isIdentifier(String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.endsWith(":")) {
            return false;
        }
        char before = 0;
        for (int index = 0; index < text.length(); index++) {
            char each = text.charAt(index);
            if (!isAllowed(each) || each == ':' && before == ':') {
                return false;
            }
            before = each;
        }
        return true;
    }

    private static boolean isAllowed(char each) {
        return each >= 'a' && each <= 'z'
                || each >= 'A' && each <= 'Z'
                || each >= '0' && each <= '9'
                || each == ':'
                || each == '_'
                || each == ' '
                || each == '-';
    }

    /** Empty when the text is not of the form {@code identifier::1220…}. */
    public static Optional<UniqueIdentifier> parse(String text) {
        return parse(text, Fingerprint::parse);
    }

    /** The same. @param namespaces reads the namespace, which many ids have in common; empty for what is none */
    public static Optional<UniqueIdentifier> parse(String text, Function<String, Optional<Fingerprint>> namespaces) {
        // Asked before the text is looked through: it may be as long as somebody likes.
        int split = text.length() > LONGEST_WHOLE ? -1 : text.lastIndexOf("::");
        if (split < 0) {
            return Optional.empty();
        }
        String identifier = text.substring(0, split);
        return isIdentifier(identifier)
                ? namespaces
                        .apply(text.substring(split + 2))
                        .map(namespace -> new UniqueIdentifier(identifier, namespace))
                : Optional.empty();
    }

    public String abbreviated() {
        return identifier + "::" + namespace.abbreviated();
    }

    /** By hand, as for {@link PartyId}. A text knows its hash, and names that differ often do so only at their end. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof UniqueIdentifier uid
                        && identifier.hashCode() == uid.identifier.hashCode()
                        && identifier.equals(uid.identifier)
                        && namespace.equals(uid.namespace);
    }

    @Override
    public int hashCode() {
        return 31 * identifier.hashCode() + namespace.hashCode();
    }

    @Override
    public int compareTo(UniqueIdentifier other) {
        int byIdentifier = identifier.compareTo(other.identifier);
        return byIdentifier != 0 ? byIdentifier : namespace.compareTo(other.namespace);
    }

    @Override
    public String toString() {
        return identifier + "::" + namespace;
    }
}
