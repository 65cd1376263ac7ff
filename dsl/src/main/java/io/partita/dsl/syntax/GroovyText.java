package io.partita.dsl.syntax;

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
import java.util.Set;
import java.util.TreeSet;
import org.apache.groovy.parser.antlr4.GroovyLangLexer;
import org.apache.groovy.parser.antlr4.GroovyParser.CompilationUnitContext;
import org.apache.groovy.parser.antlr4.GroovySyntaxError;
import org.apache.groovy.parser.antlr4.internal.atnmanager.AtnManager;

/**
 * Groovy source text to statements of our language, by Groovy's own lexer and parser. Nothing is compiled: the parse
 * tree is read and thrown away.
 *
 * <p>Must run on a thread with a large stack; see {@link ParseBudget} for the bounds.
 */
public final class GroovyText {

    /** Syntax errors that are looked for in one file. */
    private static final int MOST_MISTAKES = 20;

    /** The lexer looks for the end of each of these texts one slow character after the other. */
    private static final int MOST_DOLLAR_SLASHES = 100;

    private final String file;
    private final String text;
    private final Findings findings;
    private final SourceLines lines;
    private final ParseBudget budget;
    private final Set<String> words;

    private GroovyText(String file, String text, Set<String> words, ParseBudget budget, Findings findings) {
        this.file = file;
        this.text = text;
        this.findings = findings;
        this.lines = new SourceLines(file, text);
        this.budget = budget;
        this.words = words;
        budget.file(text.length());
    }

    /**
     * What can be read of a text. Everything wrong with it is in {@code findings}.
     *
     * @param words that start a line, for fixes
     * @param budget the same for all files of a declaration
     */
    public static Script read(String file, String text, Set<String> words, ParseBudget budget, Findings findings) {
        if (text.length() > ParseBudget.LONGEST_TEXT) {
            findings.add(Diagnostic.error("text-too-large", "This file is too large for a declaration")
                    .because("It has " + text.length() + " characters; the limit is " + ParseBudget.LONGEST_TEXT + ".")
                    .fix("Split it into several files of the folder, or write a loop over a list.")
                    .at(new SourceLines(file, "").range(0, 0)));
            return Script.unreadable();
        }
        GroovyText reader = new GroovyText(file, text, words, budget, findings);
        if (occurrences("$/", text) > MOST_DOLLAR_SLASHES) {
            findings.add(tooComplex(reader.lines.range(0, text.length())));
            return Script.unreadable();
        }
        return new InvisibleCharacters(text, reader.lines, findings).check() ? reader.read() : Script.unreadable();
    }

    private static int occurrences(String piece, String text) {
        int count = 0;
        for (int at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
            count++;
        }
        return count;
    }

    /** Leaves out one piece after the other until the rest can be parsed. */
    private Script read() {
        String rest = text;
        Set<String> lost = new TreeSet<>();
        for (int i = 0; i < MOST_MISTAKES; i++) {
            try {
                return new Script(statements(tokens(file, rest, lines, budget)), lost);
            } catch (Mistake mistake) {
                findings.add(mistake.diagnostic());
                if (mistake.mended().isPresent()) {
                    rest = mistake.mended().get();
                    continue;
                }
                Optional<TextSections.Section> piece = TextSections.around(rest, mistake.offset());
                if (piece.isEmpty()) {
                    return Script.unreadable();
                }
                rest = TextSections.without(rest, piece.get());
                lost.add(piece.get().word());
            } catch (ParseBudget.Exhausted | StackOverflowError tooMuch) {
                findings.add(tooComplex(lines.range(0, text.length())));
                return Script.unreadable();
            }
        }
        return Script.unreadable();
    }

    /** All tokens of a text, hidden ones and the end as well, with brackets that fit. */
    static List<Token> tokens(String file, String text, SourceLines lines, ParseBudget budget) throws Mistake {
        GroovyLangLexer lexer = new GroovyLangLexer(new BoundedText(file, text, budget));
        lexer.removeErrorListeners();
        List<Token> tokens = new ArrayList<>();
        try {
            Token token;
            do {
                token = lexer.nextToken();
                tokens.add(token);
            } while (token.getType() != Token.EOF);
        } catch (GroovySyntaxError error) {
            throw new SyntaxMistakes(text, lines).ofLexer(error);
        } catch (LexerNoViableAltException error) {
            throw new SyntaxMistakes(text, lines).unreadable(error.getStartIndex());
        }
        budget.tokens(tokens.size());
        new BracketCheck(tokens, lines).check();
        new ChainCheck(tokens, lines).check();
        return tokens;
    }

    private List<Statement> statements(List<Token> tokens) throws Mistake {
        ListTokenSource source = new ListTokenSource(tokens, file);
        BoundedParser parser = new BoundedParser(new BoundedTokens(source, budget), budget);
        CompilationUnitContext tree;
        AtnManager.READ_LOCK.lock();
        try {
            tree = parser.compilationUnit();
        } catch (ParseCancellationException | RecognitionException error) {
            throw new SyntaxMistakes(text, lines).ofParser(error);
        } finally {
            AtnManager.READ_LOCK.unlock();
        }
        return new StatementReader(new SourceRanges(lines), findings, words).script(tree);
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
        return token.getType() == Token.EOF ? token.getStartIndex() : token.getStopIndex() + 1;
    }
}
