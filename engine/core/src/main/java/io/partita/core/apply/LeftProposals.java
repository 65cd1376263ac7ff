package io.partita.core.apply;

import io.partita.core.apply.step.Wording;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Signing;
import io.partita.core.plan.Step;
import io.partita.core.state.RunBook;
import java.util.List;
import java.util.Optional;

/**
 * What a run has proposed and nobody has completed. A proposal cannot be withdrawn (experiments 13), so it stays when
 * the run is given up; it changes nothing, and goes with the next change of its party.
 */
public final class LeftProposals {

    private LeftProposals() {}

    /** The mappings that were or may have been proposed, and whose last signature was not given by this run. */
    public static List<Signing> of(Plan plan, RunBook book) {
        return plan.steps()
                .filter(step -> step.kind() == Step.Kind.PROPOSE)
                .filter(step -> book.step(step.id()).isBegun())
                .map(step -> ((Step.Propose) step).signing())
                .filter(signing -> !book.step(signing.completion()).isBegun())
                .toList();
    }

    /**
     * Of a run that is given up.
     *
     * @param signers who is seen to have signed it, for people; empty when nobody was asked
     */
    public static Diagnostic stays(Signing signing, Optional<String> signers) {
        return Diagnostic.warning("proposal-stays", called(signing) + " stays proposed")
                .because(content(signing, signers)
                        + "; a proposal cannot be withdrawn, and changes nothing until all have signed it")
                .fix("Nothing has to be done: the next plan joins it, or overtakes it with what it makes itself. Do not"
                        + " sign it by hand: a new host would lack the contracts.")
                .about(signing.name());
    }

    /** Of a run that may go on. */
    public static Diagnostic waits(Signing signing) {
        return Diagnostic.note("proposal-waits", called(signing) + " is proposed and not yet signed by all")
                .because(
                        content(signing, Optional.empty()) + "; this run goes on with it, and nobody else must sign it")
                .about(signing.name());
    }

    private static String called(Signing signing) {
        return "serial " + signing.mapping().serial() + " of " + signing.name();
    }

    private static String content(Signing signing, Optional<String> signers) {
        return Wording.mapping(Optional.of(signing.mapping()))
                + signers.map(names -> "; signed by " + names).orElse("");
    }
}
