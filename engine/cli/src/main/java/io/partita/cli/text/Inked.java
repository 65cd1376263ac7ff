package io.partita.cli.text;

import java.util.Collection;
import java.util.Iterator;

/**
 * Text with emphases, still to be measured and wrapped. Whatever text is put in is made {@link Printable}, here and
 * nowhere later, so every mark in it is one of {@link Emphasis}: text of others cannot colour anything. Its
 * {@link #toString()} is the text alone.
 */
public final class Inked {

    private final String marked;

    private Inked(String marked) {
        this.marked = marked;
    }

    /** Text without an emphasis. */
    public static Inked of(String text) {
        return new Inked(Printable.of(text));
    }

    /** Text without an emphasis that is not broken at its blanks. */
    public static Inked unbroken(String text) {
        return new Inked(Printable.of(text).replace(' ', TextLayout.GLUE));
    }

    /** Text with an emphasis between a mark and the end mark. */
    static Inked between(char mark, String text) {
        return new Inked(mark + Printable.of(text) + Emphasis.END);
    }

    public static Inked joined(String between, Collection<Inked> parts) {
        Iterator<Inked> each = parts.iterator();
        Inked joined = each.hasNext() ? each.next() : of("");
        while (each.hasNext()) {
            joined = joined.plus(between).plus(each.next());
        }
        return joined;
    }

    public Inked plus(String text) {
        return new Inked(marked + Printable.of(text));
    }

    public Inked plus(Inked other) {
        return new Inked(marked + other.marked);
    }

    /** With its marks, for what lays it out. */
    String marked() {
        return marked;
    }

    /** As a terminal takes it. */
    public String written(TextLayout.Colours colours) {
        return TextLayout.inked(marked, colours);
    }

    @Override
    public String toString() {
        return TextLayout.inked(marked, TextLayout.Colours.OFF);
    }
}
