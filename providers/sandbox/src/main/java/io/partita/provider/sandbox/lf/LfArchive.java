package io.partita.provider.sandbox.lf;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.partita.proto.lf.Archive;
import io.partita.proto.lf.ArchivePayload;
import io.partita.proto.lf.Module;
import io.partita.proto.lf.Module1;
import io.partita.proto.lf.Package;
import io.partita.proto.lf.Package1;
import io.partita.proto.lf.PackageMetadata;
import io.partita.provider.sandbox.ids.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One {@code .dalf}: a payload and its hash.
 *
 * @param payload the bytes whose SHA-256 is the package id
 */
public record LfArchive(ByteString payload, LfPackage lfPackage) {

    private static final Pattern PACKAGE_ID = Pattern.compile("[0-9a-f]{64}");

    /** Messages inside messages; deeper ones are refused. */
    private static final int DEEPEST = 1_000;

    /**
     * Reads an archive and checks its hash. Packages of Daml-LF 2 are read in full; of Daml-LF 1 only name, version,
     * dependencies and names of modules.
     *
     * @throws LfFormatException if the bytes are no archive, or the hash does not fit
     */
    public static LfArchive read(ByteString bytes) throws LfFormatException {
        Archive archive = parse(Archive.parser(), bytes);
        if (!archive.hasPayload()) {
            throw new LfFormatException("an archive without a payload");
        }
        MessageDigest digest = Sha256.digest();
        digest.update(archive.getPayload().asReadOnlyByteBuffer());
        String id = HexFormat.of().formatHex(digest.digest());
        if (archive.hasHash() && !archive.getHash().equals(id)) {
            throw new LfFormatException("Mismatching hashes! Expected " + id + " but got " + archive.getHash());
        }
        return new LfArchive(archive.getPayload(), readPayload(id, archive.getPayload()));
    }

    /** Reads a payload that was checked before. */
    public static LfPackage readPayload(String id, ByteString payload) throws LfFormatException {
        ArchivePayload versioned = parse(ArchivePayload.parser(), payload);
        return switch (versioned.getVersionCase()) {
            case DAML_LF_2 -> read(id, versioned, payload.size(), parse(Package.parser(), versioned.getDamlLf2()));
            case DAML_LF_1 -> read(id, versioned, payload.size(), parse(Package1.parser(), versioned.getDamlLf1()));
            case VERSION_NOT_SET -> throw new LfFormatException("an unknown version of Daml-LF");
        };
    }

    private static LfPackage read(String id, ArchivePayload versioned, int size, Package archived)
            throws LfFormatException {
        InternedTables tables = InternedTables.of(id, archived);
        SortedSet<String> modules = new TreeSet<>();
        SortedMap<LfName, LfTypeDefinition> types = new TreeMap<>();
        SortedMap<LfName, LfTemplate> templates = new TreeMap<>();
        SortedSet<LfName> interfaces = new TreeSet<>();
        for (Module module : archived.getModulesList()) {
            ModuleDecoder decoder = new ModuleDecoder(tables, module);
            modules.add(decoder.name());
            types.putAll(decoder.dataTypes());
            templates.putAll(decoder.templates());
            interfaces.addAll(decoder.interfaces());
        }
        Naming naming = Naming.of(tables, archived.hasMetadata(), archived.getMetadata());
        return new LfPackage(
                id,
                naming.name(),
                naming.version(),
                "2." + versioned.getMinor(),
                size,
                dependencies(id, tables),
                modules,
                types,
                templates,
                interfaces);
    }

    private static LfPackage read(String id, ArchivePayload versioned, int size, Package1 archived)
            throws LfFormatException {
        InternedTables tables = InternedTables.of(id, archived);
        SortedSet<String> modules = new TreeSet<>();
        for (Module1 module : archived.getModulesList()) {
            modules.add(tables.dottedName(module.getNameInternedDname()));
        }
        Naming naming = Naming.of(tables, archived.hasMetadata(), archived.getMetadata());
        return new LfPackage(
                id,
                naming.name(),
                naming.version(),
                "1." + versioned.getMinor(),
                size,
                dependencies(id, tables),
                modules,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeSet<>());
    }

    /** Name and version; empty in old packages, which carry none. */
    private record Naming(String name, String version) {

        static Naming of(InternedTables tables, boolean named, PackageMetadata metadata) throws LfFormatException {
            return named
                    ? new Naming(
                            tables.string(metadata.getNameInternedStr()),
                            tables.string(metadata.getVersionInternedStr()))
                    : new Naming("", "");
        }
    }

    /**
     * Daml-LF 2.2 lists its imports; before that, each foreign package that is used stands with its id in the table of
     * strings.
     */
    private static SortedSet<String> dependencies(String id, InternedTables tables) {
        SortedSet<String> result = new TreeSet<>(tables.imports());
        tables.strings().stream()
                .filter(string -> PACKAGE_ID.matcher(string).matches())
                .forEach(result::add);
        result.remove(id);
        return result;
    }

    /** Reads a message, without the fields that nobody asks for. */
    static <M extends Message> M parse(Parser<M> parser, ByteString bytes) throws LfFormatException {
        CodedInputStream input = bytes.newCodedInput();
        input.setRecursionLimit(DEEPEST);
        try {
            M message = DiscardUnknownFieldsParser.wrap(parser).parseFrom(input);
            input.checkLastTagWas(0);
            return message;
        } catch (InvalidProtocolBufferException e) {
            throw new LfFormatException("not a protobuf message: " + e.getMessage(), e);
        }
    }
}
