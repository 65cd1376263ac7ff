package io.partita.core.topology;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Participant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Reads the hosting of parties in one participant's store. A state that is just ending (it has a {@code valid_until})
 * is read again until it has settled.
 */
public final class HostingReading {

    /** One read of everything costs about as much as this many single reads (experiments 7). */
    public static final int SINGLE_READS = 25;

    private static final int ATTEMPTS = 40;
    private static final Duration BETWEEN = Duration.ofMillis(250);

    private final ParticipantName name;
    private final UnaryOperator<Diagnostic> place;
    private final Participant reader;
    private final PhysicalSynchronizerId synchronizer;
    private final ParallelReads parallel;
    private final Pause pause;
    private Optional<Checked<SortedMap<PartyId, HostingState>>> everybody = Optional.empty();

    /** @param place adds to what went wrong where the participant is declared */
    public HostingReading(
            ParticipantName name,
            UnaryOperator<Diagnostic> place,
            Participant reader,
            PhysicalSynchronizerId synchronizer,
            ParallelReads parallel,
            Pause pause) {
        this.name = name;
        this.place = place;
        this.reader = reader;
        this.synchronizer = synchronizer;
        this.parallel = parallel;
        this.pause = pause;
    }

    /**
     * Reads ahead what so many parties need, so that whoever does not know yet which they are can find out meanwhile. Of
     * few nothing is read.
     */
    void expecting(int parties) {
        if (parties > SINGLE_READS) {
            everybody();
        }
    }

    /** The hosted ones among the parties. */
    public Checked<SortedMap<PartyId, HostingState>> read(SortedSet<PartyId> parties) {
        return parties.size() <= SINGLE_READS ? single(parties) : everything(parties);
    }

    private Checked<SortedMap<PartyId, HostingState>> single(SortedSet<PartyId> parties) {
        return parallel.all(parties, this::settled).map(states -> {
            SortedMap<PartyId, HostingState> byParty = new TreeMap<>();
            states.forEach(state ->
                    state.ifPresent(hosting -> byParty.put(hosting.mapping().party(), hosting)));
            return byParty;
        });
    }

    private Checked<SortedMap<PartyId, HostingState>> everything(SortedSet<PartyId> parties) {
        return everybody().then(all -> withSettled(all, parties));
    }

    /** Every party as the store has it, read once; some may be about to change. */
    Checked<SortedMap<PartyId, HostingState>> everybody() {
        if (everybody.isEmpty()) {
            everybody = Optional.of(CallDiagnostics.read(name, place, () -> reader.allHostings(synchronizer)));
        }
        return everybody.get();
    }

    private Checked<SortedMap<PartyId, HostingState>> withSettled(
            SortedMap<PartyId, HostingState> all, SortedSet<PartyId> parties) {
        SortedMap<PartyId, HostingState> declaredOnes = new TreeMap<>(all);
        SortedWalk.retain(declaredOnes.keySet(), parties);
        List<PartyId> unsettled = new ArrayList<>();
        declaredOnes.entrySet().removeIf(hosting -> {
            HostingState state = hosting.getValue();
            if (state.validUntil().isPresent()) {
                unsettled.add(hosting.getKey());
                return true;
            }
            return state.mapping().hosts().isEmpty();
        });
        return parallel.all(unsettled, this::settled).map(states -> {
            states.forEach(state -> state.ifPresent(
                    hosting -> declaredOnes.put(hosting.mapping().party(), hosting)));
            return declaredOnes;
        });
    }

    private Checked<Optional<HostingState>> settled(PartyId party) {
        return CallDiagnostics.read(name, place, () -> readUntilSettled(party))
                .then(state -> state.flatMap(HostingState::validUntil).isPresent()
                        ? Checked.failed(Diagnostic.error(
                                        "hosting-keeps-changing",
                                        "the hosting of " + party.abbreviated() + " keeps changing")
                                .because("each of " + ATTEMPTS + " reads on " + name
                                        + " showed a mapping that is being replaced")
                                .fix("wait until the change under way is over, then try again")
                                .about(party.toString()))
                        : Checked.of(state.filter(
                                hosting -> !hosting.mapping().hosts().isEmpty())));
    }

    private Optional<HostingState> readUntilSettled(PartyId party) throws CallFailed {
        Optional<HostingState> state = reader.hosting(synchronizer, party);
        for (int attempt = 1;
                attempt < ATTEMPTS && state.flatMap(HostingState::validUntil).isPresent();
                attempt++) {
            pause.orStop(BETWEEN);
            state = reader.hosting(synchronizer, party);
        }
        return state;
    }
}
