package io.partita.dsl.syntax;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.dsl.finding.Findings;

/** Says of a piece of Groovy that it is no part of the declaration's language, and what to write instead. */
final class Refusals {

    static final String CODE = "not-part-of-the-language";

    private static final String WHY = "A declaration is data: it is read, never run as a program.";

    private final Findings findings;

    Refusals(Findings findings) {
        this.findings = findings;
    }

    Expression.Refused expression(String what, String fix, SourceRange range) {
        add(what, fix, range);
        return new Expression.Refused(range);
    }

    Statement statement(String what, String fix, SourceRange range) {
        return new Statement.Evaluate(expression(what, fix, range));
    }

    void add(String what, String fix, SourceRange range) {
        findings.add(Diagnostic.error(CODE, what + " is not part of the declaration's language")
                .because(WHY)
                .fix(fix)
                .at(range));
    }
}
