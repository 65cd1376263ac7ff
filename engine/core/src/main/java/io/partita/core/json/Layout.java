package io.partita.core.json;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;

/**
 * Lays JSON without white space out as a page: two blanks of indent, a line for every member and item, and one line for
 * a whole object or list that holds no other one and is short enough to be read in a line. So a host, a key or a step
 * is a line in what a version control system shows. A page is never there as a whole: no more is kept than what may
 * still become a line.
 */
final class Layout extends Writer {

    /** Columns of an object or list that stands in a line, indent and what stands before it not counted. */
    private static final int SHORT = 160;

    /** Characters of the page that are kept before they go on; a line that is laid out at once adds some. */
    private static final int BUFFER = 8192;

    private final Writer out;
    private char[] page = new char[BUFFER + 4 * SHORT];
    private int laid;

    /** An object or list that may turn out to stand in a line, from its bracket on. */
    private final char[] open = new char[SHORT + 2];

    private int opened;
    private final Texts texts = new Texts();
    private int depth;

    /** @param out not closed with this */
    Layout(Writer out) {
        this.out = out;
    }

    /** What a character belongs to. */
    private enum PartOf {
        TEXT,
        STRUCTURE
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
                put(each, PartOf.TEXT);
            } else if (each == '{' || each == '[') {
                spread();
                open[opened++] = each;
            } else if ((each == '}' || each == ']') && opened > 0) {
                open[opened++] = each;
                inLine();
            } else {
                put(each, PartOf.STRUCTURE);
            }
        }
        if (laid >= BUFFER) {
            writeOut();
        }
    }

    private void put(char each, PartOf part) {
        if (opened > 0) {
            open[opened++] = each;
            if (opened > SHORT) {
                spread();
            }
        } else if (part == PartOf.TEXT) {
            add(each);
        } else {
            lay(each);
        }
    }

    /** What is open does not stand in a line. */
    private void spread() {
        Texts within = new Texts();
        for (int at = 0; at < opened; at++) {
            if (within.isPart(open[at])) {
                add(open[at]);
            } else {
                lay(open[at]);
            }
        }
        opened = 0;
    }

    private void inLine() {
        Texts within = new Texts();
        for (int at = 0; at < opened; at++) {
            char each = open[at];
            add(each);
            if (!within.isPart(each) && (each == ',' || each == ':')) {
                add(' ');
            }
        }
        opened = 0;
    }

    private void lay(char each) {
        switch (each) {
            case '{', '[' -> {
                add(each);
                depth++;
                newLine();
            }
            case '}', ']' -> {
                depth--;
                newLine();
                add(each);
            }
            case ',' -> {
                add(each);
                newLine();
            }
            case ':' -> {
                add(each);
                add(' ');
            }
            default -> add(each);
        }
    }

    private void newLine() {
        add('\n');
        for (int level = 0; level < depth; level++) {
            add(' ');
            add(' ');
        }
    }

    private void add(char each) {
        if (laid == page.length) {
            page = Arrays.copyOf(page, 2 * laid);
        }
        page[laid++] = each;
    }

    private void writeOut() throws IOException {
        out.write(page, 0, laid);
        laid = 0;
    }

    @Override
    public void flush() throws IOException {
        writeOut();
        out.flush();
    }

    /** Ends the page. */
    @Override
    public void close() throws IOException {
        spread();
        add('\n');
        flush();
    }
}
