package io.partita.provider.canton.access;

import io.partita.core.model.Secret;
import io.partita.provider.canton.call.LocalFailure;
import java.util.List;

/** One kind of secrets: which settings it has, and how a value is had. Safe for several threads. */
interface SecretSource {

    /** A setting of a kind. */
    record Setting(String name, Secret.Form form, Need need) {

        static Setting needed(String name, Secret.Form form) {
            return new Setting(name, form, Need.NEEDED);
        }

        static Setting optional(String name) {
            return new Setting(name, Secret.Form.TEXT, Need.OPTIONAL);
        }
    }

    /** Whether a setting may be missing. */
    enum Need {
        NEEDED,
        OPTIONAL
    }

    /** Whether asking again can give another value. */
    enum Renewal {
        FIXED,
        POSSIBLE
    }

    /** All that a reference of this kind may have. */
    List<Setting> settings();

    Renewal renewal();

    /** Where a value comes from, for people. Of the reference alone, which has its settings. */
    String place(Secret secret);

    /**
     * Gets the value.
     *
     * @param secrets gets the secrets that this one needs, and knows where partita runs
     * @throws LocalFailure with a text that does not have the value
     */
    SecretValue fetch(Secret secret, Secrets secrets) throws LocalFailure;
}
