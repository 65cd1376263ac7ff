package io.partita.core.plan;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.health.ParticipantHealth;
import io.partita.core.health.Use;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.topology.CurrentParticipant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What must hold before the contracts of a party can move. */
final class OfflineRules {

    private OfflineRules() {}

    static List<Diagnostic> of(
            Difference difference, Optional<CurrentParticipant> owner, CurrentParticipant source, Path folder) {
        List<Diagnostic> diagnostics = new ArrayList<>(ReleaseRules.offline(source, difference.label()));
        for (CurrentParticipant target : difference.added()) {
            ReleaseRules.offline(target, difference.label()).stream()
                    .filter(diagnostic -> !diagnostics.contains(diagnostic))
                    .forEach(diagnostics::add);
            owner.filter(target::equals)
                    .map(same -> ownerOffline(difference, same))
                    .ifPresent(diagnostics::add);
            backup(difference, target.declared()).ifPresent(diagnostics::add);
            Stream.of(
                            ParticipantHealth.storage(target.status().storage()),
                            ParticipantHealth.backup(
                                    target.name(), target.declared().backup(), folder))
                    .flatMap(Optional::stream)
                    .filter(problem -> problem.concerns(Use.PLAN))
                    .map(problem -> problem.diagnostic(target.name(), Use.PLAN)
                            .at(target.declared().name().range()))
                    .forEach(diagnostics::add);
        }
        return diagnostics;
    }

    /** The owner signs last, and can do so only while it is connected: it would be a host without contracts at once. */
    private static Diagnostic ownerOffline(Difference difference, CurrentParticipant owner) {
        return Diagnostic.refusal(
                        "owner-cannot-be-target", owner.name() + " cannot receive " + difference.label() + " offline")
                .because(
                        "the party is in its namespace, so it would have to sign for the party while it is disconnected")
                .fix("host the party on another participant; only an unused party can be added to its own namespace's"
                        + " participant")
                .about(difference.label())
                .at(difference.declared().range());
    }

    private static Optional<Diagnostic> backup(Difference difference, DeclaredParticipant target) {
        boolean needed = target.access()
                .match(
                        endpoints -> target.backup().match(none -> true, manual -> false, command -> false),
                        sandbox -> false);
        if (!needed) {
            return Optional.empty();
        }
        String name = target.name().value().name();
        return Optional.of(Diagnostic.refusal("no-backup", name + " has no backup declared")
                .because("it is to import the contracts of " + difference.label()
                        + ", and a participant has to be backed up before an import")
                .fix("write `backup manual` or `backup { command … }` in the block of " + name)
                .about(name)
                .at(target.name().range()));
    }
}
