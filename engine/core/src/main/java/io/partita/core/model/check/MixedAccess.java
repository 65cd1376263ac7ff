package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParticipant;
import java.util.List;
import java.util.stream.Stream;

/** A sandbox and a real participant are never on one synchronizer. */
final class MixedAccess implements DeclarationCheck {

    @Override
    public Stream<Diagnostic> check(Declaration declaration) {
        List<DeclaredParticipant> sandboxes = declaration.participants().values().stream()
                .filter(MixedAccess::isSandbox)
                .toList();
        if (sandboxes.isEmpty()
                || sandboxes.size() == declaration.participants().size()) {
            return Stream.empty();
        }
        return sandboxes.stream()
                .map(participant -> Diagnostic.error(
                                "mixed-access", participant.name() + " is a sandbox, other participants are not")
                        .because("the embedded network and a real one have no synchronizer in common")
                        .fix("give every participant endpoints, or make all of them a sandbox")
                        .about(participant.name().value().name())
                        .at(participant.name().range()));
    }

    private static boolean isSandbox(DeclaredParticipant participant) {
        return participant.access().match(endpoints -> false, sandbox -> true);
    }
}
