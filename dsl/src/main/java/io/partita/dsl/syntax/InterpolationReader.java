package io.partita.dsl.syntax;

import groovyjarjarantlr4.v4.runtime.tree.ParseTree;
import groovyjarjarantlr4.v4.runtime.tree.TerminalNode;
import io.partita.core.diagnostic.SourceRange;
import io.partita.dsl.syntax.Expression.*;
import java.util.ArrayList;
import java.util.List;
import org.apache.groovy.parser.antlr4.GroovyLexer;
import org.apache.groovy.parser.antlr4.GroovyParser.*;

/** Reads text with values in it: {@code "…$name…${expression}…"}. */
final class InterpolationReader {

    private final SourceRanges places;
    private final Refusals refusals;
    private final ExpressionReader expressions;

    InterpolationReader(SourceRanges places, Refusals refusals, ExpressionReader expressions) {
        this.places = places;
        this.refusals = refusals;
        this.expressions = expressions;
    }

    Expression read(GstringContext context) {
        String begin = context.GStringBegin().getText();
        TextEscapes.Quote quote = TextEscapes.Quote.of(begin);
        List<Expression> parts = new ArrayList<>();
        for (ParseTree child : context.children) {
            if (child instanceof TerminalNode terminal) {
                parts.add(stretch(terminal, quote));
            } else {
                parts.add(value((GstringValueContext) child));
            }
        }
        return new Interpolated(parts, places.of(context));
    }

    private Expression stretch(TerminalNode terminal, TextEscapes.Quote quote) {
        String raw = terminal.getText();
        int from = terminal.getSymbol().getType() == GroovyLexer.GStringBegin
                ? quote.opening().length()
                : 0;
        boolean last = terminal.getSymbol().getType() == GroovyLexer.GStringEnd;
        int to = raw.length() - (last ? quote.closing().length() : 1);
        SourceRange range = places.of(terminal.getSymbol());
        return expressions.literal(TextEscapes.resolve(from >= to ? "" : raw.substring(from, to), quote), range);
    }

    private Expression value(GstringValueContext context) {
        if (context.gstringPath() != null) {
            return path(context.gstringPath());
        }
        ClosureContext closure = context.closure();
        if (closure.ARROW() != null) {
            return refusals.expression("A closure in a text", "Write '${value}'.", places.of(closure));
        }
        Closure read = (Closure) expressions.read(closure);
        if (read.body().size() == 1 && read.body().get(0) instanceof Statement.Evaluate evaluate) {
            return evaluate.expression();
        }
        return refusals.expression("This in a text", "Write one value: '${value}'.", places.of(closure));
    }

    private Expression path(GstringPathContext context) {
        Expression value = expressions.name(context.identifier());
        for (TerminalNode part : context.GStringPathPart()) {
            SourceRange range = places.of(part.getSymbol());
            Name key = expressions.name(part.getText().substring(1), range);
            value = new Property(value, key, Access.PLAIN, SourceRanges.between(value.range(), range));
        }
        return value;
    }
}
