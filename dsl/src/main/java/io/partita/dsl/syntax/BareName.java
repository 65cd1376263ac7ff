package io.partita.dsl.syntax;

import groovyjarjarantlr4.v4.runtime.Token;
import java.util.List;
import org.apache.groovy.parser.antlr4.GroovyLexer;

/** Names that need no quotes. */
public final class BareName {

    private BareName() {}

    /** Whether Groovy reads a text as one name, and not as a word of its own or as something else. */
    public static boolean is(String text) {
        ParseBudget budget = new ParseBudget();
        budget.file(text.length());
        try {
            List<Token> tokens = GroovyText.tokens(text, text, new SourceLines(text, text), budget);
            int type = tokens.get(0).getType();
            return tokens.size() == 2 && (type == GroovyLexer.Identifier || type == GroovyLexer.CapitalizedIdentifier);
        } catch (Mistake | ParseBudget.Exhausted noName) {
            return false;
        }
    }
}
