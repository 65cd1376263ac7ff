package io.partita.dsl.syntax;

import groovyjarjarantlr4.v4.runtime.ParserRuleContext;
import groovyjarjarantlr4.v4.runtime.tree.ParseTree;
import groovyjarjarantlr4.v4.runtime.tree.RuleNode;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.dsl.finding.Excerpt;
import io.partita.dsl.finding.Findings;
import io.partita.dsl.syntax.Expression.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.groovy.parser.antlr4.GroovyLexer;
import org.apache.groovy.parser.antlr4.GroovyParser.*;

/** Reads the expressions of a parse tree, except paths and calls, which are {@link PathReader}'s. */
final class ExpressionReader extends RefusedExpressions {

    /** Operators or brackets within each other; the evaluator's recursion follows this depth. */
    private static final int DEEPEST = 400;

    /** Characters of a name; it is looked up and quoted again and again. */
    private static final int LONGEST_NAME = 300;

    private final SourceRanges places;
    private final Findings findings;
    private final Refusals refusals;
    private final StatementReader statements;
    private final PathReader paths;
    private int depth;

    ExpressionReader(SourceRanges places, Findings findings, Refusals refusals, StatementReader statements) {
        this.places = places;
        this.findings = findings;
        this.refusals = refusals;
        this.statements = statements;
        this.paths = new PathReader(places, findings, this);
    }

    Expression read(ParseTree tree) {
        if (depth >= DEEPEST) {
            findings.add(GroovyText.tooComplex(places.of((ParserRuleContext) tree)));
            return new Refused(places.of((ParserRuleContext) tree));
        }
        depth++;
        try {
            return tree.accept(this);
        } finally {
            depth--;
        }
    }

    @Override
    public Expression visitChildren(RuleNode node) {
        if (node.getChildCount() == 1 && node.getChild(0) instanceof RuleNode child) {
            return child.accept(this);
        }
        return refuse(
                "This", "Use lists, maps, text, numbers and the words of the declaration.", (ParserRuleContext) node);
    }

    @Override
    Expression refuse(String what, String fix, ParserRuleContext context) {
        return refusals.expression(what, fix, places.of(context));
    }

    @Override
    String insteadOfAssigning(String name, String value) {
        return refusals.insteadOfAssigning(name, value);
    }

    Name name(ParserRuleContext identifier) {
        String text = identifier.getText();
        SourceRange range = places.of(identifier);
        if (!text.chars().allMatch(c -> c < 128)) {
            findings.add(
                    Diagnostic.error("name-not-ascii", "The name '" + Excerpt.of(text) + "' has letters beyond a to z")
                            .because("Letters of other alphabets can look the same and be different.")
                            .fix("Use the letters a to z, digits and underscores.")
                            .at(range));
        }
        return name(text, range);
    }

    /** A name of any letters, as in quotes. One that is too long has been reported and is cut. */
    Name name(String text, SourceRange range) {
        if (text.length() <= LONGEST_NAME) {
            return new Name(text, range);
        }
        findings.add(Diagnostic.error("name-too-long", "The name '" + Excerpt.of(text) + "' is too long")
                .because("It has " + text.length() + " characters; the limit is " + LONGEST_NAME + ".")
                .fix("Choose a shorter name.")
                .at(range));
        return new Name(text.substring(0, LONGEST_NAME), range);
    }

    // Literals.

    @Override
    public Expression visitIntegerLiteralAlt(IntegerLiteralAltContext context) {
        return Numerals.read(context.getText(), places.of(context), findings);
    }

    @Override
    public Expression visitFloatingPointLiteralAlt(FloatingPointLiteralAltContext context) {
        return refuse(
                "A number with a fraction",
                "Only whole numbers are used; put text such as a version in quotes.",
                context);
    }

    @Override
    public Expression visitStringLiteral(StringLiteralContext context) {
        return literal(TextEscapes.literal(context.getText()), places.of(context));
    }

    /** A stretch of text whose escapes are resolved: they must not make what may not be written as itself. */
    TextLiteral literal(String text, SourceRange range) {
        InvisibleCharacters.first(text)
                .ifPresent(codePoint -> findings.add(InvisibleCharacters.escaped(codePoint, range)));
        return new TextLiteral(text, range);
    }

    @Override
    public Expression visitBooleanLiteralAlt(BooleanLiteralAltContext context) {
        return new TruthLiteral(context.getText().equals("true"), places.of(context));
    }

    @Override
    public Expression visitNullLiteralAlt(NullLiteralAltContext context) {
        return new NullLiteral(places.of(context));
    }

    @Override
    public Expression visitGstring(GstringContext context) {
        return new InterpolationReader(places, refusals, this).read(context);
    }

    @Override
    public Expression visitList(ListContext context) {
        return new ListLiteral(items(context.expressionList()), places.of(context));
    }

    List<Expression> items(ExpressionListContext list) {
        List<Expression> items = new ArrayList<>();
        if (list != null) {
            list.expressionListElement().forEach(element -> items.add(item(element)));
        }
        return items;
    }

    Expression item(ExpressionListElementContext element) {
        if (element.MUL() != null) {
            return refuse("The spread operator '*'", "Join lists with '+'.", element);
        }
        return read(element.expression());
    }

    @Override
    public Expression visitMap(MapContext context) {
        return new MapLiteral(entries(context.mapEntryList()), places.of(context));
    }

    private List<Entry> entries(MapEntryListContext list) {
        List<Entry> entries = new ArrayList<>();
        if (list != null) {
            list.mapEntry().forEach(entry -> entry(entry).ifPresent(entries::add));
        }
        return entries;
    }

    Optional<Entry> entry(MapEntryContext entry) {
        if (entry.MUL() != null) {
            refuse("The spread operator '*:'", "Join maps with '+'.", entry);
            return Optional.empty();
        }
        return Optional.of(new Entry(key(entry.mapEntryLabel()), read(entry.enhancedExpression())));
    }

    private Expression key(MapEntryLabelContext label) {
        if (label.keywords() != null) {
            return new TextLiteral(label.keywords().getText(), places.of(label));
        }
        if (label.primary() instanceof IdentifierPrmrAltContext identifier && identifier.typeArguments() == null) {
            return new TextLiteral(identifier.getText(), places.of(label));
        }
        return read(label.primary());
    }

    // Operators.

    @Override
    public Expression visitAdditiveExprAlt(AdditiveExprAltContext context) {
        return binary(
                context.op.getType() == GroovyLexer.ADD ? Operator.PLUS : Operator.MINUS,
                context.left,
                context.right,
                context);
    }

    @Override
    public Expression visitMultiplicativeExprAlt(MultiplicativeExprAltContext context) {
        Operator operator = switch (context.op.getType()) {
            case GroovyLexer.MUL -> Operator.TIMES;
            case GroovyLexer.DIV -> Operator.DIVIDE;
            default -> Operator.REMAINDER;
        };
        return binary(operator, context.left, context.right, context);
    }

    @Override
    public Expression visitEqualityExprAlt(EqualityExprAltContext context) {
        return switch (context.op.getType()) {
            case GroovyLexer.EQUAL -> binary(Operator.EQUAL, context.left, context.right, context);
            case GroovyLexer.NOTEQUAL -> binary(Operator.NOT_EQUAL, context.left, context.right, context);
            case GroovyLexer.SPACESHIP -> binary(Operator.COMPARE, context.left, context.right, context);
            default -> refuse("'" + context.op.getText() + "'", "Write '==' or '!='.", context);
        };
    }

    @Override
    public Expression visitRelationalExprAlt(RelationalExprAltContext context) {
        return switch (context.op.getType()) {
            case GroovyLexer.LT -> binary(Operator.LESS, context.left, context.right, context);
            case GroovyLexer.LE -> binary(Operator.LESS_OR_EQUAL, context.left, context.right, context);
            case GroovyLexer.GT -> binary(Operator.GREATER, context.left, context.right, context);
            case GroovyLexer.GE -> binary(Operator.GREATER_OR_EQUAL, context.left, context.right, context);
            case GroovyLexer.IN -> binary(Operator.IN, context.left, context.right, context);
            case GroovyLexer.NOT_IN -> binary(Operator.NOT_IN, context.left, context.right, context);
            case GroovyLexer.AS ->
                refuse("A cast with 'as'", "Write the value as it is meant, or use 'toInteger()'.", context);
            default -> refuse("'" + context.op.getText() + "'", "Compare values with '=='.", context);
        };
    }

    @Override
    public Expression visitLogicalAndExprAlt(LogicalAndExprAltContext context) {
        return binary(Operator.AND, context.left, context.right, context);
    }

    @Override
    public Expression visitLogicalOrExprAlt(LogicalOrExprAltContext context) {
        return binary(Operator.OR, context.left, context.right, context);
    }

    private Expression binary(
            Operator operator, ExpressionContext left, ExpressionContext right, ExpressionContext whole) {
        return new Binary(operator, read(left), read(right), places.of(whole));
    }

    @Override
    public Expression visitUnaryNotExprAlt(UnaryNotExprAltContext context) {
        if (context.NOT() == null) {
            return refuse("'~'", "Patterns are not used; compare with '==' or 'startsWith'.", context);
        }
        return new Unary(Operator.NOT, read(context.expression()), places.of(context));
    }

    @Override
    public Expression visitUnaryAddExprAlt(UnaryAddExprAltContext context) {
        return switch (context.op.getType()) {
            case GroovyLexer.SUB -> negated(context);
            case GroovyLexer.ADD -> read(context.expression());
            default -> refuse("'" + context.op.getText() + "'", "Values never change: write a new 'def'.", context);
        };
    }

    private Expression negated(UnaryAddExprAltContext context) {
        boolean literal =
                context.expression().getStart() == context.expression().getStop();
        Expression smallest = literal ? Numerals.smallest(context.getText(), places.of(context)) : null;
        return smallest != null ? smallest : new Unary(Operator.NEGATE, read(context.expression()), places.of(context));
    }

    @Override
    public Expression visitShiftExprAlt(ShiftExprAltContext context) {
        if (context.rangeOp == null) {
            return refuse("A shift operator", "Add to a list with '+'.", context);
        }
        Expression from = read(context.left);
        Expression to = read(context.right);
        return switch (context.rangeOp.getType()) {
            case GroovyLexer.RANGE_INCLUSIVE -> new Span(from, to, Span.End.INCLUDED, places.of(context));
            case GroovyLexer.RANGE_EXCLUSIVE_RIGHT -> new Span(from, to, Span.End.EXCLUDED, places.of(context));
            default -> refuse("'" + context.rangeOp.getText() + "'", "Write 'from..to' or 'from..<to'.", context);
        };
    }

    @Override
    public Expression visitConditionalExprAlt(ConditionalExprAltContext context) {
        Expression condition = read(context.con);
        if (context.ELVIS() != null) {
            return new Elvis(condition, read(context.fb), places.of(context));
        }
        return new Choice(condition, read(context.tb), read(context.fb), places.of(context));
    }

    @Override
    public Expression visitParExpression(ParExpressionContext context) {
        return read(context.expressionInPar());
    }

    @Override
    public Expression visitExpressionInPar(ExpressionInParContext context) {
        return read(context.enhancedStatementExpression());
    }

    // Closures, paths and calls.

    @Override
    public Expression visitClosure(ClosureContext context) {
        Optional<List<Name>> parameters = Optional.empty();
        if (context.ARROW() != null) {
            parameters = Optional.of(parameters(context.formalParameterList()));
        }
        return new Closure(parameters, statements.block(context.blockStatementsOpt()), places.of(context));
    }

    private List<Name> parameters(FormalParameterListContext list) {
        List<Name> names = new ArrayList<>();
        if (list == null) {
            return names;
        }
        if (list.thisFormalParameter() != null) {
            refuse("A parameter 'this'", "Give the parameter a name.", list);
        }
        for (FormalParameterContext parameter : list.formalParameter()) {
            boolean plain = parameter.type() == null
                    && parameter.ELLIPSIS() == null
                    && parameter.ASSIGN() == null
                    && StatementReader.isPlainDef(
                            parameter.variableModifiersOpt().getText());
            if (!plain) {
                refuse(
                        "A parameter with a type, a modifier or a default",
                        "Write the name alone: '{ a, b -> … }'.",
                        parameter);
            }
            names.add(name(parameter.variableDeclaratorId()));
        }
        return names;
    }

    @Override
    public Expression visitPathExpression(PathExpressionContext context) {
        return paths.read(context);
    }

    @Override
    public Expression visitCommandExpression(CommandExpressionContext context) {
        return paths.command(context);
    }

    @Override
    public Expression visitIdentifierPrmrAlt(IdentifierPrmrAltContext context) {
        if (context.typeArguments() != null) {
            return refuse("A type argument", "Remove it.", context);
        }
        return name(context.identifier());
    }

    @Override
    public Expression visitPostfixExpression(PostfixExpressionContext context) {
        if (context.op != null) {
            return refuse("'" + context.op.getText() + "'", "Values never change: write a new 'def'.", context);
        }
        return read(context.pathExpression());
    }
}
