package io.partita.dsl.syntax;

import groovyjarjarantlr4.v4.runtime.CommonToken;
import groovyjarjarantlr4.v4.runtime.LexerNoViableAltException;
import groovyjarjarantlr4.v4.runtime.ListTokenSource;
import groovyjarjarantlr4.v4.runtime.RecognitionException;
import groovyjarjarantlr4.v4.runtime.Token;
import groovyjarjarantlr4.v4.runtime.misc.ParseCancellationException;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.dsl.finding.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.groovy.parser.antlr4.GroovyLangLexer;
import org.apache.groovy.parser.antlr4.GroovyParser.CompilationUnitContext;
import org.apache.groovy.parser.antlr4.GroovySyntaxError;
import org.apache.groovy.parser.antlr4.internal.atnmanager.AtnManager;

/**
 * Groovy source text to statements of our language, by Groovy's own lexer and parser. Nothing is compiled: the parse tree is read and thrown away.
 *
 * <p>Must run on a thread with a large stack; see {@link ParseBudget} for the bounds.
 */
public final class GroovyText {

    private final String file;
    private final String text;
    private final Findings findings;
    private final SourceLines lines;
    private final ParseBudget budget;

    private GroovyText(String file, String text, Findings findings) {
        this.file = file;
        this.text = text;
        this.findings = findings;
        this.lines = new SourceLines(file, text);
        this.budget = new ParseBudget(text.length());
    }

    /** The statements of a text; empty when it is no Groovy, or too large or too deep to be read. Everything wrong is in {@code findings}. */
    public static Optional<List<Statement>> read(String file, String text, Findings findings) {
        if (text.length() > ParseBudget.LONGEST_TEXT) {
            findings.add(Diagnostic.error("text-too-large", "This file is too large for a declaration")
                    .because("It has " + text.length() + " characters; the limit is " + ParseBudget.LONGEST_TEXT + ".")
                    .fix("Split it into several files of the folder, or write a loop over a list.")
                    .at(new SourceLines(file, "").range(0, 0)));
            return Optional.empty();
        }
        return new GroovyText(file, text, findings).read();
    }

    private Optional<List<Statement>> read() {
        if (!new VisibleText(text, lines, findings).check()) {
            return Optional.empty();
        }
        try {
            List<Token> tokens = tokens();
            if (!new Brackets(tokens, lines, findings).check()) {
                return Optional.empty();
            }
            return Optional.of(statements(tokens));
        } catch (ParseBudget.Exhausted | StackOverflowError tooMuch) {
            findings.add(tooComplex(lines.range(0, text.length())));
        } catch (GroovySyntaxError error) {
            findings.add(SyntaxMistakes.ofLexer(error, text, lines));
        } catch (LexerNoViableAltException error) {
            findings.add(SyntaxMistakes.unreadable(error.getStartIndex(), text, lines));
        } catch (ParseCancellationException | RecognitionException error) {
            findings.add(SyntaxMistakes.ofParser(error, lines));
        }
        return Optional.empty();
    }

    private List<Token> tokens() {
        GroovyLangLexer lexer = new GroovyLangLexer(new BoundedText(file, text, budget));
        lexer.removeErrorListeners();
        List<Token> tokens = new ArrayList<>();
        Token token;
        do {
            token = lexer.nextToken();
            tokens.add(token);
        } while (token.getType() != Token.EOF);
        budget.tokens(tokens.size());
        return tokens;
    }

    private List<Statement> statements(List<Token> tokens) {
        ListTokenSource source = new ListTokenSource(tokens, file);
        BoundedParser parser = new BoundedParser(new BoundedTokens(source, budget), budget);
        CompilationUnitContext tree;
        AtnManager.READ_LOCK.lock();
        try {
            tree = parser.compilationUnit();
        } finally {
            AtnManager.READ_LOCK.unlock();
        }
        Places places = new Places(lines);
        return new StatementReader(places, findings).script(tree);
    }

    static Diagnostic tooComplex(SourceRange range) {
        return Diagnostic.error("text-too-complex", "This is nested or chained too deeply to be read")
                .because("Groovy's parser would need too long for it.")
                .fix("Split it with 'def' into smaller values, and lists of values into lines.")
                .at(range);
    }

    /** Offsets of a token: ANTLR's are inclusive. */
    static int start(Token token) {
        return token.getStartIndex();
    }

    static int end(Token token) {
        return token.getType() == Token.EOF ? token.getStartIndex() : ((CommonToken) token).getStopIndex() + 1;
    }
}
