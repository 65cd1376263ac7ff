package io.partita.provider.canton.acs;

import java.io.IOException;
import java.io.Serial;

/** The bytes are not what they should be; the text says where. */
public final class Damaged extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    public Damaged(String text) {
        super(text);
    }
}
