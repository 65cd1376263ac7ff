package io.partita.dsl.syntax;

import groovyjarjarantlr4.v4.runtime.ParserRuleContext;
import groovyjarjarantlr4.v4.runtime.tree.RuleNode;
import io.partita.dsl.finding.Excerpt;
import io.partita.dsl.finding.Findings;
import io.partita.dsl.syntax.Expression.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.groovy.parser.antlr4.GroovyParser.*;
import org.apache.groovy.parser.antlr4.GroovyParserBaseVisitor;

/** Reads the statements of a parse tree; what is no part of the language becomes a diagnostic. */
final class StatementReader extends GroovyParserBaseVisitor<List<Statement>> {

    private final SourceRanges places;
    private final Refusals refusals;
    private final ExpressionReader expressions;

    StatementReader(SourceRanges places, Findings findings, Set<String> words) {
        this.places = places;
        this.refusals = new Refusals(findings, words);
        this.expressions = new ExpressionReader(places, findings, refusals, this);
    }

    List<Statement> script(CompilationUnitContext tree) {
        List<Statement> all = new ArrayList<>();
        if (tree.packageDeclaration() != null) {
            refusals.add("A package", "Remove the line.", places.of(tree.packageDeclaration()));
        }
        if (tree.scriptStatements() != null) {
            tree.scriptStatements().scriptStatement().forEach(statement -> all.addAll(visit(statement)));
        }
        return all;
    }

    List<Statement> block(BlockStatementsOptContext block) {
        List<Statement> all = new ArrayList<>();
        if (block != null && block.blockStatements() != null) {
            block.blockStatements().blockStatement().forEach(statement -> all.addAll(visit(statement)));
        }
        return all;
    }

    /** The body of an {@code if} or {@code for}: a block in braces or one statement. */
    private List<Statement> body(StatementContext statement) {
        if (statement instanceof BlockStmtAltContext block) {
            return block(block.block().blockStatementsOpt());
        }
        return visit(statement);
    }

    @Override
    public List<Statement> visitChildren(RuleNode node) {
        if (node.getChildCount() == 1 && node.getChild(0) instanceof RuleNode child) {
            return child.accept(this);
        }
        ParserRuleContext context = (ParserRuleContext) node;
        return refuse("This", "Remove it.", context);
    }

    private List<Statement> refuse(String what, String fix, ParserRuleContext context) {
        return List.of(refusals.statement(what, fix, places.of(context)));
    }

    @Override
    public List<Statement> visitEmptyStmtAlt(EmptyStmtAltContext context) {
        return List.of();
    }

    @Override
    public List<Statement> visitExpressionStmtAlt(ExpressionStmtAltContext context) {
        return List.of(new Statement.Evaluate(expressions.read(context.statementExpression())));
    }

    @Override
    public List<Statement> visitVariableDeclaration(VariableDeclarationContext context) {
        if (context.typeNamePairs() != null) {
            return refuse("Defining several names from one list", "Write one 'def' for every name.", context);
        }
        String modifiers =
                context.modifiers() == null ? "" : context.modifiers().getText().strip();
        boolean plain = modifiers.equals("def") || modifiers.equals("final") || modifiers.equals("var");
        if (!plain && !modifiers.isEmpty()) {
            boolean annotated = modifiers.contains("@");
            return refuse(
                    annotated ? "An annotation" : "The modifier '" + Excerpt.of(modifiers) + "'",
                    "Write 'def name = value'.",
                    context);
        }
        if (context.type() != null) {
            return refuse(
                    "The type '" + Excerpt.of(context.type().getText()) + "'", "Write 'def name = value'.", context);
        }
        List<Statement> all = new ArrayList<>();
        context.variableDeclarators().variableDeclarator().forEach(declarator -> all.add(definition(declarator)));
        return all;
    }

    private Statement definition(VariableDeclaratorContext declarator) {
        Name name = expressions.name(declarator.variableDeclaratorId());
        if (declarator.variableInitializer() == null) {
            return refusals.statement(
                    "A variable without a value", "Write 'def " + name.name() + " = value'.", name.range());
        }
        EnhancedStatementExpressionContext value =
                declarator.variableInitializer().enhancedStatementExpression();
        return new Statement.Define(name, expressions.read(value), places.of(declarator));
    }

    @Override
    public List<Statement> visitIfElseStatement(IfElseStatementContext context) {
        List<Statement> no = context.fb == null ? List.of() : body(context.fb);
        Expression condition = expressions.read(context.expressionInPar());
        return List.of(new Statement.Condition(condition, body(context.tb), no, places.of(context)));
    }

    @Override
    public List<Statement> visitForStmtAlt(ForStmtAltContext context) {
        EnhancedForControlContext control = context.forControl().enhancedForControl();
        if (control == null || control.indexVariable() != null) {
            return refuse("A counting loop", "Write 'for (x in list) { … }' or '(1..3).each { … }'.", context);
        }
        if (control.type() != null) {
            refusals.add("The type of a loop's name", "Write 'for (x in list)'.", places.of(control.type()));
        }
        if (!isPlainDef(control.variableModifiersOpt().getText())) {
            refusals.add(
                    "A modifier of a loop's name",
                    "Write 'for (x in list)'.",
                    places.of(control.variableModifiersOpt()));
        }
        Name name = expressions.name(control.identifier());
        Expression values = expressions.read(control.expression());
        return List.of(new Statement.Loop(name, values, body(context.statement()), places.of(context)));
    }

    static boolean isPlainDef(String modifiers) {
        String stripped = modifiers.strip();
        return stripped.isEmpty() || stripped.equals("def") || stripped.equals("final") || stripped.equals("var");
    }

    @Override
    public List<Statement> visitReturnStmtAlt(ReturnStmtAltContext context) {
        Optional<Expression> value = Optional.ofNullable(context.expression()).map(expressions::read);
        return List.of(new Statement.Answer(value, places.of(context)));
    }

    @Override
    public List<Statement> visitImportDeclaration(ImportDeclarationContext context) {
        return refuse("An import", "Remove the line; all words are known without it.", context);
    }

    @Override
    public List<Statement> visitTypeDeclaration(TypeDeclarationContext context) {
        return refuse("A class, interface, trait, enum or record", "Use lists and maps.", context);
    }

    @Override
    public List<Statement> visitMethodDeclaration(MethodDeclarationContext context) {
        return refuse("A method", "Keep a closure in a variable: 'def name = { a, b -> … }'.", context);
    }

    @Override
    public List<Statement> visitBlockStmtAlt(BlockStmtAltContext context) {
        return refuse("A block of its own", "Remove the braces.", context);
    }

    @Override
    public List<Statement> visitSwitchStatement(SwitchStatementContext context) {
        return refuse("'switch'", "Use a map, such as [a: 1, b: 2][key], or 'if'.", context);
    }

    @Override
    public List<Statement> visitWhileStmtAlt(WhileStmtAltContext context) {
        return refuse("'while'", "Every declaration ends: write 'for (x in list) { … }'.", context);
    }

    @Override
    public List<Statement> visitDoWhileStmtAlt(DoWhileStmtAltContext context) {
        return refuse("'do … while'", "Every declaration ends: write 'for (x in list) { … }'.", context);
    }

    @Override
    public List<Statement> visitTryCatchStatement(TryCatchStatementContext context) {
        return refuse("'try'", "Remove it; nothing is thrown in a declaration.", context);
    }

    @Override
    public List<Statement> visitThrowStmtAlt(ThrowStmtAltContext context) {
        return refuse("'throw'", "Remove it.", context);
    }

    @Override
    public List<Statement> visitSynchronizedStmtAlt(SynchronizedStmtAltContext context) {
        return refuse("'synchronized'", "Remove it.", context);
    }

    @Override
    public List<Statement> visitBreakStatement(BreakStatementContext context) {
        return refuse("'break'", "Choose the values with 'findAll' or 'find' first.", context);
    }

    @Override
    public List<Statement> visitContinueStatement(ContinueStatementContext context) {
        return refuse("'continue'", "Choose the values with 'findAll' first.", context);
    }

    @Override
    public List<Statement> visitYieldStmtAlt(YieldStmtAltContext context) {
        return refuse("'yield'", "Remove it.", context);
    }

    @Override
    public List<Statement> visitAssertStatement(AssertStatementContext context) {
        return refuse("'assert'", "Remove it; the declaration's own rules are checked.", context);
    }

    @Override
    public List<Statement> visitLabeledStmtAlt(LabeledStmtAltContext context) {
        String label = Excerpt.of(context.identifier().getText());
        return refuse(
                "The label '" + label + ":'",
                "A word takes its value without a colon: '" + label + " value'.",
                context);
    }
}
