package io.partita.provider.sandbox.lf;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One module of an archive. Field numbers are those of Daml-LF 2, except where said. */
final class ModuleDecoder {

    private static final int NAME = 1;
    private static final int NAME_IN_VERSION_1 = 7;

    private final InternedTables tables;
    private final TypeDecoder types;
    private final WireMessage module;
    private final String name;

    ModuleDecoder(InternedTables tables, WireMessage module, boolean version2) throws LfFormatException {
        this.tables = tables;
        this.types = new TypeDecoder(tables);
        this.module = module;
        this.name = tables.dottedName(module.index(version2 ? NAME : NAME_IN_VERSION_1));
    }

    String name() {
        return name;
    }

    SortedMap<LfName, LfTypeDefinition> dataTypes() throws LfFormatException {
        SortedMap<LfName, LfTypeDefinition> result = new TreeMap<>();
        for (WireMessage definition : module.messages(4)) {
            LfTypeDefinition type = dataType(definition);
            result.put(type.name(), type);
        }
        return result;
    }

    SortedMap<LfName, LfTemplate> templates() throws LfFormatException {
        SortedMap<LfName, LfTemplate> result = new TreeMap<>();
        for (WireMessage definition : module.messages(6)) {
            LfTemplate template = template(definition);
            result.put(template.name(), template);
        }
        return result;
    }

    SortedSet<LfName> interfaces() throws LfFormatException {
        SortedSet<LfName> result = new TreeSet<>();
        for (WireMessage definition : module.messages(8)) {
            result.add(entity(definition.index(2)));
        }
        return result;
    }

    private LfTypeDefinition dataType(WireMessage definition) throws LfFormatException {
        LfName typeName = entity(definition.index(2));
        boolean serializable = definition.number(4) != 0;
        List<String> parameters = new ArrayList<>();
        for (WireMessage parameter : definition.messages(3)) {
            parameters.add(tables.string(parameter.index(1)));
        }
        if (definition.has(5)) {
            return new LfTypeDefinition.Structure(
                    typeName, serializable, parameters, fields(definition.messageOrEmpty(5)));
        }
        if (definition.has(6)) {
            return new LfTypeDefinition.Variant(
                    typeName, serializable, parameters, fields(definition.messageOrEmpty(6)));
        }
        if (definition.has(7)) {
            List<String> constructors = new ArrayList<>();
            for (int index : definition.messageOrEmpty(7).indices(2)) {
                constructors.add(tables.string(index));
            }
            return new LfTypeDefinition.Enumeration(typeName, serializable, constructors);
        }
        return new LfTypeDefinition.Interface(typeName, serializable);
    }

    private List<LfField> fields(WireMessage container) throws LfFormatException {
        List<LfField> result = new ArrayList<>();
        for (WireMessage field : container.messages(1)) {
            result.add(new LfField(tables.string(field.index(3)), types.decode(field.messageOrEmpty(2))));
        }
        return result;
    }

    private LfTemplate template(WireMessage definition) throws LfFormatException {
        SortedMap<String, LfChoice> choices = new TreeMap<>();
        for (WireMessage choice : definition.messages(6)) {
            LfChoice decoded = choice(choice);
            choices.put(decoded.name(), decoded);
        }
        return new LfTemplate(
                entity(definition.index(1)),
                tables.string(definition.index(2)),
                expression(definition, 4),
                expression(definition, 7),
                choices);
    }

    private LfChoice choice(WireMessage choice) throws LfFormatException {
        WireMessage argument = choice.messageOrEmpty(6);
        return new LfChoice(
                tables.string(choice.index(2)),
                choice.number(3) != 0,
                tables.string(choice.index(10)),
                tables.string(argument.index(3)),
                types.decode(argument.messageOrEmpty(2)),
                types.decode(choice.messageOrEmpty(8)),
                expression(choice, 4),
                expression(choice, 5),
                expression(choice, 9));
    }

    private LfExpression expression(WireMessage owner, int field) throws LfFormatException {
        return new LfExpression(owner.bytes(field).orElse(ByteString.EMPTY), tables);
    }

    private LfName entity(int dottedName) throws LfFormatException {
        return new LfName(name, tables.dottedName(dottedName));
    }
}
