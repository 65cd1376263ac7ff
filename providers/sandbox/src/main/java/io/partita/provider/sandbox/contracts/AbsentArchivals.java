package io.partita.provider.sandbox.contracts;

import io.partita.provider.sandbox.ids.Micros;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.store.Table;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Archivals of contracts that a participant never had: it tolerated them because all of the contract's parties here
 * were onboarding. It remembers each until its journal is pruned in the background, some reconciliation intervals
 * later; after that nothing tells that such a contract is gone (experiments.md 2). To be used under the lock of the
 * network.
 */
public final class AbsentArchivals {

    /** Measured: remembered for two and a half intervals, forgotten after four. */
    private static final int REMEMBERED_INTERVALS = 3;

    private final Node node;
    private final Table<String> archivals;
    private final long interval;

    /** @param interval reconciliation interval of the synchronizer */
    public AbsentArchivals(Node node, Duration interval) {
        this.node = node;
        this.archivals = node.table("contract-absent-archivals");
        this.interval = Micros.of(interval);
    }

    public void remember(String contractId, long time) {
        archivals.put(contractId, ByteBuffer.allocate(Long.BYTES).putLong(time).array());
    }

    /** Whether this participant still knows that the contract is gone. */
    public boolean remembers(String contractId) {
        return archivals
                .find(contractId)
                .filter(time -> fresh(time, node.topology().now()))
                .isPresent();
    }

    /** Forgets what is too old, as time goes by on this participant. */
    public void forgetOld() {
        long now = node.topology().now();
        List<String> old = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry : archivals.ascending(null)) {
            if (!fresh(entry.getValue(), now)) {
                old.add(entry.getKey());
            }
        }
        old.forEach(archivals::remove);
    }

    /**
     * Whether one of them lies in the reconciliation interval that was not over when this participant last saw the
     * synchronizer: the commitment of that interval can then not be computed, and connecting fails.
     */
    public boolean breakCommitments() {
        long now = node.topology().now();
        for (Map.Entry<String, byte[]> entry : archivals.ascending(null)) {
            if (Math.floorDiv(time(entry.getValue()), interval) == Math.floorDiv(now, interval)) {
                return true;
            }
        }
        return false;
    }

    private boolean fresh(byte[] bytes, long now) {
        return now - time(bytes) < REMEMBERED_INTERVALS * interval;
    }

    private static long time(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }
}
