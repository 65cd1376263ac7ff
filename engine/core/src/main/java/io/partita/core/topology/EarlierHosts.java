package io.partita.core.topology;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Participant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The hosts of a party that can show what another one lacks from when it became one. Whoever came later had none of the
 * contracts of then, or not all, and who itself came without contracts may lack the same.
 */
public final class EarlierHosts {

    private final PartyId party;
    private final PhysicalSynchronizerId synchronizer;
    private final List<HostingState> history;
    private final Map<ParticipantId, Participant> connected;
    private final Supplier<ContractSet> sets;

    private interface Look {
        Optional<ContractExamples> lacked(MissedContracts missed, long activation) throws CallFailed;
    }

    /**
     * @param history the party's, oldest first, as somebody shows it who is connected
     * @param connected those that are, and may be asked
     * @param sets where ids are kept while they are compared
     */
    public EarlierHosts(
            PartyId party,
            PhysicalSynchronizerId synchronizer,
            List<HostingState> history,
            Map<ParticipantId, Participant> connected,
            Supplier<ContractSet> sets) {
        this.party = party;
        this.synchronizer = synchronizer;
        this.history = List.copyOf(history);
        this.connected = Map.copyOf(connected);
        this.sets = sets;
    }

    /** Empty when it is no host. */
    public Optional<Arrival> arrival(ParticipantId host) {
        return Arrival.of(history, host);
    }

    /**
     * Whether a host had everything that the party had when another became one: it came before, and with the party, or
     * with the flag, or others show that it lacks nothing of its own arrival. False also when nobody can show that.
     */
    public boolean include(ParticipantId source, ParticipantId host) throws CallFailed {
        Optional<Arrival> own = arrival(source);
        Optional<Arrival> later = arrival(host);
        return connected.containsKey(source)
                && hosts().stream().anyMatch(each -> each.participant().equals(source) && !each.isOnboarding())
                && own.isPresent()
                && later.isPresent()
                && own.get().effective().isBefore(later.get().effective())
                && (!own.get().isWithoutContracts() || wasComplete(source, host));
    }

    /** What was brought to it since then is in no export of then. */
    private boolean wasComplete(ParticipantId source, ParticipantId host) throws CallFailed {
        Participant at = connected.get(source);
        OptionalLong then = shown(source, host, at).activation();
        return then.isPresent()
                && isComplete(source, (missed, activation) -> missed.lackedUntil(activation, then.getAsLong()), at)
                        .orElse(false);
    }

    /** Of two that are hosts. */
    private MissedContracts shown(ParticipantId source, ParticipantId host, Participant target) {
        return new MissedContracts(
                party,
                host,
                arrival(host).orElseThrow(),
                connected.get(source),
                arrival(source).orElseThrow(),
                synchronizer,
                target,
                connected.containsKey(host),
                sets);
    }

    /** What one of them shows that a host lacks; empty when it is none of them. */
    public Optional<MissedContracts> missed(ParticipantId source, ParticipantId host, Participant target)
            throws CallFailed {
        return include(source, host) ? Optional.of(shown(source, host, target)) : Optional.empty();
    }

    /**
     * Whether a host has every contract that the party had when it became one. One that shows a contract which it lacks
     * is believed, whatever others show, and one that cannot be asked keeps nobody else from answering. Empty when
     * nobody can show that; fails when somebody might have, and did not answer.
     *
     * @param at the host, which may be disconnected
     */
    public Optional<Boolean> isComplete(ParticipantId host, Participant at) throws CallFailed {
        return isComplete(host, MissedContracts::lacked, at);
    }

    private Optional<Boolean> isComplete(ParticipantId host, Look look, Participant at) throws CallFailed {
        Optional<Boolean> complete = Optional.empty();
        Optional<CallFailed> unanswered = Optional.empty();
        for (HostingMapping.Host other : hosts()) {
            try {
                Optional<Boolean> found = hasAll(host, look, at, other.participant());
                if (found.equals(Optional.of(false))) {
                    return found;
                }
                complete = complete.or(() -> found);
            } catch (CallFailed failed) {
                unanswered = Optional.of(failed);
            }
        }
        if (complete.isEmpty() && unanswered.isPresent()) {
            throw unanswered.get();
        }
        return complete;
    }

    private Optional<Boolean> hasAll(ParticipantId host, Look look, Participant at, ParticipantId other)
            throws CallFailed {
        Optional<MissedContracts> missed = missed(other, host, at);
        if (missed.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong activation = missed.get().activation();
        return activation.isEmpty()
                ? Optional.empty()
                : look.lacked(missed.get(), activation.getAsLong()).map(ContractExamples::isEmpty);
    }

    private List<HostingMapping.Host> hosts() {
        return history.isEmpty()
                ? List.of()
                : history.get(history.size() - 1).mapping().hosts();
    }
}
