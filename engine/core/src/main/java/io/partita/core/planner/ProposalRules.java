package io.partita.core.planner;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.provider.HostingProposal;
import io.partita.core.topology.CurrentTopology;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A proposal of somebody else for the next serial: whichever is completed first wins, and the other one waits for ever.
 */
final class ProposalRules {

    private ProposalRules() {}

    static List<Diagnostic> of(
            RoutedParty party,
            List<HostingProposal> proposals,
            List<HostingMapping> planned,
            CurrentTopology topology) {
        return proposals.stream()
                .filter(proposal -> proposal.mapping().serial() > party.lastSerial())
                .filter(proposal -> !planned.contains(proposal.mapping()))
                .map(proposal -> competing(party, proposal, topology))
                .toList();
    }

    private static Diagnostic competing(RoutedParty party, HostingProposal proposal, CurrentTopology topology) {
        HostingMapping mapping = proposal.mapping();
        String hosts = mapping.hosts().stream()
                .map(host -> topology.call(host.participant()) + " "
                        + host.permission().word())
                .collect(Collectors.joining(", "));
        String signed =
                proposal.signedBy().stream().map(Fingerprint::abbreviated).collect(Collectors.joining(", "));
        return Diagnostic.refusal(
                        "competing-proposal",
                        "another proposal for the hosting of " + party.name() + " waits for signatures")
                .because("serial " + mapping.serial() + ", threshold " + mapping.threshold() + ", hosts " + hosts
                        + "; signed by " + (signed.isEmpty() ? "nobody" : signed) + "; transaction "
                        + proposal.transactionHash())
                .fix(
                        "declare what it proposes, or have its makers complete it and plan again; it also expires as soon as"
                                + " another change of the party is complete")
                .about(party.name())
                .at(party.difference().declared().range());
    }
}
