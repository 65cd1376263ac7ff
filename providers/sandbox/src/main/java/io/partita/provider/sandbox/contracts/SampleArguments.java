package io.partita.provider.sandbox.contracts;

import com.google.protobuf.Empty;
import io.partita.proto.ledger.Enum;
import io.partita.proto.ledger.Record;
import io.partita.proto.ledger.RecordField;
import io.partita.proto.ledger.Value;
import io.partita.proto.ledger.Variant;
import io.partita.provider.sandbox.lf.LfField;
import io.partita.provider.sandbox.lf.LfPackage;
import io.partita.provider.sandbox.lf.LfType;
import io.partita.provider.sandbox.lf.LfTypeDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Arguments for contracts that nobody wrote: parties in the order given, and for everything else a value of the right
 * type that depends only on the number of the contract.
 */
final class SampleArguments {

    private static final int DEEPEST = 20;

    private final Function<String, Optional<LfPackage>> packages;
    private final List<String> parties;
    private final long number;
    private int nextParty;

    /**
     * @param parties for the fields of type Party, in their order; the last one is used again when they run out
     * @param number of the contract
     */
    SampleArguments(Function<String, Optional<LfPackage>> packages, List<String> parties, long number) {
        this.packages = packages;
        this.parties = parties;
        this.number = number;
    }

    Record of(LfTypeDefinition.Structure type) {
        return record(type.fields(), 0);
    }

    private Record record(List<LfField> fields, int depth) {
        List<Value> values = new ArrayList<>();
        int used = 0;
        for (LfField field : fields) {
            values.add(value(field, depth + 1));
            boolean none = field.type().is(LfType.Kind.OPTIONAL);
            used = none ? used : values.size();
        }
        Record.Builder record = Record.newBuilder();
        values.subList(0, used)
                .forEach(value -> record.addFields(RecordField.newBuilder().setValue(value)));
        return record.build();
    }

    private Value value(LfField field, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("no sample value: the type of field '" + field.name() + "' has no end");
        }
        return field.type()
                .match(
                        builtin -> builtin(field, builtin, depth),
                        constructor -> defined(field, constructor, depth),
                        variable -> unsupported(field),
                        opaque -> unsupported(field));
    }

    private Value builtin(LfField field, LfType.Builtin type, int depth) {
        Value.Builder value = Value.newBuilder();
        return switch (type.kind()) {
            case UNIT -> value.setUnit(Empty.getDefaultInstance()).build();
            case BOOL -> value.setBool(number % 2 == 0).build();
            case INT64 -> value.setInt64(number).build();
            case DATE -> value.setDate((int) (20_000 + number % 10_000)).build();
            case TIMESTAMP ->
                value.setTimestamp(1_700_000_000_000_000L + number).build();
            case NUMERIC -> value.setNumeric(number + ".0000000000").build();
            case PARTY ->
                value.setParty(parties.get(Math.min(nextParty++, parties.size() - 1)))
                        .build();
            case TEXT -> value.setText(field.name() + " " + number).build();
            case OPTIONAL ->
                value.setOptional(io.partita.proto.ledger.Optional.getDefaultInstance())
                        .build();
            case LIST -> value.setList(list(field, type, depth)).build();
            case TEXT_MAP ->
                value.setTextMap(io.partita.proto.ledger.TextMap.getDefaultInstance())
                        .build();
            case GEN_MAP ->
                value.setGenMap(io.partita.proto.ledger.GenMap.getDefaultInstance())
                        .build();
            case CONTRACT_ID, OTHER -> unsupported(field);
        };
    }

    /** One element, so that contracts are of a realistic size. */
    private io.partita.proto.ledger.List list(LfField field, LfType.Builtin type, int depth) {
        boolean parties = type.arguments().stream().anyMatch(argument -> argument.is(LfType.Kind.PARTY));
        return parties || type.arguments().isEmpty()
                ? io.partita.proto.ledger.List.getDefaultInstance()
                : io.partita.proto.ledger.List.newBuilder()
                        .addElements(
                                value(new LfField(field.name(), type.arguments().get(0)), depth + 1))
                        .build();
    }

    private Value defined(LfField field, LfType.Constructor type, int depth) {
        LfTypeDefinition definition = packages.apply(type.packageId())
                .map(each -> each.dataTypes().get(type.name()))
                .orElse(null);
        if (definition == null) {
            return unsupported(field);
        }
        return definition.match(
                structure -> Value.newBuilder()
                        .setRecord(record(structure.fields(), depth))
                        .build(),
                variant -> Value.newBuilder()
                        .setVariant(Variant.newBuilder()
                                .setConstructor(variant.constructors().get(0).name())
                                .setValue(value(variant.constructors().get(0), depth + 1)))
                        .build(),
                enumeration -> Value.newBuilder()
                        .setEnum(Enum.newBuilder()
                                .setConstructor(enumeration.constructors().get((int)
                                        (number % enumeration.constructors().size()))))
                        .build(),
                anInterface -> unsupported(field));
    }

    private static Value unsupported(LfField field) {
        throw new IllegalArgumentException("no sample value for field '" + field.name() + "' of type " + field.type());
    }
}
