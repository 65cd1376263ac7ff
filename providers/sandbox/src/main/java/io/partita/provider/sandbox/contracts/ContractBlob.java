package io.partita.provider.sandbox.contracts;

import com.google.protobuf.ByteString;
import io.partita.proto.ledger.Identifier;
import java.util.HexFormat;

/** The blob of a contract: a versioned message with all that is needed to use the contract elsewhere. */
final class ContractBlob {

    private static final String VERSION = "2.1";
    private static final int WRAPPER_VERSION = 30;

    private ContractBlob() {}

    static ByteString of(Contract contract) {
        ByteString content = ValueBytes.message(out -> {
            out.writeBytes(1, ByteString.copyFrom(HexFormat.of().parseHex(contract.id())));
            out.writeString(2, contract.packageName());
            out.writeBytes(3, templateId(contract.templateId()));
            out.writeBytes(4, ValueBytes.of(contract.arguments()));
            for (String signatory : contract.signatories()) {
                out.writeString(5, signatory);
            }
            for (String observer : contract.observers()) {
                out.writeString(6, observer);
            }
            out.writeFixed64(7, contract.createdAt());
            out.writeBytes(8, authentication(contract));
        });
        return ValueBytes.message(out -> {
            out.writeString(1, VERSION);
            out.writeBytes(2, content);
        });
    }

    private static ByteString templateId(Identifier id) {
        return ValueBytes.message(out -> {
            out.writeString(1, id.getPackageId());
            for (String segment : id.getModuleName().split("\\.")) {
                out.writeString(2, segment);
            }
            for (String segment : id.getEntityName().split("\\.")) {
                out.writeString(3, segment);
            }
        });
    }

    private static ByteString authentication(Contract contract) {
        ByteString salt = ValueBytes.message(out -> {
            out.writeInt32(1, 1);
            out.writeByteArray(2, ContractIds.salt(contract.id()));
        });
        ByteString wrapped = ValueBytes.message(out -> out.writeBytes(1, salt));
        return ValueBytes.message(out -> {
            out.writeBytes(1, wrapped);
            out.writeInt32(2, WRAPPER_VERSION);
        });
    }
}
