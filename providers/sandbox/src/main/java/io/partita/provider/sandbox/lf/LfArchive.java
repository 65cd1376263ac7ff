package io.partita.provider.sandbox.lf;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

    private static final int PAYLOAD = 3;
    private static final int HASH = 4;
    private static final int MINOR_VERSION = 3;
    private static final int VERSION_1 = 2;
    private static final int VERSION_2 = 4;
    private static final Pattern PACKAGE_ID = Pattern.compile("[0-9a-f]{64}");

    /**
     * Reads an archive and checks its hash. Packages of Daml-LF 2 are read in full; of Daml-LF 1 only name, version, dependencies and names of modules.
     *
     * @throws LfFormatException if the bytes are no archive, or the hash does not fit
     */
    public static LfArchive read(ByteString bytes) throws LfFormatException {
        WireMessage archive = WireMessage.parse(bytes);
        ByteString payload =
                archive.bytes(PAYLOAD).orElseThrow(() -> new LfFormatException("an archive without a payload"));
        String id = HexFormat.of().formatHex(sha256(payload));
        String claimed = archive.bytes(HASH).map(ByteString::toStringUtf8).orElse(id);
        if (!claimed.equals(id)) {
            throw new LfFormatException("Mismatching hashes! Expected " + id + " but got " + claimed);
        }
        return new LfArchive(payload, readPayload(id, payload));
    }

    /** Reads a payload that was checked before. */
    public static LfPackage readPayload(String id, ByteString payload) throws LfFormatException {
        WireMessage wrapper = WireMessage.parse(payload);
        String minor =
                wrapper.bytes(MINOR_VERSION).map(ByteString::toStringUtf8).orElse("");
        if (wrapper.has(VERSION_2)) {
            return read(id, "2." + minor, payload.size(), wrapper.messageOrEmpty(VERSION_2), true);
        }
        if (wrapper.has(VERSION_1)) {
            return read(id, "1." + minor, payload.size(), wrapper.messageOrEmpty(VERSION_1), false);
        }
        throw new LfFormatException("an unknown version of Daml-LF");
    }

    private static LfPackage read(String id, String version, int size, WireMessage thePackage, boolean definitions)
            throws LfFormatException {
        InternedTables tables = InternedTables.of(id, thePackage);
        WireMessage metadata = thePackage.messageOrEmpty(4);
        boolean named = thePackage.has(4);
        SortedSet<String> modules = new TreeSet<>();
        SortedMap<LfName, LfTypeDefinition> types = new TreeMap<>();
        SortedMap<LfName, LfTemplate> templates = new TreeMap<>();
        SortedSet<LfName> interfaces = new TreeSet<>();
        for (WireMessage module : thePackage.messages(1)) {
            ModuleDecoder decoder = new ModuleDecoder(tables, module, definitions);
            modules.add(decoder.name());
            if (definitions) {
                types.putAll(decoder.dataTypes());
                templates.putAll(decoder.templates());
                interfaces.addAll(decoder.interfaces());
            }
        }
        return new LfPackage(
                id,
                named ? tables.string(metadata.index(1)) : "",
                named ? tables.string(metadata.index(2)) : "",
                version,
                size,
                dependencies(id, tables),
                modules,
                types,
                templates,
                interfaces);
    }

    /** Daml-LF 2.2 lists its imports; before that, each foreign package that is used stands with its id in the table of strings. */
    private static SortedSet<String> dependencies(String id, InternedTables tables) {
        SortedSet<String> result = new TreeSet<>(tables.imports());
        tables.strings().stream()
                .filter(string -> PACKAGE_ID.matcher(string).matches())
                .forEach(result::add);
        result.remove(id);
        return result;
    }

    private static byte[] sha256(ByteString bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes.asReadOnlyByteBuffer());
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
