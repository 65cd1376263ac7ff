package io.partita.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import com.google.protobuf.InvalidProtocolBufferException;
import io.partita.proto.participant.ContractImportMode;
import io.partita.proto.participant.ImportPartyAcsRequestV34;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.proto.participant.PartyManagementServiceGrpc;
import io.partita.proto.participant.RepresentativePackageIdOverride;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The one request whose layout depends on the release of the peer. */
class ImportLayoutTest {

    private static final ByteString SNAPSHOT = ByteString.copyFromUtf8("acs");
    private static final RepresentativePackageIdOverride OVERRIDE = RepresentativePackageIdOverride.newBuilder()
            .putPackageNameOverride("partita-examples", "4a44")
            .build();

    private record Field(int number, String name, Type type, boolean presence) {}

    @Test
    void release34HasFourFieldsWithoutPresence() {
        assertThat(fields(ImportPartyAcsRequestV34.getDescriptor()))
                .containsExactly(
                        new Field(1, "acs_snapshot", Type.BYTES, false),
                        new Field(2, "workflow_id_prefix", Type.STRING, false),
                        new Field(3, "contract_import_mode", Type.ENUM, false),
                        new Field(4, "representative_package_id_override", Type.MESSAGE, true));
    }

    @Test
    void release35HasSixFieldsAndPutTheSynchronizerBeforeThePrefix() {
        assertThat(fields(ImportPartyAcsRequestV35.getDescriptor()))
                .containsExactly(
                        new Field(1, "acs_snapshot", Type.BYTES, false),
                        new Field(2, "synchronizer_id", Type.STRING, true),
                        new Field(3, "workflow_id_prefix", Type.STRING, true),
                        new Field(4, "contract_import_mode", Type.ENUM, true),
                        new Field(5, "representative_package_id_override", Type.MESSAGE, true),
                        new Field(6, "party_id", Type.STRING, true));
    }

    @Test
    void theServiceSpeaksTheNewerOne() {
        var method = PartyManagementServiceGrpc.getImportPartyAcsMethod();

        assertThat(method.getFullMethodName())
                .isEqualTo("com.digitalasset.canton.admin.participant.v30.PartyManagementService/ImportPartyAcs");
        assertThat(SpokenMethods.requestType(method)).isInstanceOf(ImportPartyAcsRequestV35.class);
    }

    @Test
    void aPeerOf34TakesTheSynchronizerForThePrefixAndSeesNoMode() throws InvalidProtocolBufferException {
        var sent = ImportPartyAcsRequestV35.newBuilder()
                .setAcsSnapshot(SNAPSHOT)
                .setSynchronizerId("da::1220ab")
                .setWorkflowIdPrefix("import")
                .setContractImportMode(ContractImportMode.CONTRACT_IMPORT_MODE_VALIDATION)
                .setPartyId("alice::1220ab")
                .build();

        var read = ImportPartyAcsRequestV34.parseFrom(sent.toByteArray());

        assertThat(read.getAcsSnapshot()).isEqualTo(SNAPSHOT);
        assertThat(read.getWorkflowIdPrefix()).isEqualTo("da::1220ab");
        assertThat(read.getContractImportMode()).isEqualTo(ContractImportMode.CONTRACT_IMPORT_MODE_UNSPECIFIED);
        assertThat(read.getUnknownFields().asMap()).containsOnlyKeys(3, 4, 6);
    }

    @Test
    void aPeerOf35TakesThePrefixForTheSynchronizerAndSeesNoMode() throws InvalidProtocolBufferException {
        var sent = ImportPartyAcsRequestV34.newBuilder()
                .setAcsSnapshot(SNAPSHOT)
                .setWorkflowIdPrefix("import")
                .setContractImportMode(ContractImportMode.CONTRACT_IMPORT_MODE_VALIDATION)
                .setRepresentativePackageIdOverride(OVERRIDE)
                .build();

        var read = ImportPartyAcsRequestV35.parseFrom(sent.toByteArray());

        assertThat(read.getSynchronizerId()).isEqualTo("import");
        assertThat(read.hasWorkflowIdPrefix()).isFalse();
        assertThat(read.hasContractImportMode()).isFalse();
        assertThat(read.hasRepresentativePackageIdOverride()).isFalse();
        assertThat(read.getUnknownFields().asMap()).containsOnlyKeys(3, 4);
    }

    private static List<Field> fields(Descriptor message) {
        return message.getFields().stream().map(ImportLayoutTest::field).toList();
    }

    private static Field field(FieldDescriptor field) {
        return new Field(field.getNumber(), field.getName(), field.getType(), field.hasPresence());
    }
}
