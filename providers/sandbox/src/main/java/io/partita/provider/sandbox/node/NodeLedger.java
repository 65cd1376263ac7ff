package io.partita.provider.sandbox.node;

import io.grpc.BindableService;
import io.partita.provider.sandbox.synchronizer.SequencedTransaction;
import io.partita.provider.sandbox.topology.VettedPackage;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.CantonError;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The ledger of one node, as the kernel sees it. All methods but {@link #services} are called under the lock. */
public interface NodeLedger {

    /** Services to add to a port of the node. Called once for each port, before the node answers. */
    List<BindableService> services(Api api);

    /**
     * A Daml transaction of the synchronizer's log reaches this node: once, in order, with the topology of its time in
     * force ({@code node.topology().hosting(party, transaction.time())}). Appends to the node's updates what its
     * clients shall see; a transaction without visible effect is recorded as {@link Update.Kind#INVISIBLE} by the
     * kernel if this method appended nothing.
     *
     * @throws FatalProcessing if a real node would die of it: nothing of this call may have been written; the node
     *     crashes, and gets the same transaction again after every restart until the cause is repaired
     * @throws ConnectionLost if a real node would fail to connect: the node is disconnected, the transaction not
     *     processed
     */
    void process(SequencedTransaction transaction);

    /** Whether the node holds active contracts with this party as a stakeholder. */
    boolean holdsContractsOf(String party);

    /** Whether the node holds active contracts with this party as a signatory. */
    boolean holdsContractsSignedBy(String party);

    /**
     * What speaks against a VettedPackages mapping of this node that is about to be submitted here (semantics.md 5,
     * last rows). The force flags say what the caller has waived.
     *
     * @param before what is vetted now
     * @param after what is asked for
     * @param force numbers of the force flags of the request
     */
    Optional<CantonError> objectionToVetting(List<VettedPackage> before, List<VettedPackage> after, Set<Integer> force);

    /**
     * The node is about to connect: the log is not yet replayed.
     *
     * @throws ConnectionLost if a real node would fail to connect: it stays disconnected
     */
    default void connecting() {}

    /** The node connected to the synchronizer and has replayed the log. */
    default void connected() {}

    /** The node is not connected any more. */
    default void disconnected() {}

    /** The node's process ends; streams of its clients end with UNAVAILABLE. Timers of this object must stop. */
    void stop();
}
