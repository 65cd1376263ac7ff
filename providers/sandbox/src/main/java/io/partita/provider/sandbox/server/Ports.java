package io.partita.provider.sandbox.server;

import io.grpc.BindableService;
import io.grpc.HandlerRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.partita.provider.sandbox.node.ParticipantNode;
import io.partita.provider.sandbox.services.KernelServices;
import io.partita.provider.sandbox.wire.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The two ports of every participant: within the process from the start, on loopback when asked for. */
public final class Ports implements AutoCloseable {

    private static final int MAX_INBOUND = 10 * 1024 * 1024;

    /** How often a client may ping at most (wire.md, server limits). */
    private static final int ADMIN_PING_SECONDS = 20;

    private static final int LEDGER_PING_SECONDS = 10;

    private final String name = "sandbox-" + UUID.randomUUID();
    private final SortedMap<String, ParticipantNode> nodes;
    private final FaultPlan faults;
    private final ExecutorService executor;
    private final Map<String, Map<Api, Services>> services = new HashMap<>();
    private final List<Server> servers = new ArrayList<>();
    private final Map<String, Server> inProcess = new HashMap<>();
    private Map<String, int[]> served;

    /**
     * What protects the loopback ports of the network.
     *
     * @param credentials of a port
     * @param interceptors of a port, outermost last
     */
    public record Protection(Credentials credentials, BiFunction<String, Api, List<ServerInterceptor>> interceptors) {

        /** Nothing. */
        public static final Protection NONE = new Protection(
                (participant, api) -> InsecureServerCredentials.create(), (participant, api) -> List.of());

        /** How a port proves who it is. */
        @FunctionalInterface
        public interface Credentials {
            ServerCredentials of(String participant, Api api) throws IOException;
        }

        /**
         * With a watch outside of everything.
         *
         * @param watching the watch of a participant, by its name; null for none
         */
        public Protection watched(Function<String, ServerInterceptor> watching) {
            return new Protection(credentials, (participant, api) -> {
                List<ServerInterceptor> all = new ArrayList<>(interceptors.apply(participant, api));
                Optional.ofNullable(watching.apply(participant)).ifPresent(all::add);
                return all;
            });
        }
    }

    public Ports(SortedMap<String, ParticipantNode> nodes, FaultPlan faults) {
        this.nodes = nodes;
        this.faults = faults;
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "sandbox-rpc");
            thread.setDaemon(true);
            return thread;
        });
        nodes.keySet().forEach(this::refresh);
    }

    /** The services of one port; they change when the node starts again. */
    private static final class Services extends HandlerRegistry {
        private volatile Map<String, ServerMethodDefinition<?, ?>> methods = Map.of();
        private volatile List<ServerServiceDefinition> definitions = List.of();

        void set(List<BindableService> bindable) {
            Map<String, ServerMethodDefinition<?, ?>> all = new HashMap<>();
            List<ServerServiceDefinition> bound = new ArrayList<>();
            for (BindableService service : bindable) {
                ServerServiceDefinition definition = service.bindService();
                bound.add(definition);
                definition
                        .getMethods()
                        .forEach(method -> all.put(method.getMethodDescriptor().getFullMethodName(), method));
            }
            methods = all;
            definitions = bound;
        }

        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String methodName, String authority) {
            return methods.get(methodName);
        }

        @Override
        public List<ServerServiceDefinition> getServices() {
            return definitions;
        }
    }

    /** Takes the services of a node anew: it was started again. */
    public synchronized void refresh(String participant) {
        ParticipantNode node = nodes.get(participant);
        Map<Api, Services> ports = services.computeIfAbsent(participant, fresh -> new EnumMap<>(Api.class));
        for (Api api : Api.values()) {
            List<BindableService> all = new ArrayList<>(KernelServices.of(node, api, this::port));
            all.addAll(node.ledger().services(api));
            ports.computeIfAbsent(api, fresh -> new Services()).set(all);
        }
    }

    /** Names of the methods that some port has, without their services. */
    public synchronized SortedSet<String> methods() {
        return services.values().stream()
                .flatMap(ports -> ports.values().stream())
                .flatMap(port -> port.getServices().stream())
                .flatMap(service -> service.getMethods().stream())
                .map(method -> method.getMethodDescriptor().getBareMethodName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The loopback port of a participant, 0 if it does not listen. */
    private synchronized int port(String participant, Api api) {
        return served == null ? 0 : served.get(participant)[api.ordinal()];
    }

    /** A channel within the process. */
    public synchronized ManagedChannel channel(String participant, Api api) {
        String serverName = name + "/" + participant + "/" + api;
        inProcess.computeIfAbsent(
                serverName,
                fresh -> start(
                        participant,
                        api,
                        InProcessServerBuilder.forName(fresh).addService(ProtoReflectionServiceV1.newInstance()),
                        List.of()));
        return InProcessChannelBuilder.forName(serverName).build();
    }

    /** Listens on loopback; gives admin and ledger port by participant. */
    public synchronized Map<String, int[]> serve(Map<String, int[]> wanted, Protection protection) throws IOException {
        if (served != null) {
            return served;
        }
        Map<String, int[]> opened = new LinkedHashMap<>();
        try {
            for (String participant : nodes.keySet()) {
                int[] ports = wanted.getOrDefault(participant, new int[2]);
                opened.put(participant, new int[] {
                    listen(participant, Api.ADMIN, ports[0], protection),
                    listen(participant, Api.LEDGER, ports[1], protection)
                });
            }
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
        served = opened;
        return opened;
    }

    private int listen(String participant, Api api, int port, Protection protection) throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        protection.credentials().of(participant, api))
                .maxInboundMessageSize(MAX_INBOUND)
                .permitKeepAliveTime(api == Api.ADMIN ? ADMIN_PING_SECONDS : LEDGER_PING_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(false)
                .addService(ProtoReflectionServiceV1.newInstance());
        return start(participant, api, builder, protection.interceptors().apply(participant, api))
                .getPort();
    }

    private Server start(String participant, Api api, ServerBuilder<?> builder, List<ServerInterceptor> watch) {
        try {
            // The interceptor that was added last runs first: a dead node meets no fault.
            builder.executor(executor)
                    .fallbackHandlerRegistry(services.get(participant).get(api))
                    .intercept(faults.interceptor(participant))
                    .intercept(aliveness(nodes.get(participant)));
            watch.forEach(builder::intercept);
            Server server = builder.build().start();
            servers.add(server);
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ServerInterceptor aliveness(ParticipantNode node) {
        return new ServerInterceptor() {
            @Override
            public <Q, S> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
                if (node.alive()) {
                    return next.startCall(call, headers);
                }
                call.close(Status.UNAVAILABLE.withDescription("io exception: connection refused"), new Metadata());
                return new ServerCall.Listener<>() {};
            }
        };
    }

    @Override
    public synchronized void close() {
        servers.forEach(Server::shutdownNow);
        executor.shutdown();
    }
}
