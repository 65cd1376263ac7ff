package io.partita.provider.canton.access;

import io.partita.core.model.Endpoint;
import io.partita.proto.health.Status;
import io.partita.proto.topology.ListPartyToParticipantResponse;
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

    /**
     * Loads what the first call to any endpoint needs, which takes longer than the call. For those who know that there
     * will be one and have something else to do before it. Calls nobody.
     */
    public static void prepare() {
        NettyChannels.prepare();
        Status.getDescriptor();
        ListPartyToParticipantResponse.getDescriptor();
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
