package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a plan with nothing to do still has nothing to do: what it read is read again. */
public final class SettledReading {

    private final Plan plan;
    private final Optional<String> operator;
    private final Network network;

    /** @param operator whose participants are asked; empty for all */
    public SettledReading(Plan plan, Optional<String> operator, Network network) {
        this.plan = plan;
        this.operator = operator;
        this.network = network;
    }

    /** What has moved or could not be read, in the order of the parties; empty when all is as the plan says. */
    public List<Diagnostic> diagnostics() {
        List<Diagnostic> diagnostics = new ArrayList<>();
        List<HostingMapping> settled = plan.content().settled();
        for (int at = 0; at < settled.size(); at++) {
            String name = plan.content().unchanged().get(at);
            for (HostingMapping.Host host : settled.get(at).hosts()) {
                Optional<ParticipantName> asked = plan.nameOf(host.participant())
                        .filter(known -> plan.participant(known).isReachedBy(operator));
                if (asked.isPresent()) {
                    moved(name, settled.get(at), asked.get()).ifPresent(diagnostics::add);
                }
            }
        }
        return diagnostics;
    }

    private Optional<Diagnostic> moved(String name, HostingMapping expected, ParticipantName asked) {
        try {
            Optional<HostingMapping> found = network.participant(
                            asked, plan.participant(asked).id())
                    .hosting(plan.synchronizer(), expected.party())
                    .map(HostingState::mapping);
            return found.equals(Optional.of(expected))
                    ? Optional.empty()
                    : Optional.of(stale("hosting/" + asked + "/" + name, asked, expected, found));
        } catch (CallFailed failed) {
            return Optional.of(CallDiagnostics.reading(asked, failed.failure()));
        }
    }

    private static Diagnostic stale(
            String fact, ParticipantName asked, HostingMapping expected, Optional<HostingMapping> found) {
        return Diagnostic.error("fact-moved", fact + " is no longer what the plan was made on")
                .because("expected " + Wording.mapping(Optional.of(expected)) + "; found " + Wording.mapping(found))
                .fix("Plan again, review the new plan, and apply that one.")
                .next(NextCommand.plan())
                .about(asked.name())
                .classed(DiagnosticClass.STALE);
    }
}
