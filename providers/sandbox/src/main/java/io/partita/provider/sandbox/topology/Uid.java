package io.partita.provider.sandbox.topology;

import java.util.regex.Pattern;

/**
 * A unique identifier: of a party, a participant or a synchronizer (semantics.md 9).
 *
 * @param identifier the part that people chose
 * @param namespace fingerprint of the root key
 */
public record Uid(String identifier, String namespace) {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z0-9:\\-_ ]+");
    private static final Pattern FINGERPRINT = Pattern.compile("[a-zA-Z0-9:\\-_ ]+");
    private static final int LONGEST_IDENTIFIER = 185;
    private static final int LONGEST_FINGERPRINT = 68;
    private static final int LONGEST = 255;
    private static final String DELIMITER = "::";

    /**
     * Reads an identifier.
     *
     * @throws MalformedId if it is none; its message is Canton's
     */
    public static Uid parse(String text) {
        int split = text.indexOf(DELIMITER);
        if (split < 0) {
            throw new MalformedId("Invalid unique identifier `" + text + "` with missing namespace.");
        }
        String identifier = text.substring(0, split);
        String namespace = text.substring(split + DELIMITER.length());
        if (text.length() > LONGEST) {
            throw new MalformedId("Daml-LF Party is too long (max: 255)");
        }
        if (identifier.isEmpty()) {
            throw new MalformedId("Invalid unique identifier `" + text + "` with missing identifier.");
        }
        if (namespace.contains(DELIMITER)) {
            throw new MalformedId("Fingerprint decoding of `" + text
                    + "` failed with: StringConversionError(String contains reserved delimiter `::`.,None)");
        }
        if (!IDENTIFIER.matcher(identifier).matches() || identifier.length() > LONGEST_IDENTIFIER) {
            throw new MalformedId("Identifier decoding of `" + text + "` failed");
        }
        if (!FINGERPRINT.matcher(namespace).matches() || namespace.length() > LONGEST_FINGERPRINT) {
            throw new MalformedId("Fingerprint decoding of `" + text + "` failed");
        }
        return new Uid(identifier, namespace);
    }

    /** The namespace of an identifier that is known to be well-formed. */
    public static String namespaceOf(String uid) {
        return uid.substring(uid.indexOf(DELIMITER) + DELIMITER.length());
    }

    /** The identifier as Canton shows it in texts: with a shortened namespace. */
    public static String shortened(String uid) {
        int split = uid.indexOf(DELIMITER);
        return split < 0
                ? uid
                : uid.substring(0, split) + DELIMITER + shortFingerprint(uid.substring(split + DELIMITER.length()));
    }

    /** A fingerprint as Canton shows it in texts. */
    public static String shortFingerprint(String fingerprint) {
        return fingerprint.length() <= 12 ? fingerprint : fingerprint.substring(0, 12) + "...";
    }

    @Override
    public String toString() {
        return identifier + DELIMITER + namespace;
    }

    /** A text is not an identifier. */
    public static final class MalformedId extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MalformedId(String message) {
            super(message);
        }
    }
}
