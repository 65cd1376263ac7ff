package io.partita.provider.sandbox.contracts;

import com.google.protobuf.InvalidProtocolBufferException;
import io.partita.proto.ledger.ActiveContract;
import io.partita.proto.ledger.CreatedEvent;
import io.partita.proto.ledger.GetActiveContractsResponse;
import java.util.OptionalLong;

/**
 * A contract in a participant's table: the message that a reader would get, without witnesses, and with a blob only if
 * it is not the usual one.
 */
final class ContractRow {

    private ContractRow() {}

    static byte[] encode(
            Contract contract, long createdOffset, int nodeId, String workflowId, long reassignmentCounter) {
        CreatedEvent.Builder event = contract.event().setOffset(createdOffset).setNodeId(nodeId);
        contract.foreignBlob().ifPresent(event::setCreatedEventBlob);
        return GetActiveContractsResponse.newBuilder()
                .setWorkflowId(workflowId)
                .setActiveContract(
                        ActiveContract.newBuilder().setCreatedEvent(event).setReassignmentCounter(reassignmentCounter))
                .build()
                .toByteArray();
    }

    static StoredContract decode(long ordinal, byte[] bytes, OptionalLong archivedOffset) {
        try {
            GetActiveContractsResponse row = GetActiveContractsResponse.parseFrom(bytes);
            CreatedEvent event = row.getActiveContract().getCreatedEvent();
            return new StoredContract(
                    ordinal,
                    Contract.of(event),
                    event.getOffset(),
                    event.getNodeId(),
                    row.getWorkflowId(),
                    row.getActiveContract().getReassignmentCounter(),
                    archivedOffset);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("This is a bug in partita: a stored contract cannot be read.", e);
        }
    }
}
