package io.partita.provider.sandbox.rpc;

import io.grpc.BindableService;
import io.partita.provider.sandbox.node.ParticipantNode;
import java.util.List;
import java.util.function.ToIntBiFunction;

/** The services that the kernel itself offers on the ports of a node. */
final class KernelServices {

    private KernelServices() {}

    /** @param ports loopback port of a participant, 0 if it does not listen */
    static List<BindableService> of(ParticipantNode node, Api api, ToIntBiFunction<String, Api> ports) {
        if (api == Api.LEDGER) {
            return List.of(new ApiName("ledger-api"));
        }
        Calls calls = node.calls(api);
        SynchronizerTimes times = new SynchronizerTimes(node, calls);
        return List.of(
                new ApiName("admin-api"),
                new TopologyReads(node, calls),
                new TopologyWrites(node, calls),
                new TopologyOverviews(node, calls),
                new Identity(node, calls),
                new Vault(node, calls),
                node.release().atLeast(3, 4) ? times : new TimesBefore34(node, times),
                new Connectivity(node, calls),
                new NodeStatus(node, calls, ports),
                new Inspection(node, calls));
    }
}
