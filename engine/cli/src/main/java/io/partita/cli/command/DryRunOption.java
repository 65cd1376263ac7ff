package io.partita.cli.command;

import io.partita.core.apply.DryRunReport.Grade;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Whether it is only looked what would be done, and how far. */
final class DryRunOption {

    private static final String NAME = "--dry-run";
    private static final String USUAL = "live";

    @Option(
            names = NAME,
            arity = "0..1",
            paramLabel = "GRADE",
            fallbackValue = USUAL,
            preprocessor = Attached.class,
            description =
                    "Change nothing, and say of every step what was looked at and what was not. offline: the plan, the folder and its state, and nobody is asked; live, which is meant when none is written: everything that the participants can be asked without a write.")
    private Grade grade;

    /** A grade is written behind an equals sign: what follows the option is the plan. */
    static final class Attached implements IParameterPreprocessor {
        @Override
        public boolean preprocess(Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> how) {
            if (" ".equals(how.get("separator"))) {
                words.push(USUAL);
            }
            return false;
        }
    }

    boolean isAsked() {
        return grade != null;
    }

    boolean isOffline() {
        return grade == Grade.OFFLINE;
    }

    /** @throws NullPointerException when none was asked for */
    Grade grade() {
        return grade;
    }

    /** Of a plan with nothing to do: whether that is still so, only the participants know. */
    Diagnostic askedNobody() {
        return Diagnostic.note("dry-run-asked-nobody", "nobody was asked whether there is still nothing to do")
                .because(NAME
                        + "=offline asks no participant, and a plan with nothing to do is one about what they said")
                .fix("Ask them: apply the plan with " + NAME + "=live, or without it.");
    }

    /** Of a folder a plan is made first, which asks its participants. */
    Diagnostic ofFolder() {
        return Diagnostic.error("dry-run-of-a-folder", NAME + "=offline was given with a folder")
                .because("a folder is planned first, and that asks its participants")
                .fix("Name a plan that was saved, or plan from a snapshot: plan --from-snapshot.")
                .classed(DiagnosticClass.USAGE);
    }
}
