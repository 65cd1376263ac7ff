package io.partita.core.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Spelling {

    private static final int LONGEST = 60;
    private static final int SHORTEST_STEM = 5;

    /** Names that are compared; a question is not worth more. */
    private static final int MOST = 2_000;

    private Spelling() {}

    /** {@code Did you mean 'x'?}, or an empty text when nothing is near enough. */
    public static String question(String written, Collection<String> allowed) {
        return nearest(written, allowed)
                .map(word -> "Did you mean '" + word + "'?")
                .orElse("");
    }

    /**
     * The nearest allowed word: a third of its letters may differ, a swap of neighbours counts once, case does not
     * count.
     */
    public static Optional<String> nearest(String written, Collection<String> allowed) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        return allowed.stream()
                .filter(word -> word.length() <= LONGEST)
                .filter(word -> Math.abs(word.length() - written.length()) <= tolerance(written, word))
                .limit(MOST)
                .filter(word -> distance(written, word) <= tolerance(written, word))
                .min(Comparator.<String>comparingInt(word -> distance(written, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * The same for words with several endings: {@code observe}, {@code observing} and {@code observer} mean
     * {@code observation}.
     */
    public static String questionByStem(String written, Collection<String> allowed) {
        return nearest(written, allowed)
                .or(() -> allowed.stream()
                        .filter(word -> commonLetters(written, word) >= Math.max(SHORTEST_STEM, word.length() / 2))
                        .findFirst())
                .map(word -> "Did you mean '" + word + "'?")
                .orElse("");
    }

    private static int commonLetters(String written, String word) {
        int count = 0;
        while (count < Math.min(written.length(), word.length())
                && Character.toLowerCase(written.charAt(count)) == word.charAt(count)) {
            count++;
        }
        return count;
    }

    private static int tolerance(String written, String word) {
        return Math.max(1, Math.min(word.length(), written.length()) / 3);
    }

    /** Optimal string alignment. */
    private static int distance(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
