package io.partita.dsl.syntax;

import groovyjarjarantlr4.v4.runtime.Token;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.dsl.finding.Findings;
import io.partita.dsl.syntax.Piece.Gap;
import io.partita.dsl.syntax.Spacing.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.groovy.parser.antlr4.GroovyLexer;

/**
 * A text of a declaration in the one layout that all of them have. Only blanks and ends of lines move: lines end where
 * their author ended them, and every token and every comment stays, in its order. That is looked at again before a text
 * is given out, by Groovy's own lexer.
 *
 * <p>Four blanks for each level; a statement that goes on is indented once more; one blank around operators and after
 * commas; at most one empty line, none at the ends of a block, and one around everything of the outermost level that
 * has several lines; two blanks behind {@code admin}, so that both addresses stand below each other.
 */
public final class SourceLayout {

    private static final int STEP = 4;
    private static final String SHORTER = "admin";

    private final Deque<Frame> open = new ArrayDeque<>();
    private final List<Line> lines = new ArrayList<>();
    private StringBuilder line = new StringBuilder();
    private Level level = Level.OUTERMOST;
    private Gap above = Gap.NOTHING;
    private int indentation;
    private int outermostChoices;

    /** The type of the last token, whatever comments came after it. */
    private int last = Token.INVALID_TYPE;

    private SourceLayout() {}

    /**
     * A bracket that is open.
     *
     * @param opening its token
     * @param outside the indentation of the line that it was opened in
     */
    private static final class Frame {
        private final int opening;
        private final int outside;
        private int choices;

        Frame(int opening, int outside) {
            this.opening = opening;
            this.outside = outside;
        }
    }

    /** Where a line belongs. */
    private enum Level {
        /** It begins a statement of the outermost level. */
        OUTERMOST,
        /** It is nothing but a comment of the outermost level. */
        OUTERMOST_COMMENT,
        WITHIN
    }

    /**
     * A line of the result.
     *
     * @param above what stood above it
     */
    private record Line(Level level, Gap above, String text) {}

    /**
     * The text in its layout.
     *
     * @param words that start a line, for fixes
     * @return empty when it is no text of a declaration, which is in the findings then
     */
    public static Optional<String> of(String file, String text, Set<String> words, Findings findings) {
        long before = findings.reported();
        GroovyText.read(file, text, words, new ParseBudget(), findings);
        if (findings.reported() > before) {
            return Optional.empty();
        }
        try {
            List<Token> tokens = tokens(file, text);
            String result = new SourceLayout().text(Piece.of(text, tokens));
            if (says(tokens, text).equals(says(tokens(file, result), result))) {
                return Optional.of(result);
            }
            findings.add(unsafe(file));
        } catch (Mistake unreadable) {
            findings.add(unsafe(file).because(unreadable.diagnostic().summary()));
        }
        return Optional.empty();
    }

    private static Diagnostic unsafe(String file) {
        return Diagnostic.error("layout-refused", "the layout of " + file + " cannot be changed without its meaning")
                .because("this is a bug in partita; the file is left as it is")
                .fix("Report it with the file, and lay it out by hand.");
    }

    private static List<Token> tokens(String file, String text) throws Mistake {
        ParseBudget budget = new ParseBudget();
        budget.file(text.length());
        return GroovyText.tokens(file, text, new SourceLines(file, text), budget);
    }

    /** Everything that the parser sees of a text: how many lines are between two statements, it does not. */
    private static List<String> says(List<Token> tokens, String text) {
        List<String> says = new ArrayList<>();
        boolean ended = true;
        for (Token token : tokens) {
            if (token.getChannel() != Token.DEFAULT_CHANNEL || token.getType() == Token.EOF) {
                continue;
            }
            boolean end = token.getType() == GroovyLexer.NL;
            if (!end || !ended) {
                String written = end ? "" : text.substring(GroovyText.start(token), GroovyText.end(token));
                says.add(token.getType() + " " + written);
            }
            ended = end;
        }
        if (ended && !says.isEmpty()) {
            says.remove(says.size() - 1);
        }
        return says;
    }

    private String text(List<Piece> pieces) {
        Optional<Piece> former = Optional.empty();
        Role role = Role.PLAIN;
        boolean first = false;
        for (Piece piece : pieces) {
            boolean begins = former.isEmpty() || piece.beginsLine();
            if (begins && former.isPresent() && piece.gap() == Gap.JOINED_LINE) {
                line.append(" \\");
            }
            boolean goesOn = begins && goesOn(piece);
            if (begins) {
                begin(piece, former, goesOn);
            }
            Role next = role(piece, begins && !goesOn);
            if (!begins) {
                boolean aligned = first && isAligned(former.orElseThrow(), piece);
                line.append(aligned ? "  " : Spacing.between(former.orElseThrow(), role, piece, next));
            }
            line.append(piece.isComment() ? comment(piece) : piece.text());
            brackets(piece);
            first = begins && !goesOn;
            role = next;
            former = Optional.of(piece);
            if (!piece.isComment()) {
                last = piece.type();
            }
        }
        flush();
        return joined();
    }

    private void begin(Piece piece, Optional<Piece> former, boolean goesOn) {
        flush();
        boolean closing = isClosing(piece);
        boolean opened = Spacing.isOpening(last) || last == GroovyLexer.ARROW;
        boolean edge = former.isEmpty() || closing || opened && !open.isEmpty();
        above = edge && piece.gap() == Gap.EMPTY_LINE ? Gap.LINE : piece.gap();
        boolean outermost = open.isEmpty() && !goesOn;
        Level own = piece.isComment() ? Level.OUTERMOST_COMMENT : Level.OUTERMOST;
        level = outermost ? own : Level.WITHIN;
        indentation = closing ? outside(piece) : inside() + (goesOn ? STEP : 0);
        line.append(" ".repeat(indentation));
    }

    private static boolean isClosing(Piece piece) {
        return !piece.isComment() && Spacing.isClosing(piece.type());
    }

    /** The bracket that a line closes is the innermost one. */
    private int outside(Piece closing) {
        if (open.isEmpty()) {
            throw new IllegalStateException("this is a bug in partita: " + closing + " closes nothing");
        }
        return open.peek().outside;
    }

    private int inside() {
        return open.isEmpty() ? 0 : open.peek().outside + STEP;
    }

    /** Whether a line goes on with what was begun above it. */
    private boolean goesOn(Piece piece) {
        if (last == Token.INVALID_TYPE || Spacing.isOpening(last) || isClosing(piece)) {
            return false;
        }
        boolean amongValues = !open.isEmpty() && open.peek().opening != GroovyLexer.LBRACE;
        if (amongValues) {
            return last != GroovyLexer.COMMA;
        }
        return piece.gap() == Gap.JOINED_LINE
                || Spacing.goesOnAfter(last)
                || !piece.isComment() && Spacing.goesOnBefore(piece.type());
    }

    private Role role(Piece piece, boolean beginsStatement) {
        return switch (piece.type()) {
            case GroovyLexer.ADD, GroovyLexer.SUB ->
                beginsStatement || !Spacing.isOperand(last) ? Role.SIGN : Role.PLAIN;
            case GroovyLexer.QUESTION -> {
                choices(1);
                yield Role.PLAIN;
            }
            case GroovyLexer.COLON -> choices(-1) ? Role.PLAIN : Role.LABEL;
            default -> Role.PLAIN;
        };
    }

    /** Counts the choices whose colon is still to come. @return whether there was one when it is less by one */
    private boolean choices(int more) {
        int now = open.isEmpty() ? outermostChoices : open.peek().choices;
        int then = Math.max(0, now + more);
        if (open.isEmpty()) {
            outermostChoices = then;
        } else {
            open.peek().choices = then;
        }
        return now > 0;
    }

    private void brackets(Piece piece) {
        if (piece.isComment()) {
            return;
        }
        if (Spacing.isOpening(piece.type())) {
            open.push(new Frame(piece.type(), indentation));
        } else if (Spacing.isClosing(piece.type())) {
            open.pop();
        }
    }

    private boolean isAligned(Piece word, Piece value) {
        boolean isValue = value.type() == GroovyLexer.StringLiteral || value.type() == GroovyLexer.GStringBegin;
        return word.text().equals(SHORTER) && isValue && !open.isEmpty();
    }

    /** Lines of a block comment that begin with a star stand below its first one. */
    private String comment(Piece piece) {
        List<String> written = piece.text().lines().map(String::stripTrailing).toList();
        boolean stars =
                written.stream().skip(1).allMatch(each -> each.stripLeading().startsWith("*"));
        String between = stars ? "\n" + " ".repeat(indentation + 1) : "\n";
        return String.join(
                between, stars ? written.stream().map(String::stripLeading).toList() : written);
    }

    private void flush() {
        if (!line.isEmpty()) {
            lines.add(new Line(level, above, line.toString()));
            line = new StringBuilder();
        }
    }

    /** With an empty line around whatever has several lines. */
    private String joined() {
        StringBuilder all = new StringBuilder();
        int at = 0;
        boolean tall = false;
        while (at < lines.size()) {
            int end = endOfUnit(at);
            boolean next = isTall(lines.subList(at, end));
            if (at > 0 && (tall || next || lines.get(at).above() == Gap.EMPTY_LINE)) {
                all.append('\n');
            }
            for (int i = at; i < end; i++) {
                boolean empty = i > at && lines.get(i).above() == Gap.EMPTY_LINE;
                all.append(empty ? "\n" : "").append(lines.get(i).text()).append('\n');
            }
            tall = next;
            at = end;
        }
        return all.toString();
    }

    /** One statement of the outermost level, with the comments right above it. */
    private int endOfUnit(int begin) {
        int end = begin;
        while (end < lines.size()
                && lines.get(end).level() == Level.OUTERMOST_COMMENT
                && (end == begin || lines.get(end).above() != Gap.EMPTY_LINE)) {
            end++;
        }
        boolean comment = end > begin;
        boolean apart = end < lines.size() && lines.get(end).above() == Gap.EMPTY_LINE;
        if (comment && (end == lines.size() || apart)) {
            return end;
        }
        end++;
        while (end < lines.size() && lines.get(end).level() == Level.WITHIN) {
            end++;
        }
        return end;
    }

    private static boolean isTall(List<Line> unit) {
        return unit.stream()
                        .filter(each -> each.level() != Level.OUTERMOST_COMMENT)
                        .flatMap(each -> each.text().lines())
                        .count()
                > 1;
    }
}
