package io.partita.core.provider;

import io.partita.core.model.PackageId;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A DAR that a participant stores.
 *
 * @param mainPackage its main package
 * @param name name and version for people, such as {@code CantonExamples 1.0.0}
 * @param packages main package and all dependencies in it, sorted
 */
public record DarContents(PackageId mainPackage, String name, SortedSet<PackageId> packages) {
    public DarContents {
        packages = Collections.unmodifiableSortedSet(new TreeSet<>(packages));
    }
}
