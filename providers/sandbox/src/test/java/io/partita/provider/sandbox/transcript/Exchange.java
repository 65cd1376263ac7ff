package io.partita.provider.sandbox.transcript;

import com.google.common.io.ByteStreams;
import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One call over the wire, in bytes: what was sent, and what came back so far. */
final class Exchange {

    private final ClientCall<byte[], byte[]> call;
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<ByteString> responses = new ArrayList<>();
    private Status status;
    private Metadata trailers = new Metadata();

    private Exchange(ClientCall<byte[], byte[]> call) {
        this.call = call;
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return ByteStreams.toByteArray(stream);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Sends all requests and half-closes; takes whatever comes. */
    static Exchange begin(Channel channel, MethodDescriptor.MethodType type, String method, List<ByteString> requests) {
        MethodDescriptor<byte[], byte[]> descriptor = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(type)
                .setFullMethodName(method)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
        Exchange exchange = new Exchange(channel.newCall(descriptor, CallOptions.DEFAULT));
        exchange.start(requests);
        return exchange;
    }

    private void start(List<ByteString> requests) {
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(byte[] message) {
                        received(ByteString.copyFrom(message));
                    }

                    @Override
                    public void onClose(Status closed, Metadata last) {
                        ended(closed, last);
                    }
                },
                new Metadata());
        call.request(Integer.MAX_VALUE);
        requests.forEach(request -> call.sendMessage(request.toByteArray()));
        call.halfClose();
    }

    private synchronized void received(ByteString message) {
        responses.add(message);
    }

    private void ended(Status closed, Metadata last) {
        synchronized (this) {
            status = closed;
            trailers = last;
        }
        end.countDown();
    }

    /** Whether the call ended within a time of the machine. */
    boolean endsWithin(long millis) {
        try {
            return end.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Gives the call up, as a client does that has waited enough. */
    void cancel() {
        call.cancel("the client gave up", null);
        endsWithin(1_000);
    }

    synchronized List<ByteString> responses() {
        return List.copyOf(responses);
    }

    synchronized Status status() {
        return status;
    }

    synchronized Metadata trailers() {
        return trailers;
    }
}
