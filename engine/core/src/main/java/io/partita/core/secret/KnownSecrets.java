package io.partita.core.secret;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Every secret value that this process has fetched, and the filter that takes them out of texts. Whoever is called may
 * repeat what it was sent, as it is, encoded or cut, and says so to somebody else as well: that is why there is one
 * list for the whole process, and why every sink calls {@link #masked} – terminal, JSON, journal, plan, receipts,
 * exceptions, log.
 *
 * <p>A value is found as it is, percent-encoded, JSON-escaped, in character references of HTML, in hex with or without
 * something between the bytes, and in Base64 wherever it begins there ({@code user:secret}); in upper or lower case, in
 * wide letters, and with line ends, blanks and invisible characters anywhere in it. How much of it has to be there
 * depends on its length:
 *
 * <ul>
 *   <li>Of one of 16 characters or more, every piece of 16 characters is hidden: half a token is one, too.
 *   <li>One of 6 to 15 characters is hidden where it stands whole and in one piece.
 *   <li>A shorter one is hidden only where its surroundings say that it is one: behind {@code Bearer}, and between
 *       {@code :} and {@code @}. Anywhere else it would take words and numbers out of every text.
 * </ul>
 */
public final class KnownSecrets {

    /** Stands in the place of a secret. */
    public static final String MASK = "***";

    /** In characters; nothing that is longer is sent anywhere as a secret, and longer ones are not to be fetched. */
    public static final int LONGEST = 64 * 1024;

    /** Of values that are replaced again and again in a run of hours, so many stay known. */
    private static final int MOST_PASSING = 32;

    private static final Set<String> LASTING = new LinkedHashSet<>();
    private static final Set<String> PASSING = new LinkedHashSet<>();

    private static volatile SecretIndex index = SecretIndex.of(List.of());

    /** How long a value may turn up. */
    public enum Life {
        /** For as long as this process lives. */
        LASTING,
        /** Until others have replaced it: a token that expires. */
        PASSING
    }

    private KnownSecrets() {}

    /** Remembers a value. Without effect for one that is empty or known. */
    public static void add(String value, Life life) {
        if (value.isEmpty()) {
            return;
        }
        synchronized (KnownSecrets.class) {
            boolean known = LASTING.contains(value) || !remember(value, life);
            if (!known) {
                List<String> all = new ArrayList<>(LASTING);
                all.addAll(PASSING);
                index = SecretIndex.of(all);
            }
        }
    }

    /** @return whether it is new */
    private static boolean remember(String value, Life life) {
        return switch (life) {
            case LASTING -> LASTING.add(value);
            case PASSING -> {
                boolean young = !PASSING.remove(value);
                PASSING.add(value);
                if (PASSING.size() > MOST_PASSING) {
                    PASSING.remove(PASSING.iterator().next());
                }
                yield young;
            }
        };
    }

    /** The text with {@link #MASK} in the place of every known secret; the same text when there is none in it. */
    public static String masked(String text) {
        List<SecretIndex.Stretch> secrets = stretches(text);
        if (secrets.isEmpty()) {
            return text;
        }
        StringBuilder masked = new StringBuilder(text.length());
        int at = 0;
        for (SecretIndex.Stretch secret : secrets) {
            masked.append(text, at, secret.start()).append(MASK);
            at = secret.end();
        }
        return masked.append(text, at, text.length()).toString();
    }

    /** Whether a known secret, or a telling piece of one, is in a text. */
    public static boolean areIn(String text) {
        return !stretches(text).isEmpty();
    }

    /** Where they are in a text, in order, none touching another. */
    static List<SecretIndex.Stretch> stretches(String text) {
        return index.stretches(text);
    }
}
