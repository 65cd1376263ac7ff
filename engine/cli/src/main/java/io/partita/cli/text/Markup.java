package io.partita.cli.text;

/** Text of others in HTML and XML: between tags or within a quoted attribute it cannot be anything but text. */
public final class Markup {

    private Markup() {}

    /** What no markup may hold is shown by an escape of {@link Printable}. */
    public static String escaped(String said) {
        return Printable.of(said)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
