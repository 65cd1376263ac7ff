package io.partita.provider.keys;

import io.partita.core.model.KeySource;
import io.partita.core.model.SigningKey;
import io.partita.core.provider.KeyFailed;
import io.partita.core.provider.Keys;
import io.partita.core.provider.SecretReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Keys that this machine reaches: in its files, through its PKCS#11 libraries, and by its programs. Nothing is read,
 * loaded or started before it is needed. A private key is in memory while it signs and no longer; what could be read of
 * it in a text is known to {@link io.partita.core.secret.KnownSecrets} from then on.
 */
public final class LocalKeys implements Keys {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(5);

    private final KeyFiles files;
    private final Tokens tokens;
    private final SigningCommands commands;

    /**
     * @param folder what relative paths of key files start from, and where programs run
     * @param secrets reads passwords and PINs
     * @param environment all variables of the programs; {@code PATH} among them is where programs are looked for
     */
    public LocalKeys(Path folder, SecretReader secrets, Map<String, String> environment) {
        this(folder, secrets, environment, LONGEST_RUN);
    }

    /** @param longestRun how long a program may take */
    LocalKeys(Path folder, SecretReader secrets, Map<String, String> environment, Duration longestRun) {
        Objects.requireNonNull(secrets, "secrets");
        Path base = folder.toAbsolutePath();
        this.files = new KeyFiles(base, secrets);
        this.tokens = new Tokens(secrets);
        this.commands = new SigningCommands(base, Map.copyOf(environment), longestRun);
    }

    /** @throws IllegalArgumentException for a hand-over, which signs elsewhere */
    @Override
    public byte[] sign(SigningKey key, KeySource source, byte[] message) throws KeyFailed, InterruptedException {
        byte[] signature = switch (source.kind()) {
            case FILE -> files.sign(key, (KeySource.KeyFile) source, message);
            case PKCS11 -> tokens.sign(key, (KeySource.Pkcs11) source, message);
            case COMMAND -> commands.sign(key, (KeySource.KeyCommand) source, message);
            case HAND_OVER ->
                throw new IllegalArgumentException("a key whose signature is handed over does not sign here");
        };
        if (!isSignature(key, message, signature)) {
            throw Failures.notOfTheKey(key);
        }
        return signature;
    }

    /** A hand-over needs nothing here. */
    @Override
    public void check(SigningKey key, KeySource source) throws KeyFailed, InterruptedException {
        switch (source.kind()) {
            case FILE -> files.check(key, (KeySource.KeyFile) source);
            case PKCS11 -> tokens.check(key, (KeySource.Pkcs11) source);
            case COMMAND -> commands.check((KeySource.KeyCommand) source);
            case HAND_OVER -> {
                // Whoever holds it signs elsewhere.
            }
        }
    }

    @Override
    public boolean isSignature(SigningKey key, byte[] message, byte[] signature) {
        return Signatures.isOf(key, message, signature);
    }
}
