package io.partita.core.json;

import java.io.IOException;
import java.io.Writer;

/**
 * Lays JSON without white space out as a page: two blanks of indent, a line for every member and item, and one line for
 * a whole object or list that holds no other one and is short enough to be read in a line. So a host, a key or a step
 * is a line in what a version control system shows. A page is never there as a whole: no more is kept than what may
 * still become a line.
 */
final class Layout extends Writer {

    /** Columns of an object or list that stands in a line, indent and what stands before it not counted. */
    private static final int SHORT = 160;

    private static final int BUFFER = 8192;

    private final Writer out;
    private final StringBuilder page = new StringBuilder(BUFFER + SHORT);

    /** An object or list that may turn out to stand in a line, from its bracket on; otherwise empty. */
    private final StringBuilder open = new StringBuilder(SHORT);

    private final Texts texts = new Texts();
    private int depth;

    /** @param out not closed with this */
    Layout(Writer out) {
        this.out = out;
    }

    /** Knows where texts are, in which brackets and commas mean nothing. */
    private static final class Texts {

        private boolean within;
        private boolean escaped;

        /** @return whether a character is part of a text, its quotes included */
        boolean isPart(char each) {
            if (!within) {
                within = each == '"';
                return within;
            }
            if (escaped) {
                escaped = false;
            } else if (each == '\\') {
                escaped = true;
            } else if (each == '"') {
                within = false;
            }
            return true;
        }
    }

    /** @param text JSON without white space between its parts */
    @Override
    public void write(char[] text, int from, int length) throws IOException {
        for (int at = from; at < from + length; at++) {
            char each = text[at];
            if (texts.isPart(each)) {
                put(each);
            } else if (each == '{' || each == '[') {
                spread();
                open.append(each);
            } else if ((each == '}' || each == ']') && open.length() > 0) {
                open.append(each);
                inLine();
            } else {
                put(each);
            }
        }
    }

    private void put(char each) throws IOException {
        if (open.length() == 0) {
            if (texts.within || each == '"') {
                page.append(each);
            } else {
                lay(each);
            }
            writeOut(BUFFER);
            return;
        }
        open.append(each);
        if (open.length() > SHORT) {
            spread();
        }
    }

    /** What is open does not stand in a line. */
    private void spread() {
        Texts within = new Texts();
        for (int at = 0; at < open.length(); at++) {
            char each = open.charAt(at);
            if (within.isPart(each)) {
                page.append(each);
            } else {
                lay(each);
            }
        }
        open.setLength(0);
    }

    private void inLine() {
        Texts within = new Texts();
        for (int at = 0; at < open.length(); at++) {
            char each = open.charAt(at);
            page.append(each);
            if (!within.isPart(each) && (each == ',' || each == ':')) {
                page.append(' ');
            }
        }
        open.setLength(0);
    }

    private void lay(char each) {
        switch (each) {
            case '{', '[' -> {
                page.append(each);
                depth++;
                newLine();
            }
            case '}', ']' -> {
                depth--;
                newLine();
                page.append(each);
            }
            case ',' -> {
                page.append(each);
                newLine();
            }
            case ':' -> page.append(": ");
            default -> page.append(each);
        }
    }

    private void newLine() {
        page.append('\n');
        for (int level = 0; level < depth; level++) {
            page.append("  ");
        }
    }

    private void writeOut(int atLeast) throws IOException {
        if (page.length() >= atLeast) {
            out.append(page);
            page.setLength(0);
        }
    }

    @Override
    public void flush() throws IOException {
        writeOut(0);
        out.flush();
    }

    /** Ends the page. */
    @Override
    public void close() throws IOException {
        spread();
        page.append('\n');
        flush();
    }
}
