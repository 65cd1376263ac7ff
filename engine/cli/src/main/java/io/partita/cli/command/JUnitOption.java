package io.partita.cli.command;

import io.partita.cli.report.TestSuites;
import io.partita.cli.result.Result;
import io.partita.cli.text.JUnitXml;
import io.partita.cli.unit.Target;
import io.partita.core.diagnostic.Checked;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Saves what a command has looked at for what reads reports of tests. */
final class JUnitOption {

    private static final String OPTION = "--junit";

    @Option(
            names = OPTION,
            paramLabel = "FILE",
            description =
                    "Save it as a JUnit report as well, however it ends: a test for each precondition, step and postcondition, or for each thing that was looked at.")
    private String file;

    /** What a command answers, which is saved where that was asked for. @param work the command */
    Result saved(Session session, String command, Supplier<Result> work) {
        return saved(session, command, work, (answer, typed) -> answer);
    }

    /** @param told what it answers when that is saved, and where, as typed */
    Result saved(Session session, String command, Supplier<Result> work, BiFunction<Result, String, Result> told) {
        Checked<Optional<Target>> target = ReportFile.at(session, OPTION, file, Target.Kind.JUNIT);
        if (!target.isPresent()) {
            return Result.failed(command, target.diagnostics());
        }
        Result answer = work.get();
        return target.value()
                .map(place -> ReportFile.saved(
                        answer,
                        place,
                        JUnitXml.of(command, TestSuites.of(answer)),
                        Target.Kind.JUNIT,
                        told.apply(answer, place.typed())))
                .orElse(answer);
    }
}
