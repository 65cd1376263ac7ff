package io.partita.provider.sandbox.ids;

import java.util.regex.Pattern;

/**
 * A unique identifier {@code identifier::namespace} of a party, participant or synchronizer (semantics.md 9).
 *
 * @param identifier the part that people chose, without {@code ::}
 * @param namespace fingerprint of the root key
 */
public record Uid(String identifier, String namespace) {

    private static final String DELIMITER = "::";
    private static final int LONGEST = 255;
    private static final int SHOWN = 12;
    private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z0-9:\\-_ ]{1,185}");
    private static final Pattern FINGERPRINT = Pattern.compile("[a-zA-Z0-9:\\-_ ]{1,68}");

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
        if (text.isEmpty()) {
            throw new Malformed("Empty string is not a valid unique identifier.");
        }
        int at = text.indexOf(DELIMITER);
        if (at < 0) {
            throw new Malformed("Invalid unique identifier `" + text + "` with missing namespace.");
        }
        if (text.length() > LONGEST) {
            throw new Malformed("Daml-LF Party is too long (max: " + LONGEST + ")");
        }
        if (at == 0) {
            throw new Malformed("Invalid unique identifier `" + text + "` with empty identifier.");
        }
        String identifier = text.substring(0, at);
        String namespace = text.substring(at + DELIMITER.length());
        if (!IDENTIFIER.matcher(identifier).matches()) {
            throw new Malformed("Identifier decoding of `" + text + "` failed");
        }
        requireFingerprint(text, namespace);
        return new Uid(identifier, namespace);
    }

    private static void requireFingerprint(String text, String namespace) throws Malformed {
        if (namespace.isEmpty()) {
            throw new Malformed("Fingerprint decoding of `" + text + "` failed with: Fingerprint cannot be empty");
        }
        if (namespace.contains(DELIMITER)) {
            throw new Malformed("Fingerprint decoding of `" + text
                    + "` failed with: StringConversionError(String contains reserved delimiter `::`.,None)");
        }
        if (!FINGERPRINT.matcher(namespace).matches()) {
            throw new Malformed("Fingerprint decoding of `" + text + "` failed");
        }
    }

    /** The namespace of an identifier that is known to be well-formed. */
    public static String namespaceOf(String uid) {
        return uid.substring(uid.indexOf(DELIMITER) + DELIMITER.length());
    }

    /** As Canton writes ids in its messages: the namespace cut to twelve characters. Never to be parsed. */
    public static String shortened(String uid) {
        int at = uid.indexOf(DELIMITER);
        return at < 0
                ? uid
                : uid.substring(0, at) + DELIMITER + shortFingerprint(uid.substring(at + DELIMITER.length()));
    }

    /** A physical synchronizer id (uid, protocol version and serial) as Canton writes it in its messages. */
    public static String shortenedPhysical(String physicalId) {
        int split = physicalId.lastIndexOf(DELIMITER);
        return shortened(physicalId.substring(0, split)) + physicalId.substring(split);
    }

    /** A fingerprint as Canton writes it in its messages: at most twelve characters. Never to be parsed. */
    public static String shortFingerprint(String fingerprint) {
        return fingerprint.length() <= SHOWN ? fingerprint : fingerprint.substring(0, SHOWN) + "...";
    }

    @Override
    public String toString() {
        return identifier + DELIMITER + namespace;
    }
}
