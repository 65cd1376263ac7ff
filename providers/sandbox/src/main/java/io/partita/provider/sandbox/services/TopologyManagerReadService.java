package io.partita.provider.sandbox.services;

import com.google.protobuf.Message;
import io.grpc.stub.StreamObserver;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.protocol.TopologyMapping.MappingCase;
import io.partita.proto.topology.BaseQuery;
import io.partita.proto.topology.ListAllRequest;
import io.partita.proto.topology.ListAllResponse;
import io.partita.proto.topology.ListAllV2Request;
import io.partita.proto.topology.ListAllV2Response;
import io.partita.proto.topology.ListAvailableStoresRequest;
import io.partita.proto.topology.ListAvailableStoresResponse;
import io.partita.proto.topology.ListDecentralizedNamespaceDefinitionRequest;
import io.partita.proto.topology.ListDecentralizedNamespaceDefinitionResponse;
import io.partita.proto.topology.ListLsuAnnouncementRequest;
import io.partita.proto.topology.ListLsuAnnouncementResponse;
import io.partita.proto.topology.ListLsuSequencerConnectionSuccessorRequest;
import io.partita.proto.topology.ListLsuSequencerConnectionSuccessorResponse;
import io.partita.proto.topology.ListMediatorSynchronizerStateRequest;
import io.partita.proto.topology.ListMediatorSynchronizerStateResponse;
import io.partita.proto.topology.ListNamespaceDelegationRequest;
import io.partita.proto.topology.ListNamespaceDelegationResponse;
import io.partita.proto.topology.ListOwnerToKeyMappingRequest;
import io.partita.proto.topology.ListOwnerToKeyMappingResponse;
import io.partita.proto.topology.ListParticipantSynchronizerPermissionRequest;
import io.partita.proto.topology.ListParticipantSynchronizerPermissionResponse;
import io.partita.proto.topology.ListPartyHostingLimitsRequest;
import io.partita.proto.topology.ListPartyHostingLimitsResponse;
import io.partita.proto.topology.ListPartyToKeyMappingRequest;
import io.partita.proto.topology.ListPartyToKeyMappingResponse;
import io.partita.proto.topology.ListPartyToParticipantRequest;
import io.partita.proto.topology.ListPartyToParticipantResponse;
import io.partita.proto.topology.ListSequencerSynchronizerStateRequest;
import io.partita.proto.topology.ListSequencerSynchronizerStateResponse;
import io.partita.proto.topology.ListSequencingParametersStateRequest;
import io.partita.proto.topology.ListSequencingParametersStateResponse;
import io.partita.proto.topology.ListSynchronizerParametersStateRequest;
import io.partita.proto.topology.ListSynchronizerParametersStateResponse;
import io.partita.proto.topology.ListSynchronizerTrustCertificateRequest;
import io.partita.proto.topology.ListSynchronizerTrustCertificateResponse;
import io.partita.proto.topology.ListVettedPackagesRequest;
import io.partita.proto.topology.ListVettedPackagesResponse;
import io.partita.proto.topology.StoreId;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;
import io.partita.provider.sandbox.crypto.PublicKeys;
import io.partita.provider.sandbox.node.ParticipantNode;
import io.partita.provider.sandbox.topology.StoredTransaction;
import io.partita.provider.sandbox.wire.Calls;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reading the topology as a node knows it (wire.md 3). */
final class TopologyManagerReadService extends TopologyManagerReadServiceGrpc.TopologyManagerReadServiceImplBase {

    private static final int MEMBER_PREFIX = 5;

    private final ParticipantNode node;
    private final Calls calls;

    TopologyManagerReadService(ParticipantNode node, Calls calls) {
        this.node = node;
        this.calls = calls;
    }

    private <R extends Message> void list(
            StreamObserver<R> answer,
            boolean given,
            BaseQuery base,
            MappingCase kind,
            Predicate<TopologyMapping> filter,
            R empty,
            Function<TopologyMapping, Message> item) {
        calls.answer(answer, () -> {
            TopologyQuery query = new TopologyQuery(node, given, base);
            return Results.in(empty, query.matches(query.ofKind(kind), filter), item);
        });
    }

    /** As {@link #list}, without looking at others where the filter is a full id. */
    private <R extends Message> void listById(
            StreamObserver<R> answer,
            boolean given,
            BaseQuery base,
            MappingCase kind,
            String id,
            Predicate<TopologyMapping> filter,
            R empty,
            Function<TopologyMapping, Message> item) {
        calls.answer(answer, () -> {
            TopologyQuery query = new TopologyQuery(node, given, base);
            Stream<StoredTransaction> candidates =
                    TopologyQuery.exact(kind, id).map(query::ofKey).orElseGet(() -> query.ofKind(kind));
            return Results.in(empty, query.matches(candidates, filter), item);
        });
    }

    @Override
    public void listNamespaceDelegation(
            ListNamespaceDelegationRequest request, StreamObserver<ListNamespaceDelegationResponse> answer) {
        list(
                answer,
                request.hasBaseQuery(),
                request.getBaseQuery(),
                MappingCase.NAMESPACE_DELEGATION,
                mapping -> mapping.getNamespaceDelegation().getNamespace().startsWith(request.getFilterNamespace())
                        && PublicKeys.fingerprint(
                                        mapping.getNamespaceDelegation().getTargetKey())
                                .startsWith(request.getFilterTargetKeyFingerprint()),
                ListNamespaceDelegationResponse.getDefaultInstance(),
                TopologyMapping::getNamespaceDelegation);
    }

    @Override
    public void listDecentralizedNamespaceDefinition(
            ListDecentralizedNamespaceDefinitionRequest request,
            StreamObserver<ListDecentralizedNamespaceDefinitionResponse> answer) {
        list(
                answer,
                request.hasBaseQuery(),
                request.getBaseQuery(),
                MappingCase.DECENTRALIZED_NAMESPACE_DEFINITION,
                mapping -> mapping.getDecentralizedNamespaceDefinition()
                        .getDecentralizedNamespace()
                        .startsWith(request.getFilterNamespace()),
                ListDecentralizedNamespaceDefinitionResponse.getDefaultInstance(),
                TopologyMapping::getDecentralizedNamespaceDefinition);
    }

    @Override
    public void listOwnerToKeyMapping(
            ListOwnerToKeyMappingRequest request, StreamObserver<ListOwnerToKeyMappingResponse> answer) {
        Predicate<String> filter = TopologyQuery.uid(request.getFilterKeyOwnerUid());
        list(
                answer,
                request.hasBaseQuery(),
                request.getBaseQuery(),
                MappingCase.OWNER_TO_KEY_MAPPING,
                mapping -> mapping.getOwnerToKeyMapping().getMember().startsWith(request.getFilterKeyOwnerType())
                        && filter.test(
                                mapping.getOwnerToKeyMapping().getMember().substring(MEMBER_PREFIX)),
                ListOwnerToKeyMappingResponse.getDefaultInstance(),
                TopologyMapping::getOwnerToKeyMapping);
    }

    @Override
    public void listPartyToKeyMapping(
            ListPartyToKeyMappingRequest request, StreamObserver<ListPartyToKeyMappingResponse> answer) {
        Predicate<String> filter = TopologyQuery.uid(request.getFilterParty());
        list(
                answer,
                request.hasBaseQuery(),
                request.getBaseQuery(),
                MappingCase.PARTY_TO_KEY_MAPPING,
                mapping -> filter.test(mapping.getPartyToKeyMapping().getParty()),
                ListPartyToKeyMappingResponse.getDefaultInstance(),
                TopologyMapping::getPartyToKeyMapping);
    }

    @Override
    public void listSynchronizerTrustCertificate(
            ListSynchronizerTrustCertificateRequest request,
            StreamObserver<ListSynchronizerTrustCertificateResponse> answer) {
        Predicate<String> filter = TopologyQuery.uid(request.getFilterUid());
        list(
                answer,
                request.hasBaseQuery(),
                request.getBaseQuery(),
                MappingCase.SYNCHRONIZER_TRUST_CERTIFICATE,
                mapping -> filter.test(mapping.getSynchronizerTrustCertificate().getParticipantUid()),
                ListSynchronizerTrustCertificateResponse.getDefaultInstance(),
                TopologyMapping::getSynchronizerTrustCertificate);
    }

    @Override
    public void listParticipantSynchronizerPermission(
            ListParticipantSynchronizerPermissionRequest request,
            StreamObserver<ListParticipantSynchronizerPermissionResponse> answer) {
        Predicate<String> filter = TopologyQuery.uid(request.getFilterUid());
        list(
                answer,
                request.hasBaseQuery(),
                request.getBaseQuery(),
                MappingCase.PARTICIPANT_PERMISSION,
                mapping -> filter.test(mapping.getParticipantPermission().getParticipantUid()),
                ListParticipantSynchronizerPermissionResponse.getDefaultInstance(),
                TopologyMapping::getParticipantPermission);
    }

    @Override
    public void listPartyHostingLimits(
            ListPartyHostingLimitsRequest request, StreamObserver<ListPartyHostingLimitsResponse> answer) {
        Predicate<String> filter = TopologyQuery.uid(request.getFilterUid());
        list(
                answer,
                request.hasBaseQuery(),
                request.getBaseQuery(),
                MappingCase.PARTY_HOSTING_LIMITS,
                mapping -> filter.test(mapping.getPartyHostingLimits().getParty()),
                ListPartyHostingLimitsResponse.getDefaultInstance(),
                TopologyMapping::getPartyHostingLimits);
    }

    @Override
    public void listVettedPackages(
            ListVettedPackagesRequest request, StreamObserver<ListVettedPackagesResponse> answer) {
        Predicate<String> filter = TopologyQuery.uid(request.getFilterParticipant());
        list(
                answer,
                request.hasBaseQuery(),
                request.getBaseQuery(),
                MappingCase.VETTED_PACKAGES,
                mapping -> filter.test(mapping.getVettedPackages().getParticipantUid()),
                ListVettedPackagesResponse.getDefaultInstance(),
                TopologyMapping::getVettedPackages);
    }

    @Override
    public void listPartyToParticipant(
            ListPartyToParticipantRequest request, StreamObserver<ListPartyToParticipantResponse> answer) {
        Predicate<String> filter = TopologyQuery.uid(request.getFilterParty());
        listById(
                answer,
                request.hasBaseQuery(),
                request.getBaseQuery(),
                MappingCase.PARTY_TO_PARTICIPANT,
                request.getFilterParty(),
                mapping -> filter.test(mapping.getPartyToParticipant().getParty())
                        && hosts(mapping, request.getFilterParticipant()),
                ListPartyToParticipantResponse.getDefaultInstance(),
                TopologyMapping::getPartyToParticipant);
    }

    @Override
    public void listSynchronizerParametersState(
            ListSynchronizerParametersStateRequest request,
            StreamObserver<ListSynchronizerParametersStateResponse> answer) {
        Predicate<String> filter = TopologyQuery.uid(request.getFilterSynchronizerId());
        list(
                answer,
                request.hasBaseQuery(),
                request.getBaseQuery(),
                MappingCase.SYNCHRONIZER_PARAMETERS_STATE,
                mapping -> filter.test(mapping.getSynchronizerParametersState().getSynchronizerId()),
                ListSynchronizerParametersStateResponse.getDefaultInstance(),
                mapping -> mapping.getSynchronizerParametersState().getSynchronizerParameters());
    }

    @Override
    public void listSequencingParametersState(
            ListSequencingParametersStateRequest request,
            StreamObserver<ListSequencingParametersStateResponse> answer) {
        if (!speaks35()) {
            super.listSequencingParametersState(request, answer);
            return;
        }
        Predicate<String> filter = TopologyQuery.uid(request.getFilterSynchronizerId());
        list(
                answer,
                request.hasBaseQuery(),
                request.getBaseQuery(),
                MappingCase.SEQUENCING_DYNAMIC_PARAMETERS_STATE,
                mapping -> filter.test(
                        mapping.getSequencingDynamicParametersState().getSynchronizerId()),
                ListSequencingParametersStateResponse.getDefaultInstance(),
                mapping -> mapping.getSequencingDynamicParametersState().getSequencingParameters());
    }

    @Override
    public void listMediatorSynchronizerState(
            ListMediatorSynchronizerStateRequest request,
            StreamObserver<ListMediatorSynchronizerStateResponse> answer) {
        Predicate<String> filter = TopologyQuery.uid(request.getFilterSynchronizerId());
        list(
                answer,
                request.hasBaseQuery(),
                request.getBaseQuery(),
                MappingCase.MEDIATOR_SYNCHRONIZER_STATE,
                mapping -> filter.test(mapping.getMediatorSynchronizerState().getSynchronizerId()),
                ListMediatorSynchronizerStateResponse.getDefaultInstance(),
                TopologyMapping::getMediatorSynchronizerState);
    }

    @Override
    public void listSequencerSynchronizerState(
            ListSequencerSynchronizerStateRequest request,
            StreamObserver<ListSequencerSynchronizerStateResponse> answer) {
        Predicate<String> filter = TopologyQuery.uid(request.getFilterSynchronizerId());
        list(
                answer,
                request.hasBaseQuery(),
                request.getBaseQuery(),
                MappingCase.SEQUENCER_SYNCHRONIZER_STATE,
                mapping -> filter.test(mapping.getSequencerSynchronizerState().getSynchronizerId()),
                ListSequencerSynchronizerStateResponse.getDefaultInstance(),
                TopologyMapping::getSequencerSynchronizerState);
    }

    @Override
    public void listLsuAnnouncement(
            ListLsuAnnouncementRequest request, StreamObserver<ListLsuAnnouncementResponse> answer) {
        if (!speaks35()) {
            super.listLsuAnnouncement(request, answer);
            return;
        }
        announcements(request, answer);
    }

    @Override
    public void listSynchronizerUpgradeAnnouncement(
            ListLsuAnnouncementRequest request, StreamObserver<ListLsuAnnouncementResponse> answer) {
        if (speaks35()) {
            super.listSynchronizerUpgradeAnnouncement(request, answer);
            return;
        }
        announcements(request, answer);
    }

    private void announcements(ListLsuAnnouncementRequest request, StreamObserver<ListLsuAnnouncementResponse> answer) {
        Predicate<String> filter = TopologyQuery.uid(request.getFilterSynchronizerId());
        list(
                answer,
                request.hasBaseQuery(),
                request.getBaseQuery(),
                MappingCase.SYNCHRONIZER_UPGRADE_ANNOUNCEMENT,
                mapping ->
                        filter.test(mapping.getSynchronizerUpgradeAnnouncement().getSuccessorPhysicalSynchronizerId()),
                ListLsuAnnouncementResponse.getDefaultInstance(),
                TopologyMapping::getSynchronizerUpgradeAnnouncement);
    }

    @Override
    public void listLsuSequencerConnectionSuccessor(
            ListLsuSequencerConnectionSuccessorRequest request,
            StreamObserver<ListLsuSequencerConnectionSuccessorResponse> answer) {
        if (!speaks35()) {
            super.listLsuSequencerConnectionSuccessor(request, answer);
            return;
        }
        successors(request, answer);
    }

    @Override
    public void listSequencerConnectionSuccessor(
            ListLsuSequencerConnectionSuccessorRequest request,
            StreamObserver<ListLsuSequencerConnectionSuccessorResponse> answer) {
        if (speaks35()) {
            super.listSequencerConnectionSuccessor(request, answer);
            return;
        }
        successors(request, answer);
    }

    private void successors(
            ListLsuSequencerConnectionSuccessorRequest request,
            StreamObserver<ListLsuSequencerConnectionSuccessorResponse> answer) {
        Predicate<String> filter = TopologyQuery.uid(request.getFilterSequencerId());
        list(
                answer,
                request.hasBaseQuery(),
                request.getBaseQuery(),
                MappingCase.SEQUENCER_CONNECTION_SUCCESSOR,
                mapping -> filter.test(mapping.getSequencerConnectionSuccessor().getSequencerId()),
                ListLsuSequencerConnectionSuccessorResponse.getDefaultInstance(),
                TopologyMapping::getSequencerConnectionSuccessor);
    }

    private boolean speaks35() {
        return node.release().atLeast(3, 5);
    }

    private static boolean hosts(TopologyMapping mapping, String part) {
        return part.isEmpty()
                || mapping.getPartyToParticipant().getParticipantsList().stream()
                        .anyMatch(host -> ("PAR::" + host.getParticipantUid()).contains(part));
    }

    @Override
    public void listAvailableStores(
            ListAvailableStoresRequest request, StreamObserver<ListAvailableStoresResponse> answer) {
        calls.answer(
                answer,
                () -> ListAvailableStoresResponse.newBuilder()
                        .addStoreIds(new Stores(node).synchronizer())
                        .addStoreIds(StoreId.newBuilder().setAuthorized(StoreId.Authorized.getDefaultInstance()))
                        .build());
    }

    @Override
    public void listAll(ListAllRequest request, StreamObserver<ListAllResponse> answer) {
        calls.answer(answer, () -> {
            Set<String> excluded = Set.copyOf(request.getExcludeMappingsList());
            TopologyQuery query = new TopologyQuery(node, request.hasBaseQuery(), request.getBaseQuery());
            return ListAllResponse.newBuilder()
                    .setResult(
                            AllTransactions.of(query, code -> !excluded.contains(code), request.getFilterNamespace()))
                    .build();
        });
    }

    @Override
    public void listAllV2(ListAllV2Request request, StreamObserver<ListAllV2Response> answer) {
        if (!speaks35()) {
            super.listAllV2(request, answer);
            return;
        }
        calls.answer(answer, () -> {
            Set<String> included = Set.copyOf(request.getIncludeMappingsList());
            TopologyQuery query = new TopologyQuery(node, request.hasBaseQuery(), request.getBaseQuery());
            return ListAllV2Response.newBuilder()
                    .setResult(AllTransactions.of(query, included::contains, request.getFilterNamespace()))
                    .build();
        });
    }
}
