package io.partita.cli.command;

import io.partita.cli.report.AccessChange;
import io.partita.cli.unit.DeclaredAccess;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.PlanAccess;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Another access for a run than the one that its plan was made with. */
final class ReplacedAccess {

    private static final String NAME = "--access";
    private static final String APPROVED = "--auto-approve";

    @Option(
            names = NAME,
            paramLabel = "FOLDER",
            description =
                    "Reach the participants as the declaration or network in this folder says from now on: endpoints, TLS, tokens, backups, sources of keys and paths of DARs. What differs is shown and asked about. The plan stays what it is.")
    private String folder;

    @Option(names = APPROVED, description = "Take the other access without being asked.")
    private boolean autoApprove;

    boolean isGiven() {
        return folder != null;
    }

    /**
     * The access that a run is to have.
     *
     * @param home of the run
     * @param plan the run's plan, reached by what is believed
     * @return what is believed, when no other folder was named
     */
    Checked<PlanAccess> of(Session session, Unit home, SavedPlan plan, AccessOptions options) {
        PlanAccess believed = PlanAccess.of(plan.plan().content());
        if (folder == null) {
            Optional<Diagnostic> unfit = options.trustWithout(NAME);
            return unfit.isPresent() ? Checked.failed(unfit.get()) : Checked.of(believed);
        }
        return Unit.at(session.folder(), folder)
                .then(unit -> options.reached(session, unit))
                .then(declared -> DeclaredAccess.of(home, declared, plan.plan().content()))
                .then(wanted -> elsewhere(believed, wanted)
                        .map(Checked::<PlanAccess>failed)
                        .orElseGet(() -> Checked.of(wanted)));
    }

    /** Another folder has an embedded network of its own, and its participants may well have the same ids. */
    private static Optional<Diagnostic> elsewhere(PlanAccess believed, PlanAccess wanted) {
        boolean embedded = Stream.of(believed, wanted)
                .allMatch(access -> access.participants().values().stream()
                        .anyMatch(reach -> reach.access().match(endpoints -> false, sandbox -> true)));
        return embedded && !believed.network().equals(wanted.network())
                ? Optional.of(Diagnostic.refusal(
                                "embedded-network-elsewhere",
                                "the embedded participants of this run are in another folder")
                        .because("a declaration elsewhere has an embedded network of its own, in which nothing of this"
                                + " run has happened")
                        .fix("Correct the declaration where it is, and name its own folder."))
                : Optional.empty();
    }

    /**
     * Shows what differs, and asks.
     *
     * @param again the command that was typed, without the options of this class
     * @return why the run does not go on; empty when nothing differs, or that is what is wanted
     */
    Optional<Diagnostic> refusal(Session session, PlanAccess recorded, PlanAccess wanted, NextCommand again) {
        List<AccessChange> changes = AccessChange.between(recorded, wanted);
        if (changes.isEmpty()) {
            if (folder != null) {
                session.view().say("The access in " + folder + " is the one that the run has already.");
            }
            return Optional.empty();
        }
        session.view().differs(changes);
        if (autoApprove) {
            return Optional.empty();
        }
        if (!Question.canBeAsked(session)) {
            NextCommand approving = folder == null ? again : again.with(NAME, folder);
            return Optional.of(
                    Diagnostic.refusal("access-not-approved", "nobody can be asked: standard input is not a terminal")
                            .because("another access is only taken after somebody has seen what differs and typed yes")
                            .fix("Read what differs. When it is right, approve it.")
                            .next(approving.with(APPROVED)));
        }
        return Question.isAnsweredYes(session, "Go on with this access? Only yes is taken for an answer:")
                ? Optional.empty()
                : Optional.of(
                        Diagnostic.refusal("access-not-approved", "the access was not approved; nothing was changed"));
    }
}
