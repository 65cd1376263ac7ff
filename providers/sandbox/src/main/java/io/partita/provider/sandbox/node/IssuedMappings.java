package io.partita.provider.sandbox.node;

import com.google.protobuf.Timestamp;
import io.partita.proto.protocol.Enums.ParticipantPermission;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.PartyToParticipant.HostingParticipant;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.protocol.VettedPackages;
import io.partita.provider.sandbox.synchronizer.Times;
import io.partita.provider.sandbox.topology.Hosting;
import io.partita.provider.sandbox.topology.VettedPackage;
import java.util.List;

/** Mappings that a node issues by itself. */
public final class IssuedMappings {

    private IssuedMappings() {}

    /** What a participant vets. */
    public static TopologyMapping vetting(String participantUid, List<VettedPackage> packages) {
        VettedPackages.Builder mapping = VettedPackages.newBuilder().setParticipantUid(participantUid);
        for (VettedPackage vetted : packages) {
            VettedPackages.VettedPackage.Builder entry =
                    VettedPackages.VettedPackage.newBuilder().setPackageId(vetted.packageId());
            vetted.validFrom().ifPresent(micros -> entry.setValidFromInclusive(timestamp(micros)));
            vetted.validUntil().ifPresent(micros -> entry.setValidUntilExclusive(timestamp(micros)));
            mapping.addPackages(entry);
        }
        return TopologyMapping.newBuilder().setVettedPackages(mapping).build();
    }

    private static Timestamp timestamp(long micros) {
        return Times.timestamp(micros);
    }

    /** Where a party is hosted. */
    public static TopologyMapping hosting(String party, int threshold, List<Hosting.Host> hosts) {
        PartyToParticipant.Builder mapping =
                PartyToParticipant.newBuilder().setParty(party).setThreshold(threshold);
        for (Hosting.Host host : hosts) {
            HostingParticipant.Builder entry = HostingParticipant.newBuilder()
                    .setParticipantUid(host.participant())
                    .setPermission(
                            ParticipantPermission.forNumber(host.permission().number()));
            if (host.onboarding()) {
                entry.setOnboarding(HostingParticipant.Onboarding.getDefaultInstance());
            }
            mapping.addParticipants(entry);
        }
        return TopologyMapping.newBuilder().setPartyToParticipant(mapping).build();
    }

    /** The same hosting, with the onboarding flag of one host cleared. */
    static TopologyMapping withoutFlag(TopologyMapping mapping, String participantUid) {
        PartyToParticipant.Builder cleared = mapping.getPartyToParticipant().toBuilder();
        for (HostingParticipant.Builder host : cleared.getParticipantsBuilderList()) {
            if (host.getParticipantUid().equals(participantUid)) {
                host.clearOnboarding();
            }
        }
        return TopologyMapping.newBuilder().setPartyToParticipant(cleared).build();
    }
}
