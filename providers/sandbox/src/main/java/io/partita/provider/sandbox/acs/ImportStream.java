package io.partita.provider.sandbox.acs;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.transactions.LocalLedger;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.Calls;
import io.partita.provider.sandbox.wire.CantonError;
import io.partita.provider.sandbox.wire.CantonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * The client's side of an import: pieces of a file, whose context counts in the first message only. The file is read
 * when it is complete.
 *
 * @param <M> layout of the messages
 * @param <A> answer
 */
final class ImportStream<M, A> implements StreamObserver<M> {

    private final LocalLedger ledger;
    private final Node node;
    private final Calls calls;
    private final PartyErrors errors;
    private final Function<M, ImportRequest> context;
    private final Function<M, ByteString> piece;
    private final BiPredicate<M, M> fits;
    private final A taken;
    private final StreamObserver<A> answer;
    private M first;
    private Import running;
    private ReceivedFile received;
    private boolean over;

    /**
     * @param fits whether a later message says the same of the import as the first one, as far as it has to
     * @param taken the answer when everything is taken
     */
    ImportStream(
            LocalLedger ledger,
            PartyErrors errors,
            Function<M, ImportRequest> context,
            Function<M, ByteString> piece,
            BiPredicate<M, M> fits,
            A taken,
            StreamObserver<A> answer) {
        this.ledger = ledger;
        this.node = ledger.node();
        this.calls = node.calls(Api.ADMIN);
        this.errors = errors;
        this.context = context;
        this.piece = piece;
        this.fits = fits;
        this.taken = taken;
        this.answer = answer;
    }

    @Override
    public void onNext(M message) {
        if (over) {
            return;
        }
        attempt(() -> {
            if (running == null) {
                running = calls.section(() -> Import.begin(ledger, calls, errors, context.apply(message)));
                received = new ReceivedFile();
                first = message;
            } else if (!fits.test(first, message)) {
                throw CantonException.plain(
                        Status.Code.INVALID_ARGUMENT, "What an import is cannot be changed within its stream");
            }
            received.append(piece.apply(message));
        });
    }

    @Override
    public void onCompleted() {
        if (over) {
            return;
        }
        attempt(() -> {
            if (running != null) {
                read();
                running.complete();
                received.close();
            }
            over = true;
            answer.onNext(taken);
            answer.onCompleted();
        });
    }

    /** The client is gone. */
    @Override
    public void onError(Throwable cause) {
        if (!over) {
            giveUp();
        }
    }

    private void read() {
        try (InputStream file = received.content()) {
            AcsReader.read(file, running::add);
        } catch (AcsReader.DamagedAcs damaged) {
            throw refusal(damaged);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private CantonException refusal(AcsReader.DamagedAcs damaged) {
        if (!node.release().atLeast(3, 5)) {
            return PartyErrors.importFailed(damaged.getMessage());
        }
        return damaged.notGzip()
                ? CantonException.plain(Status.Code.UNKNOWN, damaged.getMessage())
                : CantonError.undecodable(damaged.getMessage()).exception();
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error failure) {
            giveUp();
            calls.fail(answer, failure);
        }
    }

    private void giveUp() {
        over = true;
        if (running != null) {
            running.abandon();
        }
        if (received != null) {
            received.close();
        }
    }
}
