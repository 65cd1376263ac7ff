package io.partita.provider.sandbox.ledger;

import io.grpc.stub.StreamObserver;
import io.partita.proto.ledger.GetUpdateByIdRequest;
import io.partita.proto.ledger.GetUpdateByOffsetRequest;
import io.partita.proto.ledger.GetUpdateResponse;
import io.partita.proto.ledger.GetUpdatesPageRequest;
import io.partita.proto.ledger.GetUpdatesPageResponse;
import io.partita.proto.ledger.GetUpdatesRequest;
import io.partita.proto.ledger.GetUpdatesResponse;
import io.partita.proto.ledger.OffsetCheckpoint;
import io.partita.proto.ledger.SynchronizerTime;
import io.partita.proto.ledger.UpdateFormat;
import io.partita.proto.ledger.UpdateServiceGrpc;
import io.partita.provider.sandbox.ids.Micros;
import io.partita.provider.sandbox.node.HostingEvents;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.node.Update;
import io.partita.provider.sandbox.stream.Outflow;
import io.partita.provider.sandbox.transactions.LocalLedger;
import io.partita.provider.sandbox.transactions.TransactionBytes;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.Calls;
import io.partita.provider.sandbox.wire.CantonError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The UpdateService of the Ledger API (wire.md 8). */
final class UpdateLedgerService extends UpdateServiceGrpc.UpdateServiceImplBase {

    private static final int STREAMED_PAGE = 20;
    private static final int DEFAULT_PAGE = 100;
    private static final int LARGEST_PAGE = 2000;
    private static final Pattern UPDATE_ID = Pattern.compile("1220[0-9a-f]{64}");

    private final LocalLedger ledger;
    private final Node node;
    private final Calls calls;
    private final UpdateRendering rendering;

    UpdateLedgerService(LocalLedger ledger) {
        this.ledger = ledger;
        this.node = ledger.node();
        this.calls = node.calls(Api.LEDGER);
        this.rendering = new UpdateRendering(ledger);
    }

    @Override
    public void getUpdates(GetUpdatesRequest request, StreamObserver<GetUpdatesResponse> observer) {
        boolean descending = request.getDescendingOrder() && node.release().atLeast(3, 5);
        Outflow<GetUpdatesResponse, GetUpdatesResponse> outflow =
                Outflow.of(calls, observer, descending ? new Descending(request) : new Ascending(request));
        if (!request.hasEndInclusive()) {
            outflow.whenOver(node.onUpdate(() -> outflow.wake()));
        }
        outflow.wake();
    }

    /** The bounds of a request, checked. */
    private void requireBounds(long begin, Optional<Long> end, String beginField, String endField) {
        LedgerErrors.requireNotNegative(begin, beginField);
        end.ifPresent(offset -> LedgerErrors.requireNotNegative(offset, endField));
        long ledgerEnd = node.updates().end();
        if (begin > ledgerEnd) {
            throw LedgerErrors.afterEnd("Begin", begin, ledgerEnd);
        }
        if (end.isPresent() && end.get() > ledgerEnd) {
            throw LedgerErrors.afterEnd("End", end.get(), ledgerEnd);
        }
        if (end.isPresent() && end.get() < begin) {
            throw CantonError.of(
                            "OFFSET_OUT_OF_RANGE",
                            9,
                            "End offset " + end.get() + " is before begin offset " + begin + ".")
                    .exception();
        }
        requireUnpruned(begin);
    }

    private void requireUnpruned(long begin) {
        long pruned = node.updates().prunedUpTo();
        if (begin < pruned) {
            throw LedgerErrors.pruned("Transactions request from " + (begin + 1), pruned);
        }
    }

    private static Optional<Long> end(GetUpdatesRequest request) {
        return request.hasEndInclusive() ? Optional.of(request.getEndInclusive()) : Optional.empty();
    }

    private UpdateSelection selection(boolean present, UpdateFormat format) {
        return UpdateSelection.of(present, format, ledger.packages());
    }

    /** From the oldest on; without an end, for ever. */
    private final class Ascending implements Outflow.Source<GetUpdatesResponse> {

        private final GetUpdatesRequest request;
        private UpdateSelection selection;
        private long position;
        private long told;

        Ascending(GetUpdatesRequest request) {
            this.request = request;
        }

        @Override
        public Optional<List<GetUpdatesResponse>> next() {
            if (selection == null) {
                UpdateSelection asked = selection(request.hasUpdateFormat(), request.getUpdateFormat());
                requireBounds(request.getBeginExclusive(), end(request), "begin_exclusive", "end_inclusive");
                selection = asked;
                position = request.getBeginExclusive();
                told = position;
            }
            requireUnpruned(position);
            long last = end(request).orElse(node.updates().end());
            List<GetUpdatesResponse> page = new ArrayList<>();
            for (Update update : node.updates().range(position + 1, last)) {
                position = update.offset();
                UpdateRendering.Rendered shown = rendering.shown(update, selection);
                if (!shown.nothing()) {
                    page.add(streamed(shown));
                    told = position;
                }
                if (page.size() == STREAMED_PAGE) {
                    return Optional.of(page);
                }
            }
            position = last;
            if (request.hasEndInclusive()) {
                return page.isEmpty() ? Optional.empty() : Optional.of(page);
            }
            if (page.isEmpty() && told < last) {
                told = last;
                page.add(checkpoint(last));
            }
            return Optional.of(page);
        }
    }

    /** From the newest back; without an end, from the ledger end. */
    private final class Descending implements Outflow.Source<GetUpdatesResponse> {

        private final GetUpdatesRequest request;
        private UpdateSelection selection;
        private long position;

        Descending(GetUpdatesRequest request) {
            this.request = request;
        }

        @Override
        public Optional<List<GetUpdatesResponse>> next() {
            if (selection == null) {
                UpdateSelection asked = selection(request.hasUpdateFormat(), request.getUpdateFormat());
                requireBounds(request.getBeginExclusive(), end(request), "begin_exclusive", "end_inclusive");
                selection = asked;
                position = end(request).orElse(node.updates().end());
            }
            requireUnpruned(request.getBeginExclusive());
            List<GetUpdatesResponse> page = new ArrayList<>();
            for (Update update : node.updates().descending(request.getBeginExclusive() + 1, position)) {
                position = update.offset() - 1;
                UpdateRendering.Rendered shown = rendering.shown(update, selection);
                if (!shown.nothing()) {
                    page.add(streamed(shown));
                }
                if (page.size() == STREAMED_PAGE) {
                    return Optional.of(page);
                }
            }
            position = request.getBeginExclusive();
            return page.isEmpty() ? Optional.empty() : Optional.of(page);
        }
    }

    private static GetUpdatesResponse streamed(UpdateRendering.Rendered shown) {
        GetUpdatesResponse.Builder response = GetUpdatesResponse.newBuilder();
        shown.transaction().ifPresent(response::setTransaction);
        shown.topology().ifPresent(response::setTopologyTransaction);
        return response.build();
    }

    private static GetUpdateResponse single(UpdateRendering.Rendered shown) {
        GetUpdateResponse.Builder response = GetUpdateResponse.newBuilder();
        shown.transaction().ifPresent(response::setTransaction);
        shown.topology().ifPresent(response::setTopologyTransaction);
        return response.build();
    }

    private GetUpdatesResponse checkpoint(long offset) {
        return GetUpdatesResponse.newBuilder()
                .setOffsetCheckpoint(OffsetCheckpoint.newBuilder()
                        .setOffset(offset)
                        .addSynchronizerTimes(SynchronizerTime.newBuilder()
                                .setSynchronizerId(node.synchronizer().logicalId())
                                .setRecordTime(Micros.timestamp(node.updates().endTime()))))
                .build();
    }

    @Override
    public void getUpdatesPage(GetUpdatesPageRequest request, StreamObserver<GetUpdatesPageResponse> observer) {
        if (!node.release().atLeast(3, 5)) {
            Dialects.unknownMethod(observer, UpdateServiceGrpc.getGetUpdatesPageMethod());
            return;
        }
        calls.answer(observer, () -> page(request));
    }

    private GetUpdatesPageResponse page(GetUpdatesPageRequest request) {
        PageToken.Scope scope =
                PageToken.scope(request.toBuilder().clearPageToken().build());
        Optional<PageToken> token = request.hasPageToken()
                        && !request.getPageToken().isEmpty()
                ? Optional.of(PageToken.parse(request.getPageToken(), scope).orElseThrow(UpdateLedgerService::badToken))
                : Optional.empty();
        UpdateSelection selection = selection(request.hasUpdateFormat(), request.getUpdateFormat());
        long begin = request.hasBeginOffsetExclusive()
                ? request.getBeginOffsetExclusive()
                : node.updates().prunedUpTo();
        long end = request.hasEndOffsetInclusive()
                ? request.getEndOffsetInclusive()
                : token.map(PageToken::offset).orElse(node.updates().end());
        requireBounds(begin, Optional.of(end), "begin_offset_exclusive", "end_offset_inclusive");
        int size = PageToken.size(request.hasMaxPageSize(), request.getMaxPageSize(), DEFAULT_PAGE, LARGEST_PAGE);
        return request.getDescendingOrder()
                ? descendingPage(begin, token.map(PageToken::position).orElse(end), end, size, selection, scope)
                : ascendingPage(token.map(PageToken::position).orElse(begin), end, size, selection, scope);
    }

    private GetUpdatesPageResponse ascendingPage(
            long begin, long end, int size, UpdateSelection selection, PageToken.Scope scope) {
        GetUpdatesPageResponse.Builder response = GetUpdatesPageResponse.newBuilder();
        Optional<Long> next = fill(response, size, node.updates().range(begin + 1, end), selection);
        long highest = next.map(offset -> offset - 1).orElse(end);
        next.ifPresent(offset -> response.setNextPageToken(new PageToken(end, offset - 1, scope).bytes()));
        return response.setLowestPageOffsetExclusive(begin)
                .setHighestPageOffsetInclusive(highest)
                .build();
    }

    private GetUpdatesPageResponse descendingPage(
            long begin, long from, long end, int size, UpdateSelection selection, PageToken.Scope scope) {
        GetUpdatesPageResponse.Builder response = GetUpdatesPageResponse.newBuilder();
        Optional<Long> next = fill(response, size, node.updates().descending(begin + 1, from), selection);
        next.ifPresent(offset -> response.setNextPageToken(new PageToken(end, offset, scope).bytes()));
        return response.setLowestPageOffsetExclusive(next.orElse(begin))
                .setHighestPageOffsetInclusive(from)
                .build();
    }

    /** Fills a page; gives the offset of the first update that has no place in it. */
    private Optional<Long> fill(
            GetUpdatesPageResponse.Builder response, int size, Iterable<Update> updates, UpdateSelection selection) {
        for (Update update : updates) {
            UpdateRendering.Rendered shown = rendering.shown(update, selection);
            if (!shown.nothing() && response.getUpdatesCount() == size) {
                return Optional.of(update.offset());
            }
            if (!shown.nothing()) {
                response.addUpdates(single(shown));
            }
        }
        return Optional.empty();
    }

    private static RuntimeException badToken() {
        return LedgerErrors.pageToken(
                "INVALID_UPDATES_PAGE_TOKEN", "updates", "GetUpdatesPageResponse", "UpdateFormat");
    }

    @Override
    public void getUpdateByOffset(GetUpdateByOffsetRequest request, StreamObserver<GetUpdateResponse> observer) {
        calls.answer(observer, () -> {
            UpdateSelection selection = selection(request.hasUpdateFormat(), request.getUpdateFormat());
            LedgerErrors.requirePositive(request.getOffset(), "offset");
            requireUnpruned(request.getOffset() - 1);
            return found(
                    node.updates().at(request.getOffset()), selection, "OFFSET", Long.toString(request.getOffset()));
        });
    }

    @Override
    public void getUpdateById(GetUpdateByIdRequest request, StreamObserver<GetUpdateResponse> observer) {
        calls.answer(observer, () -> {
            UpdateSelection selection = selection(request.hasUpdateFormat(), request.getUpdateFormat());
            String id = request.getUpdateId();
            if (!UPDATE_ID.matcher(id).matches()) {
                throw LedgerErrors.invalidArgument("Size of given hash " + Math.max(0, id.length() / 2 - 2)
                        + " does not match expected size 32 for SHA-256");
            }
            return found(withId(id), selection, "TRANSACTION_ID", id);
        });
    }

    private Optional<Update> withId(String id) {
        for (Update update : node.updates()
                .descending(node.updates().prunedUpTo() + 1, node.updates().end())) {
            String found = switch (update.kind()) {
                case TOPOLOGY -> HostingEvents.decode(update.payload()).updateId();
                case TRANSACTION, REPAIR ->
                    TransactionBytes.decode(update.payload()).updateId();
                case INVISIBLE -> "";
            };
            if (found.equals(id)) {
                return Optional.of(update);
            }
        }
        return Optional.empty();
    }

    private GetUpdateResponse found(Optional<Update> update, UpdateSelection selection, String kind, String name) {
        UpdateRendering.Rendered shown =
                update.map(each -> rendering.shown(each, selection)).orElse(UpdateRendering.Rendered.NOTHING);
        if (shown.nothing()) {
            throw LedgerErrors.updateNotFound(kind, name);
        }
        return single(shown);
    }
}
