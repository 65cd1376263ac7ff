package io.partita.provider.sandbox.packages;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.partita.core.dar.DarZip;
import io.partita.provider.sandbox.lf.LfArchive;
import io.partita.provider.sandbox.lf.LfFormatException;
import io.partita.provider.sandbox.lf.LfPackage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A DAR file: a zip with a manifest, the main package and the packages it needs.
 *
 * @param main the package that the manifest names
 * @param dependencies all others, in the order of the manifest
 */
public record Dar(LfArchive main, List<LfArchive> dependencies) {

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
        DarZip zip = unzip(bytes);
        if (!zip.hasManifest()) {
            throw corrupt(zip, DarZip.MANIFEST);
        }
        String mainName = zip.main().orElseThrow(() -> noAttribute(DarZip.MAIN));
        LfArchive main = archive(zip, mainName);
        List<LfArchive> dependencies = new ArrayList<>();
        for (String name : zip.all().orElseThrow(() -> noAttribute(DarZip.ALL))) {
            if (!name.equals(mainName)) {
                dependencies.add(archive(zip, name));
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

    private static DarZip unzip(ByteString bytes) throws PackageProblem {
        try {
            return DarZip.read(bytes.newInput(), LARGEST);
        } catch (DarZip.TooLarge bomb) {
            throw new PackageProblem(PackageProblem.Kind.ZIP_BOMB, "Dar zip file seems to be a zip bomb.", Map.of());
        } catch (IOException e) {
            throw parseError("IO error: " + e);
        }
    }

    private static LfArchive archive(DarZip zip, String name) throws PackageProblem {
        byte[] bytes = zip.archive(name).orElseThrow(() -> corrupt(zip, name));
        try {
            return LfArchive.read(UnsafeByteOperations.unsafeWrap(bytes));
        } catch (LfFormatException e) {
            throw parseError("Error parsing " + name + ": " + e.getMessage());
        }
    }

    private static PackageProblem corrupt(DarZip zip, String missing) {
        return new PackageProblem(
                PackageProblem.Kind.INVALID_DAR,
                "Dar file is corrupt",
                Map.of("entries", list(zip.entries()), "throwable", "Invalid zip entryName: " + missing));
    }

    private static PackageProblem noAttribute(String name) {
        return parseError("Cannot find attribute '" + name + "' in manifest");
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
