package io.partita.provider.canton.call;

import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;

/**
 * Knows whether anything of a call was handed to a connection: the difference between "did not happen" and "may have
 * happened".
 */
final class SentMark extends ClientStreamTracer.Factory {

    private volatile boolean sent;

    boolean isSent() {
        return sent;
    }

    @Override
    public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
        return new ClientStreamTracer() {
            @Override
            public void outboundHeaders() {
                sent = true;
            }

            @Override
            public void outboundMessage(int sequence) {
                sent = true;
            }
        };
    }
}
