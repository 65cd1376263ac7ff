package io.partita.provider.canton;

import com.google.protobuf.Empty;
import com.google.protobuf.Timestamp;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.topology.BaseQuery;
import io.partita.proto.topology.StoreId;
import io.partita.proto.topology.Synchronizer;

/**
 * Which topology is asked for: always the store of one synchronizer, by its physical id; participants of protocol
 * version 33 know the logical one only.
 */
final class Stores {

    private static final int FIRST_WITH_PHYSICAL_IDS = 34;

    private Stores() {}

    static Synchronizer wire(PhysicalSynchronizerId synchronizer) {
        return synchronizer.protocolVersion() < FIRST_WITH_PHYSICAL_IDS
                ? Synchronizer.newBuilder()
                        .setId(synchronizer.logical().toString())
                        .build()
                : Synchronizer.newBuilder()
                        .setPhysicalId(synchronizer.toString())
                        .build();
    }

    static StoreId store(PhysicalSynchronizerId synchronizer) {
        return StoreId.newBuilder().setSynchronizer(wire(synchronizer)).build();
    }

    /** What is in force. */
    static BaseQuery inForce(PhysicalSynchronizerId synchronizer) {
        return BaseQuery.newBuilder()
                .setStore(store(synchronizer))
                .setOperation(TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE)
                .setHeadState(Empty.getDefaultInstance())
                .build();
    }

    /** What is proposed and may still come into force, removals included. */
    static BaseQuery proposed(PhysicalSynchronizerId synchronizer) {
        return BaseQuery.newBuilder()
                .setStore(store(synchronizer))
                .setProposals(true)
                .setHeadState(Empty.getDefaultInstance())
                .build();
    }

    /** All that ever was in force, removals included. */
    static BaseQuery ever(PhysicalSynchronizerId synchronizer) {
        return BaseQuery.newBuilder()
                .setStore(store(synchronizer))
                .setRange(BaseQuery.TimeRange.newBuilder().setFrom(Timestamp.getDefaultInstance()))
                .build();
    }
}
