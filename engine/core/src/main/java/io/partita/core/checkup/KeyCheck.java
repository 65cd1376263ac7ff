package io.partita.core.checkup;

import io.partita.core.model.DeclaredKey;
import io.partita.core.model.KeySource;
import io.partita.core.provider.Check;
import io.partita.core.provider.Finding;
import io.partita.core.provider.KeyFailed;
import io.partita.core.provider.Keys;

/** Whether a key could sign, without a signature. */
final class KeyCheck {

    private final Keys keys;

    KeyCheck(Keys keys) {
        this.keys = keys;
    }

    ExaminedKey of(DeclaredKey key) {
        return new ExaminedKey(key, new Check(Check.Place.KEY, Check.Kind.SIGNING, finding(key)));
    }

    private Finding finding(DeclaredKey key) {
        if (key.source().kind() == KeySource.Kind.HAND_OVER) {
            return new Finding.Skipped("its owner signs elsewhere");
        }
        try {
            keys.check(key.key(), key.source());
            return new Finding.Passed("what it needs to sign is here");
        } catch (KeyFailed e) {
            return new Finding.Failed(e.getMessage(), e.fix());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Finding.Skipped("the command was stopped");
        }
    }
}
