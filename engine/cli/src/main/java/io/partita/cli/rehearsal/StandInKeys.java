package io.partita.cli.rehearsal;

import io.partita.core.file.Replacement;
import io.partita.core.model.DeclaredKey;
import io.partita.core.model.KeyName;
import io.partita.core.model.KeySource;
import io.partita.core.model.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keys in the place of those that nobody has here: made for one rehearsal, and gone with its folder. */
final class StandInKeys {

    private static final String KIND = "Ed25519";
    private static final int LINE = 64;

    private final SortedMap<KeyName, DeclaredKey> keys = new TreeMap<>();

    /** @param folder where the private keys are kept, readable by this user alone */
    StandInKeys(Collection<DeclaredKey> declared, Path folder) {
        declared.forEach(key -> keys.put(key.name().value(), standIn(key, folder)));
    }

    /** By the names of the declaration. */
    SortedMap<KeyName, DeclaredKey> all() {
        return Collections.unmodifiableSortedMap(keys);
    }

    SigningKey of(KeyName name) {
        return keys.get(name).key();
    }

    private static DeclaredKey standIn(DeclaredKey declared, Path folder) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(KIND).generateKeyPair();
            Path file = folder.resolve(declared.name().value().name() + ".pem");
            Replacement.ofOwn(file, pem(pair.getPrivate().getEncoded()).getBytes(StandardCharsets.US_ASCII));
            SigningKey key = SigningKey.of(pair.getPublic().getEncoded()).orElseThrow();
            return new DeclaredKey(
                    declared.name(), key, new KeySource.KeyFile(file.toString(), Optional.empty()), declared.range());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this is a bug in partita: Java has no " + KIND, impossible);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String pem(byte[] pkcs8) {
        String body = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(pkcs8);
        return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    }
}
