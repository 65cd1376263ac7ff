package io.partita.provider.sandbox.lf;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/** The tables at the end of an archive that its definitions refer to by index. */
record InternedTables(
        String packageId,
        List<String> strings,
        List<String> dottedNames,
        List<String> imports,
        List<ByteString> types,
        List<ByteString> expressions) {

    private static final int STRINGS = 2;
    private static final int DOTTED_NAMES = 3;
    private static final int TYPES = 5;
    private static final int EXPRESSIONS = 7;
    private static final int IMPORTS = 9;

    static InternedTables of(String packageId, WireMessage thePackage) throws LfFormatException {
        List<String> strings = new ArrayList<>();
        for (ByteString bytes : thePackage.allBytes(STRINGS)) {
            strings.add(bytes.toStringUtf8());
        }
        List<String> names = new ArrayList<>();
        for (WireMessage name : thePackage.messages(DOTTED_NAMES)) {
            List<String> segments = new ArrayList<>();
            for (int index : name.indices(1)) {
                segments.add(at(strings, index, "string"));
            }
            names.add(String.join(".", segments));
        }
        List<String> imports = new ArrayList<>();
        for (ByteString bytes : thePackage.messageOrEmpty(IMPORTS).allBytes(1)) {
            imports.add(bytes.toStringUtf8());
        }
        return new InternedTables(
                packageId, strings, names, imports, thePackage.allBytes(TYPES), thePackage.allBytes(EXPRESSIONS));
    }

    String string(int index) throws LfFormatException {
        return at(strings, index, "string");
    }

    String dottedName(int index) throws LfFormatException {
        return at(dottedNames, index, "dotted name");
    }

    WireMessage type(int index) throws LfFormatException {
        return WireMessage.parse(at(types, index, "type"));
    }

    WireMessage expression(int index) throws LfFormatException {
        return WireMessage.parse(at(expressions, index, "expression"));
    }

    /** Resolves a reference to this package, to one in the table of strings, or to one in the table of imports. */
    String packageId(WireMessage reference) throws LfFormatException {
        if (reference.has(3)) {
            return string(reference.index(3));
        }
        if (reference.has(4)) {
            return at(imports, reference.index(4), "import");
        }
        return packageId;
    }

    private static <T> T at(List<T> table, int index, String what) throws LfFormatException {
        if (index < 0 || index >= table.size()) {
            throw new LfFormatException("there is no " + what + " with the number " + index);
        }
        return table.get(index);
    }
}
