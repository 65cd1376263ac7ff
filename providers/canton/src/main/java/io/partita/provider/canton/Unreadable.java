package io.partita.provider.canton;

import java.io.Serial;

/** Something in an answer is not what the wire contract promises. */
final class Unreadable extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    Unreadable(String text) {
        super(text);
    }
}
