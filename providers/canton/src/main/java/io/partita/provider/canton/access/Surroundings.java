package io.partita.provider.canton.access;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Where partita runs: what references of a declaration are resolved against.
 *
 * @param folder the declaration's folder, which relative paths start from, and where commands run
 * @param environment environment variables: secrets by {@code env('…')}, and proxies
 */
public record Surroundings(Path folder, Map<String, String> environment) {
    public Surroundings {
        Objects.requireNonNull(folder, "folder");
        environment = Map.copyOf(environment);
    }

    /** Without the environment: it holds secrets. */
    @Override
    public String toString() {
        return folder.toString();
    }
}
