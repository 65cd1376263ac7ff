package io.partita.provider.canton.access;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.partita.core.model.Endpoint;
import io.partita.provider.canton.call.OwnFault;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Channels over the network. The only class that touches Netty, so that in-process networks never load it. */
final class NettyChannels {

    /** A participant permits a ping every 20 seconds on its Admin API, every 10 on its Ledger API, and none without a call. */
    private static final int KEEP_ALIVE_SECONDS = 30;

    private static final int KEEP_ALIVE_TIMEOUT_SECONDS = 20;
    private static final int CONNECT_MILLIS = 8_000;
    private static final int METADATA_BYTES = 64 * 1024;

    private NettyChannels() {}

    static ManagedChannel open(Endpoint endpoint, Path folder) throws OwnFault {
        ChannelCredentials credentials = endpoint.tls().isPresent()
                ? TlsFiles.credentials(endpoint.tls().get(), folder)
                : InsecureChannelCredentials.create();
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port(), credentials)
                // One answer carries the whole topology or a whole DAR; the participant decides how much it sends.
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .maxInboundMetadataSize(METADATA_BYTES)
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(false)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .userAgent("partita");
        endpoint.tls().flatMap(Endpoint.Tls::authority).ifPresent(builder::overrideAuthority);
        return builder.build();
    }
}
