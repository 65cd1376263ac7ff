package io.partita.cli.origin;

import java.io.IOException;

/**
 * A repository that is not read, or that has not what was asked of it. The message is a sentence for people, without a
 * full stop, and quotes no file.
 */
public final class GitRefused extends IOException {

    private static final long serialVersionUID = 1L;

    GitRefused(String why) {
        super(why);
    }

    GitRefused(String why, Throwable cause) {
        super(why, cause);
    }
}
