package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Result;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.Spelling;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Explains a code of a message, or of a participant's answer. */
@Command(
        name = "explain",
        description = "Explains a code: of a message of partita, or of what a participant answered.",
        footer = {
            "",
            "It asks nobody and reads no folder. Every message of partita ends with its code in brackets; a message about an answer says after see: what to type.",
            "",
            "Example:",
            "  partita explain TOPOLOGY_SERIAL_MISMATCH",
            "  partita explain backup-wanted"
        })
public final class ExplainCommand implements RunnableCommand {

    @Parameters(index = "0", paramLabel = "CODE", description = "The code, in capitals or not.")
    private String code;

    @Override
    public Result answer(Session session) {
        Explanations explanations = Explanations.read();
        return explanations
                .of(code)
                .map(text -> Result.of("explain", ExitCode.DONE, new Payload.Text(text)))
                .orElseGet(() -> Result.failed("explain", unknown(explanations)));
    }

    private Diagnostic unknown(Explanations explanations) {
        Optional<String> meant = Spelling.nearest(code, explanations.codes());
        return Diagnostic.error("code-unknown", "partita has no code '" + code + "'")
                .classed(DiagnosticClass.USAGE)
                .because("it explains the codes of its own messages, and those of Canton that it knows")
                .fix(
                        meant.map(known -> "Did you mean " + known + "?")
                                .orElse(
                                        "See a-code-that-is-not-here for what to do about a code of a participant that partita does not know."));
    }
}
