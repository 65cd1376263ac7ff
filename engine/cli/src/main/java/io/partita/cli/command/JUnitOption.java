package io.partita.cli.command;

import io.partita.cli.report.TestSuites;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Result;
import io.partita.cli.text.JUnitXml;
import io.partita.cli.unit.Target;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.DiagnosticClass;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Saves what a command has looked at for what reads reports of tests. */
final class JUnitOption {

    static final String OPTION = "--junit";

    @Option(
            names = OPTION,
            paramLabel = "FILE",
            description =
                    "Save it as a JUnit report as well, however it ends: a test for each precondition, step and postcondition, or for each thing that was looked at.")
    private String file;

    /** What a command answers, which is saved where that was asked for. @param work the command */
    Result saved(Session session, String command, Supplier<Result> work) {
        Checked<Optional<Target>> target = ReportFile.at(session, OPTION, file);
        if (!target.isPresent()) {
            return Result.failed(command, target.diagnostics());
        }
        Result answer = work.get();
        return target.value()
                .flatMap(place -> place.write(JUnitXml.of(command, TestSuites.of(answer)), Target.Kind.JUNIT))
                .map(refused -> answer.saying(List.of(refused)).ending(ended(answer, refused.kind())))
                .orElse(answer);
    }

    /** What was done, or stopped, matters more than a report of it. */
    private static ExitCode ended(Result answer, DiagnosticClass refused) {
        return answer.exit() == ExitCode.DONE ? ExitCode.of(refused) : answer.exit();
    }
}
