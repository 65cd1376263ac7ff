package io.partita.cli.command;

import io.partita.cli.access.DeclarationBefore;
import io.partita.cli.result.Payload.RevisedDeclaration;
import io.partita.cli.unit.DeclaredUnit;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The commit that a declaration is compared with, and whether the network is asked as well. */
final class AgainstOptions {

    private static final String AGAINST = "--against";
    private static final String LIVE = "--live";

    @Option(
            names = AGAINST,
            paramLabel = "REV",
            description =
                    "Show what the declaration changes compared with this Git revision. Nobody is asked for it; with --live, or with --from-snapshot, what applying it would do follows.")
    private String revision;

    @Option(names = LIVE, description = "With --against: ask the participants, and plan, as well.")
    private boolean live;

    boolean isAsked() {
        return revision != null;
    }

    boolean isLive() {
        return live;
    }

    /**
     * What is wrong with the options.
     *
     * @param unmade where a plan is to be saved, as typed, when none is made, or nothing else may go there
     */
    Optional<Diagnostic> wrong(PlanForm form, Optional<String> unmade) {
        if (!isAsked()) {
            return live
                    ? Optional.of(wrong(LIVE + " is for " + AGAINST, "without it the participants are asked anyway"))
                    : Optional.empty();
        }
        if (!form.isText() && !form.isMarkdown()) {
            return Optional.of(wrong(
                    AGAINST + " is shown as text or markdown", "the other forms are of a plan; --json has everything"));
        }
        return unmade.map(typed -> wrong(
                "no plan is saved as " + typed + " with " + AGAINST,
                "add " + LIVE + " or --from-snapshot and name a file, or leave -o out"));
    }

    private static Diagnostic wrong(String what, String fix) {
        return Diagnostic.error("against-options", what).fix(fix).classed(DiagnosticClass.USAGE);
    }

    /** The declaration at hand beside that of the commit. */
    Checked<RevisedDeclaration> of(Session session, DeclaredUnit declared, AccessOptions access) {
        return access.network()
                .folder(session)
                .then(folder -> new DeclarationBefore(session.terminal().env(), folder).in(declared, revision));
    }

    /** The same command with the same words about the commit. */
    NextCommand on(NextCommand command) {
        NextCommand with = isAsked() ? command.with(AGAINST, revision) : command;
        return live ? with.with(LIVE) : with;
    }
}
