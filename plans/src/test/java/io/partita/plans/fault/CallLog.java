package io.partita.plans.fault;

import com.google.protobuf.MessageLite;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a network was asked, in the order in which calls arrived. */
final class CallLog {

    private final List<Call> calls = new ArrayList<>();

    /** A call, as far as it has come. */
    static final class Call {
        private final Rpc rpc;
        private final long began = System.nanoTime();
        private long ended;
        private long bytes;

        private Call(Rpc rpc) {
            this.rpc = rpc;
        }

        Rpc rpc() {
            return rpc;
        }

        /** From its arrival to its answer. */
        synchronized Duration took() {
            return Duration.ofNanos(Math.max(0, ended - began));
        }

        /** Of all messages, both ways. */
        synchronized long bytes() {
            return bytes;
        }

        private synchronized void passed(Object message) {
            bytes += ((MessageLite) message).getSerializedSize();
        }

        private synchronized void end() {
            ended = System.nanoTime();
        }
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    synchronized void forget() {
        calls.clear();
    }

    private synchronized Call begin(Rpc rpc) {
        Call call = new Call(rpc);
        calls.add(call);
        return call;
    }

    ServerInterceptor of(String participant) {
        return new ServerInterceptor() {
            @Override
            public <Q, S> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
                Call logged =
                        begin(new Rpc(participant, call.getMethodDescriptor().getBareMethodName()));
                return new SimpleForwardingServerCallListener<>(next.startCall(watched(call, logged), headers)) {
                    @Override
                    public void onMessage(Q message) {
                        logged.passed(message);
                        super.onMessage(message);
                    }
                };
            }
        };
    }

    private static <Q, S> ServerCall<Q, S> watched(ServerCall<Q, S> call, Call logged) {
        return new SimpleForwardingServerCall<>(call) {
            @Override
            public void sendMessage(S message) {
                logged.passed(message);
                super.sendMessage(message);
            }

            @Override
            public void close(Status status, Metadata trailers) {
                logged.end();
                super.close(status, trailers);
            }
        };
    }
}
