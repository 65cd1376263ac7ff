package io.partita.dsl.syntax;

import groovyjarjarantlr4.v4.runtime.ParserRuleContext;
import org.apache.groovy.parser.antlr4.GroovyParser.*;
import org.apache.groovy.parser.antlr4.GroovyParserBaseVisitor;

/** The kinds of Groovy's expressions that are no part of the language, each with what to write instead. */
abstract class RefusedExpressions extends GroovyParserBaseVisitor<Expression> {

    /** Reports it and gives what stands in its place. */
    abstract Expression refuse(String what, String fix, ParserRuleContext context);

    /** The fix for {@code name = value}. */
    abstract String insteadOfAssigning(String name, String value);

    @Override
    public Expression visitAssignmentExprAlt(AssignmentExprAltContext context) {
        String value = context.right == null ? "" : context.right.getText();
        return refuse(
                "Assigning with '" + context.op.getText() + "'",
                insteadOfAssigning(context.left.getText(), value),
                context);
    }

    @Override
    public Expression visitMultipleAssignmentExprAlt(MultipleAssignmentExprAltContext context) {
        return refuse("Assigning to several names", "Write one 'def' for every name.", context);
    }

    @Override
    public Expression visitCastExprAlt(CastExprAltContext context) {
        return refuse("A cast", "Write the value as it is meant, or use 'toInteger()'.", context);
    }

    @Override
    public Expression visitPowerExprAlt(PowerExprAltContext context) {
        return refuse("'**'", "Write the number.", context);
    }

    @Override
    public Expression visitRegexExprAlt(RegexExprAltContext context) {
        return refuse("A regular expression", "Compare with '==', 'startsWith', 'endsWith' or 'contains'.", context);
    }

    @Override
    public Expression visitAndExprAlt(AndExprAltContext context) {
        return refuse("'&'", "Write '&&'.", context);
    }

    @Override
    public Expression visitExclusiveOrExprAlt(ExclusiveOrExprAltContext context) {
        return refuse("'^'", "Write '!='.", context);
    }

    @Override
    public Expression visitInclusiveOrExprAlt(InclusiveOrExprAltContext context) {
        return refuse("'|'", "Write '||'.", context);
    }

    @Override
    public Expression visitImplicationExprAlt(ImplicationExprAltContext context) {
        return refuse("'==>'", "Write '!a || b'.", context);
    }

    @Override
    public Expression visitSwitchExpression(SwitchExpressionContext context) {
        return refuse("'switch'", "Use a map, such as [a: 1, b: 2][key].", context);
    }

    @Override
    public Expression visitStandardLambdaExpression(StandardLambdaExpressionContext context) {
        return refuse("A lambda", "Write a closure: '{ a, b -> … }'.", context);
    }

    @Override
    public Expression visitNewPrmrAlt(NewPrmrAltContext context) {
        return refuse("'new'", "Use text, numbers, lists and maps.", context);
    }

    @Override
    public Expression visitThisPrmrAlt(ThisPrmrAltContext context) {
        return refuse("'this'", "Use the words of the declaration by their names.", context);
    }

    @Override
    public Expression visitSuperPrmrAlt(SuperPrmrAltContext context) {
        return refuse("'super'", "Use the words of the declaration by their names.", context);
    }

    @Override
    public Expression visitBuiltInTypePrmrAlt(BuiltInTypePrmrAltContext context) {
        return refuse("The type '" + context.getText() + "'", "Remove it.", context);
    }
}
