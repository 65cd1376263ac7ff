package io.partita.dsl.syntax;

import groovyjarjarantlr4.v4.runtime.ParserRuleContext;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.dsl.finding.Excerpt;
import io.partita.dsl.finding.Findings;
import io.partita.dsl.syntax.Expression.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.groovy.parser.antlr4.GroovyParser.*;

/** Reads paths such as {@code a.b(c)[d] { e }} and commands such as {@code host participant1, submission}. */
final class PathReader {

    /** Dots, calls and brackets in a row. */
    private static final int LONGEST_PATH = 200;

    private final SourceRanges places;
    private final Findings findings;
    private final ExpressionReader expressions;

    PathReader(SourceRanges places, Findings findings, ExpressionReader expressions) {
        this.places = places;
        this.findings = findings;
        this.expressions = expressions;
    }

    Expression read(PathExpressionContext context) {
        if (context.STATIC() != null) {
            return expressions.refuse("'static'", "Remove it.", context);
        }
        if (context.pathElement().size() > LONGEST_PATH) {
            findings.add(GroovyText.tooComplex(places.of(context)));
            return new Refused(places.of(context));
        }
        Expression expression = expressions.read(context.primary());
        for (PathElementContext element : context.pathElement()) {
            if (expression instanceof Refused) {
                return expression;
            }
            expression = extended(expression, element);
        }
        return expression;
    }

    private Expression extended(Expression before, PathElementContext element) {
        if (element.NEW() != null) {
            return expressions.refuse("'new'", "Use text, numbers, lists and maps.", element);
        }
        if (element.namePart() != null) {
            return member(before, element);
        }
        SourceRange range = SourceRanges.between(before.range(), places.of(element));
        if (element.closureOrLambdaExpression() != null) {
            return withBlock(before, expressions.read(element.closureOrLambdaExpression()), range);
        }
        if (element.arguments() != null) {
            return call(before, arguments(element.arguments().enhancedArgumentListInPar()), range, element);
        }
        if (element.indexPropertyArgs() != null) {
            return indexed(before, element.indexPropertyArgs(), range);
        }
        return expressions.refuse("This kind of brackets", "Write a list '[a, b]' or an index 'list[0]'.", element);
    }

    private Expression member(Expression before, PathElementContext element) {
        if (element.METHOD_POINTER() != null || element.METHOD_REFERENCE() != null) {
            return expressions.refuse("A method pointer", "Write a closure: '{ it -> … }'.", element);
        }
        if (element.SPREAD_DOT() != null) {
            return expressions.refuse("The spread operator '*.'", "Write 'collect { … }'.", element);
        }
        if (element.SAFE_CHAIN_DOT() != null) {
            return expressions.refuse("'??.'", "Write '?.' at every dot.", element);
        }
        if (element.AT() != null || element.nonWildcardTypeArguments() != null) {
            return expressions.refuse("This member access", "Write 'map.key'.", element);
        }
        NamePartContext part = element.namePart();
        if (part.dynamicMemberName() != null) {
            return expressions.refuse("A computed member name", "Write 'map[key]'.", part);
        }
        Access access = element.SAFE_DOT() != null ? Access.SAFE : Access.PLAIN;
        Name name = part.stringLiteral() != null
                ? expressions.name(TextEscapes.literal(part.stringLiteral().getText()), places.of(part))
                : expressions.name(part);
        return new Property(before, name, access, SourceRanges.between(before.range(), places.of(part)));
    }

    private Expression indexed(Expression before, IndexPropertyArgsContext brackets, SourceRange range) {
        if (brackets.SAFE_INDEX() != null) {
            return expressions.refuse("'?['", "Write 'map.get(key)'.", brackets);
        }
        List<Expression> indices = expressions.items(brackets.expressionList());
        if (indices.size() != 1) {
            return expressions.refuse("An index with " + indices.size() + " values", "Write one: 'list[0]'.", brackets);
        }
        return new Index(before, indices.get(0), range);
    }

    /** {@code f {…}}, {@code f(x) {…}}, {@code a.b {…}}. */
    private Expression withBlock(Expression before, Expression block, SourceRange range) {
        if (block instanceof Refused) {
            return block;
        }
        if (before instanceof Call call) {
            List<Expression> all = new ArrayList<>(call.arguments());
            all.add(block);
            return new Call(call.target(), call.access(), call.name(), all, call.named(), range);
        }
        return call(before, new Arguments(List.of(block), List.of()), range, null);
    }

    private Expression call(Expression before, Arguments arguments, SourceRange range, ParserRuleContext place) {
        if (before instanceof Name name) {
            return new Call(Optional.empty(), Access.PLAIN, name, arguments.plain, arguments.named, range);
        }
        if (before instanceof Property property) {
            return new Call(
                    Optional.of(property.target()),
                    property.access(),
                    property.name(),
                    arguments.plain,
                    arguments.named,
                    range);
        }
        if (before instanceof TextLiteral text) {
            return new Call(
                    Optional.empty(),
                    Access.PLAIN,
                    expressions.name(text.text(), text.range()),
                    arguments.plain,
                    arguments.named,
                    range);
        }
        findings.add(Diagnostic.error(Refusals.CODE, "Calling this value is not part of the declaration's language")
                .because("Only words, closures kept in a variable, and the methods of values are called.")
                .fix(
                        before instanceof Interpolated
                                ? "For a computed name write 'participant(\"…\") { … }'."
                                : "Keep the closure in a variable: 'def f = { … }', then 'f(x)'.")
                .at(place == null ? before.range() : range));
        return new Refused(range);
    }

    /** {@code word a, b, key: c}. */
    Expression command(CommandExpressionContext context) {
        Expression word = expressions.read(context.expression);
        if (!context.commandArgument().isEmpty()) {
            return chained(context, word);
        }
        if (context.enhancedArgumentListInPar() == null) {
            return word;
        }
        Arguments arguments = arguments(context.enhancedArgumentListInPar());
        if (word instanceof Refused) {
            return word;
        }
        if (word instanceof Call || word instanceof Index || word instanceof Binary) {
            findings.add(Diagnostic.error("syntax", "These values do not belong to a word")
                    .fix("Check for a missing comma, or put the arguments in parentheses.")
                    .at(places.of(context.enhancedArgumentListInPar())));
            return new Refused(places.of(context));
        }
        return call(word, arguments, places.of(context), context);
    }

    private Expression chained(CommandExpressionContext context, Expression word) {
        ParserRuleContext extra = context.commandArgument(0);
        if (!(word instanceof Refused)) {
            findings.add(
                    Diagnostic.error("missing-comma", "A comma is missing before '" + Excerpt.of(quoted(extra)) + "'")
                            .because("Values after a word are separated by commas.")
                            .fix("Write a comma before it, or start a new line.")
                            .at(places.of(extra)));
        }
        return new Refused(places.of(context));
    }

    private static String quoted(ParserRuleContext extra) {
        String text = extra.getText();
        return text.startsWith("'") || text.startsWith("\"") ? "…" : text;
    }

    private record Arguments(List<Expression> plain, List<Entry> named) {}

    private Arguments arguments(EnhancedArgumentListInParContext list) {
        List<Expression> plain = new ArrayList<>();
        List<Entry> named = new ArrayList<>();
        if (list != null) {
            for (EnhancedArgumentListElementContext element : list.enhancedArgumentListElement()) {
                if (element.mapEntry() != null) {
                    expressions.entry(element.mapEntry()).ifPresent(named::add);
                } else if (element.expressionListElement() != null) {
                    plain.add(expressions.item(element.expressionListElement()));
                } else {
                    plain.add(expressions.read(element));
                }
            }
        }
        return new Arguments(plain, named);
    }
}
