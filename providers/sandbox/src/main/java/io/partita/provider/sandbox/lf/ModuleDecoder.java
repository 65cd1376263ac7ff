package io.partita.provider.sandbox.lf;

import io.partita.proto.lf.DefDataType;
import io.partita.proto.lf.DefInterface;
import io.partita.proto.lf.DefTemplate;
import io.partita.proto.lf.FieldWithType;
import io.partita.proto.lf.Fields;
import io.partita.proto.lf.Module;
import io.partita.proto.lf.TemplateChoice;
import io.partita.proto.lf.TypeParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One module of an archive of Daml-LF 2. */
final class ModuleDecoder {

    private final InternedTables tables;
    private final TypeDecoder types;
    private final Module module;
    private final String name;

    ModuleDecoder(InternedTables tables, Module module) throws LfFormatException {
        this.tables = tables;
        this.types = new TypeDecoder(tables);
        this.module = module;
        this.name = tables.dottedName(module.getNameInternedDname());
    }

    String name() {
        return name;
    }

    SortedMap<LfName, LfTypeDefinition> dataTypes() throws LfFormatException {
        SortedMap<LfName, LfTypeDefinition> result = new TreeMap<>();
        for (DefDataType definition : module.getDataTypesList()) {
            LfTypeDefinition type = dataType(definition);
            result.put(type.name(), type);
        }
        return result;
    }

    SortedMap<LfName, LfTemplate> templates() throws LfFormatException {
        SortedMap<LfName, LfTemplate> result = new TreeMap<>();
        for (DefTemplate definition : module.getTemplatesList()) {
            LfTemplate template = template(definition);
            result.put(template.name(), template);
        }
        return result;
    }

    SortedSet<LfName> interfaces() throws LfFormatException {
        SortedSet<LfName> result = new TreeSet<>();
        for (DefInterface definition : module.getInterfacesList()) {
            result.add(entity(definition.getNameInternedDname()));
        }
        return result;
    }

    private LfTypeDefinition dataType(DefDataType definition) throws LfFormatException {
        LfName typeName = entity(definition.getNameInternedDname());
        boolean serializable = definition.getSerializable();
        List<String> parameters = new ArrayList<>();
        for (TypeParameter parameter : definition.getParamsList()) {
            parameters.add(tables.string(parameter.getNameInternedStr()));
        }
        return switch (definition.getDataConsCase()) {
            case RECORD ->
                new LfTypeDefinition.Structure(typeName, serializable, parameters, fields(definition.getRecord()));
            case VARIANT ->
                new LfTypeDefinition.Variant(typeName, serializable, parameters, fields(definition.getVariant()));
            case ENUM -> {
                List<String> constructors = new ArrayList<>();
                for (int index : definition.getEnum().getConstructorsInternedStrList()) {
                    constructors.add(tables.string(index));
                }
                yield new LfTypeDefinition.Enumeration(typeName, serializable, constructors);
            }
            case DATACONS_NOT_SET -> new LfTypeDefinition.Interface(typeName, serializable);
        };
    }

    private List<LfField> fields(Fields container) throws LfFormatException {
        List<LfField> result = new ArrayList<>();
        for (FieldWithType field : container.getFieldsList()) {
            result.add(new LfField(tables.string(field.getNameInternedStr()), types.decode(field.getType())));
        }
        return result;
    }

    private LfTemplate template(DefTemplate definition) throws LfFormatException {
        SortedMap<String, LfChoice> choices = new TreeMap<>();
        for (TemplateChoice choice : definition.getChoicesList()) {
            LfChoice decoded = choice(choice);
            choices.put(decoded.name(), decoded);
        }
        return new LfTemplate(
                entity(definition.getNameInternedDname()),
                tables.string(definition.getParamInternedStr()),
                new LfExpression(definition.getSignatories(), tables),
                new LfExpression(definition.getObservers(), tables),
                choices);
    }

    private LfChoice choice(TemplateChoice choice) throws LfFormatException {
        return new LfChoice(
                tables.string(choice.getNameInternedStr()),
                choice.getConsuming(),
                tables.string(choice.getSelfInternedStr()),
                tables.string(choice.getArgument().getVarInternedStr()),
                types.decode(choice.getArgument().getType()),
                types.decode(choice.getResult()),
                new LfExpression(choice.getControllers(), tables),
                new LfExpression(choice.getObservers(), tables),
                new LfExpression(choice.getUpdate(), tables));
    }

    private LfName entity(int dottedName) throws LfFormatException {
        return new LfName(name, tables.dottedName(dottedName));
    }
}
