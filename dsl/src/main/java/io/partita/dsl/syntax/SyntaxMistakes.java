package io.partita.dsl.syntax;

import groovyjarjarantlr4.v4.runtime.RecognitionException;
import groovyjarjarantlr4.v4.runtime.Token;
import io.partita.core.diagnostic.Diagnostic;
import java.util.Locale;
import java.util.Map;
import org.apache.groovy.parser.antlr4.GroovyLexer;
import org.apache.groovy.parser.antlr4.GroovySyntaxError;

/** The errors of Groovy's lexer and parser in plain words. */
final class SyntaxMistakes {

    private static final int LONGEST_EXCERPT = 30;

    private static final Map<Character, String> QUOTES = Map.of('\'', "'", '"', "\"");

    private SyntaxMistakes() {}

    static Diagnostic ofLexer(GroovySyntaxError error, String text, SourceLines lines) {
        int offset = lines.offset(error.getLine(), error.getColumn() - 1);
        String message = error.getMessage() == null ? "" : error.getMessage();
        if (message.startsWith("Unexpected character")) {
            return unreadable(offset, text, lines);
        }
        String plain = message.replaceAll("\\s*@ line \\d+.*", "");
        String lower = plain.isEmpty() ? "cannot be read" : plain;
        return Diagnostic.error("syntax", lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1))
                .fix("Correct the number or character at this place.")
                .at(lines.range(offset, offset + 1));
    }

    /** A character with which nothing can start. */
    static Diagnostic unreadable(int offset, String text, SourceLines lines) {
        if (offset < 0 || offset >= text.length()) {
            return Diagnostic.error("syntax", "The text ends too early")
                    .fix("Complete the last line.")
                    .at(lines.range(text.length(), text.length()));
        }
        char c = text.charAt(offset);
        if (QUOTES.containsKey(c)) {
            return Diagnostic.error("syntax", "This text has no closing " + QUOTES.get(c) + " or holds a wrong escape")
                    .because(
                            "A text ends on the line where it starts; after a backslash only b, t, n, f, r, s, \\, ', \","
                                    + " $, u and digits are known.")
                    .fix("Close it with " + QUOTES.get(c) + ", or write \\\\ for a backslash.")
                    .at(lines.range(offset, offset + 1));
        }
        int end = offset + Character.charCount(text.codePointAt(offset));
        return Diagnostic.error("syntax", "'" + text.substring(offset, end) + "' is not expected here")
                .fix("Remove it, or put text in quotes.")
                .at(lines.range(offset, end));
    }

    static Diagnostic ofParser(RuntimeException error, SourceLines lines) {
        Token token = offending(error);
        if (token == null) {
            return Diagnostic.error("syntax", "This is not valid Groovy")
                    .fix("Check the line for a missing comma, quote or bracket.")
                    .at(lines.range(0, 0));
        }
        Diagnostic mistake = switch (token.getType()) {
            case Token.EOF ->
                Diagnostic.error("syntax", "The text ends in the middle of an expression")
                        .fix("Complete the last line.");
            case GroovyLexer.NL ->
                Diagnostic.error("syntax", "The line ends in the middle of an expression")
                        .fix("Complete the line.");
            default ->
                Diagnostic.error("syntax", "'" + excerpt(token) + "' is not expected here")
                        .fix("Check the line for a missing comma, quote or bracket.");
        };
        return mistake.at(lines.range(GroovyText.start(token), GroovyText.end(token)));
    }

    private static Token offending(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecognitionException recognition) {
                return recognition.getOffendingToken();
            }
        }
        return null;
    }

    /** Text in quotes is not repeated: it may be a secret. */
    private static String excerpt(Token token) {
        int type = token.getType();
        if (type == GroovyLexer.StringLiteral
                || type == GroovyLexer.GStringBegin
                || type == GroovyLexer.GStringPart
                || type == GroovyLexer.GStringEnd) {
            return "…";
        }
        String text = token.getText();
        return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "…";
    }
}
