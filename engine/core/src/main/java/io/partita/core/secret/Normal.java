package io.partita.core.secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A text in the one form in which secrets are compared: decoded where it is percent-encoded, JSON-escaped or written in
 * character references of HTML, in lower case and narrow letters, with one alphabet of Base64, and without blanks, line
 * ends and invisible characters. Each of its characters knows where it came from.
 */
final class Normal {

    /** Letters, digits and signs as wide as an ideograph. */
    private static final char FIRST_WIDE = '\uFF01';

    private static final char LAST_WIDE = '\uFF5E';
    private static final int TO_NARROW = FIRST_WIDE - '!';

    /** In characters, with {@code &} and {@code ;}. */
    private static final int LONGEST_REFERENCE = 8;

    private static final Pattern NUMBERED = Pattern.compile("#([0-9]{1,5}|x[0-9a-f]{1,4})");
    private static final Map<String, Integer> NAMED = Map.of(
            "amp", (int) '&', "lt", (int) '<', "gt", (int) '>', "quot", (int) '"', "apos", (int) '\'', "nbsp", (int)
                    ' ');

    private final String source;
    private char[] characters;
    private int[] starts;
    private int[] ends;
    private int length;

    private Normal(String source) {
        this.source = source;
        this.characters = new char[source.length()];
        this.starts = new int[source.length()];
        this.ends = new int[source.length()];
    }

    static Normal of(String text) {
        Normal normal = new Normal(text);
        int at = 0;
        while (at < text.length()) {
            at = normal.take(at);
        }
        return normal;
    }

    int length() {
        return length;
    }

    char at(int index) {
        return characters[index];
    }

    /** Where a stretch of this begins in the source. */
    int start(int from) {
        return starts[from];
    }

    /** Where a stretch of this ends in the source, exclusively. */
    int end(int to) {
        return ends[to - 1];
    }

    /** Whether nothing of the source was left out within a stretch. */
    boolean isInOnePiece(int from, int to) {
        for (int index = from + 1; index < to; index++) {
            if (starts[index] > ends[index - 1]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return new String(characters, 0, length);
    }

    /** Takes what is at a place of the source; returns the place behind it. */
    private int take(int at) {
        char character = source.charAt(at);
        if (character == '%') {
            return percent(at);
        }
        if (character == '\\') {
            return escape(at);
        }
        if (character == '&') {
            return reference(at);
        }
        if (Character.isHighSurrogate(character) && Unseen.is(source.codePointAt(at))) {
            return at + 2;
        }
        add(character, at, at + 1);
        return at + 1;
    }

    /** A character reference of HTML; what is none is itself. */
    private int reference(int at) {
        int end = at + 1;
        int most = Math.min(source.length(), at + LONGEST_REFERENCE);
        while (end < most && source.charAt(end) != ';') {
            end++;
        }
        if (end < most) {
            int character = referred(source.substring(at + 1, end).toLowerCase(Locale.ROOT));
            if (character >= 0) {
                add((char) character, at, end + 1);
                return end + 1;
            }
        }
        add('&', at, at + 1);
        return at + 1;
    }

    /** The character that a reference names; -1 when it names none. */
    private static int referred(String reference) {
        if (NUMBERED.matcher(reference).matches()) {
            return reference.charAt(1) == 'x'
                    ? Integer.parseInt(reference.substring(2), 16)
                    : Math.min(Integer.parseInt(reference.substring(1)), Character.MAX_VALUE);
        }
        return NAMED.getOrDefault(reference, -1);
    }

    /** A run of percent-encoded bytes; what is no such run is itself. */
    private int percent(int at) {
        byte[] bytes = new byte[Math.min(source.length() - at, 12) / 3];
        int count = 0;
        int end = at;
        while (count < bytes.length && isPercent(end)) {
            bytes[count++] = (byte) hex(end + 1, 2);
            end += 3;
            if (bytes[count - 1] >= 0) {
                break;
            }
        }
        if (count == 0) {
            add('%', at, at + 1);
            return at + 1;
        }
        // Of several bytes that make one character beyond ASCII, no more than that character.
        int taken = bytes[0] >= 0 ? 1 : Math.min(count, bytesOfCharacter(bytes[0]));
        String decoded = new String(Arrays.copyOf(bytes, taken), StandardCharsets.UTF_8);
        end = at + 3 * taken;
        for (int index = 0; index < decoded.length(); index++) {
            add(decoded.charAt(index), at, end);
        }
        return end;
    }

    private static int bytesOfCharacter(byte first) {
        return (first & 0xe0) == 0xc0 ? 2 : (first & 0xf0) == 0xe0 ? 3 : (first & 0xf8) == 0xf0 ? 4 : 1;
    }

    private boolean isPercent(int at) {
        return at + 2 < source.length() && source.charAt(at) == '%' && hex(at + 1, 2) >= 0;
    }

    private int escape(int at) {
        if (at + 1 == source.length()) {
            add('\\', at, at + 1);
            return at + 1;
        }
        char escaped = source.charAt(at + 1);
        if (escaped == 'u' && at + 5 < source.length() && hex(at + 2, 4) >= 0) {
            add((char) hex(at + 2, 4), at, at + 6);
            return at + 6;
        }
        if ("nrtbf".indexOf(escaped) >= 0) {
            return at + 2;
        }
        if ("\"\\/".indexOf(escaped) >= 0) {
            add(escaped, at, at + 2);
            return at + 2;
        }
        add('\\', at, at + 1);
        return at + 1;
    }

    /** A number of some hexadecimal digits; -1 when they are none. */
    private int hex(int at, int digits) {
        int number = 0;
        for (int index = at; index < at + digits; index++) {
            int digit = Character.digit(source.charAt(index), 16);
            if (digit < 0) {
                return -1;
            }
            number = number * 16 + digit;
        }
        return number;
    }

    private void add(char character, int start, int end) {
        if (isLeftOut(character)) {
            return;
        }
        if (length == characters.length) {
            characters = Arrays.copyOf(characters, length + 16);
            starts = Arrays.copyOf(starts, length + 16);
            ends = Arrays.copyOf(ends, length + 16);
        }
        characters[length] = alike(character);
        starts[length] = start;
        ends[length] = end;
        length++;
    }

    private static char alike(char written) {
        char character = written >= FIRST_WIDE && written <= LAST_WIDE ? (char) (written - TO_NARROW) : written;
        return switch (character) {
            case '-' -> '+';
            case '_' -> '/';
            default ->
                character < 128 && character >= 'A' && character <= 'Z'
                        ? (char) (character + 32)
                        : Character.toLowerCase(character);
        };
    }

    private static boolean isLeftOut(char character) {
        if (character > ' ' && character < 127) {
            return false;
        }
        return character <= ' '
                || Character.isISOControl(character)
                || Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.getType(character) == Character.FORMAT
                || Unseen.is(character);
    }
}
