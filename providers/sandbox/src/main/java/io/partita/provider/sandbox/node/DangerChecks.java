package io.partita.provider.sandbox.node;

import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.PartyToParticipant.HostingParticipant;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.protocol.VettedPackages;
import io.partita.proto.topology.ForceFlag;
import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.topology.Mappings;
import io.partita.provider.sandbox.topology.Permission;
import io.partita.provider.sandbox.topology.SignedTransaction;
import io.partita.provider.sandbox.topology.StoredTopologyView;
import io.partita.provider.sandbox.wire.CantonError;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What only the submitting node checks, and what force flags waive (semantics.md 5). */
final class DangerChecks {

    private final String uid;
    private final String synchronizerId;
    private final NodeLedger ledger;

    DangerChecks(String uid, String synchronizerId, NodeLedger ledger) {
        this.uid = uid;
        this.synchronizerId = synchronizerId;
        this.ledger = ledger;
    }

    /** The first danger that was not waived. */
    Optional<CantonError> objection(
            SignedTransaction transaction, Optional<SignedTransaction> before, Set<Integer> force) {
        TopologyMapping mapping = transaction.mapping();
        switch (mapping.getMappingCase()) {
            case PARTY_TO_PARTICIPANT:
                return hosting(transaction, before, force);
            case VETTED_PACKAGES:
                return alien(mapping.getVettedPackages().getParticipantUid(), force)
                        .or(() -> vetting(transaction, before, force));
            case OWNER_TO_KEY_MAPPING:
                return alien(
                        Mappings.participantUid(mapping.getOwnerToKeyMapping().getMember()), force);
            case SYNCHRONIZER_TRUST_CERTIFICATE:
                return alien(mapping.getSynchronizerTrustCertificate().getParticipantUid(), force);
            default:
                return Optional.empty();
        }
    }

    private Optional<CantonError> alien(String member, Set<Integer> force) {
        if (member.equals(uid) || force.contains(ForceFlag.FORCE_FLAG_ALIEN_MEMBER_VALUE)) {
            return Optional.empty();
        }
        return Optional.of(CantonError.of(
                "TOPOLOGY_DANGEROUS_COMMAND_REQUIRES_FORCE_ALIEN_MEMBER",
                9,
                "Using the ForceFlag.AlienMember is required to issue a mapping for another member: PAR::"
                        + Uid.shortened(member)));
    }

    private Optional<CantonError> vetting(
            SignedTransaction transaction, Optional<SignedTransaction> before, Set<Integer> force) {
        VettedPackages none = VettedPackages.getDefaultInstance();
        return ledger.objectionToVetting(
                StoredTopologyView.vetted(
                        before.map(known -> known.mapping().getVettedPackages()).orElse(none)),
                StoredTopologyView.vetted(
                        transaction.removes() ? none : transaction.mapping().getVettedPackages()),
                force);
    }

    private Optional<CantonError> hosting(
            SignedTransaction transaction, Optional<SignedTransaction> before, Set<Integer> force) {
        PartyToParticipant mapping = transaction.mapping().getPartyToParticipant();
        int keys = mapping.getPartySigningKeys().getKeysCount();
        if (mapping.hasPartySigningKeys() && mapping.getPartySigningKeys().getThreshold() > keys) {
            return Optional.of(signingThreshold(mapping.getPartySigningKeys().getThreshold(), keys));
        }
        int hosts = mapping.getParticipantsCount();
        boolean reachable = mapping.getThreshold() <= hosts || hosts == 0 || transaction.removes();
        if (!reachable && !force.contains(ForceFlag.FORCE_FLAG_ALLOW_CONFIRMING_THRESHOLD_CANNOT_BE_MET_VALUE)) {
            return Optional.of(confirmingThreshold(mapping.getThreshold(), hosts));
        }
        if (before.isEmpty()) {
            return Optional.empty();
        }
        List<HostingParticipant> after = transaction.removes() ? List.of() : mapping.getParticipantsList();
        return removal(before.get().mapping().getPartyToParticipant(), after, force)
                .or(() -> observersOnly(mapping.getParty(), after, force));
    }

    private Optional<CantonError> removal(
            PartyToParticipant before, List<HostingParticipant> after, Set<Integer> force) {
        boolean removed = hosts(before.getParticipantsList()) && !hosts(after);
        if (!removed
                || force.contains(ForceFlag.FORCE_FLAG_DISABLE_PARTY_WITH_ACTIVE_CONTRACTS_VALUE)
                || !ledger.holdsContractsOf(before.getParty())) {
            return Optional.empty();
        }
        String party = Uid.shortened(before.getParty());
        return Optional.of(CantonError.of(
                        "TOPOLOGY_DISABLE_PARTY_WITH_ACTIVE_CONTRACTS",
                        9,
                        "Disable party " + party + " failed because there are active contracts on synchronizer "
                                + Uid.shortened(synchronizerId)
                                + ", on which the party is a stakeholder. It may also have"
                                + " other contracts on other synchronizers. Set the ForceFlag.DisablePartyWithActiveContracts"
                                + " if you really know what you are doing.")
                .with("partyId", party)
                .with("synchronizerId", Uid.shortened(synchronizerId)));
    }

    private boolean hosts(List<HostingParticipant> hosts) {
        return hosts.stream().anyMatch(host -> host.getParticipantUid().equals(uid));
    }

    private Optional<CantonError> observersOnly(String party, List<HostingParticipant> after, Set<Integer> force) {
        boolean observersOnly = !after.isEmpty()
                && after.stream().allMatch(host -> host.getPermissionValue() == Permission.OBSERVATION.number());
        if (!observersOnly
                || force.contains(
                        ForceFlag.FORCE_FLAG_ALLOW_INSUFFICIENT_PARTICIPANT_PERMISSION_FOR_SIGNATORY_PARTY_VALUE)
                || !ledger.holdsContractsSignedBy(party)) {
            return Optional.empty();
        }
        return Optional.of(CantonError.of(
                        "TOPOLOGY_INSUFFICIENT_PERMISSION_FOR_SIGNATORY_PARTY",
                        9,
                        "Changing participant permission of " + Uid.shortened(party)
                                + " to observer failed because it is still a signatory on active contracts on synchronizer "
                                + Uid.shortened(synchronizerId)
                                + ". It may also be a signatory on contracts across other"
                                + " synchronizers. Set the ForceFlag.AllowInsufficientParticipantPermissionForSignatoryParty"
                                + " if you really know what you are doing.")
                .with("partyId", Uid.shortened(party))
                .with("synchronizerId", Uid.shortened(synchronizerId)));
    }

    private static CantonError confirmingThreshold(int threshold, int hosts) {
        return CantonError.of(
                        "TOPOLOGY_CONFIRMING_THRESHOLD_CANNOT_BE_REACHED",
                        10,
                        "Tried to set a confirming threshold (" + threshold + ") above the number of hosting nodes ("
                                + hosts + ").")
                .with("threshold", Integer.toString(threshold))
                .with("numberOfHostingNodes", Integer.toString(hosts));
    }

    private static CantonError signingThreshold(int threshold, int keys) {
        return CantonError.of(
                        "TOPOLOGY_SIGNING_THRESHOLD_CANNOT_BE_REACHED",
                        10,
                        "Tried to set a signing threshold (" + threshold + ") above the number of signing keys (" + keys
                                + ").")
                .with("threshold", Integer.toString(threshold))
                .with("numberOfKeys", Integer.toString(keys));
    }
}
