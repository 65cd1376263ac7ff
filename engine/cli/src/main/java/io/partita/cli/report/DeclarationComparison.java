package io.partita.cli.report;

import io.partita.cli.report.PlanComparison.Difference;
import io.partita.cli.report.PlanComparison.Matter;
import io.partita.cli.result.Payload.RevisedDeclaration;
import io.partita.cli.text.Formats;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A declaration compared with the same one in a commit, by what they say. Every form of it renders this value and reads
 * nothing else.
 *
 * @param revision as it was typed
 * @param commit its full id
 * @param origin whether the commit has a declaration there
 * @param differences in the order in which a reviewer has to know them
 */
public record DeclarationComparison(String revision, String commit, Origin origin, List<Difference> differences) {

    /** Whether there was one before. */
    public enum Origin {
        CHANGED,
        /** The commit has no declaration there. */
        NEW
    }

    public DeclarationComparison {
        Objects.requireNonNull(revision, "revision");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(origin, "origin");
        differences = List.copyOf(differences);
    }

    public static DeclarationComparison of(RevisedDeclaration declared) {
        return new DeclarationComparison(
                declared.revision(),
                declared.commit(),
                declared.before().isPresent() ? Origin.CHANGED : Origin.NEW,
                Traits.differences(DeclarationTraits.of(declared.before()), DeclarationTraits.of(declared.after())));
    }

    public boolean isEqual() {
        return differences.isEmpty();
    }

    /** The differences of one matter, in their order. */
    public List<Difference> of(Matter matter) {
        return differences.stream()
                .filter(difference -> difference.matter() == matter)
                .toList();
    }

    /** One line that scripts and eyes can rely on. */
    public String summary() {
        if (isEqual()) {
            return "The declaration says the same as that of " + revision + ".";
        }
        Map<Matter, Long> sizes = new EnumMap<>(Matter.class);
        differences.forEach(difference ->
                sizes.merge(difference.matter(), (long) difference.names().size(), Long::sum));
        String where = sizes.entrySet().stream()
                .map(size -> size.getKey().title() + " (" + Formats.of(size.getValue(), "difference") + ")")
                .collect(Collectors.joining("; "));
        return switch (origin) {
            case CHANGED -> "The declaration differs from that of " + revision + ": " + where + ".";
            case NEW -> "The declaration is new, " + revision + " has none there: " + where + ".";
        };
    }
}
