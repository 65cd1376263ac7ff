package io.partita.provider.sandbox.contracts;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.partita.proto.ledger.GenMap;
import io.partita.proto.ledger.Record;
import io.partita.proto.ledger.RecordField;
import io.partita.proto.ledger.TextMap;
import io.partita.proto.ledger.Value;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Values as they stand inside a contract's blob: the same as on the Ledger API, without labels and type names, with
 * other field numbers.
 */
final class ValueBytes {

    /** Most messages are a field of a value; the usual buffer of 4 KiB would cost more than what is written. */
    private static final int BUFFER = 64;

    private static final int UNIT = 1;
    private static final int BOOL = 2;
    private static final int INT64 = 3;
    private static final int DATE = 4;
    private static final int TIMESTAMP = 5;
    private static final int NUMERIC = 6;
    private static final int PARTY = 7;
    private static final int TEXT = 8;
    private static final int CONTRACT_ID = 9;
    private static final int OPTIONAL = 10;
    private static final int LIST = 11;
    private static final int TEXT_MAP = 12;
    private static final int RECORD = 13;
    private static final int VARIANT = 14;
    private static final int ENUM = 15;
    private static final int GEN_MAP = 16;

    private ValueBytes() {}

    /** Writes some fields of one message. */
    @FunctionalInterface
    interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    static ByteString message(Fields fields) {
        ByteString.Output bytes = ByteString.newOutput();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes, BUFFER);
        try {
            fields.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteString();
    }

    static ByteString of(Record record) {
        return message(out -> out.writeBytes(RECORD, fields(record)));
    }

    private static ByteString of(Value value) {
        return message(out -> write(value, out));
    }

    private static void write(Value value, CodedOutputStream out) throws IOException {
        switch (value.getSumCase()) {
            case UNIT -> out.writeBytes(UNIT, ByteString.EMPTY);
            case BOOL -> out.writeBool(BOOL, value.getBool());
            case INT64 -> out.writeSInt64(INT64, value.getInt64());
            case DATE -> out.writeInt32(DATE, value.getDate());
            case TIMESTAMP -> out.writeSFixed64(TIMESTAMP, value.getTimestamp());
            case NUMERIC -> out.writeString(NUMERIC, value.getNumeric());
            case PARTY -> out.writeString(PARTY, value.getParty());
            case TEXT -> out.writeString(TEXT, value.getText());
            case CONTRACT_ID -> out.writeString(CONTRACT_ID, value.getContractId());
            case OPTIONAL -> out.writeBytes(OPTIONAL, optional(value.getOptional()));
            case LIST -> out.writeBytes(LIST, list(value.getList()));
            case TEXT_MAP -> out.writeBytes(TEXT_MAP, textMap(value.getTextMap()));
            case GEN_MAP -> out.writeBytes(GEN_MAP, genMap(value.getGenMap()));
            case RECORD -> out.writeBytes(RECORD, fields(value.getRecord()));
            case VARIANT ->
                out.writeBytes(VARIANT, message(variant -> {
                    variant.writeString(1, value.getVariant().getConstructor());
                    variant.writeBytes(2, of(value.getVariant().getValue()));
                }));
            case ENUM ->
                out.writeBytes(
                        ENUM,
                        message(enumerator ->
                                enumerator.writeString(1, value.getEnum().getConstructor())));
            case SUM_NOT_SET -> out.writeBytes(UNIT, ByteString.EMPTY);
        }
    }

    private static ByteString fields(Record record) {
        return message(out -> {
            for (RecordField field : record.getFieldsList()) {
                ByteString value = of(field.getValue());
                out.writeBytes(1, message(inner -> inner.writeBytes(1, value)));
            }
        });
    }

    private static ByteString optional(io.partita.proto.ledger.Optional optional) {
        return message(out -> {
            if (optional.hasValue()) {
                out.writeBytes(1, of(optional.getValue()));
            }
        });
    }

    private static ByteString list(io.partita.proto.ledger.List list) {
        return message(out -> {
            for (Value element : list.getElementsList()) {
                out.writeBytes(1, of(element));
            }
        });
    }

    private static ByteString textMap(TextMap map) {
        return message(out -> {
            for (TextMap.Entry entry : map.getEntriesList()) {
                out.writeBytes(1, message(inner -> {
                    inner.writeString(1, entry.getKey());
                    inner.writeBytes(2, of(entry.getValue()));
                }));
            }
        });
    }

    private static ByteString genMap(GenMap map) {
        return message(out -> {
            for (GenMap.Entry entry : map.getEntriesList()) {
                out.writeBytes(1, message(inner -> {
                    inner.writeBytes(1, of(entry.getKey()));
                    inner.writeBytes(2, of(entry.getValue()));
                }));
            }
        });
    }
}
