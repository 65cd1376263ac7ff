package io.partita.cli.command;

import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/**
 * What a person approves of that which cannot be taken back: parties by their names, all of them by how many they are,
 * or all of them with the plan, by its hash. A party that has such a name is meant by it before anything else is.
 */
final class Confirmation {

    private static final String OPTION = "--confirm";

    /** Shorter than any beginning of a hash. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1," + (PlanHash.FEWEST_DIGITS - 1) + "}");

    @Option(
            names = OPTION,
            paramLabel = "PARTY|NUMBER|HASH",
            description =
                    "Approve what cannot be taken back for this party; for all parties, by their number; or for the plan with this hash, or with a hash that begins so, at least 12 digits. May be repeated.")
    private Set<String> words = new TreeSet<>();

    /**
     * The names of the parties that are approved.
     *
     * @return failed with everything that was said and does not fit the plan
     */
    Checked<Set<String>> of(SavedPlan plan) {
        Set<String> names = new TreeSet<>();
        plan.plan().content().parties().forEach(party -> names.add(party.name()));
        if (plan.plan().isEmpty()) {
            names.addAll(plan.plan().content().unchanged());
        }
        SortedSet<String> irreversible = plan.plan().irreversible();
        Set<String> approved = new TreeSet<>();
        List<Diagnostic> wrong = new ArrayList<>();
        for (String word : words) {
            if (names.contains(word)) {
                approved.add(word);
            } else {
                Optional<Diagnostic> unfit = against(plan, word, irreversible.size(), names);
                unfit.ifPresentOrElse(wrong::add, () -> approved.addAll(irreversible));
            }
        }
        return wrong.isEmpty() ? Checked.of(approved) : Checked.failed(wrong);
    }

    /** What speaks against a word that is no name of a party; empty when it approves of everything in the plan. */
    private static Optional<Diagnostic> against(SavedPlan plan, String word, int parties, Set<String> names) {
        Optional<String> digits = PlanHash.digits(word);
        if (digits.isPresent()) {
            return PlanHash.against(plan, digits.get());
        }
        if (!NUMBER.matcher(word).matches()) {
            return Optional.of(Names.unknown(OPTION, "party", word, names));
        }
        return Long.parseLong(word) == parties
                ? Optional.empty()
                : Optional.of(Diagnostic.refusal(
                                "confirmation-miscounted",
                                OPTION + "=" + word + " is not the number of parties concerned")
                        .because("the plan does something that cannot be taken back to " + parties + " of its parties")
                        .fix("Nothing was done. Read the plan again, then confirm what it does."));
    }
}
