package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How the participants of a declaration are reached. */
final class ParticipantChecks {

    private ParticipantChecks() {}

    /** A sandbox and a real participant are never on one synchronizer. */
    static Stream<Diagnostic> mixedNetworks(Declaration declaration) {
        List<DeclaredParticipant> sandboxes = declaration.participants().values().stream()
                .filter(ParticipantChecks::isSandbox)
                .toList();
        if (sandboxes.size() == declaration.participants().size()) {
            return Stream.empty();
        }
        return sandboxes.stream()
                .map(participant -> Diagnostic.error(
                                "mixed-networks", participant.name() + " is a sandbox, other participants are not")
                        .because("the embedded network and a real one have no synchronizer in common")
                        .fix("give every participant endpoints, or make all of them a sandbox")
                        .about(participant.name().value().name())
                        .at(participant.name().range()));
    }

    private static boolean isSandbox(DeclaredParticipant participant) {
        return participant.access().match(endpoints -> false, sandbox -> true);
    }

    /** Two participants at one address are one participant, or a slip of copying. */
    static Stream<Diagnostic> sharedEndpoints(Declaration declaration) {
        Map<String, DeclaredParticipant> seen = new TreeMap<>();
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
