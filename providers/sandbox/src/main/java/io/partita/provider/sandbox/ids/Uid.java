package io.partita.provider.sandbox.ids;

import java.util.regex.Pattern;

/**
 * A unique identifier {@code identifier::namespace} of a party, participant or synchronizer (semantics.md 9).
 *
 * @param identifier without {@code ::}
 * @param namespace fingerprint
 */
public record Uid(String identifier, String namespace) {

    private static final String DELIMITER = "::";
    private static final int SHOWN = 12;
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9:\\-_ ]{1,185}");
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9\\-_]{1,68}");

    /** A text that is no unique identifier; the message is Canton's. */
    public static final class Malformed extends Exception {

        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /**
     * Reads an identifier.
     *
     * @throws Malformed if the text is none
     */
    public static Uid parse(String text) throws Malformed {
        int at = text.indexOf(DELIMITER);
        if (text.isEmpty()) {
            throw new Malformed("Empty string is not a valid unique identifier.");
        }
        if (at < 0) {
            throw new Malformed("Invalid unique identifier `" + text + "` with missing namespace.");
        }
        if (at == 0) {
            throw new Malformed("Invalid unique identifier `" + text + "` with empty identifier.");
        }
        String identifier = text.substring(0, at);
        String namespace = text.substring(at + DELIMITER.length());
        if (namespace.isEmpty()) {
            throw new Malformed("Fingerprint decoding of `" + text + "` failed with: Fingerprint cannot be empty");
        }
        if (namespace.contains(DELIMITER)) {
            throw new Malformed("Fingerprint decoding of `" + text
                    + "` failed with: StringConversionError(String contains reserved delimiter `::`.,None)");
        }
        if (!IDENTIFIER.matcher(identifier).matches()
                || !NAMESPACE.matcher(namespace).matches()) {
            throw new Malformed("Invalid unique identifier `" + text + "` with a character that is not allowed.");
        }
        return new Uid(identifier, namespace);
    }

    /** As Canton writes ids in its messages: the namespace cut to twelve characters. Never to be parsed. */
    public static String shortened(String uid) {
        int at = uid.indexOf(DELIMITER);
        int start = at + DELIMITER.length();
        return at < 0 || uid.length() <= start + SHOWN ? uid : uid.substring(0, start + SHOWN) + "...";
    }

    @Override
    public String toString() {
        return identifier + DELIMITER + namespace;
    }
}
