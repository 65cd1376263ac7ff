package io.partita.provider.sandbox.lf;

import com.google.protobuf.ByteString;
import io.partita.proto.lf.Expr;
import io.partita.proto.lf.InternedDottedName;
import io.partita.proto.lf.Package;
import io.partita.proto.lf.Package1;
import io.partita.proto.lf.PackageRef;
import io.partita.proto.lf.Type;
import java.util.ArrayList;
import java.util.List;

/** The tables of a package that its definitions refer to by index. */
record InternedTables(
        String packageId,
        List<String> strings,
        List<String> dottedNames,
        List<String> imports,
        List<Type> types,
        List<ByteString> expressions) {

    static InternedTables of(String packageId, Package archived) throws LfFormatException {
        return new InternedTables(
                packageId,
                archived.getInternedStringsList(),
                dotted(archived.getInternedStringsList(), archived.getInternedDottedNamesList()),
                archived.getImports().getPackageIdsList(),
                archived.getInternedTypesList(),
                archived.getInternedExprsList());
    }

    static InternedTables of(String packageId, Package1 archived) throws LfFormatException {
        return new InternedTables(
                packageId,
                archived.getInternedStringsList(),
                dotted(archived.getInternedStringsList(), archived.getInternedDottedNamesList()),
                List.of(),
                List.of(),
                List.of());
    }

    private static List<String> dotted(List<String> strings, List<InternedDottedName> names) throws LfFormatException {
        List<String> dotted = new ArrayList<>();
        for (InternedDottedName name : names) {
            List<String> segments = new ArrayList<>();
            for (int index : name.getSegmentsInternedStrList()) {
                segments.add(at(strings, index, "string"));
            }
            dotted.add(String.join(".", segments));
        }
        return dotted;
    }

    String string(int index) throws LfFormatException {
        return at(strings, index, "string");
    }

    String dottedName(int index) throws LfFormatException {
        return at(dottedNames, index, "dotted name");
    }

    Type type(int index) throws LfFormatException {
        return at(types, index, "type");
    }

    Expr expression(int index) throws LfFormatException {
        return LfArchive.parse(Expr.parser(), at(expressions, index, "expression"));
    }

    /** Resolves a reference to this package, to one in the table of strings, or to one in the table of imports. */
    String packageId(PackageRef reference) throws LfFormatException {
        return switch (reference.getTargetCase()) {
            case PACKAGE_ID_INTERNED_STR -> string(reference.getPackageIdInternedStr());
            case PACKAGE_IMPORT -> at(imports, reference.getPackageImport(), "import");
            case SELF, TARGET_NOT_SET -> packageId;
        };
    }

    private static <T> T at(List<T> table, int index, String what) throws LfFormatException {
        if (index < 0 || index >= table.size()) {
            throw new LfFormatException("there is no " + what + " with the number " + index);
        }
        return table.get(index);
    }
}
