package io.partita.provider.canton.access;

import io.grpc.ChannelCredentials;
import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ProxiedSocketAddress;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.partita.core.model.Endpoint;
import io.partita.provider.canton.call.LocalFailure;
import io.partita.provider.canton.call.ReadLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Channels over the network. The only class that touches Netty, so that in-process networks never load it. */
final class NettyChannels {

    /**
     * A participant permits a ping every 20 seconds on its Admin API, every 10 on its Ledger API, and none without a
     * call.
     */
    private static final int KEEP_ALIVE_SECONDS = 30;

    private static final int KEEP_ALIVE_TIMEOUT_SECONDS = 20;
    private static final int CONNECT_MILLIS = 8_000;
    private static final int METADATA_BYTES = 64 * 1024;

    private NettyChannels() {}

    /** Opens a channel to an address within this process at which nobody is. */
    static void prepare() {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
        ManagedChannel nowhere = NettyChannelBuilder.forAddress(
                        new LocalAddress("partita"), InsecureChannelCredentials.create())
                .channelType(LocalChannel.class)
                .eventLoopGroup(loop)
                .build();
        nowhere.getState(true);
        nowhere.shutdown();
        loop.shutdownGracefully();
    }

    static ManagedChannel open(Endpoint endpoint, Environment environment) throws LocalFailure {
        ChannelCredentials credentials = endpoint.tls().isPresent()
                ? TlsFiles.credentials(endpoint.tls().get(), environment.folder())
                : InsecureChannelCredentials.create();
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port(), credentials)
                // Calls that take more say so by themselves.
                .maxInboundMessageSize(ReadLimits.SMALL_ANSWER)
                .maxInboundMetadataSize(METADATA_BYTES)
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(false)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .userAgent("partita");
        endpoint.tls().flatMap(Endpoint.Tls::authority).ifPresent(builder::overrideAuthority);
        Optional<Proxy> proxy = Proxy.to(endpoint.host(), endpoint.port(), environment.variables());
        // Without one from the environment the transport's own way stays: the proxies of the JVM's properties.
        proxy.ifPresent(through -> builder.proxyDetector(target -> proxied(through, (InetSocketAddress) target)));
        return builder.build();
    }

    /** The proxy resolves the target's name: that may not be known on this side of it. */
    private static ProxiedSocketAddress proxied(Proxy proxy, InetSocketAddress target) throws IOException {
        HttpConnectProxiedSocketAddress.Builder address = HttpConnectProxiedSocketAddress.newBuilder()
                .setTargetAddress(target)
                .setProxyAddress(new InetSocketAddress(InetAddress.getByName(proxy.host()), proxy.port()));
        proxy.login().ifPresent(login -> address.setUsername(login.user()).setPassword(login.password()));
        return address.build();
    }
}
