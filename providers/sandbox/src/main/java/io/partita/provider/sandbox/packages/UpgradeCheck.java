package io.partita.provider.sandbox.packages;

import io.partita.provider.sandbox.lf.LfChoice;
import io.partita.provider.sandbox.lf.LfField;
import io.partita.provider.sandbox.lf.LfName;
import io.partita.provider.sandbox.lf.LfPackage;
import io.partita.provider.sandbox.lf.LfTemplate;
import io.partita.provider.sandbox.lf.LfType;
import io.partita.provider.sandbox.lf.LfTypeDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Whether packages may be vetted together: of one name each version once, and each version a valid upgrade of the one
 * before it (errors.md 3).
 *
 * <p>An upgrade keeps all modules' templates, choices, fields and constructors in their order; it may add fields at the
 * end if they are optional, constructors at the end, choices and templates.
 */
final class UpgradeCheck {

    /** Packages by id, for types of dependencies. */
    private final Function<String, Optional<LfPackage>> packages;

    UpgradeCheck(Function<String, Optional<LfPackage>> packages) {
        this.packages = packages;
    }

    /**
     * Checks a set of packages as a whole. Packages without a name and utility packages are left out.
     *
     * @throws PackageProblem for the first pair that does not fit
     */
    void check(Collection<LfPackage> vetted) throws PackageProblem {
        SortedMap<String, LfPackage> byId = new TreeMap<>();
        vetted.forEach(each -> byId.put(each.id(), each));
        SortedMap<String, List<LfPackage>> byName = new TreeMap<>();
        for (LfPackage each : byId.values()) {
            if (!each.name().isEmpty() && !each.isUtility()) {
                byName.computeIfAbsent(each.name(), name -> new ArrayList<>()).add(each);
            }
        }
        for (List<LfPackage> line : byName.values()) {
            line.sort(Comparator.comparing(LfPackage::version, UpgradeCheck::compareVersions)
                    .thenComparing(LfPackage::id));
            for (int i = 1; i < line.size(); i++) {
                checkPair(line.get(i - 1), line.get(i));
            }
        }
    }

    private void checkPair(LfPackage older, LfPackage newer) throws PackageProblem {
        if (older.version().equals(newer.version())) {
            throw new PackageProblem(
                    PackageProblem.Kind.KNOWN_PACKAGE_VERSION,
                    "Tried to vet two packages with the same name and version: " + older.described() + " and "
                            + newer.described() + ".",
                    Map.of("firstPackage", older.described(), "secondPackage", newer.described()));
        }
        Optional<String> reason = difference(older, newer);
        if (reason.isPresent()) {
            throw new PackageProblem(
                    PackageProblem.Kind.NOT_VALID_UPGRADE_PACKAGE,
                    "Upgrade checks indicate that " + newer.described() + " cannot be an upgrade of "
                            + older.described() + ". Reason: " + reason.get(),
                    Map.of(
                            "newPackage", newer.described(),
                            "oldPackage", older.described(),
                            "upgradeError", reason.get()));
        }
    }

    private Optional<String> difference(LfPackage older, LfPackage newer) {
        for (Map.Entry<LfName, LfTemplate> entry : older.templates().entrySet()) {
            LfTemplate template = newer.templates().get(entry.getKey());
            if (template == null) {
                return Optional.of(
                        "Template " + entry.getKey().entity() + " appears in package that is being upgraded, but does"
                                + " not appear in the upgrading package.");
            }
            Optional<String> choice = choiceDifference(older, newer, entry.getValue(), template);
            if (choice.isPresent()) {
                return choice;
            }
        }
        for (LfTypeDefinition type : older.dataTypes().values()) {
            Optional<String> found = typeDifference(older, newer, type);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> choiceDifference(LfPackage older, LfPackage newer, LfTemplate before, LfTemplate after) {
        for (LfChoice choice : before.choices().values()) {
            LfChoice upgraded = after.choices().get(choice.name());
            if (upgraded == null) {
                return Optional.of("The upgraded template " + before.name().entity() + " is missing choice "
                        + choice.name() + ".");
            }
            if (!same(older, newer, choice.result(), upgraded.result())) {
                return Optional.of("The upgraded choice " + choice.name() + " has changed its return type.");
            }
        }
        return Optional.empty();
    }

    private Optional<String> typeDifference(LfPackage older, LfPackage newer, LfTypeDefinition before) {
        LfTypeDefinition after = newer.dataTypes().get(before.name());
        if (!before.serializable()) {
            return Optional.empty();
        }
        if (after == null) {
            return Optional.of("Data type " + before.name().entity() + " appears in package that is being upgraded,"
                    + " but does not appear in the upgrading package.");
        }
        String what = (older.templates().containsKey(before.name()) ? "template " : "data type ")
                + before.name().entity();
        return before.match(
                structure -> after instanceof LfTypeDefinition.Structure upgraded
                        ? fieldsDifference(older, newer, what, structure.fields(), upgraded.fields())
                        : Optional.of("The upgraded " + what + " has changed from a record to something else."),
                variant -> after instanceof LfTypeDefinition.Variant upgraded
                        ? constructorsDifference(older, newer, what, variant.constructors(), upgraded.constructors())
                        : Optional.of("The upgraded " + what + " has changed from a variant to something else."),
                enumeration -> after instanceof LfTypeDefinition.Enumeration upgraded
                        ? enumerationDifference(what, enumeration.constructors(), upgraded.constructors())
                        : Optional.of("The upgraded " + what + " has changed from an enum to something else."),
                anInterface -> Optional.empty());
    }

    private Optional<String> fieldsDifference(
            LfPackage older, LfPackage newer, String what, List<LfField> before, List<LfField> after) {
        List<String> names = after.stream().map(LfField::name).toList();
        if (!names.containsAll(before.stream().map(LfField::name).toList())) {
            return Optional.of("The upgraded " + what + " is missing some of its original fields.");
        }
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).name().equals(after.get(i).name())) {
                return Optional.of("The upgraded " + what + " has changed the order of its fields.");
            }
            if (!same(older, newer, before.get(i).type(), after.get(i).type())) {
                return Optional.of("The upgraded " + what + " has changed the types of some of its original fields.");
            }
        }
        boolean optional = after.subList(before.size(), after.size()).stream()
                .allMatch(field -> field.type().is(LfType.Kind.OPTIONAL));
        return optional
                ? Optional.empty()
                : Optional.of("The upgraded " + what + " has added new fields, but those fields are not Optional.");
    }

    private Optional<String> constructorsDifference(
            LfPackage older, LfPackage newer, String what, List<LfField> before, List<LfField> after) {
        for (int i = 0; i < before.size(); i++) {
            if (i >= after.size() || !before.get(i).name().equals(after.get(i).name())) {
                return Optional.of("The upgraded " + what + " is missing some of its original constructors.");
            }
            if (!same(older, newer, before.get(i).type(), after.get(i).type())) {
                return Optional.of("The upgraded " + what + " has changed the type of a constructor.");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> enumerationDifference(String what, List<String> before, List<String> after) {
        boolean kept =
                after.size() >= before.size() && after.subList(0, before.size()).equals(before);
        return kept
                ? Optional.empty()
                : Optional.of("The upgraded " + what + " is missing some of its original constructors.");
    }

    /** Equal types, where a type of the older package stands for the type with that name in the newer one. */
    private boolean same(LfPackage older, LfPackage newer, LfType before, LfType after) {
        return before.match(
                builtin -> after instanceof LfType.Builtin other
                        && builtin.kind() == other.kind()
                        && all(older, newer, builtin.arguments(), other.arguments()),
                constructor -> after instanceof LfType.Constructor other
                        && constructor.name().equals(other.name())
                        && origin(constructor, older).equals(origin(other, newer))
                        && all(older, newer, constructor.arguments(), other.arguments()),
                variable -> after instanceof LfType.Variable,
                opaque -> opaque.equals(after));
    }

    private boolean all(LfPackage older, LfPackage newer, List<LfType> before, List<LfType> after) {
        boolean equal = before.size() == after.size();
        for (int i = 0; equal && i < before.size(); i++) {
            equal = same(older, newer, before.get(i), after.get(i));
        }
        return equal;
    }

    /**
     * Types of packages with one name are comparable across versions; of packages without a name only within one
     * package.
     */
    private String origin(LfType.Constructor type, LfPackage home) {
        if (type.packageId().equals(home.id())) {
            return home.name();
        }
        return packages.apply(type.packageId())
                .map(LfPackage::name)
                .filter(name -> !name.isEmpty())
                .orElse(type.packageId());
    }

    static int compareVersions(String left, String right) {
        return Arrays.compare(numbers(left), numbers(right));
    }

    private static long[] numbers(String version) {
        return Arrays.stream(version.split("[^0-9]+"))
                .filter(part -> !part.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
    }
}
