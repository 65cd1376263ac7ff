package io.partita.cli.rehearsal;

import io.partita.core.model.Declaration;
import io.partita.provider.sandbox.world.World;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a rehearsal takes place.
 *
 * @param world what the embedded network begins with
 * @param declaration the same parties on the same participants, which are embedded, with keys of the rehearsal's own
 * @param left parties that cannot be rehearsed, by their declared names, each with the reason
 */
record Stage(World world, Declaration declaration, SortedMap<String, String> left) {

    Stage {
        Objects.requireNonNull(world, "world");
        Objects.requireNonNull(declaration, "declaration");
        left = Collections.unmodifiableSortedMap(new TreeMap<>(left));
    }
}
