package io.partita.core.planner;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.Severity;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.Network;
import io.partita.core.topology.CurrentTopology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is proposed for parties and waits for signatures. It cannot be withdrawn and is no obstacle: whatever becomes
 * effective with its serial makes it disappear (experiments 13).
 */
final class Proposals {

    private final CurrentTopology topology;
    private final Network network;

    Proposals(CurrentTopology topology, Network network) {
        this.topology = topology;
        this.network = network;
    }

    /** As who signs last for the party sees it; only what could still come into force. */
    Checked<RoutedParty> of(RoutedParty party) {
        ParticipantName reader = party.signsLast().orElse(topology.reader());
        return CallDiagnostics.read(
                        topology.participant(reader).declared(),
                        () -> network.participant(reader)
                                .proposals(
                                        topology.synchronizer(),
                                        party.difference().party()))
                .map(found -> party.proposed(found.stream()
                        .filter(proposal -> proposal.mapping().serial() > party.lastSerial())
                        .toList()));
    }

    /**
     * Notes on proposals for parties that are as declared: no plan overtakes them. They are asked for once, however many
     * parties there are, and what is not answered is only a warning.
     */
    List<Diagnostic> beside(List<PartyDifference> unchanged) {
        if (unchanged.isEmpty()) {
            return List.of();
        }
        Checked<List<HostingProposal>> all = CallDiagnostics.read(
                topology.participant(topology.reader()).declared(),
                () -> network.participant(topology.reader()).allProposals(topology.synchronizer()));
        if (!all.isPresent()) {
            return all.diagnostics().stream()
                    .map(said -> said.weighing(Severity.WARNING))
                    .toList();
        }
        if (all.value().isEmpty()) {
            return List.of();
        }
        Map<PartyId, PartyDifference> parties = new HashMap<>();
        unchanged.forEach(party -> parties.put(party.party(), party));
        return all.value().stream()
                .filter(proposal -> parties.containsKey(proposal.mapping().party()))
                .map(proposal -> pending(parties.get(proposal.mapping().party()), proposal))
                .toList();
    }

    private Diagnostic pending(PartyDifference party, HostingProposal proposal) {
        HostingMapping mapping = proposal.mapping();
        String hosts = mapping.hosts().stream()
                .map(host -> topology.call(host.participant()) + " "
                        + host.permission().word() + (host.isOnboarding() ? " (onboarding)" : ""))
                .collect(Collectors.joining(", "));
        String signed =
                proposal.signedBy().stream().map(Fingerprint::abbreviated).collect(Collectors.joining(", "));
        String removed = party.live().map(mapping::lacking).orElse(List.of()).stream()
                .map(topology::call)
                .collect(Collectors.joining(", "));
        return Diagnostic.warning(
                        "pending-proposal", "serial " + mapping.serial() + " of " + party.name() + " is proposed")
                .because("threshold " + mapping.threshold() + ", "
                        + (hosts.isEmpty() ? "no hosts" : "hosts " + hosts) + "; signed by "
                        + (signed.isEmpty() ? "nobody" : signed) + "; transaction " + proposal.transactionHash())
                .fix("Nothing has to be done: it changes nothing until all have signed it, and the next change of the"
                        + " party overtakes it. Do not sign it by hand: "
                        + (removed.isEmpty()
                                ? "a host that comes without its contracts is harmed."
                                : "it takes the party from " + removed
                                        + (mapping.hosts().isEmpty() ? ", and nobody would host it any more." : ".")))
                .about(party.name())
                .at(party.declared().range());
    }
}
