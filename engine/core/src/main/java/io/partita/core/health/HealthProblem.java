package io.partita.core.health;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.diagnostic.Severity;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.Finding;
import java.util.List;
import java.util.Objects;

/**
 * A participant that is not as a rule wants it.
 *
 * @param rule which rule
 * @param found what it is or does instead, after its name: {@code is a passive replica}
 * @param why what follows from it
 * @param fix what to do, without the commands to type
 * @param next the commands to type
 */
public record HealthProblem(HealthRule rule, String found, String why, String fix, List<NextCommand> next) {

    public HealthProblem {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(found, "found");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(fix, "fix");
        next = List.copyOf(next);
    }

    HealthProblem(HealthRule rule, String found, String why, String fix, NextCommand... next) {
        this(rule, found, why, fix, List.of(next));
    }

    /** Whether it weighs anything there. */
    public boolean concerns(Use use) {
        return rule.weight(use).isPresent();
    }

    /**
     * What is said of it. An error is a refusal: the participant answered, and a precondition says no.
     *
     * @throws IllegalArgumentException when it does not concern this use
     */
    public Diagnostic diagnostic(ParticipantName participant, Use use) {
        Severity severity =
                rule.weight(use).orElseThrow(() -> new IllegalArgumentException(rule + " weighs nothing in " + use));
        return Diagnostic.error(rule.code(), participant + " " + found)
                .classed(DiagnosticClass.REFUSED)
                .weighing(severity)
                .because(why)
                .fix(fix)
                .next(next.toArray(NextCommand[]::new))
                .about(participant.name());
    }

    /** What a list of checks says of it. */
    public Finding finding() {
        return rule.weight(Use.DOCTOR).orElse(Severity.NOTE) == Severity.ERROR
                ? new Finding.Failed(found, fix, next, "")
                : new Finding.Warned(found, fix, next);
    }
}
