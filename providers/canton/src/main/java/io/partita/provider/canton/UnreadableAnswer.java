package io.partita.provider.canton;

import java.io.Serial;

/** Something in an answer is not what the wire contract promises. */
final class UnreadableAnswer extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    UnreadableAnswer(String text) {
        super(text);
    }
}
