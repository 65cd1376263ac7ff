package io.partita.dsl.syntax;

import groovyjarjarantlr4.v4.runtime.Token;
import io.partita.core.diagnostic.Diagnostic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.groovy.parser.antlr4.GroovyLexer;

/**
 * Checks that every bracket has its partner and that they are not nested too deeply, before the parser sees them: it
 * would name a place far away.
 */
final class BracketCheck {

    private final List<Token> tokens;
    private final SourceLines lines;
    private final Deque<Token> open = new ArrayDeque<>();

    BracketCheck(List<Token> tokens, SourceLines lines) {
        this.tokens = tokens;
        this.lines = lines;
    }

    void check() throws Mistake {
        for (Token token : tokens) {
            if (closerOf(token.getType()) != Token.INVALID_TYPE) {
                open.push(token);
                checkDepth(token);
            } else if (isCloser(token.getType())) {
                close(token);
            }
        }
        if (!open.isEmpty()) {
            Token opener = open.pop();
            throw mistake(opener, "'" + opener.getText() + "' is never closed", "Add the closing bracket.");
        }
    }

    private void close(Token token) throws Mistake {
        if (open.stream().noneMatch(opener -> closerOf(opener.getType()) == token.getType())) {
            throw mistake(
                    token,
                    "'" + token.getText() + "' closes nothing",
                    "Remove it, or add the bracket that it should close.");
        }
        Token opener = open.pop();
        if (closerOf(opener.getType()) != token.getType()) {
            throw mistake(
                    opener,
                    "'" + opener.getText() + "' is not closed before the '" + token.getText() + "' of line "
                            + token.getLine(),
                    "Add the closing bracket.");
        }
    }

    private void checkDepth(Token token) throws Mistake {
        if (open.size() > ParseBudget.DEEPEST_NESTING) {
            Diagnostic tooDeep = Diagnostic.error("text-too-complex", "Brackets are nested too deeply")
                    .because("The limit is " + ParseBudget.DEEPEST_NESTING + " brackets within each other.")
                    .fix("Keep the inner part in a variable: 'def name = …'.")
                    .at(lines.range(GroovyText.start(token), GroovyText.end(token)));
            throw new Mistake(tooDeep, GroovyText.start(token));
        }
    }

    private Mistake mistake(Token token, String summary, String fix) {
        Diagnostic diagnostic = Diagnostic.error("syntax", summary)
                .fix(fix)
                .at(lines.range(GroovyText.start(token), GroovyText.end(token)));
        return new Mistake(diagnostic, GroovyText.start(token));
    }

    private static int closerOf(int type) {
        return switch (type) {
            case GroovyLexer.LPAREN -> GroovyLexer.RPAREN;
            case GroovyLexer.LBRACE -> GroovyLexer.RBRACE;
            case GroovyLexer.LBRACK, GroovyLexer.SAFE_INDEX -> GroovyLexer.RBRACK;
            default -> Token.INVALID_TYPE;
        };
    }

    private static boolean isCloser(int type) {
        return type == GroovyLexer.RPAREN || type == GroovyLexer.RBRACE || type == GroovyLexer.RBRACK;
    }
}
