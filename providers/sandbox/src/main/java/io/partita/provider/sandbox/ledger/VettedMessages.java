package io.partita.provider.sandbox.ledger;

import io.partita.proto.ledger.PackageMetadataFilter;
import io.partita.proto.ledger.VettedPackage;
import io.partita.proto.ledger.VettedPackages;
import io.partita.provider.sandbox.ids.Micros;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.packages.PackageStore;

/** What participants vet, as messages of the Ledger API. */
final class VettedMessages {

    private final Node node;
    private final PackageStore packages;

    VettedMessages(Node node, PackageStore packages) {
        this.node = node;
        this.packages = packages;
    }

    VettedPackages of(String participant, PackageMetadataFilter filter) {
        long now = node.topology().now();
        VettedPackages.Builder message = VettedPackages.newBuilder()
                .setParticipantId(participant)
                .setSynchronizerId(node.synchronizer().logicalId())
                .setTopologySerial(node.topology().vettedSerial(participant, now));
        node.topology().vetted(participant, now).stream()
                .map(this::message)
                .filter(each -> accepts(filter, each))
                .forEach(message::addPackages);
        return message.build();
    }

    private VettedPackage message(io.partita.provider.sandbox.topology.VettedPackage vetted) {
        VettedPackage.Builder message = VettedPackage.newBuilder().setPackageId(vetted.packageId());
        vetted.validFrom().ifPresent(from -> message.setValidFromInclusive(Micros.timestamp(from)));
        vetted.validUntil().ifPresent(until -> message.setValidUntilExclusive(Micros.timestamp(until)));
        packages.find(vetted.packageId())
                .ifPresent(known -> message.setPackageName(known.name()).setPackageVersion(known.version()));
        return message.build();
    }

    private static boolean accepts(PackageMetadataFilter filter, VettedPackage each) {
        boolean all = filter.getPackageIdsCount() == 0 && filter.getPackageNamePrefixesCount() == 0;
        return all
                || filter.getPackageIdsList().contains(each.getPackageId())
                || filter.getPackageNamePrefixesList().stream()
                        .anyMatch(prefix -> each.getPackageName().startsWith(prefix));
    }
}
