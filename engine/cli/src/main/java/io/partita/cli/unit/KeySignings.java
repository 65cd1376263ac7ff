package io.partita.cli.unit;

import io.partita.core.provider.KeySigning;
import io.partita.core.provider.Transactions;
import io.partita.provider.canton.CantonTransactions;
import io.partita.provider.canton.access.Environment;
import io.partita.provider.canton.access.FetchedSecrets;
import io.partita.provider.keys.LocalKeys;
import java.nio.file.Path;
import java.util.Map;

/** Signing with the keys of this machine. */
public final class KeySignings {

    /** What is signed, as bytes. */
    public static final Transactions TRANSACTIONS = new CantonTransactions();

    private KeySignings() {}

    /** @param folder what relative paths of keys start from, and where their programs run */
    public static KeySigning in(Path folder, Map<String, String> environment) {
        FetchedSecrets secrets = new FetchedSecrets(new Environment(folder, environment));
        return new KeySigning(new LocalKeys(folder, secrets, environment), TRANSACTIONS);
    }
}
