package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import java.util.List;

/** All judgements about a declaration. */
public final class DeclarationChecks {

    private static final List<DeclarationCheck> ALL = List.of(
            new UnknownParticipants(),
            new MixedAccess(),
            new SharedEndpoints(),
            new PartyNames(),
            new PartiesDeclaredTwice(),
            new PartiesWithoutHost(),
            new HostsDeclaredTwice(),
            new KeptHosts(),
            new ThresholdsBelowOne(),
            new PartiesWithoutConfirmingHost(),
            new ThresholdsTooHigh(),
            new SubmissionWithThreshold());

    private DeclarationChecks() {}

    /** Everything that is wrong with a declaration, without asking the network. */
    public static List<Diagnostic> check(Declaration declaration) {
        return ALL.stream().flatMap(check -> check.check(declaration)).toList();
    }
}
