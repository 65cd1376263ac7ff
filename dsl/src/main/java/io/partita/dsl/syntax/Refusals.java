package io.partita.dsl.syntax;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.dsl.finding.Findings;
import java.util.Set;

/** Says of a piece of Groovy that it is no part of the declaration's language, and what to write instead. */
final class Refusals {

    static final String CODE = "not-part-of-the-language";

    private static final String WHY = "A declaration is data: it is read, never run as a program.";

    private final Findings findings;
    private final Set<String> words;

    /** @param words that start a line, for fixes */
    Refusals(Findings findings, Set<String> words) {
        this.findings = findings;
        this.words = words;
    }

    /** The fix for {@code name = value}, which is a word or a variable written as in another language. */
    String insteadOfAssigning(String name, String value) {
        String shown = value.matches("[A-Za-z0-9_]{1,30}") ? value : "…";
        return words.contains(name)
                ? "A word takes its value without '=': write '" + name + " " + shown + "'."
                : "Values never change: write 'def " + (name.matches("[A-Za-z0-9_]{1,30}") ? name : "name") + " = "
                        + shown + "' once, or build a list with 'collect'.";
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
