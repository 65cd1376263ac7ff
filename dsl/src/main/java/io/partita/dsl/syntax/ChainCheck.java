package io.partita.dsl.syntax;

import groovyjarjarantlr4.v4.runtime.Token;
import io.partita.core.diagnostic.SourceRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.groovy.parser.antlr4.GroovyLexer;

/**
 * Refuses long chains of the tokens that Groovy's grammar can read in several ways: each link multiplies what its
 * parser has to try. No declaration has use for such a chain.
 */
final class ChainCheck {

    /** Token to the number of it that one stretch may have, between commas, ends of lines and brackets. */
    private static final Map<Integer, Integer> LONGEST = Map.of(
            GroovyLexer.ARROW, 2,
            GroovyLexer.ASSIGN, 3,
            GroovyLexer.LT, 8,
            GroovyLexer.QUESTION, 40,
            GroovyLexer.ELVIS, 40,
            GroovyLexer.AT, 20);

    private final List<Token> tokens;
    private final SourceLines lines;
    private final Deque<Map<Integer, Integer>> stretches = new ArrayDeque<>();

    ChainCheck(List<Token> tokens, SourceLines lines) {
        this.tokens = tokens;
        this.lines = lines;
    }

    /** The brackets must be balanced. */
    void check() throws Mistake {
        stretches.push(new TreeMap<>());
        for (Token token : tokens) {
            switch (token.getType()) {
                case GroovyLexer.LPAREN, GroovyLexer.LBRACE, GroovyLexer.LBRACK, GroovyLexer.SAFE_INDEX ->
                    stretches.push(new TreeMap<>());
                case GroovyLexer.RPAREN, GroovyLexer.RBRACE, GroovyLexer.RBRACK -> stretches.pop();
                case GroovyLexer.NL, GroovyLexer.SEMI, GroovyLexer.COMMA ->
                    stretches.peek().clear();
                default -> count(token);
            }
        }
    }

    private void count(Token token) throws Mistake {
        Integer longest = LONGEST.get(token.getType());
        if (longest != null && stretches.peek().merge(token.getType(), 1, Integer::sum) > longest) {
            SourceRange range = lines.range(GroovyText.start(token), GroovyText.end(token));
            throw new Mistake(GroovyText.tooComplex(range), GroovyText.start(token));
        }
    }
}
