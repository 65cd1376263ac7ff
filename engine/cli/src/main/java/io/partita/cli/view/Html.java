package io.partita.cli.view;

import io.partita.cli.text.Markup;

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
        page.append(Markup.escaped(said));
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
