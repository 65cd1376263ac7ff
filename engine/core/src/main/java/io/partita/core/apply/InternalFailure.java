package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;

/** What is said when something ended that no participant and no person is to blame for. */
final class InternalFailure {

    private InternalFailure() {}

    static Diagnostic diagnostic(Throwable broken) {
        return broken instanceof VirtualMachineError ? exhausted(broken) : bug(broken);
    }

    /** Memory or stack of this process: more of it may be enough. */
    private static Diagnostic exhausted(Throwable broken) {
        return Diagnostic.error("process-exhausted", "this process ran out of memory or stack")
                .because(broken + place(broken))
                .fix(
                        "Nothing was lost: the journal is written. Give the process more memory, then resume. If a participant answers with far more than it should, look at that first.")
                .next(NextCommand.resume());
    }

    private static Diagnostic bug(Throwable bug) {
        return Diagnostic.error("internal-error", "this is a bug in partita")
                .because(bug + place(bug))
                .fix(
                        "Nothing was lost: the journal is written. Please report it with the text above; resume reads before it acts.")
                .next(NextCommand.resume());
    }

    private static String place(Throwable broken) {
        StackTraceElement[] trace = broken.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }
}
