package io.partita.core.json;

/**
 * Lays JSON without white space out as a page: two blanks of indent, a line for every member and item, and one line for
 * a whole object or list that holds no other one and is short enough to be read in a line. So a host, a key or a step
 * is a line in what a version control system shows.
 */
final class Layout {

    /** Columns of an object or list that stands in a line, indent and what stands before it not counted. */
    private static final int SHORT = 160;

    private final String text;
    private final StringBuilder page;
    private int depth;

    private Layout(String text) {
        this.text = text;
        this.page = new StringBuilder(text.length() + text.length() / 4);
    }

    /** @param text JSON without white space between its parts */
    static CharSequence of(String text) {
        Layout layout = new Layout(text);
        layout.lay();
        return layout.page.append('\n');
    }

    private void lay() {
        int at = 0;
        while (at < text.length()) {
            char each = text.charAt(at);
            switch (each) {
                case '"' -> at = copied(at);
                case '{', '[' -> at = opened(at);
                case '}', ']' -> {
                    depth--;
                    newLine();
                    page.append(each);
                    at++;
                }
                case ',' -> {
                    page.append(each);
                    newLine();
                    at++;
                }
                case ':' -> {
                    page.append(": ");
                    at++;
                }
                default -> {
                    page.append(each);
                    at++;
                }
            }
        }
    }

    private int opened(int at) {
        int end = endOfLine(at);
        if (end > 0) {
            inLine(at, end);
            return end;
        }
        page.append(text.charAt(at));
        depth++;
        newLine();
        return at + 1;
    }

    /** @return where an object or list ends that stands in a line; 0 when it does not */
    private int endOfLine(int from) {
        int at = from + 1;
        while (at < text.length() && at - from <= SHORT) {
            switch (text.charAt(at)) {
                case '"' -> at = endOfText(at);
                case '{', '[' -> {
                    return 0;
                }
                case '}', ']' -> {
                    return at + 1;
                }
                default -> at++;
            }
        }
        return 0;
    }

    private void inLine(int from, int end) {
        int at = from;
        while (at < end) {
            char each = text.charAt(at);
            if (each == '"') {
                at = copied(at);
            } else {
                page.append(each);
                if (each == ',' || each == ':') {
                    page.append(' ');
                }
                at++;
            }
        }
    }

    private int copied(int from) {
        int end = endOfText(from);
        page.append(text, from, end);
        return end;
    }

    private int endOfText(int from) {
        int at = from + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private void newLine() {
        page.append('\n').append("  ".repeat(depth));
    }
}
