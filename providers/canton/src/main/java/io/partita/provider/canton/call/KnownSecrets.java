package io.partita.provider.canton.call;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Every secret that this process has fetched, and the filter that takes them out of texts. Whoever is called may repeat
 * what it was sent, as it is or encoded, and says so to somebody else as well: that is why there is one list for the
 * whole process. All texts that come from outside pass {@link #without} before they go anywhere.
 */
public final class KnownSecrets {

    /** Stands in the place of a secret. */
    public static final String HIDDEN = "(secret)";

    /** A shorter text is no secret worth the name, and hiding it would make other texts unreadable. */
    private static final int SHORTEST = 6;

    /** The longest first: a secret may contain another one. */
    private static final Set<String> FORMS = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private KnownSecrets() {}

    /** Remembers a secret in all the forms that an answer may have it in. */
    public static void add(String secret) {
        for (String form : forms(secret)) {
            if (form.length() >= SHORTEST) {
                FORMS.add(form);
            }
        }
    }

    /** The text with every known secret replaced. */
    public static String without(String text) {
        String clean = text;
        for (String form : FORMS) {
            if (clean.contains(form)) {
                clean = clean.replace(form, HIDDEN);
            }
        }
        return clean;
    }

    /** Whether a known secret is in a text. */
    static boolean areIn(String text) {
        return FORMS.stream().anyMatch(text::contains);
    }

    private static Set<String> forms(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        if (secret.length() < SHORTEST) {
            return forms;
        }
        forms.add(secret);
        forms.add(new String(JsonStringEncoder.getInstance().quoteAsString(secret)));
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        forms.add(encoded);
        forms.add(encoded.replace("+", "%20"));
        forms.add(lowerHex(encoded));
        forms.add(lowerHex(encoded.replace("+", "%20")));
        forms.addAll(base64(secret.getBytes(StandardCharsets.UTF_8), Base64.getEncoder()));
        forms.addAll(base64(secret.getBytes(StandardCharsets.UTF_8), Base64.getUrlEncoder()));
        return forms;
    }

    /**
     * How the bytes look within the Base64 of something longer, such as a user and its password: one of three ways,
     * without the characters at either end that depend on the neighbours.
     */
    private static List<String> base64(byte[] secret, Base64.Encoder encoder) {
        List<String> looks = new ArrayList<>();
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + secret.length];
            System.arraycopy(secret, 0, shifted, before, secret.length);
            String text = encoder.withoutPadding().encodeToString(shifted);
            int own = shifted.length * 8 / 6;
            looks.add(text.substring((before * 8 + 5) / 6, own));
        }
        return looks;
    }

    /** Hexadecimal digits of percent-encoding may be written either way. */
    private static String lowerHex(String encoded) {
        StringBuilder text = new StringBuilder(encoded);
        for (int at = text.indexOf("%"); at >= 0 && at + 2 < text.length(); at = text.indexOf("%", at + 3)) {
            text.replace(at + 1, at + 3, text.substring(at + 1, at + 3).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }
}
