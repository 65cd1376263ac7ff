package io.partita.provider.sandbox.node;

import io.partita.provider.sandbox.rpc.CantonError;
import io.partita.provider.sandbox.topology.Uid;

/** How ids look in texts of errors. */
public final class Shown {

    private Shown() {}

    /** A physical synchronizer id with a shortened namespace. */
    public static String physical(String physicalId) {
        int split = physicalId.lastIndexOf("::");
        return Uid.shortened(physicalId.substring(0, split)) + physicalId.substring(split);
    }

    /** The error for a store that is not open here. */
    public static CantonError storeNotFound(String physicalId) {
        return CantonError.of(
                        "TOPOLOGY_STORE_NOT_FOUND", 11, "Topology store '" + physical(physicalId) + "' is not known.")
                .with("storeId", physical(physicalId));
    }
}
