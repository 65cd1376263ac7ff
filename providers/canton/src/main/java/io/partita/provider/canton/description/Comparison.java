package io.partita.provider.canton.description;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares a described message with one that partita was built for. Field by field: number, name, type and how often. A
 * request must have no field besides, because one that is not sent may be mandatory; an answer may say more than is
 * read.
 */
public final class Comparison {

    /** What a message is for. */
    public enum Use {
        REQUEST,
        ANSWER
    }

    private final Description description;

    public Comparison(Description description) {
        this.description = description;
    }

    /** The first difference, for people; empty when there is none that matters. */
    public Optional<String> difference(String type, Descriptor known, Use use) {
        Optional<DescriptorProto> described = description.message(type);
        return described.isEmpty() ? Optional.of(type + " is not described") : difference(described.get(), known, use);
    }

    private Optional<String> difference(DescriptorProto described, Descriptor known, Use use) {
        TreeMap<Integer, FieldDescriptorProto> fields = new TreeMap<>();
        described.getFieldList().forEach(field -> fields.put(field.getNumber(), field));
        for (FieldDescriptor field : known.getFields()) {
            FieldDescriptorProto found = fields.remove(field.getNumber());
            Optional<String> difference = found == null
                    ? Optional.of("field " + field.getNumber() + " (" + field.getName() + ") of " + described.getName()
                            + " is missing")
                    : difference(described.getName(), found, field, use);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return use == Use.ANSWER || fields.isEmpty()
                ? Optional.empty()
                : Optional.of(described.getName() + " has field " + fields.firstKey() + " ("
                        + fields.firstEntry().getValue().getName() + ") besides");
    }

    private Optional<String> difference(String message, FieldDescriptorProto found, FieldDescriptor known, Use use) {
        FieldDescriptorProto expected = known.toProto();
        if (!found.getName().equals(expected.getName())
                || found.getType() != expected.getType()
                || found.getLabel() != expected.getLabel()) {
            return Optional.of("field " + found.getNumber() + " of " + message + " is " + shown(found) + " and not "
                    + shown(expected));
        }
        return switch (known.getJavaType()) {
            case MESSAGE -> difference(found.getTypeName(), known.getMessageType(), use);
            case ENUM -> difference(found, known.getEnumType());
            default -> Optional.empty();
        };
    }

    /** Values that are not known are never sent. */
    private Optional<String> difference(FieldDescriptorProto found, EnumDescriptor known) {
        Optional<EnumDescriptorProto> described = description.enumeration(found.getTypeName());
        for (EnumValueDescriptor value : known.getValues()) {
            boolean there = described.stream()
                    .flatMap(each -> each.getValueList().stream())
                    .anyMatch(each -> each.getNumber() == value.getNumber()
                            && each.getName().equals(value.getName()));
            if (!there) {
                return Optional.of(found.getTypeName() + " does not know " + value.getName());
            }
        }
        return Optional.empty();
    }

    private static String shown(FieldDescriptorProto field) {
        String type = field.getType().name().substring("TYPE_".length()).toLowerCase(java.util.Locale.ROOT);
        String often = field.getLabel() == FieldDescriptorProto.Label.LABEL_REPEATED ? "repeated " : "";
        return often + type + " " + field.getName();
    }
}
