package io.partita.provider.keys;

import io.partita.core.model.KeySource;
import io.partita.core.model.KeySpec;
import io.partita.core.model.SigningKey;
import io.partita.core.provider.KeyFailed;
import io.partita.core.provider.SecretReader;
import java.io.IOException;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import javax.security.auth.login.LoginException;

/**
 * Keys on PKCS#11 tokens, through the JDK. It shows a private key only together with a certificate that has the same
 * {@code CKA_ID}, calls it by the label of that certificate, and knows the curves P-256 and P-384 alone. Who signed the
 * certificate and how long it is valid does not matter; only its public key is looked at.
 */
final class Tokens {

    private static final String FAILED = "key-token-failed";

    /** What the JDK knows of a token, and who is logged in there, is one thing for the whole process. */
    private static final ReentrantLock DEVICES = new ReentrantLock();

    private final SecretReader secrets;
    private final Map<Place, Provider> found = new HashMap<>();

    private record Place(String library, String token) {}

    /** What is done with a key while its token is open. */
    private interface Use<T> {
        T of(KeyStore keys, String alias) throws GeneralSecurityException;
    }

    Tokens(SecretReader secrets) {
        this.secrets = secrets;
    }

    byte[] sign(SigningKey key, KeySource.Pkcs11 source, byte[] message) throws KeyFailed, InterruptedException {
        return use(key, source, (keys, alias) -> {
            // Hashed here: not every token hashes by itself.
            Signature signature = Signature.getInstance("NONEwithECDSA", keys.getProvider());
            signature.initSign((PrivateKey) keys.getKey(alias, null));
            signature.update(Signatures.hash(key.spec(), message));
            return signature.sign();
        });
    }

    void check(SigningKey key, KeySource.Pkcs11 source) throws KeyFailed, InterruptedException {
        use(key, source, (keys, alias) -> keys.getKey(alias, null));
    }

    private <T> T use(SigningKey key, KeySource.Pkcs11 source, Use<T> use) throws KeyFailed, InterruptedException {
        checkKind(key.spec());
        Optional<String> pin =
                source.pin().isPresent() ? Optional.of(secrets.read(source.pin().get())) : Optional.empty();
        Place place = new Place(source.library(), source.token());
        DEVICES.lockInterruptibly();
        try {
            Provider provider =
                    found.containsKey(place) ? found.get(place) : TokenSearch.find(source.library(), source.token());
            // Forgotten until it has worked: a token that was taken out has to be found anew.
            found.remove(place);
            T made = use(key, source, provider, pin, use);
            found.put(place, provider);
            return made;
        } finally {
            DEVICES.unlock();
        }
    }

    private static <T> T use(
            SigningKey key, KeySource.Pkcs11 source, Provider provider, Optional<String> pin, Use<T> use)
            throws KeyFailed {
        try (Login login = Login.of(source, provider, pin)) {
            KeyStore keys = login.keys();
            return use.of(keys, alias(key, source, keys));
        } catch (GeneralSecurityException | ProviderException refused) {
            throw failed(source, refused);
        }
    }

    /** The one key of that label whose certificate has the declared public key. */
    private static String alias(SigningKey key, KeySource.Pkcs11 source, KeyStore keys)
            throws KeyFailed, GeneralSecurityException {
        List<SigningKey> others = new ArrayList<>();
        TreeSet<String> labels = new TreeSet<>();
        for (String alias : Collections.list(keys.aliases())) {
            Certificate certificate = keys.getCertificate(alias);
            if (keys.isKeyEntry(alias) && certificate != null) {
                labels.add("'" + alias + "'");
                // Of several certificates with one label, the JDK adds issuer and number to it.
                if (alias.equals(source.label()) || alias.startsWith(source.label() + "/")) {
                    Optional<SigningKey> its =
                            SigningKey.of(certificate.getPublicKey().getEncoded());
                    if (its.equals(Optional.of(key))) {
                        return alias;
                    }
                    its.ifPresent(others::add);
                }
            }
        }
        if (!others.isEmpty()) {
            throw Failures.otherKey(
                    "the key '" + source.label() + "' on token '" + source.token() + "'", key, others.get(0));
        }
        throw new KeyFailed(
                "key-token-key-not-found",
                "Java sees no key '" + source.label() + "' of a curve on token '" + source.token() + "'"
                        + (labels.isEmpty() ? "" : ", but " + String.join(", ", labels))
                        + "; it sees a private key only with a certificate of the same id, and calls it by the label of"
                        + " that",
                "Write a certificate of the key, signed by whomever, beside it: 'pkcs11-tool --module "
                        + source.library() + " --token-label " + Failures.typed(source.token())
                        + " --login --write-object CERTIFICATE.der --type cert --label "
                        + Failures.typed(source.label()) + " --id ID', with the id of the key.");
    }

    private static void checkKind(KeySpec spec) throws KeyFailed {
        switch (spec) {
            case P256, P384 -> {
                return;
            }
            case ED25519, SECP256K1 ->
                throw new KeyFailed(
                        "key-kind-unsupported",
                        "Java signs by PKCS#11 with keys of the curves P-256 and P-384 only, and this is a key of kind "
                                + spec.word(),
                        "Sign with a command that calls the module's own program, or hand the signature over.");
        }
    }

    private static KeyFailed failed(KeySource.Pkcs11 source, Exception refused) {
        return new KeyFailed(
                FAILED,
                "the token '" + source.token() + "' does not sign with the key '" + source.label() + "': "
                        + reason(refused),
                "Look what the code of PKCS#11 means for this module, and whether the key may sign (CKA_SIGN).");
    }

    /** The innermost cause is the one that has the code of PKCS#11. */
    private static String reason(Throwable refused) {
        Throwable cause = refused;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return Failures.inOneLine(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    /** A token to which somebody has logged in, for as long as it takes. */
    private record Login(KeySource.Pkcs11 source, Provider provider, KeyStore keys) implements AutoCloseable {

        static Login of(KeySource.Pkcs11 source, Provider provider, Optional<String> pin) throws KeyFailed {
            char[] characters = pin.map(String::toCharArray).orElse(null);
            try {
                KeyStore keys = KeyStore.getInstance("PKCS11", provider);
                keys.load(null, characters);
                return new Login(source, provider, keys);
            } catch (IOException refused) {
                throw new KeyFailed(
                        Failures.PASSWORD,
                        "the token '" + source.token() + "' does not let in "
                                + (pin.isPresent()
                                        ? "with this PIN"
                                        : "without a PIN, and it is not said where that is")
                                + " (" + reason(refused) + ")",
                        pin.isPresent()
                                ? "Correct the PIN where it is read from, before the token locks itself."
                                : "Write `pin: env('NAME')` with the token in the declaration; for the sign command it is --pin-env or --pin-file.");
            } catch (GeneralSecurityException | ProviderException refused) {
                throw failed(source, refused);
            } finally {
                if (characters != null) {
                    Arrays.fill(characters, '\0');
                }
            }
        }

        @Override
        public void close() throws KeyFailed {
            try {
                ((AuthProvider) provider).logout();
            } catch (LoginException refused) {
                throw failed(source, refused);
            }
        }
    }
}
