package io.partita.provider.sandbox.ledger;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.partita.proto.ledger.ActiveContract;
import io.partita.proto.ledger.EventFormat;
import io.partita.proto.ledger.GetActiveContractsPageRequest;
import io.partita.proto.ledger.GetActiveContractsPageResponse;
import io.partita.proto.ledger.GetActiveContractsRequest;
import io.partita.proto.ledger.GetActiveContractsResponse;
import io.partita.proto.ledger.GetConnectedSynchronizersRequest;
import io.partita.proto.ledger.GetConnectedSynchronizersResponse;
import io.partita.proto.ledger.GetConnectedSynchronizersResponse.ConnectedSynchronizer;
import io.partita.proto.ledger.GetLatestPrunedOffsetsRequest;
import io.partita.proto.ledger.GetLatestPrunedOffsetsResponse;
import io.partita.proto.ledger.GetLedgerEndRequest;
import io.partita.proto.ledger.GetLedgerEndResponse;
import io.partita.proto.ledger.ParticipantPermission;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.provider.sandbox.contracts.ContractScan;
import io.partita.provider.sandbox.contracts.StoredContract;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.stream.Outflow;
import io.partita.provider.sandbox.topology.Hosting;
import io.partita.provider.sandbox.transactions.LocalLedger;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The StateService of the Ledger API (wire.md 7). */
final class StateLedgerService extends StateServiceGrpc.StateServiceImplBase {

    private static final int STREAMED_PAGE = 200;
    private static final int DEFAULT_PAGE = 2000;
    private static final int LARGEST_PAGE = 10_000;

    private final LocalLedger ledger;
    private final Node node;
    private final Calls calls;
    private final EventRendering events;

    StateLedgerService(LocalLedger ledger) {
        this.ledger = ledger;
        this.node = ledger.node();
        this.calls = node.calls(Api.LEDGER);
        this.events = new EventRendering(ledger.packages());
    }

    @Override
    public void getLedgerEnd(GetLedgerEndRequest request, StreamObserver<GetLedgerEndResponse> observer) {
        calls.answer(
                observer,
                () -> GetLedgerEndResponse.newBuilder()
                        .setOffset(node.updates().end())
                        .build());
    }

    @Override
    public void getLatestPrunedOffsets(
            GetLatestPrunedOffsetsRequest request, StreamObserver<GetLatestPrunedOffsetsResponse> observer) {
        calls.answer(
                observer,
                () -> GetLatestPrunedOffsetsResponse.newBuilder()
                        .setParticipantPrunedUpToInclusive(node.updates().prunedUpTo())
                        .setAllDivulgedContractsPrunedUpToInclusive(
                                node.updates().prunedUpTo())
                        .build());
    }

    @Override
    public void getConnectedSynchronizers(
            GetConnectedSynchronizersRequest request, StreamObserver<GetConnectedSynchronizersResponse> observer) {
        calls.answer(observer, () -> {
            GetConnectedSynchronizersResponse.Builder response = GetConnectedSynchronizersResponse.newBuilder();
            if (!node.connected()) {
                return response.build();
            }
            ConnectedSynchronizer.Builder connected = ConnectedSynchronizer.newBuilder()
                    .setSynchronizerAlias(node.alias())
                    .setSynchronizerId(node.synchronizer().logicalId());
            if (request.getParty().isEmpty()) {
                return response.addConnectedSynchronizers(connected).build();
            }
            String participant = request.getParticipantId().isEmpty() ? node.uid() : request.getParticipantId();
            node.topology()
                    .hosting(request.getParty(), node.topology().now())
                    .flatMap(hosting -> hosting.host(participant))
                    .map(Hosting.Host::permission)
                    .map(permission -> ParticipantPermission.forNumber(permission.number()))
                    .ifPresent(permission -> response.addConnectedSynchronizers(connected.setPermission(permission)));
            return response.build();
        });
    }

    @Override
    public void getActiveContracts(
            GetActiveContractsRequest request, StreamObserver<GetActiveContractsResponse> observer) {
        Outflow.of(calls, observer, new ActiveContracts(request)).wake();
    }

    /** One stream of active contracts. */
    private final class ActiveContracts implements Outflow.Source<GetActiveContractsResponse> {

        private final GetActiveContractsRequest request;
        private EventSelection selection;
        private ContractScan scan;

        ActiveContracts(GetActiveContractsRequest request) {
            this.request = request;
        }

        @Override
        public Optional<List<GetActiveContractsResponse>> next() {
            long offset = request.getActiveAtOffset();
            if (scan == null) {
                start(offset);
            }
            requireUnpruned(offset);
            List<GetActiveContractsResponse> page = new ArrayList<>();
            scan.page(STREAMED_PAGE, stored -> shown(stored, offset))
                    .forEach(stored -> page.add(render(stored, selection)));
            return page.isEmpty() ? Optional.empty() : Optional.of(page);
        }

        private boolean shown(StoredContract stored, long offset) {
            return stored.activeAt(offset)
                    && selection
                            .shown(stored.contract(), stored.contract().stakeholders())
                            .isPresent();
        }

        private void start(long offset) {
            LedgerErrors.requireNotNegative(offset, "active_at_offset");
            selection = selection(request.hasEventFormat(), request.getEventFormat());
            requireNotAfterEnd(offset);
            scan = ledger.contracts().scan(selection.parties());
            if (request.hasStreamContinuationToken()
                    && node.release().atLeast(3, 5)
                    && !request.getStreamContinuationToken().isEmpty()) {
                scan.from(PageToken.position(request.getStreamContinuationToken())
                        .orElseThrow(() -> LedgerErrors.invalidField(
                                "stream_continuation_token", "it was not given by this participant")));
            }
        }
    }

    @Override
    public void getActiveContractsPage(
            GetActiveContractsPageRequest request, StreamObserver<GetActiveContractsPageResponse> observer) {
        if (!node.release().atLeast(3, 5)) {
            Dialects.unknownMethod(observer, StateServiceGrpc.getGetActiveContractsPageMethod());
            return;
        }
        calls.answer(observer, () -> page(request));
    }

    private GetActiveContractsPageResponse page(GetActiveContractsPageRequest request) {
        PageToken.Scope scope =
                PageToken.scope(request.toBuilder().clearPageToken().build());
        Optional<PageToken> token = request.hasPageToken()
                        && !request.getPageToken().isEmpty()
                ? Optional.of(PageToken.parse(request.getPageToken(), scope).orElseThrow(StateLedgerService::badToken))
                : Optional.empty();
        EventSelection selection = selection(request.hasEventFormat(), request.getEventFormat());
        long offset = token.map(PageToken::offset)
                .orElseGet(() -> request.hasActiveAtOffset()
                        ? request.getActiveAtOffset()
                        : node.updates().end());
        LedgerErrors.requireNotNegative(offset, "active_at_offset");
        requireNotAfterEnd(offset);
        requireUnpruned(offset);
        int size = PageToken.size(request.hasMaxPageSize(), request.getMaxPageSize(), DEFAULT_PAGE, LARGEST_PAGE);
        ContractScan scan = ledger.contracts()
                .scan(selection.parties())
                .from(token.map(PageToken::position).orElse(0L));
        List<StoredContract> found = scan.page(
                size + 1,
                stored -> stored.activeAt(offset)
                        && selection
                                .shown(stored.contract(), stored.contract().stakeholders())
                                .isPresent());
        GetActiveContractsPageResponse.Builder response =
                GetActiveContractsPageResponse.newBuilder().setActiveAtOffset(offset);
        found.stream()
                .limit(size)
                .forEach(stored -> response.addActiveContracts(
                        render(stored, selection).toBuilder().clearStreamContinuationToken()));
        if (found.size() > size) {
            response.setNextPageToken(new PageToken(offset, found.get(size).ordinal(), scope).bytes());
        }
        return response.build();
    }

    private static RuntimeException badToken() {
        return LedgerErrors.pageToken("INVALID_ACS_PAGE_TOKEN", "ACS", "GetActiveContractsPageResponse", "EventFormat");
    }

    private EventSelection selection(boolean present, EventFormat format) {
        if (!present) {
            throw LedgerErrors.missing("event_format");
        }
        return EventSelection.of(format, ledger.packages());
    }

    private void requireNotAfterEnd(long offset) {
        long end = node.updates().end();
        if (offset > end) {
            throw LedgerErrors.afterEnd("active_at_offset", offset, end);
        }
    }

    private void requireUnpruned(long offset) {
        long pruned = node.updates().prunedUpTo();
        if (offset < pruned && offset > 0) {
            throw LedgerErrors.pruned("Active contracts request at offset " + offset, pruned);
        }
    }

    private GetActiveContractsResponse render(StoredContract stored, EventSelection selection) {
        EventSelection.Visibility shown = selection
                .shown(stored.contract(), stored.contract().stakeholders())
                .orElseThrow();
        GetActiveContractsResponse.Builder response = GetActiveContractsResponse.newBuilder()
                .setWorkflowId(stored.workflowId())
                .setActiveContract(ActiveContract.newBuilder()
                        .setCreatedEvent(events.created(
                                stored.contract(),
                                stored.createdOffset(),
                                stored.nodeId(),
                                shown,
                                selection.verbose(),
                                true))
                        .setSynchronizerId(node.synchronizer().logicalId())
                        .setReassignmentCounter(stored.reassignmentCounter()));
        ByteString continuation =
                node.release().atLeast(3, 5) ? PageToken.continuation(stored.ordinal() + 1) : ByteString.EMPTY;
        return response.setStreamContinuationToken(continuation).build();
    }
}
