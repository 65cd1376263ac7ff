package io.partita.core.model;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Canton's {@code identifier::namespace}, at most 255 characters; the identifier part at most 185, without {@code ::}.
 *
 * @param identifier letters, digits, colon, minus, underscore, blank
 * @param namespace the fingerprint of the root key that rules it
 */
public record UniqueIdentifier(String identifier, Fingerprint namespace) implements Comparable<UniqueIdentifier> {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9:_ \\-]{1,185}");

    public UniqueIdentifier {
        Objects.requireNonNull(namespace, "namespace");
        if (!isIdentifier(identifier)) {
            throw new IllegalArgumentException("not an identifier: " + identifier);
        }
    }

    public static boolean isIdentifier(String text) {
        return IDENTIFIER.matcher(text).matches() && !text.contains("::") && !text.endsWith(":");
    }

    /** Empty when the text is not of the form {@code identifier::1220…}. */
    public static Optional<UniqueIdentifier> parse(String text) {
        int split = text.lastIndexOf("::");
        if (split < 0 || !isIdentifier(text.substring(0, split))) {
            return Optional.empty();
        }
        return Fingerprint.parse(text.substring(split + 2))
                .map(namespace -> new UniqueIdentifier(text.substring(0, split), namespace));
    }

    public String abbreviated() {
        return identifier + "::" + namespace.abbreviated();
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
