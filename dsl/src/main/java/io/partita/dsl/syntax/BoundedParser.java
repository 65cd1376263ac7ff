package io.partita.dsl.syntax;

import groovyjarjarantlr4.v4.runtime.Parser;
import groovyjarjarantlr4.v4.runtime.ParserRuleContext;
import groovyjarjarantlr4.v4.runtime.TokenStream;
import groovyjarjarantlr4.v4.runtime.atn.ATN;
import groovyjarjarantlr4.v4.runtime.atn.ATNConfig;
import groovyjarjarantlr4.v4.runtime.atn.ATNConfigSet;
import groovyjarjarantlr4.v4.runtime.atn.ParserATNSimulator;
import groovyjarjarantlr4.v4.runtime.atn.PredictionContextCache;
import groovyjarjarantlr4.v4.runtime.atn.PredictionMode;
import groovyjarjarantlr4.v4.runtime.misc.ParseCancellationException;
import java.util.Set;
import org.apache.groovy.parser.antlr4.GroovyLangParser;

/**
 * Groovy's own parser, with every step counted. It stops at the first syntax error with a {@link
 * ParseCancellationException}.
 */
final class BoundedParser extends GroovyLangParser {

    private final ParseBudget budget;

    BoundedParser(TokenStream tokens, ParseBudget budget) {
        super(tokens);
        this.budget = budget;
        CountingSimulator simulator = new CountingSimulator(this, getATN(), budget);
        // Groovy tries SLL first and starts over in LL; nearly every declaration with a TLS map needs LL. With the
        // table of full-context
        // decisions kept (ANTLR's default forgets them), LL alone is twenty times faster.
        simulator.setPredictionMode(PredictionMode.LL);
        simulator.enable_global_context_dfa = true;
        setInterpreter(simulator);
        removeErrorListeners();
        setErrorHandler(new groovyjarjarantlr4.v4.runtime.BailErrorStrategy());
    }

    @Override
    public void enterRule(ParserRuleContext context, int state, int rule) {
        budget.enter();
        super.enterRule(context, state, rule);
    }

    @Override
    public void exitRule() {
        budget.leave();
        super.exitRule();
    }

    @Override
    public void enterRecursionRule(ParserRuleContext context, int state, int rule, int precedence) {
        budget.enter();
        super.enterRecursionRule(context, state, rule, precedence);
    }

    @Override
    public void unrollRecursionContexts(ParserRuleContext parent) {
        budget.leave();
        super.unrollRecursionContexts(parent);
    }

    /** The prediction engine, whose closure operation is where all of its time goes. */
    private static final class CountingSimulator extends ParserATNSimulator {
        private final ParseBudget budget;

        CountingSimulator(Parser parser, ATN atn, ParseBudget budget) {
            super(parser, atn);
            this.budget = budget;
        }

        @Override
        protected void closure(
                ATNConfig config,
                ATNConfigSet configs,
                ATNConfigSet intermediate,
                Set<ATNConfig> busy,
                boolean collectPredicates,
                boolean hasMoreContexts,
                PredictionContextCache cache,
                int depth,
                boolean endOfFile) {
            budget.step();
            super.closure(
                    config, configs, intermediate, busy, collectPredicates, hasMoreContexts, cache, depth, endOfFile);
        }
    }
}
