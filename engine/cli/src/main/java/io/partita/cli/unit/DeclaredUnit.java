package io.partita.cli.unit;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.model.Declaration;
import io.partita.core.model.check.CheckedDeclaration;
import io.partita.core.model.check.DeclarationChecks;
import io.partita.core.plan.Home;
import io.partita.dsl.Declarations;
import io.partita.dsl.ReadDeclaration;
import io.partita.dsl.SourceFolder;
import io.partita.dsl.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A unit whose declaration was read.
 *
 * @param unit where
 * @param read what its scripts say, with the places
 * @param checked the same, checked as far as that is possible without a network
 * @param access the folder that relative paths of the access to participants start from: the unit's own, or that of its
 *     network
 */
public record DeclaredUnit(Unit unit, ReadDeclaration read, CheckedDeclaration checked, Unit access) {

    /** @param network what a person says instead of the folder that the declaration names */
    static Checked<DeclaredUnit> of(Unit unit, Optional<Path> network) {
        return of(unit, network, Optional.empty());
    }

    /**
     * As if one more file were in its folder.
     *
     * @param network what a person says instead of the folder that the declaration names
     * @param more the file
     */
    static Checked<DeclaredUnit> of(Unit unit, Optional<Path> network, Optional<SourceText> more) {
        NetworkFolder elsewhere;
        try {
            elsewhere = new NetworkFolder(unit.folder().toRealPath(), network);
        } catch (IOException unreadable) {
            return Checked.failed(Diagnostic.error("unreadable-declaration", "Cannot read " + unit.folder())
                    .because(FileTrouble.of(unreadable))
                    .fix("Check that it exists and that you may read it."));
        }
        return Declarations.sources(unit.folder())
                .then(sources -> Declarations.read(with(sources, more), elsewhere))
                .then(read -> DeclarationChecks.check(read.declaration())
                        .map(checked -> new DeclaredUnit(
                                unit,
                                read,
                                checked,
                                elsewhere.taken().map(Unit::new).orElse(unit))));
    }

    /** Files are read in the order of their names. */
    private static SourceFolder with(SourceFolder sources, Optional<SourceText> more) {
        return new SourceFolder(
                Stream.concat(sources.texts().stream(), more.stream())
                        .sorted(Comparator.comparing(SourceText::file))
                        .toList(),
                sources.keys());
    }

    public Declaration declaration() {
        return checked.declaration();
    }

    /** The same, with another folder for the relative paths of its access. */
    public DeclaredUnit reachedFrom(Unit other) {
        return new DeclaredUnit(unit, read, checked, other);
    }

    /** The way from the unit to the folder that its access starts from; failed when none leads there. */
    public Checked<Home> way() {
        return way(unit, access);
    }

    /** The way from a declaration to the folder that its access starts from; failed when none leads there. */
    static Checked<Home> way(Unit home, Unit access) {
        try {
            Path to = access.folder().toRealPath();
            return Home.between(home.folder().toRealPath(), to)
                    .map(Checked::of)
                    .orElseGet(() -> Checked.failed(Diagnostic.error(
                                    "network-without-way", "no relative path leads from " + home.folder() + " to " + to)
                            .because(
                                    "where the network is, is kept as it is seen from the declaration, and these are on"
                                            + " different drives")
                            .fix("Keep both on one drive.")));
        } catch (IOException unreadable) {
            return Checked.failed(Diagnostic.error("network-missing", "there is no folder " + access.folder())
                    .because(FileTrouble.of(unreadable))
                    .fix("Put it back."));
        }
    }
}
