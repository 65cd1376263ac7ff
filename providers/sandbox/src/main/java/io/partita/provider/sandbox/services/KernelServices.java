package io.partita.provider.sandbox.services;

import io.grpc.BindableService;
import io.partita.provider.sandbox.node.ParticipantNode;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.Calls;
import java.util.List;
import java.util.function.ToIntBiFunction;

/** The services that the kernel itself offers on the ports of a node. */
public final class KernelServices {

    private KernelServices() {}

    /** All of one port. @param ports loopback port of a participant, 0 if it does not listen */
    public static List<BindableService> of(ParticipantNode node, Api api, ToIntBiFunction<String, Api> ports) {
        if (api == Api.LEDGER) {
            return List.of(new ApiInfoService("ledger-api"));
        }
        Calls calls = node.calls(api);
        SynchronizerTimeService times = new SynchronizerTimeService(node, calls);
        return List.of(
                new ApiInfoService("admin-api"),
                new TopologyManagerReadService(node, calls),
                new TopologyManagerWriteService(node, calls),
                new TopologyAggregationService(node, calls),
                new IdentityInitializationService(node, calls),
                new VaultService(node, calls),
                node.release().atLeast(3, 4) ? times : new SynchronizerTimeServiceBefore34(node, times),
                new SynchronizerConnectivityService(node, calls),
                new ParticipantStatusService(node, calls, ports),
                new ParticipantInspectionService(node, calls));
    }
}
