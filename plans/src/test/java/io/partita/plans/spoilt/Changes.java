package io.partita.plans.spoilt;

import com.google.protobuf.MessageLite;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the participants of a network are asked to change, and by which calls. */
final class Changes {

    /**
     * A call that may change something.
     *
     * @param participant who was called
     * @param method without its service
     * @param ids whatever has the form of an id in what was sent
     */
    record Change(String participant, String method, Set<String> ids) {}

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+::1220[0-9a-f]{64}");

    private final List<Change> changes = new ArrayList<>();

    synchronized List<Change> all() {
        return List.copyOf(changes);
    }

    private synchronized void add(Change change) {
        changes.add(change);
    }

    /** Canton names what only reads so. */
    private static boolean reads(String method) {
        String name = method.toLowerCase(Locale.ROOT);
        return Stream.of("get", "list", "count", "export", "participantstatus", "currenttime", "fetchtime", "validate")
                .anyMatch(name::startsWith);
    }

    ServerInterceptor of(String participant) {
        return new ServerInterceptor() {
            @Override
            public <Q, S> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
                String method = call.getMethodDescriptor().getBareMethodName();
                return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
                    @Override
                    public void onMessage(Q message) {
                        if (!reads(method)) {
                            add(new Change(participant, method, ids((MessageLite) message)));
                        }
                        super.onMessage(message);
                    }
                };
            }
        };
    }

    private static Set<String> ids(MessageLite message) {
        return ID.matcher(message.toByteString().toString(StandardCharsets.ISO_8859_1))
                .results()
                .map(result -> result.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
