package io.partita.cli.command;

import io.partita.cli.result.Result;
import io.partita.cli.unit.Target;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.FileTrouble;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A file for other programs that is written beside what a command prints. */
final class ReportFile {

    private ReportFile() {}

    /**
     * Where it goes; empty when nobody asked for it. What is there now is of the kind that is written, so that nothing
     * is done for a report that is refused.
     *
     * @param option by which it is asked for
     * @param typed null when it was not
     */
    static Checked<Optional<Target>> at(Session session, String option, String typed, Target.Kind kind) {
        if (typed == null) {
            return Checked.of(Optional.empty());
        }
        return Target.at(session.folder(), typed)
                .then(target -> target.way() == Target.Way.STANDARD_OUTPUT
                        ? Checked.failed(Diagnostic.error("report-to-output", option + " cannot go to standard output")
                                .because("what the command prints for people goes there")
                                .fix("Name a file.")
                                .classed(DiagnosticClass.USAGE))
                        : target.taking(kind).map(Optional::of));
    }

    private static Optional<Diagnostic> loss(Target target, String text, Target.Kind kind) {
        try {
            return target.write(text, kind).map(refused -> lost(target, refused.detail()));
        } catch (UncheckedIOException unwritable) {
            return Optional.of(lost(target, FileTrouble.of(unwritable.getCause())));
        }
    }

    /** What a command answered, with a word about a report that is lost: how a run ended matters more than its report. */
    static Result saved(Result answer, Target target, String text, Target.Kind kind) {
        return saved(answer, target, text, kind, answer);
    }

    /** @param told what it answers when the report is there */
    static Result saved(Result answer, Target target, String text, Target.Kind kind, Result told) {
        return loss(target, text, kind).map(answer::without).orElse(told);
    }

    private static Diagnostic lost(Target target, String why) {
        return Diagnostic.error("report-lost", "the report '" + target.typed() + "' cannot be written")
                .because(why)
                .fix("Make room, or name another file. What the command did besides is done: do not repeat it for the"
                        + " report.");
    }
}
