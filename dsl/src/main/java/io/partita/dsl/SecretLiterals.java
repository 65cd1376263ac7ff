package io.partita.dsl;

/**
 * Covers the literals behind {@code token:}, {@code secret:}, {@code password:} and {@code pin:} in a text that is shown. It reads characters and not
 * syntax, because the line that is shown is often the one with a syntax error: rather too much is covered than too
 * little.
 */
final class SecretLiterals {

    private static final char COVER = '*';

    /** Characters of a value outside of its literals; keeps the work proportional to the text, whatever the text is. */
    private static final int LONGEST = 1_000;

    private static final String[] KEYS = {"token", "secret", "password", "pin"};

    private final String text;
    private final StringBuilder shown;

    private SecretLiterals(String text) {
        this.text = text;
        this.shown = new StringBuilder(text);
    }

    /** The text with every such literal covered; every other character stays where it is. */
    static String covered(String text) {
        SecretLiterals literals = new SecretLiterals(text);
        for (String key : KEYS) {
            for (int at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
                literals.behind(at, at + key.length());
            }
        }
        return literals.shown.toString();
    }

    private void behind(int start, int end) {
        if (start > 0 && isPartOfName(start - 1) || isPartOfName(end)) {
            return;
        }
        int at = end;
        if (at < text.length() && isQuote(at)) {
            at++;
        }
        at = blanks(at);
        if (at < text.length() && (text.charAt(at) == ':' || text.charAt(at) == '=')) {
            at = blanksAndLines(at + 1);
        }
        value(at);
    }

    /** Covers the literals of one value: to a comma, the end of the line, or the bracket that ends it. */
    private void value(int from) {
        int depth = 0;
        int at = from;
        while (at < Math.min(text.length(), from + LONGEST)) {
            char c = text.charAt(at);
            if (isQuote(at)) {
                at = quoted(at);
            } else if (isName(c)) {
                at = word(at);
            } else {
                boolean closes = c == ')' || c == ']' || c == '}';
                if (depth == 0 && (closes || c == ',' || c == ';' || isLineEnd(c))) {
                    return;
                }
                depth += closes ? -1 : c == '(' || c == '[' || c == '{' ? 1 : 0;
                at++;
            }
        }
    }

    /** A number is covered; the arguments of a call are left, for they say where the secret is and are none. */
    private int word(int from) {
        int end = from;
        while (isPartOfName(end)) {
            end++;
        }
        if (Character.isDigit(text.charAt(from))) {
            cover(from, end);
            return end;
        }
        int next = blanks(end);
        return next < text.length() && text.charAt(next) == '(' ? call(next) : end;
    }

    /** The position after the call whose bracket is at {@code from}. */
    private int call(int from) {
        int depth = 0;
        int at = from;
        while (at < Math.min(text.length(), from + LONGEST) && !isLineEnd(text.charAt(at))) {
            char c = text.charAt(at);
            if (isQuote(at)) {
                at = closed(at);
                continue;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at++;
            if (depth == 0) {
                return at;
            }
        }
        return at;
    }

    private int quoted(int from) {
        int end = closed(from);
        cover(from + 1, end > from + 1 && isQuote(end - 1) ? end - 1 : end);
        return end;
    }

    /** The position after a literal; the end of the line when it is never closed. */
    private int closed(int from) {
        String quote = text.substring(from, from + 1);
        if (text.startsWith(quote.repeat(3), from)) {
            int end = text.indexOf(quote.repeat(3), from + 3);
            return end < 0 ? text.length() : end + 3;
        }
        int at = from + 1;
        while (at < text.length() && !isLineEnd(text.charAt(at))) {
            if (text.charAt(at) == quote.charAt(0)) {
                return at + 1;
            }
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, text.length());
    }

    private void cover(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isLineEnd(shown.charAt(i))) {
                shown.setCharAt(i, COVER);
            }
        }
    }

    private int blanks(int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private int blanksAndLines(int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private boolean isQuote(int at) {
        return "'\"\u2018\u2019\u201C\u201D/`".indexOf(text.charAt(at)) >= 0;
    }

    private boolean isPartOfName(int at) {
        return at < text.length() && isName(text.charAt(at));
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
