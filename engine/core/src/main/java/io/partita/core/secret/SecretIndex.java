package io.partita.core.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds secrets in texts. Every form of a secret is cut at fixed distances into grams of a few characters; a text is
 * looked at once, and where it has a gram the form is compared with what is around it.
 */
final class SecretIndex {

    /** In characters. Of something shorter, only certain surroundings make a secret. */
    private static final int SHORTEST = 6;

    /** In characters; also the least piece of a long one that is hidden. */
    private static final int LONG = 16;

    private static final int GRAM = 6;

    /** A piece of {@link #LONG} characters has a whole gram in it, wherever it begins. */
    private static final int DISTANCE = 8;

    /** A secret that repeats itself is known by its first grams; all of them would make a search long. */
    private static final int MOST_ALIKE = 4;

    /** What dumps put between the bytes, besides blanks. */
    private static final List<String> BETWEEN_BYTES = List.of("", ":", "-", ",");

    private static final int FILTER_BITS = 1 << 16;

    private final Map<Integer, List<Gram>> grams = new HashMap<>();
    private final long[] filter = new long[FILTER_BITS / Long.SIZE];

    /** A stretch of a text, its end not included. */
    record Stretch(int start, int end) {}

    /** Where a gram is in a form of a secret. */
    private record Gram(Form form, int offset) {}

    /**
     * How a secret may look.
     *
     * @param text as {@link Normal} writes it
     * @param least characters that have to be there
     * @param pieces how they have to be there
     */
    private record Form(String text, int least, Pieces pieces) {}

    /** Whether something that is no part of a secret may be within it. */
    private enum Pieces {
        ONE,
        SEVERAL
    }

    private SecretIndex() {}

    static SecretIndex of(Collection<String> secrets) {
        SecretIndex index = new SecretIndex();
        secrets.forEach(secret -> forms(secret).forEach(index::add));
        return index;
    }

    /** In order, none touching another. */
    List<Stretch> stretches(String text) {
        if (grams.isEmpty() || text.length() < GRAM) {
            return List.of();
        }
        List<Stretch> found = new ArrayList<>();
        Normal normal = Normal.of(text);
        int at = 0;
        while (at + GRAM <= normal.length()) {
            int covered = covered(normal, at, found);
            // What begins within a stretch that was found and goes beyond it has another gram at its end.
            at = Math.max(at + 1, covered - GRAM + 1);
        }
        return found;
    }

    /** Adds what is found around a place; returns how far it goes. */
    private int covered(Normal text, int at, List<Stretch> found) {
        int covered = 0;
        int hash = hash(text, at);
        if (mayHave(hash)) {
            for (Gram gram : grams.getOrDefault(hash, List.of())) {
                Stretch match = match(text, at, gram);
                if (match != null) {
                    add(found, new Stretch(text.start(match.start()), text.end(match.end())));
                    covered = Math.max(covered, match.end());
                }
            }
        }
        return covered;
    }

    private static void add(List<Stretch> found, Stretch next) {
        Stretch merged = next;
        while (!found.isEmpty() && found.get(found.size() - 1).end() >= merged.start()) {
            Stretch last = found.remove(found.size() - 1);
            merged = new Stretch(Math.min(last.start(), merged.start()), Math.max(last.end(), merged.end()));
        }
        found.add(merged);
    }

    /** What a text and a form have in common around a gram; null when it is too little. */
    private static Stretch match(Normal text, int at, Gram gram) {
        String form = gram.form().text();
        int start = at;
        int before = gram.offset();
        while (start > 0 && before > 0 && text.at(start - 1) == form.charAt(before - 1)) {
            start--;
            before--;
        }
        int end = at;
        int behind = gram.offset();
        while (end < text.length() && behind < form.length() && text.at(end) == form.charAt(behind)) {
            end++;
            behind++;
        }
        boolean whole = end - start >= gram.form().least()
                && (gram.form().pieces() == Pieces.SEVERAL || text.isInOnePiece(start, end));
        return whole ? new Stretch(start, end) : null;
    }

    private void add(Form form) {
        int last = form.text().length() - GRAM;
        int step = form.least() == form.text().length() ? Math.max(1, last + 1) : DISTANCE;
        for (int offset = 0; offset <= last; offset += step) {
            int hash = form.text().substring(offset, offset + GRAM).hashCode();
            List<Gram> alike = grams.computeIfAbsent(hash, none -> new ArrayList<>());
            if (alike.stream().filter(gram -> gram.form() == form).count() < MOST_ALIKE) {
                alike.add(new Gram(form, offset));
            }
            filter[bit(hash) / Long.SIZE] |= 1L << bit(hash);
        }
    }

    private boolean mayHave(int hash) {
        return (filter[bit(hash) / Long.SIZE] & 1L << bit(hash)) != 0;
    }

    private static int bit(int hash) {
        return (hash ^ hash >>> 16) & FILTER_BITS - 1;
    }

    /** As the hash of a {@link String} of these characters. */
    private static int hash(Normal text, int at) {
        int hash = 0;
        for (int index = at; index < at + GRAM; index++) {
            hash = 31 * hash + text.at(index);
        }
        return hash;
    }

    private static Collection<Form> forms(String secret) {
        Set<Form> forms = new LinkedHashSet<>();
        if (secret.length() < SHORTEST) {
            // White space is not compared.
            whole("Bearer" + secret, Pieces.SEVERAL, forms);
            whole(":" + secret + "@", Pieces.ONE, forms);
            return forms;
        }
        boolean hasBlanks = secret.chars().anyMatch(Character::isWhitespace);
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (String written :
                new LinkedHashSet<>(List.of(secret, escaped(secret), encoded, encoded.replace("+", "%20")))) {
            add(Normal.of(written).toString(), hasBlanks ? Pieces.SEVERAL : Pieces.ONE, forms);
        }
        for (String sent : new LinkedHashSet<>(List.of(secret, encoded))) {
            byte[] bytes = sent.getBytes(StandardCharsets.UTF_8);
            for (String between : BETWEEN_BYTES) {
                add(Normal.of(HexFormat.ofDelimiter(between).formatHex(bytes)).toString(), Pieces.ONE, forms);
            }
            base64(bytes).forEach(look -> add(Normal.of(look).toString(), Pieces.ONE, forms));
        }
        return forms;
    }

    private static void add(String form, Pieces pieces, Set<Form> forms) {
        if (form.length() >= LONG) {
            forms.add(new Form(form, LONG, Pieces.SEVERAL));
        } else {
            whole(form, pieces, forms);
        }
    }

    private static void whole(String written, Pieces pieces, Set<Form> forms) {
        String form = Normal.of(written).toString();
        if (form.length() >= SHORTEST) {
            forms.add(new Form(form, form.length(), pieces));
        }
    }

    private static String escaped(String secret) {
        return secret.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /**
     * How bytes look within the Base64 of something longer, such as a user and its password: one of three ways, without
     * the characters at either end that depend on the neighbours.
     */
    private static List<String> base64(byte[] secret) {
        List<String> looks = new ArrayList<>();
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + secret.length];
            System.arraycopy(secret, 0, shifted, before, secret.length);
            String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int own = shifted.length * 8 / 6;
            looks.add(text.substring((before * 8 + 5) / 6, own));
        }
        return looks;
    }
}
