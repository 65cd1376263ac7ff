package io.partita.provider.canton.access;

import io.partita.core.model.Endpoint;
import io.partita.provider.canton.call.Api;
import io.partita.provider.canton.call.Line;
import io.partita.provider.canton.call.Security;
import io.partita.provider.canton.call.Token;
import java.nio.file.Path;

/** The line to an endpoint of a declaration. Netty stays out of this class, so that it is loaded only when a channel is opened. */
public final class Lines {

    private Lines() {}

    /** @param folder which relative paths start from */
    public static Line line(Api api, Endpoint endpoint, Path folder) {
        Security security = endpoint.tls().isPresent() ? Security.TLS : Security.PLAINTEXT;
        Token token = endpoint.token().map(secret -> Tokens.of(secret, folder)).orElse(Token.NONE);
        return new Line(api, endpoint.toString(), security, () -> NettyChannels.open(endpoint, folder), token);
    }
}
