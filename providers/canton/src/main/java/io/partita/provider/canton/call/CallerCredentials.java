package io.partita.provider.canton.call;

import io.grpc.Attributes;
import io.grpc.CallCredentials;
import io.grpc.Metadata;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * Sends a token with a call, on connections that are admitted only. This is the one place that knows the connection of
 * a call before anything of it is sent.
 */
final class CallerCredentials extends CallCredentials {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Optional<String> token;
    private final Predicate<Attributes> admitted;

    CallerCredentials(Optional<String> token, Predicate<Attributes> admitted) {
        this.token = token;
        this.admitted = admitted;
    }

    @Override
    public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier applier) {
        if (!admitted.test(request.getTransportAttrs())) {
            applier.fail(UnknownPeer.status());
            return;
        }
        Metadata headers = new Metadata();
        token.ifPresent(value -> headers.put(AUTHORIZATION, "Bearer " + value));
        applier.apply(headers);
    }

    @Override
    public String toString() {
        return token.isPresent() ? "bearer token" : "no token";
    }
}
