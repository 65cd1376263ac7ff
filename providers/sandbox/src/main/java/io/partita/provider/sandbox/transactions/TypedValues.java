package io.partita.provider.sandbox.transactions;

import io.partita.proto.ledger.Identifier;
import io.partita.proto.ledger.Record;
import io.partita.proto.ledger.RecordField;
import io.partita.proto.ledger.Value;
import io.partita.provider.sandbox.lf.LfField;
import io.partita.provider.sandbox.lf.LfPackage;
import io.partita.provider.sandbox.lf.LfType;
import io.partita.provider.sandbox.lf.LfTypeDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Brings values into the form of their type: checked and without labels for the ledger, or with labels for a verbose
 * reader.
 */
public final class TypedValues {

    private final Function<String, Optional<LfPackage>> packages;

    public TypedValues(Function<String, Optional<LfPackage>> packages) {
        this.packages = packages;
    }

    /** A value that is not of its type. */
    static final class Mistyped extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Mistyped(String message) {
            super(message);
        }
    }

    /**
     * The record as it is kept: fields in order, no labels, no type names, absent optional fields at the end left out.
     *
     * @throws Mistyped if it does not fit
     */
    Record bare(Record record, LfTypeDefinition.Structure type) {
        Map<String, Value> labelled = new HashMap<>();
        List<Value> positional = new ArrayList<>();
        for (RecordField field : record.getFieldsList()) {
            if (field.getLabel().isEmpty()) {
                positional.add(field.getValue());
            } else {
                labelled.put(field.getLabel(), field.getValue());
            }
        }
        Record.Builder result = Record.newBuilder();
        int used = 0;
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < type.fields().size(); i++) {
            LfField field = type.fields().get(i);
            Value value = labelled.isEmpty()
                    ? i < positional.size() ? positional.get(i) : null
                    : labelled.remove(field.name());
            values.add(bareField(value, field, type));
            used = isNone(values.get(i)) ? used : i + 1;
        }
        if (!labelled.isEmpty() || positional.size() > type.fields().size()) {
            throw new Mistyped(
                    "Missing or unexpected fields " + labelled.keySet() + " in a record of type " + type.name());
        }
        values.subList(0, used)
                .forEach(value -> result.addFields(RecordField.newBuilder().setValue(value)));
        return result.build();
    }

    private Value bareField(Value value, LfField field, LfTypeDefinition.Structure owner) {
        if (value != null) {
            return bare(value, field);
        }
        if (field.type().is(LfType.Kind.OPTIONAL)) {
            return Value.newBuilder()
                    .setOptional(io.partita.proto.ledger.Optional.getDefaultInstance())
                    .build();
        }
        throw new Mistyped("Missing non-optional field \"" + field.name() + "\" in a record of type " + owner.name());
    }

    private static boolean isNone(Value value) {
        return value.hasOptional() && !value.getOptional().hasValue();
    }

    private Value bare(Value value, LfField field) {
        return field.type()
                .match(
                        builtin -> bareBuiltin(value, builtin, field),
                        constructor -> bareDefined(value, constructor, field),
                        variable -> value,
                        opaque -> value);
    }

    private Value bareBuiltin(Value value, LfType.Builtin type, LfField field) {
        boolean fits = switch (type.kind()) {
            case UNIT -> value.hasUnit();
            case BOOL -> value.hasBool();
            case INT64 -> value.hasInt64();
            case DATE -> value.hasDate();
            case TIMESTAMP -> value.hasTimestamp();
            case NUMERIC -> value.hasNumeric();
            case PARTY -> value.hasParty();
            case TEXT -> value.hasText();
            case CONTRACT_ID -> value.hasContractId();
            case OPTIONAL -> value.hasOptional();
            case LIST -> value.hasList();
            case TEXT_MAP -> value.hasTextMap();
            case GEN_MAP -> value.hasGenMap();
            case OTHER -> true;
        };
        if (!fits) {
            throw new Mistyped("mismatching type for field \"" + field.name() + "\": expected " + type.kind()
                    + " but got " + value.getSumCase());
        }
        LfField element = type.arguments().isEmpty()
                ? field
                : new LfField(field.name(), type.arguments().get(0));
        if (value.hasList()) {
            io.partita.proto.ledger.List.Builder list = io.partita.proto.ledger.List.newBuilder();
            value.getList().getElementsList().forEach(each -> list.addElements(bare(each, element)));
            return Value.newBuilder().setList(list).build();
        }
        if (value.hasOptional() && value.getOptional().hasValue()) {
            return Value.newBuilder()
                    .setOptional(io.partita.proto.ledger.Optional.newBuilder()
                            .setValue(bare(value.getOptional().getValue(), element)))
                    .build();
        }
        return value;
    }

    private Value bareDefined(Value value, LfType.Constructor type, LfField field) {
        Optional<LfTypeDefinition> definition = definition(type);
        if (definition.isEmpty()) {
            return value;
        }
        return definition
                .get()
                .match(
                        structure -> {
                            require(value.hasRecord(), value, type, field);
                            return Value.newBuilder()
                                    .setRecord(bare(value.getRecord(), structure))
                                    .build();
                        },
                        variant -> {
                            require(value.hasVariant(), value, type, field);
                            return bareVariant(value, variant, field);
                        },
                        enumeration -> {
                            boolean known = value.hasEnum()
                                    && enumeration
                                            .constructors()
                                            .contains(value.getEnum().getConstructor());
                            require(known, value, type, field);
                            return Value.newBuilder()
                                    .setEnum(value.getEnum().toBuilder().clearEnumId())
                                    .build();
                        },
                        anInterface -> value);
    }

    private Value bareVariant(Value value, LfTypeDefinition.Variant variant, LfField field) {
        String constructor = value.getVariant().getConstructor();
        LfField content = variant.constructors().stream()
                .filter(each -> each.name().equals(constructor))
                .findFirst()
                .orElseThrow(() -> new Mistyped("unknown constructor " + constructor + " in field " + field.name()));
        return Value.newBuilder()
                .setVariant(value.getVariant().toBuilder()
                        .clearVariantId()
                        .setValue(bare(value.getVariant().getValue(), content)))
                .build();
    }

    private static void require(boolean fits, Value value, LfType.Constructor type, LfField field) {
        if (!fits) {
            throw new Mistyped("mismatching type for field \"" + field.name() + "\": expected " + type.name()
                    + " but got " + value.getSumCase());
        }
    }

    /** The record with the label of each field and the name of each type; what has no known type stays as it is. */
    public Record labelled(Record record, String packageId, LfTypeDefinition.Structure type) {
        Record.Builder result = Record.newBuilder()
                .setRecordId(Identifier.newBuilder()
                        .setPackageId(packageId)
                        .setModuleName(type.name().module())
                        .setEntityName(type.name().entity()));
        for (int i = 0; i < record.getFieldsCount(); i++) {
            Value value = record.getFields(i).getValue();
            boolean known = i < type.fields().size();
            result.addFields(RecordField.newBuilder()
                    .setLabel(known ? type.fields().get(i).name() : "")
                    .setValue(known ? labelled(value, type.fields().get(i).type()) : value));
        }
        return result.build();
    }

    private Value labelled(Value value, LfType type) {
        if (type instanceof LfType.Builtin builtin
                && value.hasList()
                && builtin.arguments().size() == 1) {
            io.partita.proto.ledger.List.Builder list = io.partita.proto.ledger.List.newBuilder();
            value.getList()
                    .getElementsList()
                    .forEach(each ->
                            list.addElements(labelled(each, builtin.arguments().get(0))));
            return Value.newBuilder().setList(list).build();
        }
        if (type instanceof LfType.Constructor constructor
                && value.hasRecord()
                && definition(constructor).orElse(null) instanceof LfTypeDefinition.Structure structure) {
            return Value.newBuilder()
                    .setRecord(labelled(value.getRecord(), constructor.packageId(), structure))
                    .build();
        }
        if (type instanceof LfType.Constructor constructor && value.hasEnum()) {
            return Value.newBuilder()
                    .setEnum(value.getEnum().toBuilder()
                            .setEnumId(Identifier.newBuilder()
                                    .setPackageId(constructor.packageId())
                                    .setModuleName(constructor.name().module())
                                    .setEntityName(constructor.name().entity())))
                    .build();
        }
        return value;
    }

    private Optional<LfTypeDefinition> definition(LfType.Constructor type) {
        return packages.apply(type.packageId()).map(each -> each.dataTypes().get(type.name()));
    }
}
