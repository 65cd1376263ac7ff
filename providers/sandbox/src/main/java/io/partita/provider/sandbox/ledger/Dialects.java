package io.partita.provider.sandbox.ledger;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/** What an older release does not know. */
final class Dialects {

    private Dialects() {}

    /** Ends a call as a release does that has no such method. */
    static void unknownMethod(StreamObserver<?> observer, MethodDescriptor<?, ?> method) {
        observer.onError(Status.UNIMPLEMENTED
                .withDescription("Method not found: " + method.getFullMethodName())
                .asRuntimeException());
    }
}
