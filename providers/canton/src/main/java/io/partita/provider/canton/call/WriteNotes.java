package io.partita.provider.canton.call;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Drainable;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.partita.core.hash.Sha256;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.SentRequest;
import io.partita.core.thread.Beside;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Notes every call that may change something, by the hash of what was sent: of each message as it passes, so that a
 * stream of any length takes no memory. What it does not know for a read may change something.
 */
final class WriteNotes implements ClientInterceptor {

    private final ParticipantName participant;
    private final Clock clock;
    private final Consumer<SentRequest> sink;

    /** @param sink told when a call has ended, before whoever made it knows; by several threads */
    WriteNotes(ParticipantName participant, Clock clock, Consumer<SentRequest> sink) {
        this.participant = Objects.requireNonNull(participant, "participant");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.sink = Objects.requireNonNull(sink, "sink");
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        ClientCall<Q, A> call = next.newCall(method, options);
        return ReadsOnly.isRead(method.getBareMethodName()) ? call : new Noted<>(call, method);
    }

    private final class Noted<Q, A> extends SimpleForwardingClientCall<Q, A> {

        private final MethodDescriptor<Q, A> method;
        private final Instant began = clock.instant();
        private final Sum sum = new Sum();

        Noted(ClientCall<Q, A> call, MethodDescriptor<Q, A> method) {
            super(call);
            this.method = method;
        }

        @Override
        public void start(Listener<A> listener, Metadata headers) {
            super.start(
                    new SimpleForwardingClientCallListener<A>(listener) {
                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            sink.accept(sum.told(
                                    participant,
                                    method.getFullMethodName(),
                                    began,
                                    status.getCode().name()));
                            super.onClose(status, trailers);
                        }
                    },
                    headers);
        }

        @Override
        public void sendMessage(Q message) {
            sum.add(method.streamRequest(message));
            super.sendMessage(message);
        }
    }

    /**
     * Of the messages so far; the connection may end the call while another one is sent. A large one is hashed while it is
     * sent, by another thread if one is free, and one at a time.
     */
    private static final class Sum extends OutputStream {

        private static final int LARGE = 1 << 16;

        private final MessageDigest digest = Sha256.digest();
        private CompletableFuture<Void> hashing = CompletableFuture.completedFuture(null);
        private long messages;
        private long bytes;

        @Override
        public void write(int one) {
            digest.update((byte) one);
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) {
            digest.update(some, from, length);
            bytes += length;
        }

        synchronized void add(InputStream message) {
            settle();
            if (isLarge(message)) {
                hashing = CompletableFuture.runAsync(() -> take(message), Beside.threads());
            } else {
                take(message);
            }
        }

        private void settle() {
            hashing.join();
        }

        private static boolean isLarge(InputStream message) {
            try {
                return message.available() > LARGE;
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        private void take(InputStream message) {
            try (InputStream encoded = message) {
                if (encoded instanceof Drainable drainable) {
                    drainable.drainTo(this);
                } else {
                    encoded.transferTo(this);
                }
                messages++;
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        synchronized SentRequest told(ParticipantName participant, String method, Instant began, String end) {
            settle();
            String sha256 = HexFormat.of().formatHex(digest.digest());
            return new SentRequest(participant, method, began, messages, bytes, sha256, end);
        }
    }
}
