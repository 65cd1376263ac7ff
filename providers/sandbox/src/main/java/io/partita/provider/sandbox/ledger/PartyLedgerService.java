package io.partita.provider.sandbox.ledger;

import io.grpc.stub.StreamObserver;
import io.partita.proto.ledger.admin.AllocateExternalPartyRequest;
import io.partita.proto.ledger.admin.AllocateExternalPartyResponse;
import io.partita.proto.ledger.admin.AllocatePartyRequest;
import io.partita.proto.ledger.admin.AllocatePartyResponse;
import io.partita.proto.ledger.admin.GenerateExternalPartyTopologyRequest;
import io.partita.proto.ledger.admin.GenerateExternalPartyTopologyResponse;
import io.partita.proto.ledger.admin.GetParticipantIdRequest;
import io.partita.proto.ledger.admin.GetParticipantIdResponse;
import io.partita.proto.ledger.admin.GetPartiesRequest;
import io.partita.proto.ledger.admin.GetPartiesResponse;
import io.partita.proto.ledger.admin.ListKnownPartiesRequest;
import io.partita.proto.ledger.admin.ListKnownPartiesResponse;
import io.partita.proto.ledger.admin.ObjectMeta;
import io.partita.proto.ledger.admin.PartyDetails;
import io.partita.proto.ledger.admin.PartyManagementServiceGrpc;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.Calls;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The PartyManagementService of the Ledger API (wire.md 9.2). */
final class PartyLedgerService extends PartyManagementServiceGrpc.PartyManagementServiceImplBase {

    private final Node node;
    private final Calls calls;
    private final LocalParties local;
    private final PartyAllocation allocation;
    private final ExternalParties external;

    PartyLedgerService(Node node, PartyAllocation allocation) {
        this.node = node;
        this.calls = node.calls(Api.LEDGER);
        this.local = new LocalParties(node);
        this.allocation = allocation;
        this.external = new ExternalParties(node);
    }

    @Override
    public void getParticipantId(GetParticipantIdRequest request, StreamObserver<GetParticipantIdResponse> observer) {
        calls.answer(
                observer,
                () -> GetParticipantIdResponse.newBuilder()
                        .setParticipantId(node.uid())
                        .build());
    }

    @Override
    public void getParties(GetPartiesRequest request, StreamObserver<GetPartiesResponse> observer) {
        calls.answer(observer, () -> {
            SortedSet<String> known = new TreeSet<>(request.getPartiesList());
            known.removeIf(party -> !known(party));
            return GetPartiesResponse.newBuilder()
                    .addAllPartyDetails(known.stream().map(this::details).toList())
                    .build();
        });
    }

    private boolean known(String party) {
        return node.topology().hosting(party, node.topology().now()).isPresent() || local.contains(party);
    }

    @Override
    public void listKnownParties(ListKnownPartiesRequest request, StreamObserver<ListKnownPartiesResponse> observer) {
        calls.answer(observer, () -> {
            int size = request.getPageSize() == 0 ? VersionLedgerService.LARGEST_PARTY_PAGE : request.getPageSize();
            if (size < 0 || size > VersionLedgerService.LARGEST_PARTY_PAGE) {
                throw LedgerErrors.invalidArgument("Page size must be between 0 and "
                        + VersionLedgerService.LARGEST_PARTY_PAGE + ", found " + size);
            }
            List<String> page = node.topology().parties(node.topology().now()).stream()
                    .filter(party ->
                            party.startsWith(request.getFilterParty()) && party.compareTo(request.getPageToken()) > 0)
                    .limit(size + 1L)
                    .toList();
            ListKnownPartiesResponse.Builder response = ListKnownPartiesResponse.newBuilder();
            page.stream().limit(size).forEach(party -> response.addPartyDetails(details(party)));
            if (page.size() > size) {
                response.setNextPageToken(page.get(size - 1));
            }
            return response.build();
        });
    }

    @Override
    public void allocateParty(AllocatePartyRequest request, StreamObserver<AllocatePartyResponse> observer) {
        calls.answerLater(
                observer,
                () -> allocation
                        .allocate(request.getPartyIdHint(), request.getSynchronizerId())
                        .thenApply(this::noted)
                        .thenApply(party -> AllocatePartyResponse.newBuilder()
                                .setPartyDetails(PartyDetails.newBuilder()
                                        .setParty(party)
                                        .setIsLocal(true)
                                        .setLocalMetadata(request.getLocalMetadata().toBuilder()
                                                .setResourceVersion("0")))
                                .build()));
    }

    @Override
    public void generateExternalPartyTopology(
            GenerateExternalPartyTopologyRequest request,
            StreamObserver<GenerateExternalPartyTopologyResponse> observer) {
        calls.answer(observer, () -> external.generate(request));
    }

    @Override
    public void allocateExternalParty(
            AllocateExternalPartyRequest request, StreamObserver<AllocateExternalPartyResponse> observer) {
        calls.answerLater(
                observer,
                () -> external.allocate(request)
                        .thenApply(this::noted)
                        .thenApply(party -> AllocateExternalPartyResponse.newBuilder()
                                .setPartyId(party)
                                .build()));
    }

    private String noted(String party) {
        node.exclusive().run(() -> local.allocated(party));
        return party;
    }

    private PartyDetails details(String party) {
        boolean here = local.contains(party);
        return PartyDetails.newBuilder()
                .setParty(party)
                .setIsLocal(here)
                .setLocalMetadata(ObjectMeta.newBuilder().setResourceVersion(local.resourceVersion(party)))
                .build();
    }
}
