package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.Endpoint;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Two participants at one address are one participant, or a slip of copying. */
final class SharedEndpoints implements DeclarationCheck {

    @Override
    public Stream<Diagnostic> check(Declaration declaration) {
        Map<String, DeclaredParticipant> seen = new HashMap<>();
        return declaration.participants().values().stream()
                .flatMap(participant -> participant
                        .access()
                        .match(
                                endpoints -> Stream.of(endpoints.admin(), endpoints.ledger())
                                        .flatMap(endpoint -> shared(seen, participant, endpoint).stream()),
                                sandbox -> Stream.empty()));
    }

    private static Optional<Diagnostic> shared(
            Map<String, DeclaredParticipant> seen, DeclaredParticipant participant, Endpoint endpoint) {
        DeclaredParticipant first = seen.putIfAbsent(endpoint.toString(), participant);
        if (first == null) {
            return Optional.empty();
        }
        String whose = first == participant
                ? "both APIs of " + participant.name()
                : first.name() + " and " + participant.name();
        return Optional.of(Diagnostic.error("shared-endpoint", whose + " have the endpoint " + endpoint)
                .because("an Admin API and a Ledger API each listen on a port of their own")
                .fix("correct host or port")
                .about(participant.name().value().name())
                .at(participant.name().range()));
    }
}
