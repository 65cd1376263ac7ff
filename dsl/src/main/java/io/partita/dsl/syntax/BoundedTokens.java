package io.partita.dsl.syntax;

import groovyjarjarantlr4.v4.runtime.CommonTokenStream;
import groovyjarjarantlr4.v4.runtime.TokenSource;

/** The tokens as the parser reads them; looking ahead counts. */
final class BoundedTokens extends CommonTokenStream {

    private final ParseBudget budget;

    BoundedTokens(TokenSource source, ParseBudget budget) {
        super(source);
        this.budget = budget;
    }

    @Override
    public void consume() {
        budget.step();
        super.consume();
    }
}
