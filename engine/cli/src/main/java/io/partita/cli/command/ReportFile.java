package io.partita.cli.command;

import io.partita.cli.unit.Target;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import java.util.Optional;

/** A file for other programs that is written beside what a command prints. */
final class ReportFile {

    private ReportFile() {}

    /**
     * Where it goes; empty when nobody asked for it.
     *
     * @param option by which it is asked for
     * @param typed null when it was not
     */
    static Checked<Optional<Target>> at(Session session, String option, String typed) {
        if (typed == null) {
            return Checked.of(Optional.empty());
        }
        return Target.at(session.folder(), typed)
                .then(target -> target.way() == Target.Way.STANDARD_OUTPUT
                        ? Checked.failed(Diagnostic.error("report-to-output", option + " cannot go to standard output")
                                .because("what the command prints for people goes there")
                                .fix("Name a file.")
                                .classed(DiagnosticClass.USAGE))
                        : Checked.of(Optional.of(target)));
    }
}
