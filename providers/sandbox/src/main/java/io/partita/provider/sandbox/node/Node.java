package io.partita.provider.sandbox.node;

import io.partita.provider.sandbox.store.Exclusive;
import io.partita.provider.sandbox.store.Table;
import io.partita.provider.sandbox.synchronizer.Sequencing;
import io.partita.provider.sandbox.topology.Hosting;
import io.partita.provider.sandbox.topology.SignedTransaction;
import io.partita.provider.sandbox.topology.TopologyView;
import io.partita.provider.sandbox.topology.VettedPackage;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.Calls;
import io.partita.provider.sandbox.world.Release;
import io.partita.provider.sandbox.world.World;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * A participant as its ledger sees it. Except for {@link #exclusive} and the constants of its identity everything is to
 * be used under the lock of the network.
 */
public interface Node {

    /** Name in the world, for example {@code participant1}. */
    String name();

    /** Unique id, {@code participant1::1220…}. */
    String uid();

    /** The fingerprint part of the uid: namespace of the parties that live here. */
    String namespace();

    /** What the node reports and speaks. */
    Release release();

    /** Whether imports find a database. */
    World.Storage storage();

    /** The lock of the network, and the end of a section as the commit of what it changed. */
    Exclusive exclusive();

    /** How calls of a port of this node run. */
    Calls calls(Api api);

    /** The synchronizer. */
    Sequencing synchronizer();

    /** The topology as far as this node has processed the log; also while disconnected. */
    TopologyView topology();

    /** The updates of this node. */
    UpdateLog updates();

    /** Under which alias it has registered the synchronizer. */
    String alias();

    /** Whether the node is connected to the synchronizer. */
    boolean connected();

    /** A table of this node with texts as keys. Names are free; the kernel uses none without a dot in it. */
    Table<String> table(String name);

    /** A table of this node with numbers as keys. Names are free; the kernel uses none without a dot in it. */
    Table<Long> numberedTable(String name);

    /** Clearing of onboarding flags. */
    Clearances clearances();

    /**
     * Issues a VettedPackages mapping of this node that vets exactly these packages, signed by its own key.
     *
     * @param packages all that shall be vetted afterwards; none = the mapping is removed
     * @param force numbers of force flags
     * @return completed when the mapping is effective on this node
     * @throws io.partita.provider.sandbox.wire.CantonException as the topology write service would answer
     */
    CompletionStage<Void> vet(List<VettedPackage> packages, Set<Integer> force);

    /**
     * Issues a mapping that hosts a party of this node's namespace, or of another one for which this node holds a key,
     * as {@code Authorize} would with serial 0 and {@code must_fully_authorize}.
     *
     * @return completed when the mapping is effective on this node
     * @throws io.partita.provider.sandbox.wire.CantonException as the topology write service would answer
     */
    CompletionStage<Void> host(String party, int threshold, List<Hosting.Host> hosts);

    /**
     * Signs topology transactions that came from elsewhere with the keys of this node that count, and submits them.
     *
     * @return completed when they are effective on this node; at once if signatures are still missing
     * @throws io.partita.provider.sandbox.wire.CantonException as the topology write service would answer
     */
    CompletionStage<Void> cosign(List<SignedTransaction> transactions);

    /**
     * Completed when the topology time of this node has passed an effective time and that is durable; outside the lock.
     */
    CompletionStage<Void> whenEffective(long effective);

    /**
     * Calls back after updates were appended and are durable, outside the lock: for tailing streams and for waiting.
     *
     * @return takes the call-back away
     */
    Runnable onUpdate(Runnable listener);

    /**
     * The process of this node dies: every call is answered UNAVAILABLE until {@link #restart}, also after the network
     * was closed and opened again.
     *
     * @param reason what its log would say
     */
    void crash(String reason);

    /**
     * Starts a dead or living node again: connects unless it is to be connected by hand, replays the log, and dies
     * again if the cause of its death is still there.
     */
    void restart();
}
