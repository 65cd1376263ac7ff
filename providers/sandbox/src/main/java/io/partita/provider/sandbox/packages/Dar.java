package io.partita.provider.sandbox.packages;

import com.google.protobuf.ByteString;
import io.partita.provider.sandbox.lf.LfArchive;
import io.partita.provider.sandbox.lf.LfFormatException;
import io.partita.provider.sandbox.lf.LfPackage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A DAR file: a zip with a manifest, the main package and the packages it needs.
 *
 * @param main the package that the manifest names
 * @param dependencies all others, in the order of the manifest
 */
public record Dar(LfArchive main, List<LfArchive> dependencies) {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final long LARGEST = 1L << 30;

    public Dar {
        dependencies = List.copyOf(dependencies);
    }

    /**
     * Reads a DAR.
     *
     * @throws PackageProblem if it is none, is damaged, or any of its archives is
     */
    public static Dar read(ByteString bytes) throws PackageProblem {
        Map<String, ByteString> entries = unzip(bytes);
        ByteString manifest = entries.get(MANIFEST);
        if (manifest == null) {
            throw new PackageProblem(
                    PackageProblem.Kind.INVALID_DAR,
                    "Dar file is corrupt",
                    Map.of("entries", list(entries.keySet()), "throwable", "Invalid zip entryName: " + MANIFEST));
        }
        Attributes attributes = attributes(manifest);
        String mainName = attribute(attributes, "Main-Dalf");
        LfArchive main = archive(entries, mainName);
        List<LfArchive> dependencies = new ArrayList<>();
        for (String name : attribute(attributes, "Dalfs").split(",")) {
            if (!name.strip().equals(mainName)) {
                dependencies.add(archive(entries, name.strip()));
            }
        }
        return new Dar(main, dependencies);
    }

    /** The main package first. */
    public List<LfArchive> archives() {
        List<LfArchive> all = new ArrayList<>();
        all.add(main);
        all.addAll(dependencies);
        return all;
    }

    /** The package ids of everything inside. */
    public SortedSet<String> packageIds() {
        SortedSet<String> ids = new TreeSet<>();
        archives().forEach(archive -> ids.add(archive.lfPackage().id()));
        return ids;
    }

    /**
     * A DAR must hold exactly the closure of its main package.
     *
     * @throws PackageProblem if something is missing or superfluous
     */
    void checkClosure() throws PackageProblem {
        Map<String, LfPackage> inside = new LinkedHashMap<>();
        archives().forEach(archive -> inside.put(archive.lfPackage().id(), archive.lfPackage()));
        SortedSet<String> reached = new TreeSet<>();
        SortedSet<String> missing = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(main.lfPackage().id()));
        while (!open.isEmpty()) {
            String id = open.pop();
            if (!inside.containsKey(id)) {
                missing.add(id);
            } else if (reached.add(id)) {
                open.addAll(inside.get(id).dependencies());
            }
        }
        SortedSet<String> extra = new TreeSet<>(inside.keySet());
        extra.removeAll(reached);
        extra.removeIf(id -> inside.get(id).isUtility());
        if (!missing.isEmpty() || !extra.isEmpty()) {
            throw new PackageProblem(
                    PackageProblem.Kind.DAR_DEPENDENCIES_NOT_VALID,
                    "The set of packages in the dar is not self-consistent and is missing dependencies or has extra"
                            + " dependencies",
                    Map.of(
                            "mainPackageId", main.lfPackage().id(),
                            "missingDependencies", set(missing),
                            "extraDependencies", set(extra)));
        }
    }

    private static Map<String, ByteString> unzip(ByteString bytes) throws PackageProblem {
        Map<String, ByteString> entries = new LinkedHashMap<>();
        long room = LARGEST;
        try (ZipInputStream zip = new ZipInputStream(bytes.newInput())) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                ByteString content = limited(zip, room);
                room -= content.size();
                entries.put(entry.getName(), content);
            }
        } catch (IOException e) {
            throw parseError("IO error: " + e);
        }
        return entries;
    }

    private static ByteString limited(InputStream zip, long room) throws IOException, PackageProblem {
        ByteString.Output output = ByteString.newOutput();
        byte[] buffer = new byte[64 * 1024];
        for (int n = zip.read(buffer); n >= 0; n = zip.read(buffer)) {
            output.write(buffer, 0, n);
            if (output.size() > room) {
                throw new PackageProblem(
                        PackageProblem.Kind.ZIP_BOMB, "Dar zip file seems to be a zip bomb.", Map.of());
            }
        }
        return output.toByteString();
    }

    private static Attributes attributes(ByteString manifest) throws PackageProblem {
        try (InputStream input = manifest.newInput()) {
            return new Manifest(input).getMainAttributes();
        } catch (IOException e) {
            throw parseError("IO error: " + e);
        }
    }

    private static String attribute(Attributes attributes, String name) throws PackageProblem {
        String value = attributes.getValue(name);
        if (value == null || value.isBlank()) {
            throw parseError("Cannot find attribute '" + name + "' in manifest");
        }
        return value.strip();
    }

    private static LfArchive archive(Map<String, ByteString> entries, String name) throws PackageProblem {
        ByteString bytes = entries.get(name);
        if (bytes == null) {
            throw new PackageProblem(
                    PackageProblem.Kind.INVALID_DAR,
                    "Dar file is corrupt",
                    Map.of("entries", list(entries.keySet()), "throwable", "Invalid zip entryName: " + name));
        }
        try {
            return LfArchive.read(bytes);
        } catch (LfFormatException e) {
            throw parseError("Error parsing " + name + ": " + e.getMessage());
        }
    }

    private static PackageProblem parseError(String reason) {
        return new PackageProblem(
                PackageProblem.Kind.DAR_PARSE_ERROR, "Failed to parse the dar file content.", Map.of("reason", reason));
    }

    private static String list(Collection<String> items) {
        return "List(" + String.join(", ", items) + ")";
    }

    private static String set(Collection<String> items) {
        return "Set(" + String.join(", ", items) + ")";
    }
}
