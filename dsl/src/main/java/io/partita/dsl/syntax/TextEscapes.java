package io.partita.dsl.syntax;

/** Quotes and escapes of Groovy's strings. */
final class TextEscapes {

    private TextEscapes() {}

    /** The ways to quote a text. */
    enum Quote {
        TRIPLE_SINGLE("'''", "'''"),
        TRIPLE_DOUBLE("\"\"\"", "\"\"\""),
        SINGLE("'", "'"),
        DOUBLE("\"", "\""),
        DOLLAR_SLASHY("$/", "/$"),
        SLASHY("/", "/");

        private final String opening;
        private final String closing;

        Quote(String opening, String closing) {
            this.opening = opening;
            this.closing = closing;
        }

        String opening() {
            return opening;
        }

        String closing() {
            return closing;
        }

        /** The quote with which a token begins; longer ones first. */
        static Quote of(String token) {
            for (Quote quote : values()) {
                if (token.startsWith(quote.opening)) {
                    return quote;
                }
            }
            throw new IllegalArgumentException("not a quoted text");
        }
    }

    /** The text of a whole literal. */
    static String literal(String token) {
        Quote quote = Quote.of(token);
        boolean empty = token.length() < quote.opening.length() + quote.closing.length();
        Quote actual = empty ? (token.startsWith("'") ? Quote.SINGLE : Quote.DOUBLE) : quote;
        return resolve(token.substring(actual.opening.length(), token.length() - actual.closing.length()), actual);
    }

    /** The text between the quotes with its escapes resolved; line ends become a line feed. */
    static String resolve(String raw, Quote quote) {
        String text = raw.replace("\r\n", "\n").replace('\r', '\n');
        return switch (quote) {
            case SLASHY -> text.replace("\\/", "/");
            case DOLLAR_SLASHY -> text.replace("$/", "/").replace("$$", "$");
            default -> text.indexOf('\\') < 0 ? text : unescaped(text);
        };
    }

    private static String unescaped(String text) {
        StringBuilder result = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                result.append(c);
                i++;
            } else {
                i = escape(text, i + 1, result);
            }
        }
        return result.toString();
    }

    /** @return the index after the escape whose letter is at {@code at} */
    private static int escape(String text, int at, StringBuilder result) {
        char letter = text.charAt(at);
        if (letter >= '0' && letter <= '7') {
            return octal(text, at, result);
        }
        if (letter == 'u' && at + 5 <= text.length()) {
            result.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
            return at + 5;
        }
        switch (letter) {
            case 'b' -> result.append('\b');
            case 't' -> result.append('\t');
            case 'n' -> result.append('\n');
            case 'f' -> result.append('\f');
            case 'r' -> result.append('\r');
            case 's' -> result.append(' ');
            case '\n' -> {
                // A line that is continued: neither the backslash nor the line end is part of the text.
            }
            default -> result.append(letter);
        }
        return at + 1;
    }

    private static int octal(String text, int at, StringBuilder result) {
        int longest = text.charAt(at) <= '3' ? 3 : 2;
        int end = at;
        int value = 0;
        while (end < text.length() && end < at + longest && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
            value = value * 8 + text.charAt(end) - '0';
            end++;
        }
        result.append((char) value);
        return end;
    }
}
