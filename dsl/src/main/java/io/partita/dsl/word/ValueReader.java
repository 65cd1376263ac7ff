package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.dsl.evaluation.Argument;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.finding.Findings;
import java.util.Optional;

/**
 * Reads values as texts and paths and reports what is wrong with them, but for those whose mistake has been reported.
 */
class ValueReader {

    /** No name, address or path is longer; checking and quoting longer ones would cost without end. */
    private static final int LONGEST_TEXT = 10_000;

    private final Findings findings;
    private final String usage;

    /** @param usage how it is written, for the fix */
    ValueReader(Findings findings, String usage) {
        this.findings = findings;
        this.usage = usage;
    }

    Findings findings() {
        return findings;
    }

    /** Reports a mistake; the fix says how it is written. */
    void report(String code, String summary, SourceRange where) {
        findings.add(Diagnostic.error(code, summary).fix("Write " + usage + ".").at(where));
    }

    void wrongKind(Argument argument, String what) {
        if (!(argument.value() instanceof Value.Broken)) {
            report("wrong-kind", what + " cannot be " + argument.value().kind(), argument.range());
        }
    }

    /** A text that is not empty. */
    Optional<String> text(Argument argument, String what) {
        if (argument.value() instanceof Value.Text text) {
            return wrongText(text.text(), argument, what) ? Optional.empty() : Optional.of(text.text());
        }
        wrongKind(argument, what);
        return Optional.empty();
    }

    private boolean wrongText(String text, Argument argument, String what) {
        if (text.length() > LONGEST_TEXT) {
            report(
                    "text-too-long",
                    what + " has " + text.length() + " characters; the limit is " + LONGEST_TEXT,
                    argument.range());
            return true;
        }
        if (text.isBlank()) {
            report("empty-text", what + " is empty", argument.range());
            return true;
        }
        for (int at = 0; at < text.length(); at++) {
            if (Character.isISOControl(text.charAt(at))) {
                findings.add(controlCharacter(what, text.charAt(at), argument.range()));
                return true;
            }
        }
        return false;
    }

    /** The message about a character that a backslash made, most often in a path of Windows. */
    static Diagnostic controlCharacter(String what, int character, SourceRange where) {
        String named = switch (character) {
            case '\n' -> "a line feed";
            case '\r' -> "a carriage return";
            case '\t' -> "a tab";
            default -> String.format("the control character U+%04X", character);
        };
        return Diagnostic.error("control-character", what + " contains " + named)
                .because("In quotes, \\n, \\r and \\t are the control characters for a new line and a tab.")
                .fix("In a path, write / for each backslash, also on Windows; elsewhere, write \\\\ for a backslash.")
                .at(where);
    }

    /** A path of a file: relative ones start at the declaration's folder. */
    Optional<String> path(Argument argument, String what) {
        return text(argument, what).filter(path -> {
            boolean fine = !path.startsWith("~") && !path.endsWith("/");
            if (!fine) {
                report(
                        "bad-path",
                        what + (path.startsWith("~") ? " starts with '~', which is not expanded" : " names a folder"),
                        argument.range());
            }
            return fine;
        });
    }

    /** Blanks at an end, two together, or a blank that is another character than the ordinary one. */
    static boolean hasMisleadingBlanks(String name) {
        if (name.startsWith(" ") || name.endsWith(" ") || name.contains("  ")) {
            return true;
        }
        for (int at = 0; at < name.length(); at++) {
            char each = name.charAt(at);
            if (each != ' ' && (Character.isSpaceChar(each) || Character.isWhitespace(each))) {
                return true;
            }
        }
        return false;
    }

    /** The word that an argument is: a fixed word, or the same as a text; empty for anything else. */
    static Optional<String> word(Argument argument) {
        if (argument.value() instanceof Value.Symbol symbol) {
            return Optional.of(symbol.word());
        }
        return argument.value() instanceof Value.Text text ? Optional.of(text.text()) : Optional.empty();
    }
}
