package io.partita.cli.approval;

import java.io.IOException;

/**
 * A signature, a key or a list of keys that cannot be used. The message is a sentence for people, without a full stop,
 * and quotes nothing but names of algorithms.
 */
public final class SignatureRefused extends IOException {

    private static final long serialVersionUID = 1L;

    SignatureRefused(String why) {
        super(why);
    }

    SignatureRefused(String why, Throwable cause) {
        super(why, cause);
    }
}
