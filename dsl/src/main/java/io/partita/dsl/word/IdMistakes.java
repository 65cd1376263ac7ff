package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.UniqueIdentifier;

/** What is wrong with an id. */
final class IdMistakes {

    private static final int LONGEST_EXCERPT = 40;

    private IdMistakes() {}

    static Diagnostic bad(String text, String whose, SourceRange where) {
        return Diagnostic.error("bad-id", "'" + shown(text) + "' is not the full id of a " + whose)
                .because(reason(text))
                .fix("Copy it from the participant's console; it reads name::1220… with 64 hex digits after 1220.")
                .at(where);
    }

    static Diagnostic badFingerprint(String text, SourceRange where) {
        return Diagnostic.error("bad-fingerprint", "'" + shown(text) + "' is not the fingerprint of a key")
                .because("It is 1220 and 64 lower-case hex digits; this one has " + text.length() + " characters.")
                .fix("Copy it from the console of the participant that holds the key.")
                .at(where);
    }

    private static String shown(String text) {
        return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "…";
    }

    private static String reason(String text) {
        int split = text.lastIndexOf("::");
        if (split < 0) {
            return "It has no '::' between the name and the namespace.";
        }
        if (!UniqueIdentifier.isIdentifier(text.substring(0, split))) {
            return "The name before '::' has 1 to 185 letters, digits, blanks, ':', '-' or '_'.";
        }
        String namespace = text.substring(split + 2);
        if (Fingerprint.parse(namespace).isEmpty()) {
            return "The namespace after '::' is 1220 and 64 lower-case hex digits; this one has " + namespace.length()
                    + " characters.";
        }
        return "It is too long.";
    }
}
