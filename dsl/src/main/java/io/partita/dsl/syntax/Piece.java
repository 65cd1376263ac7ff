package io.partita.dsl.syntax;

import groovyjarjarantlr4.v4.runtime.Token;
import java.util.ArrayList;
import java.util.List;
import org.apache.groovy.parser.antlr4.GroovyLexer;

/**
 * What a layout moves and never changes: a token, a whole text with its values in it, or a comment.
 *
 * @param sort what it is
 * @param type of the token, as the lexer has it; that of the beginning for a text with values, invalid for a comment
 * @param text as it is written
 * @param gap what stands before it
 */
record Piece(Sort sort, int type, String text, Gap gap) {

    /** What there is. */
    enum Sort {
        TOKEN,
        /** From two slashes to the end of the line. */
        LINE_COMMENT,
        BLOCK_COMMENT
    }

    /** What stands between two pieces. */
    enum Gap {
        NOTHING,
        BLANKS,
        /** The end of a line. */
        LINE,
        /** The end of a line that a backslash joins with the next one. */
        JOINED_LINE,
        /** At least one empty line. */
        EMPTY_LINE
    }

    boolean isComment() {
        return sort != Sort.TOKEN;
    }

    boolean beginsLine() {
        return gap == Gap.LINE || gap == Gap.JOINED_LINE || gap == Gap.EMPTY_LINE;
    }

    /** All pieces of a text. @param tokens all tokens of it, in their order */
    static List<Piece> of(String text, List<Token> tokens) {
        Scan scan = new Scan(text);
        int open = 0;
        int begin = 0;
        for (Token token : tokens) {
            switch (token.getType()) {
                case GroovyLexer.GStringBegin -> {
                    begin = open == 0 ? GroovyText.start(token) : begin;
                    open++;
                }
                case GroovyLexer.GStringEnd -> {
                    open--;
                    if (open == 0) {
                        scan.token(GroovyLexer.GStringBegin, begin, GroovyText.end(token));
                    }
                }
                default -> {
                    if (open == 0 && isWritten(token)) {
                        scan.token(token.getType(), GroovyText.start(token), GroovyText.end(token));
                    }
                }
            }
        }
        return scan.end();
    }

    private static boolean isWritten(Token token) {
        return token.getChannel() == Token.DEFAULT_CHANNEL
                && token.getType() != Token.EOF
                && token.getType() != GroovyLexer.NL;
    }

    /** From one token to the next, with the comments between them. */
    private static final class Scan {

        private final String text;
        private final List<Piece> pieces = new ArrayList<>();
        private int at;
        private int lines;
        private Gap gap = Gap.NOTHING;

        Scan(String text) {
            this.text = text;
        }

        void token(int type, int start, int end) {
            between(start);
            add(Sort.TOKEN, type, end);
        }

        List<Piece> end() {
            between(text.length());
            return List.copyOf(pieces);
        }

        private void add(Sort sort, int type, int end) {
            pieces.add(new Piece(sort, type, text.substring(at, end), gap));
            at = end;
            lines = 0;
            gap = Gap.NOTHING;
        }

        /** Nothing but blanks, ends of lines and comments. */
        private void between(int end) {
            while (at < end) {
                char c = text.charAt(at);
                if (text.startsWith("//", at) || at == 0 && text.startsWith("#!")) {
                    add(Sort.LINE_COMMENT, Token.INVALID_TYPE, endOfLine());
                } else if (text.startsWith("/*", at)) {
                    add(Sort.BLOCK_COMMENT, Token.INVALID_TYPE, text.indexOf("*/", at) + 2);
                } else if (c == '\n' || c == '\r') {
                    lines++;
                    at += text.startsWith("\r\n", at) ? 2 : 1;
                    Gap ended = gap == Gap.JOINED_LINE && lines == 1 ? Gap.JOINED_LINE : Gap.LINE;
                    gap = lines > 1 ? Gap.EMPTY_LINE : ended;
                } else {
                    at++;
                    Gap blank = c == '\\' ? Gap.JOINED_LINE : Gap.BLANKS;
                    gap = gap == Gap.NOTHING || gap == Gap.BLANKS ? blank : gap;
                }
            }
        }

        private int endOfLine() {
            int end = at;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            return end;
        }
    }
}
