package io.partita.provider.sandbox.services;

import io.grpc.stub.StreamObserver;
import io.partita.proto.crypto.PublicKey;
import io.partita.proto.protocol.Enums.ParticipantPermission;
import io.partita.proto.protocol.OwnerToKeyMapping;
import io.partita.proto.protocol.TopologyMapping.MappingCase;
import io.partita.proto.topology.ListKeyOwnersRequest;
import io.partita.proto.topology.ListKeyOwnersResponse;
import io.partita.proto.topology.ListPartiesRequest;
import io.partita.proto.topology.ListPartiesResponse;
import io.partita.proto.topology.ListPartiesResponse.Result.ParticipantSynchronizers;
import io.partita.proto.topology.ListPartiesResponse.Result.ParticipantSynchronizers.SynchronizerPermissions;
import io.partita.proto.topology.TopologyAggregationServiceGrpc;
import io.partita.provider.sandbox.node.ParticipantNode;
import io.partita.provider.sandbox.synchronizer.Times;
import io.partita.provider.sandbox.topology.Hosting;
import io.partita.provider.sandbox.topology.Permission;
import io.partita.provider.sandbox.topology.StoredTransaction;
import io.partita.provider.sandbox.wire.Calls;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Overviews of parties and keys, for display. */
final class TopologyAggregationService extends TopologyAggregationServiceGrpc.TopologyAggregationServiceImplBase {

    private static final int MEMBER_PREFIX = 5;

    private final ParticipantNode node;
    private final Calls calls;

    TopologyAggregationService(ParticipantNode node, Calls calls) {
        this.node = node;
        this.calls = calls;
    }

    @Override
    public void listParties(ListPartiesRequest request, StreamObserver<ListPartiesResponse> answer) {
        calls.answer(answer, () -> {
            ListPartiesResponse.Builder response = ListPartiesResponse.newBuilder();
            if (asked(request.getSynchronizerIdsList())) {
                long at = at(request.hasAsOf(), request.hasAsOf() ? Times.micros(request.getAsOf()) : 0);
                Predicate<String> filter = TopologyQuery.uid(request.getFilterParty());
                known(at)
                        .filter(filter)
                        .flatMap(party -> hosting(party, at).stream())
                        .filter(hosting -> hostedBy(hosting, request.getFilterParticipant()))
                        .limit(limit(request.getLimit()))
                        .forEach(hosting -> response.addResults(result(hosting)));
            }
            return response.build();
        });
    }

    private boolean asked(List<String> synchronizerIds) {
        return synchronizerIds.isEmpty()
                || synchronizerIds.contains(node.synchronizer().logicalId());
    }

    private long at(boolean given, long asOf) {
        return given ? Math.min(asOf, node.topology().now()) : node.topology().now();
    }

    private static long limit(int limit) {
        return limit <= 0 ? Long.MAX_VALUE : limit;
    }

    private Stream<String> known(long at) {
        SortedSet<String> all = new TreeSet<>(node.topology().parties(at));
        inForce(MappingCase.SYNCHRONIZER_TRUST_CERTIFICATE, at)
                .map(stored -> stored.signed()
                        .mapping()
                        .getSynchronizerTrustCertificate()
                        .getParticipantUid())
                .forEach(all::add);
        return all.stream();
    }

    /** A party's mapping, or what joining makes of a participant's own party. */
    private Optional<Hosting> hosting(String party, long at) {
        return node.topology()
                .hosting(party, at)
                .or(() -> Optional.of(
                        new Hosting(party, 1, List.of(new Hosting.Host(party, Permission.SUBMISSION, false)), 0, 0)));
    }

    private static boolean hostedBy(Hosting hosting, String filter) {
        return hosting.hosts().stream().anyMatch(host -> host.participant().startsWith(filter));
    }

    private ListPartiesResponse.Result result(Hosting hosting) {
        ListPartiesResponse.Result.Builder result =
                ListPartiesResponse.Result.newBuilder().setParty(hosting.party());
        for (Hosting.Host host : hosting.hosts()) {
            result.addParticipants(ParticipantSynchronizers.newBuilder()
                    .setParticipantUid(host.participant())
                    .addSynchronizers(SynchronizerPermissions.newBuilder()
                            .setSynchronizerId(node.synchronizer().logicalId())
                            .setPhysicalSynchronizerId(node.physicalSynchronizer())
                            .setPermission(ParticipantPermission.forNumber(
                                    host.permission().number()))));
        }
        return result.build();
    }

    @Override
    public void listKeyOwners(ListKeyOwnersRequest request, StreamObserver<ListKeyOwnersResponse> answer) {
        calls.answer(answer, () -> {
            ListKeyOwnersResponse.Builder response = ListKeyOwnersResponse.newBuilder();
            if (asked(request.getSynchronizerIdsList())) {
                long at = at(request.hasAsOf(), request.hasAsOf() ? Times.micros(request.getAsOf()) : 0);
                Predicate<String> filter = TopologyQuery.uid(request.getFilterKeyOwnerUid());
                inForce(MappingCase.OWNER_TO_KEY_MAPPING, at)
                        .map(stored -> stored.signed().mapping().getOwnerToKeyMapping())
                        .filter(keys -> keys.getMember().startsWith(request.getFilterKeyOwnerType()))
                        .filter(keys -> filter.test(keys.getMember().substring(MEMBER_PREFIX)))
                        .limit(limit(request.getLimit()))
                        .forEach(keys -> response.addResults(result(keys)));
            }
            return response.build();
        });
    }

    private Stream<StoredTransaction> inForce(MappingCase kind, long at) {
        return node.synchronizer().topology().store().authorizedHistories(kind).stream()
                .flatMap(List::stream)
                .filter(stored ->
                        stored.inForce(at, node.processed()) && !stored.signed().removes());
    }

    private ListKeyOwnersResponse.Result result(OwnerToKeyMapping keys) {
        ListKeyOwnersResponse.Result.Builder result = ListKeyOwnersResponse.Result.newBuilder()
                .setSynchronizerId(node.synchronizer().logicalId())
                .setPhysicalSynchronizerId(node.physicalSynchronizer())
                .setKeyOwner(keys.getMember());
        for (PublicKey key : keys.getPublicKeysList()) {
            if (key.hasSigningPublicKey()) {
                result.addSigningKeys(key.getSigningPublicKey());
            } else {
                result.addEncryptionKeys(key.getEncryptionPublicKey());
            }
        }
        return result.build();
    }
}
