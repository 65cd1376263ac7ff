package io.partita.provider.canton;

import io.grpc.ManagedChannel;
import io.partita.core.model.Access;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.SentRequest;
import io.partita.provider.canton.access.EndpointChannel;
import io.partita.provider.canton.access.Environment;
import io.partita.provider.canton.call.Api;
import io.partita.provider.canton.call.ApiChannel;
import io.partita.provider.canton.call.ApiChannel.Security;
import io.partita.provider.canton.call.Token;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The connections to the two APIs of one participant, opened when they are first needed. */
public final class Channels implements AutoCloseable {

    private final ApiChannel admin;
    private final ApiChannel ledger;

    private Channels(ApiChannel admin, ApiChannel ledger) {
        this.admin = admin;
        this.ledger = ledger;
    }

    /**
     * Connections over the network, with TLS and tokens as declared. Nothing is read or connected before the first
     * call; what is wrong with a file or a token then is a failure of that call.
     *
     * @param environment what files, commands, variables and proxies are looked up in
     */
    public static Channels of(Access.Endpoints endpoints, Environment environment) {
        return new Channels(
                EndpointChannel.to(Api.ADMIN, endpoints.admin(), environment),
                EndpointChannel.to(Api.LEDGER, endpoints.ledger(), environment));
    }

    /**
     * Connections made elsewhere, such as in-process ones.
     *
     * @param adminName how the Admin API's endpoint is shown to people
     * @param admin asked once, at the first call; the channel is shut down by {@link #close()}
     * @param ledgerName how the Ledger API's endpoint is shown to people
     * @param ledger asked once, at the first call; the channel is shut down by {@link #close()}
     */
    public static Channels of(
            String adminName, Supplier<ManagedChannel> admin, String ledgerName, Supplier<ManagedChannel> ledger) {
        return new Channels(
                new ApiChannel(Api.ADMIN, adminName, Security.IN_PROCESS, admin::get, Token.NONE),
                new ApiChannel(Api.LEDGER, ledgerName, Security.IN_PROCESS, ledger::get, Token.NONE));
    }

    /** The same, over which nothing can be changed: to be taken instead of these before anything was called. */
    public Channels readingOnly() {
        return new Channels(admin.readingOnly(), ledger.readingOnly());
    }

    /** The same, with every call that may change something noted: to be taken instead of these in the same way. */
    Channels noting(ParticipantName participant, Consumer<SentRequest> sink) {
        return new Channels(admin.noting(participant, sink), ledger.noting(participant, sink));
    }

    ApiChannel admin() {
        return admin;
    }

    ApiChannel ledger() {
        return ledger;
    }

    @Override
    public void close() {
        admin.close();
        ledger.close();
    }

    @Override
    public String toString() {
        return admin + ", " + ledger;
    }
}
