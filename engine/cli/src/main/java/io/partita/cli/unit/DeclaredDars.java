package io.partita.cli.unit;

import io.partita.core.dar.DarArchive;
import io.partita.core.file.Folder;
import io.partita.core.hash.Sha256;
import io.partita.core.model.Declared;
import io.partita.core.plan.PlanAccess;
import io.partita.core.plan.PlanContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where the DARs of a plan are, as a declaration names them: only a file with the reviewed bytes is one of them. */
final class DeclaredDars {

    private DeclaredDars() {}

    /**
     * The paths of the plan's DARs, seen from its home; where the declaration has none with the same bytes, as before.
     *
     * @param home of the plan
     */
    static SortedMap<String, String> of(Unit home, DeclaredUnit declared, PlanContent content) {
        SortedMap<String, String> paths = new TreeMap<>(PlanAccess.of(content).dars());
        List<String> named = declared.declaration().parties().stream()
                .flatMap(party -> party.dars().stream())
                .map(Declared::value)
                .distinct()
                .toList();
        Path folder = declared.unit().folder();
        for (String path : paths.isEmpty() ? List.<String>of() : named) {
            sha256(folder, path)
                    .filter(paths::containsKey)
                    .ifPresent(found -> paths.put(found, seenFrom(home.folder(), folder, path)));
        }
        return paths;
    }

    /** A path beneath the home is written as before; another folder is a place of this machine. */
    private static String seenFrom(Path home, Path folder, String path) {
        return folder.equals(home)
                ? path
                : folder.resolve(path).toAbsolutePath().normalize().toString();
    }

    /** Empty for a file that cannot be read: another one may have the bytes, and the step says what it misses. */
    private static Optional<String> sha256(Path folder, String path) {
        try {
            return Optional.of(Sha256.of(Folder.of(folder).readNamed(path, DarArchive.LARGEST_FILE)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
