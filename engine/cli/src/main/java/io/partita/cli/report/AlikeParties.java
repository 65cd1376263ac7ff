package io.partita.cli.report;

import java.util.List;

/**
 * Parties of which a plan says the same, but for what was read of them: they are told once.
 *
 * @param parties at least one, in the order of the declaration; what is said of the first holds for all
 */
public record AlikeParties(List<PartyReport> parties) {

    public AlikeParties {
        parties = List.copyOf(parties);
    }

    /** Whose words are told. */
    public PartyReport first() {
        return parties.get(0);
    }

    public boolean isAlone() {
        return parties.size() == 1;
    }

    public List<String> names() {
        return parties.stream().map(PartyReport::name).toList();
    }

    /** {@code Alice}, {@code Alice and 297 more alike}. */
    public String title() {
        return title(names());
    }

    /** What parties are called together. @param names at least one */
    static String title(List<String> names) {
        return names.get(0) + (names.size() == 1 ? "" : " and " + (names.size() - 1) + " more alike");
    }
}
