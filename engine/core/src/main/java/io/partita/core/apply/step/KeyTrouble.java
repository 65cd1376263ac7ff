package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.KeyName;
import io.partita.core.provider.KeyFailed;

/** What is said when a key does not sign. */
final class KeyTrouble {

    private KeyTrouble() {}

    static Diagnostic of(KeyName key, KeyFailed failure) {
        return Diagnostic.error(failure.code(), "the key " + key + " does not sign")
                .because(failure.getMessage())
                .fix(failure.fix())
                .next(NextCommand.resume())
                .about(key.name());
    }
}
