package io.partita.core.model.check;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The rules of a declaration that need neither its text nor the network. What a text must say at all (an owner, a host,
 * a threshold from 1, declared participants) is refused where the text is read and is not looked at again.
 */
public final class DeclarationChecks {

    private static final List<Function<Declaration, Stream<Diagnostic>>> ALL = List.of(
            ParticipantChecks::mixedNetworks,
            ParticipantChecks::sharedEndpoints,
            KeyChecks::samePublicKey,
            HostingChecks::declaredUnderTwoNames,
            HostingChecks::nobodyConfirms,
            HostingChecks::thresholdTooHigh,
            HostingChecks::submissionWithThreshold,
            HostingChecks::submissionForExternal,
            LookAlikes::confusable,
            LookAlikes::mixedScripts);

    private DeclarationChecks() {}

    /** The declaration with everything that is said about it, rule by rule; warnings let it pass. */
    public static Checked<CheckedDeclaration> check(Declaration declaration) {
        List<Diagnostic> found =
                ALL.stream().flatMap(check -> check.apply(declaration)).toList();
        return Checked.of(new CheckedDeclaration(declaration), found);
    }
}
