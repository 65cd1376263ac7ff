package io.partita.core.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a plan is at home: the folder of its declaration, seen from the folder that holds the plan file. State, exports, DARs, certificates, secrets in files and the programs of backups are looked for there, wherever a
 * command is typed. It names no place of a machine, so a plan goes with its repository.
 *
 * @param path {@code .} for the same folder, or names divided by {@code /}, after as many {@code ..} as lead out of it
 */
public record Home(String path) {

    private static final Pattern SYNTAX = Pattern.compile(
            "\\.|\\.\\.(/\\.\\.)*|(\\.\\./)*(?!\\.{1,2}(/|$))[^/\\x00]+(/(?!\\.{1,2}(/|$))[^/\\x00]+)*");

    /** The plan file lies beside its declaration. */
    public static final Home BESIDE = new Home(".");

    public Home {
        Objects.requireNonNull(path, "path");
        if (!SYNTAX.matcher(path).matches()) {
            throw new IllegalArgumentException("not a way from one folder to another: " + path);
        }
    }

    /** Empty when the text is no such way, or not the shortest. */
    public static Optional<Home> parse(String text) {
        return SYNTAX.matcher(text).matches() ? Optional.of(new Home(text)) : Optional.empty();
    }

    /**
     * The way from one folder to another.
     *
     * @param planFolder absolute, without links
     * @param declaration absolute, without links
     * @return empty when no way leads there, as from one drive to another
     */
    public static Optional<Home> between(Path planFolder, Path declaration) {
        if (!Objects.equals(planFolder.getRoot(), declaration.getRoot())) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        planFolder.relativize(declaration).forEach(name -> names.add(name.toString()));
        String way = String.join("/", names);
        return Optional.of(way.isEmpty() ? BESIDE : new Home(way));
    }

    /** The declaration's folder. @param planFolder the folder that holds the plan file */
    public Path from(Path planFolder) {
        return planFolder.resolve(path).normalize();
    }

    @Override
    public String toString() {
        return path;
    }
}
