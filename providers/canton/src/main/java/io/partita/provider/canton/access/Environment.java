package io.partita.provider.canton.access;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Where partita runs: what references of a declaration are resolved against.
 *
 * @param folder the declaration's folder, which relative paths start from, and where commands run
 * @param variables of the environment: secrets by {@code env('…')}, and proxies
 */
public record Environment(Path folder, Map<String, String> variables) {
    public Environment {
        Objects.requireNonNull(folder, "folder");
        variables = Map.copyOf(variables);
    }

    /** Without the variables: they hold secrets. */
    @Override
    public String toString() {
        return folder.toString();
    }
}
