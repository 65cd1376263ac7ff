package io.partita.core.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The way from one folder to another. Where a plan is at home: the folder of its declaration, seen from the folder that
 * holds the plan file; state, exports and DARs are there, wherever a command is typed. And from there to the folder of
 * its network, where certificates, secrets in files and the programs of backups are looked for; mostly it is the same.
 * It names no place of a machine, so a plan goes with its repository.
 *
 * @param path {@code .} for the same folder, or names divided by {@code /}, after as many {@code ..} as lead out of it
 */
public record Home(String path) {

    private static final String BESIDE_ITSELF = ".";

    /** The plan file lies beside its declaration. */
    public static final Home BESIDE = new Home(BESIDE_ITSELF);

    public Home {
        Objects.requireNonNull(path, "path");
        if (!isWay(path)) {
            throw new IllegalArgumentException("not a way from one folder to another: " + path);
        }
    }

    private static boolean isWay(String path) {
        boolean out = true;
        for (String name : path.equals(BESIDE_ITSELF) ? new String[0] : path.split("/", -1)) {
            boolean further = name.equals("..");
            if (name.isEmpty() || name.equals(".") || name.indexOf('\0') >= 0 || further && !out) {
                return false;
            }
            out = further;
        }
        return true;
    }

    /** Empty when the text is no such way, or not the shortest. */
    public static Optional<Home> parse(String text) {
        return isWay(text) ? Optional.of(new Home(text)) : Optional.empty();
    }

    /**
     * The way from one folder to another.
     *
     * @param from absolute, without links
     * @param to absolute, without links
     * @return empty when no way leads there, as from one drive to another
     */
    public static Optional<Home> between(Path from, Path to) {
        if (!Objects.equals(from.getRoot(), to.getRoot())) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        from.relativize(to).forEach(name -> names.add(name.toString()));
        String way = String.join("/", names);
        return Optional.of(way.isEmpty() ? BESIDE : new Home(way));
    }

    /**
     * The folder that it leads to.
     *
     * @param folder the one that it is seen from: of a plan's file, or of a declaration
     */
    public Path from(Path folder) {
        return folder.resolve(path).normalize();
    }

    @Override
    public String toString() {
        return path;
    }
}
