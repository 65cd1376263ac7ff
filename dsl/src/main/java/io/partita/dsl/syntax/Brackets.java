package io.partita.dsl.syntax;

import groovyjarjarantlr4.v4.runtime.Token;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.dsl.finding.Findings;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.groovy.parser.antlr4.GroovyLexer;

/** Checks that every bracket has its partner and that they are not nested too deeply, before the parser sees them: it would name a place far away. */
final class Brackets {

    private final List<Token> tokens;
    private final SourceLines lines;
    private final Findings findings;
    private final Deque<Token> open = new ArrayDeque<>();

    Brackets(List<Token> tokens, SourceLines lines, Findings findings) {
        this.tokens = tokens;
        this.lines = lines;
        this.findings = findings;
    }

    boolean check() {
        for (Token token : tokens) {
            if (closerOf(token.getType()) != Token.INVALID_TYPE) {
                open.push(token);
                if (open.size() > ParseBudget.DEEPEST_NESTING) {
                    findings.add(tooDeep(token));
                    return false;
                }
            } else if (isCloser(token.getType()) && !closes(token)) {
                return false;
            }
        }
        if (!open.isEmpty()) {
            findings.add(neverClosed(open.pop()));
            return false;
        }
        return true;
    }

    private boolean closes(Token token) {
        if (open.isEmpty()) {
            findings.add(at(token, "'" + token.getText() + "' closes nothing")
                    .fix("Remove it, or add the bracket that it should close."));
            return false;
        }
        Token opener = open.pop();
        if (closerOf(opener.getType()) == token.getType()) {
            return true;
        }
        findings.add(at(
                        token,
                        "'" + token.getText() + "' cannot close the '" + opener.getText() + "' of line "
                                + opener.getLine())
                .fix("Close '" + opener.getText() + "' before this place."));
        return false;
    }

    private Diagnostic neverClosed(Token opener) {
        return at(opener, "'" + opener.getText() + "' is never closed").fix("Add the closing bracket.");
    }

    private Diagnostic tooDeep(Token token) {
        return Diagnostic.error("text-too-complex", "Brackets are nested too deeply")
                .because("The limit is " + ParseBudget.DEEPEST_NESTING + " brackets within each other.")
                .fix("Keep the inner part in a variable: 'def name = …'.")
                .at(lines.range(GroovyText.start(token), GroovyText.end(token)));
    }

    private Diagnostic at(Token token, String summary) {
        return Diagnostic.error("syntax", summary).at(lines.range(GroovyText.start(token), GroovyText.end(token)));
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
