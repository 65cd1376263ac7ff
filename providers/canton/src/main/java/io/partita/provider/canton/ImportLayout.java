package io.partita.provider.canton;

import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;
import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.proto.participant.ContractImportMode;
import io.partita.proto.participant.ImportPartyAcsRequestV34;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.proto.participant.ImportPartyAcsResponse;
import io.partita.proto.participant.PartyManagementServiceGrpc;

/**
 * The layout of an import's messages: 3.5 numbered the fields anew under the same method name, and either release
 * misreads the other's. The binary decides, not the protocol version; {@link ReplicationForm} finds out which.
 */
enum ImportLayout {
    /** Every message repeats the import's properties. */
    V34,
    /** Only the first message has them; the synchronizer and the party are among them. */
    V35;

    /** 3.4's method: the same name with other messages. */
    static final MethodDescriptor<ImportPartyAcsRequestV34, ImportPartyAcsResponse> METHOD_V34 =
            PartyManagementServiceGrpc.getImportPartyAcsMethod().toBuilder(
                            ProtoUtils.marshaller(ImportPartyAcsRequestV34.getDefaultInstance()),
                            ProtoUtils.marshaller(ImportPartyAcsResponse.getDefaultInstance()))
                    .build();

    static final MethodDescriptor<ImportPartyAcsRequestV35, ImportPartyAcsResponse> METHOD_V35 =
            PartyManagementServiceGrpc.getImportPartyAcsMethod();

    static ImportPartyAcsRequestV35 messageV35(
            ByteString chunk, Position position, PartyId party, SynchronizerId synchronizer, String workflowPrefix) {
        ImportPartyAcsRequestV35.Builder message =
                ImportPartyAcsRequestV35.newBuilder().setAcsSnapshot(chunk);
        if (position == Position.FIRST) {
            message.setSynchronizerId(synchronizer.toString())
                    .setWorkflowIdPrefix(workflowPrefix)
                    .setContractImportMode(ContractImportMode.CONTRACT_IMPORT_MODE_VALIDATION)
                    .setPartyId(party.toString());
        }
        return message.build();
    }

    static ImportPartyAcsRequestV34 messageV34(ByteString chunk, String workflowPrefix) {
        return ImportPartyAcsRequestV34.newBuilder()
                .setAcsSnapshot(chunk)
                .setWorkflowIdPrefix(workflowPrefix)
                .setContractImportMode(ContractImportMode.CONTRACT_IMPORT_MODE_VALIDATION)
                .build();
    }

    /** Where a message stands in its stream. */
    enum Position {
        FIRST,
        LATER
    }
}
