package io.partita.provider.sandbox.lf;

import java.util.SortedMap;
import java.util.SortedSet;

/**
 * One package, read from its archive.
 *
 * @param id lower-case hex of the SHA-256 of the archive's payload
 * @param name empty for old packages that carry none
 * @param version empty for old packages that carry none
 * @param languageVersion for example {@code 2.2}
 * @param size bytes of the payload
 * @param dependencies ids of the packages that it refers to directly
 * @param modules names of the modules
 * @param dataTypes only of modules that could be read
 * @param interfaces names of the interfaces it defines
 */
public record LfPackage(
        String id,
        String name,
        String version,
        String languageVersion,
        int size,
        SortedSet<String> dependencies,
        SortedSet<String> modules,
        SortedMap<LfName, LfTypeDefinition> dataTypes,
        SortedMap<LfName, LfTemplate> templates,
        SortedSet<LfName> interfaces) {

    /**
     * True for a package that defines nothing that can be on a ledger: neither templates nor interfaces nor
     * serialisable types of its own.
     */
    public boolean isUtility() {
        return templates.isEmpty()
                && interfaces.isEmpty()
                && dataTypes.values().stream().noneMatch(LfTypeDefinition::serializable);
    }

    /** As Canton writes a package in its messages: {@code <id> (<name> v<version>)}. */
    public String described() {
        return id + " (" + name + " v" + version + ")";
    }
}
