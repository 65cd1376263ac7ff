package io.partita.provider.canton;

import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;
import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.ParticipantStatus;
import io.partita.proto.participant.ContractImportMode;
import io.partita.proto.participant.ImportPartyAcsRequestV34;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.proto.participant.ImportPartyAcsResponse;
import io.partita.proto.participant.PartyManagementServiceGrpc;
import io.partita.provider.canton.call.Caller;

/**
 * The layout of an import's messages: 3.5 numbered the fields anew under the same method name, and either release misreads the other's. The binary's release decides, not the protocol version.
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

    /** @throws CallFailed {@code UNSUPPORTED} for a release without party replication, or one that cannot be told */
    static ImportLayout of(ParticipantStatus status, Caller caller, String attempted) throws CallFailed {
        if (status.release().isEmpty()) {
            throw unsupported(caller, attempted, "reports its release as '" + status.releaseText() + "'");
        }
        if (status.release().get().isAtLeast(3, 5, 0)) {
            return V35;
        }
        if (status.release().get().isAtLeast(3, 4, 0)) {
            return V34;
        }
        throw unsupported(caller, attempted, "runs Canton " + status.releaseText());
    }

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

    private static CallFailed unsupported(Caller caller, String attempted, String what) {
        return caller.failed(
                Kind.UNSUPPORTED,
                "RELEASE_NOT_SUPPORTED",
                "the participant " + what + "; contracts can be exported and imported from Canton 3.4 on",
                attempted);
    }
}
