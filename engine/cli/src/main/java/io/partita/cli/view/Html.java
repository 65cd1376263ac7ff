package io.partita.cli.view;

import io.partita.cli.text.Printable;

/**
 * A page in the making. Markup is written by {@link #raw}, in literals of partita alone; everything else, whoever said
 * it, goes through {@link #text}, and cannot be anything but text.
 */
final class Html {

    private final StringBuilder page = new StringBuilder();

    /** Markup. */
    Html raw(String markup) {
        page.append(markup);
        return this;
    }

    /** Text between tags or within a quoted attribute. */
    Html text(String said) {
        Printable.of(said).codePoints().forEach(each -> {
            switch (each) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                default -> page.appendCodePoint(each);
            }
        });
        return this;
    }

    /** Text that is typed or compared letter by letter. */
    Html code(String said) {
        return raw("<code>").text(said).raw("</code>");
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
