package io.partita.provider.sandbox.services;

import io.partita.proto.topology.StoreId;
import io.partita.proto.topology.Synchronizer;
import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.node.ParticipantNode;
import io.partita.provider.sandbox.topology.TopologyErrors;
import io.partita.provider.sandbox.wire.CantonError;

/** Which store a request means. */
final class Stores {

    private final ParticipantNode node;

    Stores(ParticipantNode node) {
        this.node = node;
    }

    /** The kinds of stores of a node. */
    enum Kind {
        SYNCHRONIZER,
        AUTHORIZED
    }

    /** The id of the synchronizer's store in answers. */
    StoreId synchronizer() {
        Synchronizer.Builder id = node.release().knowsPhysicalIds()
                ? Synchronizer.newBuilder().setPhysicalId(node.physicalSynchronizer())
                : Synchronizer.newBuilder().setId(node.synchronizer().logicalId());
        return StoreId.newBuilder().setSynchronizer(id).build();
    }

    /** Which store is meant; fails for one that is not here. */
    Kind require(StoreId store) {
        switch (store.getStoreCase()) {
            case SYNCHRONIZER:
                requireSynchronizer(store.getSynchronizer());
                return Kind.SYNCHRONIZER;
            case AUTHORIZED:
                return Kind.AUTHORIZED;
            case TEMPORARY:
                throw TopologyErrors.storeNotFound(store.getTemporary().getName())
                        .exception();
            case STORE_NOT_SET:
            default:
                throw CantonError.undecodable("FieldNotSet(store)").exception();
        }
    }

    private void requireSynchronizer(Synchronizer synchronizer) {
        switch (synchronizer.getKindCase()) {
            case ID:
                requireLogical(synchronizer.getId());
                return;
            case PHYSICAL_ID:
                if (!node.release().knowsPhysicalIds()) {
                    // A field that the release does not have: what it sees is an empty id.
                    requireLogical("");
                }
                requirePhysical(synchronizer.getPhysicalId());
                return;
            case KIND_NOT_SET:
            default:
                throw CantonError.undecodable("FieldNotSet(store)").exception();
        }
    }

    private void requireLogical(String id) {
        try {
            Uid.parse(id);
        } catch (Uid.Malformed malformed) {
            throw CantonError.undecodable("ValueConversionError(store," + malformed.getMessage() + ")")
                    .exception();
        }
        if (!id.equals(node.synchronizer().logicalId()) || node.isStillStarting()) {
            throw CantonError.of(
                            "TOPOLOGY_STORE_NOT_FOUND",
                            11,
                            "No active synchronizer found for " + Uid.shortened(id) + ".")
                    .with("synchronizerId", Uid.shortened(id))
                    .exception();
        }
    }

    private void requirePhysical(String id) {
        int split = id.lastIndexOf("::");
        if (split < 0 || !id.substring(split + 2).matches("\\d+-\\d+")) {
            throw CantonError.undecodable(
                            "ValueConversionError(store,Cannot parse physical synchronizer id `" + id + "`)")
                    .exception();
        }
        if (!id.equals(node.physicalSynchronizer()) || node.isStillStarting()) {
            throw TopologyErrors.storeNotFound(Uid.shortenedPhysical(id)).exception();
        }
    }
}
