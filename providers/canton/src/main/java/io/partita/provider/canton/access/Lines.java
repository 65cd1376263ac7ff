package io.partita.provider.canton.access;

import io.partita.core.model.Endpoint;
import io.partita.provider.canton.call.Api;
import io.partita.provider.canton.call.Line;
import io.partita.provider.canton.call.Security;
import io.partita.provider.canton.call.Token;

/** The line to an endpoint of a declaration. Netty stays out of this class, so that it is loaded only when a channel is opened. */
public final class Lines {

    private Lines() {}

    public static Line line(Api api, Endpoint endpoint, Surroundings surroundings) {
        Security security = endpoint.tls().isPresent() ? Security.TLS : Security.PLAINTEXT;
        Token token =
                endpoint.token().map(secret -> Tokens.of(secret, surroundings)).orElse(Token.NONE);
        return new Line(
                api,
                endpoint.toString(),
                security,
                () -> NettyChannels.open(endpoint, surroundings),
                token,
                new EndpointGround(endpoint, surroundings));
    }
}
