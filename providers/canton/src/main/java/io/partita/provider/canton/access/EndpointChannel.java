package io.partita.provider.canton.access;

import io.partita.core.model.Endpoint;
import io.partita.provider.canton.call.Api;
import io.partita.provider.canton.call.ApiChannel;
import io.partita.provider.canton.call.ApiChannel.Security;
import io.partita.provider.canton.call.ReadLimits;
import io.partita.provider.canton.call.Token;

/**
 * The line to an endpoint of a declaration. Netty stays out of this class, so that it is loaded only when a channel is
 * opened.
 */
public final class EndpointChannel {

    private EndpointChannel() {}

    /** Loads what a channel to any endpoint needs. Connects with nobody. */
    public static void prepare() {
        NettyChannels.prepare();
    }

    public static ApiChannel to(Api api, Endpoint endpoint, Environment environment) {
        Security security = endpoint.tls().isPresent() ? Security.TLS : Security.PLAINTEXT;
        Token token = endpoint.token()
                .map(secret -> SecretToken.of(secret, environment))
                .orElse(Token.NONE);
        return new ApiChannel(
                api,
                endpoint.toString(),
                security,
                () -> NettyChannels.open(endpoint, environment),
                token,
                new EndpointTransportCheck(endpoint, environment),
                () -> ReadLimits.of(environment.variables()));
    }
}
