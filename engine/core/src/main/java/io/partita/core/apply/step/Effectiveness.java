package io.partita.core.apply.step;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Signing;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a mapping became effective, also where somebody has changed the hosting since. What such a change leaves of the
 * hosts that the mapping brought decides: as long as they are hosts as it says, they became so with it, and what is left
 * to do for them is the same.
 */
final class Effectiveness {

    private final Signing signing;
    private final StepWork work;

    Effectiveness(Signing signing, StepWork work) {
        this.signing = signing;
        this.work = work;
    }

    /**
     * The state that made it effective.
     *
     * @param live what a participant shows now, and no other is to come
     * @param view who shows it; its history is read where the hosting has changed since
     * @return empty when it is not effective, or a host that it brought is none any more or has its flag otherwise
     */
    Optional<HostingState> of(HostingState live, ParticipantName view) throws CallFailed {
        HostingMapping mapping = signing.mapping();
        if (live.mapping().equals(mapping)) {
            return Optional.of(live);
        }
        List<ParticipantId> brought = brought();
        if (live.mapping().serial() <= mapping.serial() || brought.isEmpty() || !keeps(live, brought)) {
            return Optional.empty();
        }
        List<HostingState> history = work.at(view).hostingHistory(work.synchronizer(view), signing.party());
        for (int at = history.size() - 1; at >= 0 && keeps(history.get(at), brought); at--) {
            if (history.get(at).mapping().equals(mapping)) {
                return Optional.of(history.get(at));
            }
        }
        return Optional.empty();
    }

    private List<ParticipantId> brought() {
        return Stream.concat(signing.isolated().stream(), signing.unflagged().stream())
                .map(work.run()::idOf)
                .toList();
    }

    private boolean keeps(HostingState state, List<ParticipantId> brought) {
        return brought.stream()
                .allMatch(host -> onboarding(state.mapping(), host).equals(onboarding(signing.mapping(), host)));
    }

    /** Empty when it is no host. */
    private static Optional<HostingMapping.Onboarding> onboarding(HostingMapping mapping, ParticipantId host) {
        return mapping.host(host).map(Host::onboarding);
    }
}
