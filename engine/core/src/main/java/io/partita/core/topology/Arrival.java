package io.partita.core.topology;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.provider.Activation;
import io.partita.core.provider.HostingState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a participant became a host of a party for the last time.
 *
 * @param effective since when it is a host without a break
 * @param flagged whether it became one with the onboarding flag
 * @param founding whether the party came into being with it, and so without any contract
 */
public record Arrival(Instant effective, boolean flagged, boolean founding) {

    /** Empty when it is no host. @param history oldest first */
    public static Optional<Arrival> of(List<HostingState> history, ParticipantId host) {
        Optional<Arrival> first = Optional.empty();
        for (int at = history.size() - 1; at >= 0; at--) {
            HostingState then = history.get(at);
            Optional<HostingMapping.Host> found = then.mapping().host(host);
            if (found.isEmpty()) {
                return first;
            }
            first = Optional.of(new Arrival(then.validFrom(), found.get().isOnboarding(), at == 0));
        }
        return first;
    }

    /** Whether a host of now was one before, and was taken away in between. @param history oldest first */
    public static boolean isReturn(List<HostingState> history, ParticipantId host) {
        Optional<Arrival> last = of(history, host);
        return last.isPresent()
                && history.stream()
                        .filter(state -> state.validFrom().isBefore(last.get().effective()))
                        .anyMatch(state -> state.mapping().host(host).isPresent());
    }

    /** Whether nobody brought the contracts that the party had then, as far as the hosting shows. */
    public boolean isWithoutContracts() {
        return !flagged && !founding;
    }

    /**
     * Whether a host may lack what the party had when it became one: without the flag, and not with the party. Neither
     * proves that it does; nothing shows that it does not. @param history oldest first
     */
    public static boolean isInDoubt(List<HostingState> history, ParticipantId host) {
        return of(history, host).map(Arrival::isWithoutContracts).orElse(true);
    }

    /**
     * The event of it in the history of another host; empty when that does not have it any more. When a flag is cleared
     * another event follows, which is not meant.
     *
     * @param all the activations there, oldest first
     */
    public Optional<Activation> in(List<Activation> all) {
        Optional<Activation> exact = Activation.last(
                all.stream().filter(each -> each.effective().equals(effective)).toList());
        return flagged ? exact : exact.or(() -> Activation.last(all));
    }
}
