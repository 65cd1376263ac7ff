package io.partita.provider.canton;

import com.google.protobuf.MessageLite;
import io.grpc.BindableService;
import io.grpc.HandlerRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.Participant;
import io.partita.provider.canton.call.RetryPolicy;
import io.partita.testkit.recording.RecordedCall;
import io.partita.testkit.recording.RecordedMessage;
import io.partita.testkit.recording.Recording;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/**
 * A server that answers with bytes: recorded ones, or those of a test. Methods answer in the order in which answers
 * were given; the last answer is repeated. What was asked is kept.
 */
public final class FakeParticipant implements AutoCloseable {

    private static final RetryPolicy IMPATIENT = new RetryPolicy(Duration.ofMillis(2), Duration.ofMillis(10), 4);

    private final Map<String, List<Answer>> answers = new HashMap<>();
    private final Map<String, Integer> next = new ConcurrentHashMap<>();
    private final Map<String, List<byte[]>> requests = new ConcurrentHashMap<>();
    private volatile Metadata headers = new Metadata();
    private final Server server;
    private final Channels channels;

    /** What a method says once. */
    public record Answer(List<byte[]> messages, Status status, Metadata trailers) {}

    /** In this process. */
    public FakeParticipant(BindableService... services) {
        String name = "fake-" + UUID.randomUUID();
        server = started(InProcessServerBuilder.forName(name), services);
        channels = Channels.of("fake:admin", () -> channel(name), "fake:ledger", () -> channel(name));
    }

    /** On a port of this machine; the channels are made by the test. */
    public FakeParticipant(ServerCredentials credentials, BindableService... services) {
        server = started(
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), credentials),
                services);
        channels = Channels.of("none", FakeParticipant::noChannel, "none", FakeParticipant::noChannel);
    }

    /**
     * On a port of this machine that another one had before, without TLS: as soon as it is free, since whoever connects
     * to it meanwhile may hold it for a moment.
     */
    FakeParticipant(int port) {
        server = Awaitility.await("port " + port + " is free again")
                .ignoreException(UncheckedIOException.class)
                .until(
                        () -> started(NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                                InsecureServerCredentials.create())),
                        Objects::nonNull);
        channels = Channels.of("none", FakeParticipant::noChannel, "none", FakeParticipant::noChannel);
    }

    public int port() {
        return server.getPort();
    }

    /** The headers of the last call. */
    public Metadata headers() {
        return headers;
    }

    /** Answers as one node of a recording did. */
    static FakeParticipant playing(Recording recording, String node) {
        FakeParticipant fake = new FakeParticipant();
        recording.calls().stream()
                .filter(call -> call.node().equals(node))
                .filter(call -> call.responses().stream().allMatch(RecordedMessage.Complete.class::isInstance))
                .forEach(call -> fake.answer(call.method(), answer(call)));
        return fake;
    }

    public FakeParticipant answer(String method, Answer answer) {
        answers.computeIfAbsent(method, m -> new ArrayList<>()).add(answer);
        return this;
    }

    public FakeParticipant answer(MethodDescriptor<?, ?> method, MessageLite... messages) {
        List<byte[]> bytes = new ArrayList<>();
        for (MessageLite message : messages) {
            bytes.add(message.toByteArray());
        }
        return answer(method.getFullMethodName(), new Answer(bytes, Status.OK, new Metadata()));
    }

    public FakeParticipant fail(MethodDescriptor<?, ?> method, Status status) {
        return answer(method.getFullMethodName(), new Answer(List.of(), status, new Metadata()));
    }

    static Answer answer(RecordedCall call) {
        Metadata trailers = new Metadata();
        call.status()
                .serialized()
                .ifPresent(details -> trailers.put(
                        Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER), details.bytes()));
        Status status = Status.fromCodeValue(call.status().code());
        return new Answer(
                call.responses().stream()
                        .map(message -> ((RecordedMessage.Complete) message).bytes())
                        .toList(),
                call.status().isOk()
                        ? status
                        : status.withDescription(call.status().message()),
                trailers);
    }

    public Participant participant() {
        return new CantonParticipant(new ParticipantName("participant1"), channels, IMPATIENT);
    }

    Channels channels() {
        return channels;
    }

    /** What a method was asked, in order; only of methods that answer with bytes. */
    public List<byte[]> requests(MethodDescriptor<?, ?> method) {
        return requests.getOrDefault(method.getFullMethodName(), List.of());
    }

    @Override
    public void close() {
        channels.close();
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private Server started(ServerBuilder<?> builder, BindableService... services) {
        builder.fallbackHandlerRegistry(registry());
        for (BindableService service : services) {
            builder.addService(service);
        }
        try {
            return builder.build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ManagedChannel noChannel() {
        throw new IllegalStateException("a fake on a port has no channels of its own");
    }

    private static ManagedChannel channel(String name) {
        return InProcessChannelBuilder.forName(name)
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .build();
    }

    private HandlerRegistry registry() {
        return new HandlerRegistry() {
            @Override
            public ServerMethodDefinition<?, ?> lookupMethod(String method, String authority) {
                if (!answers.containsKey(method)) {
                    return null;
                }
                return ServerMethodDefinition.create(descriptor(method), handler(method));
            }
        };
    }

    private ServerCallHandler<byte[], byte[]> handler(String method) {
        return (call, received) -> {
            headers = received;
            call.request(Integer.MAX_VALUE);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    requests.computeIfAbsent(method, m -> new CopyOnWriteArrayList<>())
                            .add(message);
                }

                @Override
                public void onHalfClose() {
                    List<Answer> all = answers.get(method);
                    Answer answer = all.get(Math.min(next.merge(method, 1, Integer::sum), all.size()) - 1);
                    if (!answer.messages().isEmpty()) {
                        call.sendHeaders(new Metadata());
                    }
                    answer.messages().forEach(call::sendMessage);
                    call.close(answer.status(), answer.trailers());
                }
            };
        };
    }

    private static MethodDescriptor<byte[], byte[]> descriptor(String method) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNKNOWN)
                .setFullMethodName(method)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
    }

    /** Messages as they are on the wire. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
