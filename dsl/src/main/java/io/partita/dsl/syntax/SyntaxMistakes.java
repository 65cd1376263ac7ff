package io.partita.dsl.syntax;

import groovyjarjarantlr4.v4.runtime.RecognitionException;
import groovyjarjarantlr4.v4.runtime.Token;
import io.partita.core.diagnostic.Diagnostic;
import java.util.Locale;
import org.apache.groovy.parser.antlr4.GroovyLexer;
import org.apache.groovy.parser.antlr4.GroovySyntaxError;

/** The errors of Groovy's lexer and parser in plain words. Text in quotes is never repeated: it may be a secret. */
final class SyntaxMistakes {

    private static final int LONGEST_EXCERPT = 30;
    private static final String ESCAPES = "btnfrs'\"\\$01234567\r\n";

    private static final String TYPOGRAPHIC_QUOTES =
            "\u2018\u2019\u201A\u201B\u201C\u201D\u201E\u201F\u2032\u2033\u00AB\u00BB\u2039\u203A\u00B4`";

    private final String text;
    private final SourceLines lines;

    SyntaxMistakes(String text, SourceLines lines) {
        this.text = text;
        this.lines = lines;
    }

    Mistake ofLexer(GroovySyntaxError error) {
        int offset = lines.offset(error.getLine(), error.getColumn() - 1);
        String message = error.getMessage() == null ? "" : error.getMessage();
        if (message.startsWith("Unexpected character")) {
            return unreadable(offset);
        }
        String plain = message.replaceAll("\\s*@ line \\d+.*", "");
        String summary = plain.isEmpty() ? "This cannot be read" : plain;
        return mistake(
                summary.substring(0, 1).toUpperCase(Locale.ROOT) + summary.substring(1),
                "",
                "Correct the number or character at this place.",
                offset,
                offset + 1);
    }

    /** A character with which nothing can start. */
    Mistake unreadable(int offset) {
        if (offset < 0 || offset >= text.length()) {
            return mistake("The text ends too early", "", "Complete the last line.", text.length(), text.length());
        }
        char c = text.charAt(offset);
        if (c == '\'' || c == '"') {
            return unquotable(offset, c);
        }
        if (offset > 0 && text.charAt(offset - 1) == '$') {
            return mistake(
                    "In double quotes, '$' begins a value",
                    "partita itself would replace it, before any program or shell sees the text.",
                    "Write single quotes, or \\$ for the character itself.",
                    offset - 1,
                    offset + 1);
        }
        int end = offset + Character.charCount(text.codePointAt(offset));
        String character = text.substring(offset, end);
        if (TYPOGRAPHIC_QUOTES.contains(character)) {
            return mistake(
                    "'" + character + "' is a typographic quote",
                    "Text stands in plain quotes; editors for letters replace them.",
                    "Write ' or \" at both ends.",
                    offset,
                    end);
        }
        return mistake(
                "'" + character + "' is not expected here",
                "",
                character.equals("#") ? "Write // before a comment." : "Remove it, or put text in quotes.",
                offset,
                end);
    }

    /** A text that starts with a quote and is none: an escape is wrong, or it has no end. */
    private Mistake unquotable(int start, char quote) {
        for (int i = start + 1; i < text.length() && !ends(i, quote); i++) {
            if (text.charAt(i) == '\\') {
                char letter = i + 1 < text.length() ? text.charAt(i + 1) : '\n';
                boolean unicode = letter == 'u' && isHexadecimal(i + 2, i + 6);
                if (ESCAPES.indexOf(letter) < 0 && !unicode) {
                    return mistake(
                                    "'\\" + letter + "' is no escape",
                                    "After a backslash only b, t, n, f, r, s, \\, ', \", $, octal digits and uXXXX are known.",
                                    "In a path, write / for each backslash, also on Windows; elsewhere, write \\\\ for a backslash.",
                                    i,
                                    i + 2)
                            .mended(withoutBackslashes(start, quote));
                }
                i++;
            }
        }
        return mistake(
                "This text has no closing " + quote,
                "",
                "Close it with " + quote + " on the same line, or use three quotes for several lines.",
                start,
                start + 1);
    }

    /** Only the other mistakes of the text are looked for in it. */
    private String withoutBackslashes(int start, char quote) {
        StringBuilder mended = new StringBuilder(text);
        for (int i = start + 1; i < text.length() && !ends(i, quote); i++) {
            if (text.charAt(i) == '\\') {
                boolean quoted = i + 1 < text.length() && text.charAt(i + 1) == quote;
                mended.setCharAt(i, quoted ? '\\' : '/');
                i += quoted ? 1 : 0;
            }
        }
        return mended.toString();
    }

    private boolean isHexadecimal(int from, int to) {
        return to <= text.length() && text.substring(from, to).chars().allMatch(SyntaxMistakes::isHexadecimalDigit);
    }

    private static boolean isHexadecimalDigit(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private boolean ends(int index, char quote) {
        char c = text.charAt(index);
        return c == quote || c == '\n' || c == '\r';
    }

    Mistake ofParser(RuntimeException error) {
        Token token = offending(error);
        if (token == null) {
            return mistake("This is not valid Groovy", "", "Check for a missing comma, quote or bracket.", 0, 0);
        }
        int start = GroovyText.start(token);
        int end = GroovyText.end(token);
        return switch (token.getType()) {
            case Token.EOF ->
                mistake("The text ends in the middle of an expression", "", "Complete the last line.", start, end);
            case GroovyLexer.NL ->
                mistake("The line ends in the middle of an expression", "", "Complete the line.", start, end);
            default ->
                mistake(
                        "'" + excerpt(token) + "' is not expected here",
                        "",
                        "Check the line for a missing comma, quote or bracket.",
                        start,
                        end);
        };
    }

    private static Token offending(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecognitionException recognition) {
                return recognition.getOffendingToken();
            }
        }
        return null;
    }

    private static String excerpt(Token token) {
        int type = token.getType();
        if (type == GroovyLexer.StringLiteral
                || type == GroovyLexer.GStringBegin
                || type == GroovyLexer.GStringPart
                || type == GroovyLexer.GStringEnd) {
            return "…";
        }
        String shown = token.getText();
        return shown.length() <= LONGEST_EXCERPT ? shown : shown.substring(0, LONGEST_EXCERPT) + "…";
    }

    private Mistake mistake(String summary, String why, String fix, int start, int end) {
        return new Mistake(
                Diagnostic.error("syntax", summary).because(why).fix(fix).at(lines.range(start, end)), start);
    }
}
