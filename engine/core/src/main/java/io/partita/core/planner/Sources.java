package io.partita.core.planner;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.HostingMapping;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Network;
import io.partita.core.topology.Arrival;
import io.partita.core.topology.ContractComparison;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import io.partita.core.topology.EarlierHosts;
import io.partita.core.topology.Pause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Chooses the host whose contracts of a party are exported, or that others are compared with. One that became a host
 * without the onboarding flag may lack what the party had before, and an export would hand the gap on.
 */
final class Sources {

    private final String alias;
    private final CurrentTopology topology;
    private final Authorities authorities;
    private final Network network;
    private final Pause pause;

    /** @param alias the synchronizer's, as declared */
    Sources(String alias, CurrentTopology topology, Authorities authorities, Network network, Pause pause) {
        this.alias = alias;
        this.topology = topology;
        this.authorities = authorities;
        this.network = network;
        this.pause = pause;
    }

    /** Declared participants that host the party and are not onboarding, sorted by name. */
    List<CurrentParticipant> hosts(PartyDifference difference) {
        return difference.live().map(HostingMapping::hosts).orElse(List.of()).stream()
                .filter(host -> !host.isOnboarding())
                .flatMap(host -> topology.nameOf(host.participant()).stream())
                .map(topology::participant)
                .sorted(Comparator.comparing(CurrentParticipant::name))
                .toList();
    }

    /**
     * The host to export from. Asks nobody where the history shows that it came with the party or with the flag; any
     * other is compared with its like.
     *
     * @param history the party's hosting, oldest first
     */
    Checked<CurrentParticipant> choose(PartyDifference difference, List<HostingState> history) {
        List<CurrentParticipant> connected = connected(difference, history);
        if (connected.isEmpty()) {
            return Checked.failed(PartyRules.noSource(difference));
        }
        CurrentParticipant source = connected.get(0);
        if (!Arrival.isInDoubt(history, source.id())) {
            return Checked.of(source);
        }
        return connected.size() == 1
                ? alone(difference, history, source)
                : alike(difference, source, connected.subList(1, connected.size()));
    }

    /** The first that had every contract when the target became a host. */
    Checked<CurrentParticipant> ofThen(
            PartyDifference difference, List<HostingState> history, EarlierHosts earlier, CurrentParticipant target) {
        List<Diagnostic> unanswered = new ArrayList<>();
        for (CurrentParticipant source : connected(difference, history)) {
            try {
                if (earlier.include(source.id(), target.id())) {
                    return Checked.of(source);
                }
            } catch (CallFailed e) {
                unanswered.add(CallDiagnostics.reading(source.name(), e.failure()));
            }
        }
        return Checked.failed(unanswered.isEmpty() ? List.of(PartyRules.noSource(difference, target)) : unanswered);
    }

    /**
     * Those beyond doubt before the others, then those that confirm, as the procedure of Canton wants it of a source,
     * then owners of the party's namespace, and those alike by name.
     */
    private List<CurrentParticipant> connected(PartyDifference difference, List<HostingState> history) {
        List<CurrentParticipant> owners = authorities.owners(difference.party());
        return hosts(difference).stream()
                .filter(host -> host.isConnectedTo(alias))
                .sorted(Comparator.comparing((CurrentParticipant host) -> Arrival.isInDoubt(history, host.id()))
                        .thenComparing(host -> !confirms(difference, host))
                        .thenComparing(host -> !owners.contains(host)))
                .toList();
    }

    private static boolean confirms(PartyDifference difference, CurrentParticipant host) {
        return difference
                .live()
                .flatMap(mapping -> mapping.host(host.id()))
                .map(live -> live.permission().confirms())
                .orElse(false);
    }

    /** Nobody is beyond doubt, and whoever lacks what another one has is found out. */
    private Checked<CurrentParticipant> alike(
            PartyDifference difference, CurrentParticipant source, List<CurrentParticipant> others) {
        ContractComparison comparison = new ContractComparison(
                difference.party(), topology.synchronizer().logical(), pause);
        for (CurrentParticipant other : others) {
            try {
                if (!comparison.isSame(network.participant(source.name()), network.participant(other.name()))) {
                    return Checked.failed(different(difference, source, other));
                }
            } catch (CallFailed e) {
                return Checked.failed(CallDiagnostics.reading(other.name(), e.failure()));
            }
        }
        return Checked.of(source);
    }

    /** Where whoever could show it is only to be connected, that is waited for; nobody else can be found by a plan. */
    private Checked<CurrentParticipant> alone(
            PartyDifference difference, List<HostingState> history, CurrentParticipant source) {
        String away = hosts(difference).stream()
                .filter(host -> !host.isConnectedTo(alias) && !Arrival.isInDoubt(history, host.id()))
                .map(host -> host.name().name())
                .collect(Collectors.joining(", "));
        return away.isEmpty()
                ? Checked.of(source, List.of(unshown(difference, source)))
                : Checked.failed(notAsked(difference, source, away));
    }

    private static Diagnostic different(
            PartyDifference difference, CurrentParticipant source, CurrentParticipant other) {
        return Diagnostic.refusal(
                        "source-in-doubt",
                        source.name() + " and " + other.name() + " do not have the same contracts of "
                                + difference.name())
                .because("both became hosts of it without the onboarding flag, so one of them lacks contracts or both"
                        + " do, and no connected host came with the party or with the flag. An export would hand the gap"
                        + " on to whoever comes next")
                .fix("declare and connect a host that has every contract: one that came with the party, or with the"
                        + " flag. With it, repair whoever lacks contracts")
                .about(difference.name())
                .at(difference.declared().range());
    }

    private static Diagnostic notAsked(PartyDifference difference, CurrentParticipant source, String away) {
        return Diagnostic.refusal(
                        "source-in-doubt",
                        source.name() + " may lack contracts of " + difference.name()
                                + ", and no other host of it is connected")
                .because("it became a host without the onboarding flag, so nobody brought what the party had then. An"
                        + " export would hand the gap on to whoever comes next")
                .fix("connect " + away + ", which came with the party or with the flag; then plan again")
                .about(difference.name())
                .at(difference.declared().range());
    }

    private static Diagnostic unshown(PartyDifference difference, CurrentParticipant source) {
        return Diagnostic.warning(
                        "source-in-doubt",
                        "whether " + source.name() + " has every contract of " + difference.name()
                                + " nobody else can show")
                .because("it became a host without the onboarding flag and is the only one to compare with. Where the"
                        + " party was unused then, it lacks nothing; else an export hands the gap on to whoever comes"
                        + " next")
                .fix("declare and connect another host of the party, or compare with what its applications know before"
                        + " this is applied")
                .about(difference.name())
                .at(difference.declared().range());
    }
}
