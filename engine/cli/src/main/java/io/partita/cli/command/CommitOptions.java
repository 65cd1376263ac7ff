package io.partita.cli.command;

import io.partita.cli.access.CommittedPlan;
import io.partita.cli.approval.PolicyFiles;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the repository around a plan's file has to say of it. */
final class CommitOptions {

    private static final String COMMITTED = "--require-committed";
    private static final String SIGNED = "--require-signed";

    @Option(
            names = COMMITTED,
            description =
                    "Refuse a plan that is not committed byte for byte, or whose declaration is not the one that was planned.")
    private boolean committed;

    @Option(
            names = "--branch",
            paramLabel = "NAME",
            description =
                    "The branch on which it has to be committed, such as main or origin/main; HEAD when left out.")
    private String branch;

    @Option(
            names = SIGNED,
            description =
                    "Refuse a plan whose commit is not signed with a key of SSH that the network's allowed_signers has; includes --require-committed.")
    private boolean signed;

    boolean isGiven() {
        return committed || signed || branch != null;
    }

    /** The same command with the same words about the commit. */
    NextCommand on(NextCommand command) {
        NextCommand with = committed ? command.with(COMMITTED) : command;
        with = branch == null ? with : with.with("--branch", branch);
        return signed ? with.with(SIGNED) : with;
    }

    /** What a folder cannot be asked. */
    Optional<Diagnostic> withoutPlan() {
        return isGiven()
                ? Optional.of(Diagnostic.error(
                                "commit-of-a-folder", COMMITTED + ", " + SIGNED + " or --branch without a plan file")
                        .because("they are about the commit of a plan's file, and a folder is planned anew")
                        .fix("Name a plan file, or leave them out.")
                        .classed(DiagnosticClass.USAGE))
                : Optional.empty();
    }

    /** @param keys where the list of signers is trusted */
    List<Diagnostic> against(CommittedPlan plan, PolicyFiles keys, Instant now) {
        if (!isGiven()) {
            return List.of();
        }
        List<Diagnostic> against = new ArrayList<>(plan.uncommitted(Optional.ofNullable(branch)));
        if (signed) {
            against.addAll(plan.unsigned(Optional.ofNullable(branch), keys, now));
        }
        return against;
    }
}
