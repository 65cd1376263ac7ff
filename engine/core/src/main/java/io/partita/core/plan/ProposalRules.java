package io.partita.core.plan;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.provider.HostingProposal;
import io.partita.core.topology.CurrentTopology;
import java.util.List;
import java.util.stream.Collectors;

/** A proposal of somebody else for the next serial: whichever is completed first wins, and the other one waits for ever. */
final class ProposalRules {

    private ProposalRules() {}

    static List<Diagnostic> of(
            PartyWork work, List<HostingProposal> proposals, List<HostingMapping> planned, CurrentTopology topology) {
        return proposals.stream()
                .filter(proposal -> proposal.mapping().serial() > work.lastSerial())
                .filter(proposal -> !planned.contains(proposal.mapping()))
                .map(proposal -> competing(work, proposal, topology))
                .toList();
    }

    private static Diagnostic competing(PartyWork work, HostingProposal proposal, CurrentTopology topology) {
        HostingMapping mapping = proposal.mapping();
        String hosts = mapping.hosts().stream()
                .map(host -> topology.call(host.participant()) + " "
                        + host.permission().word())
                .collect(Collectors.joining(", "));
        String signed =
                proposal.signedBy().stream().map(Fingerprint::abbreviated).collect(Collectors.joining(", "));
        return Diagnostic.refusal(
                        "competing-proposal",
                        "another proposal for the hosting of " + work.label() + " waits for signatures")
                .because("serial " + mapping.serial() + ", threshold " + mapping.threshold() + ", hosts " + hosts
                        + "; signed by " + (signed.isEmpty() ? "nobody" : signed) + "; transaction "
                        + proposal.transactionHash())
                .fix(
                        "declare what it proposes, or have its makers complete it and plan again; it also expires as soon as"
                                + " another change of the party is complete")
                .about(work.label())
                .at(work.difference().declared().range());
    }
}
