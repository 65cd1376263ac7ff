package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.UniqueIdentifier;
import java.util.regex.Pattern;

/** What is wrong with an id. */
final class IdMistakes {

    private static final int LONGEST_EXCERPT = 40;

    private static final Pattern KIND_OF_MEMBER = Pattern.compile("^(PAR|MED|SEQ)::");

    private IdMistakes() {}

    static Diagnostic bad(String text, String whose, SourceRange where) {
        Trouble trouble = trouble(text);
        return Diagnostic.error("bad-id", "'" + shown(text) + "' is not the full id of a " + whose)
                .because(trouble.why())
                .fix(trouble.fix())
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

    /** An id where the declaration has names. */
    static Diagnostic insteadOfName(String id, SourceRange where) {
        String name = id.substring(0, id.indexOf("::"));
        return Diagnostic.error(
                        "bad-participant-name",
                        "'" + shown(name) + "::…' is the id of a participant, not its name here")
                .because("A host is named as 'participants { … }' names it; partita asks it at its endpoints there.")
                .fix(
                        "Declare the participant, and write its name without quotes; or, where it hosts the party already and"
                                + " only has to stay, write keep with the id.")
                .at(where);
    }

    /** What is wrong with an id, and what to do about it. */
    private record Trouble(String why, String fix) {}

    /** Ids as other tools write them: with the kind of the member before, shortened, or in quotes of their own. */
    private static Trouble trouble(String text) {
        if (KIND_OF_MEMBER.matcher(text).find()) {
            return new Trouble(
                    "It begins with the kind of a member, which is no part of an id.",
                    "Leave out '" + text.substring(0, 5) + "': a console puts the kind of the member before the id.");
        }
        if (text.endsWith("...") || text.endsWith("…")) {
            return new Trouble(
                    "It ends with dots, so a part of it is missing.",
                    "Copy the full id: this one was shortened to be shown. In a console, .toProtoPrimitive gives it.");
        }
        if (text.startsWith("\"") || text.startsWith("'") || !text.equals(text.strip())) {
            return new Trouble("It has quotes or blanks around it.", "Leave out the quotes and blanks around the id.");
        }
        return new Trouble(
                reason(text),
                "Copy it from the participant's console; it reads name::1220… with 64 hex digits after 1220.");
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
