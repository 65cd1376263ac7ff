package io.partita.plans.conformance;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A key that no participant holds, made for one case and kept in the folder of its unit. */
final class OwnerKey {

    private final String name;
    private final KeyPair pair;

    private OwnerKey(String name, KeyPair pair) {
        this.name = name;
        this.pair = pair;
    }

    /** @param algorithm one of the JDK's for Ed25519 or a curve, of its usual size */
    static OwnerKey made(String name, String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(256);
            }
            return new OwnerKey(name, generator.generateKeyPair());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    String name() {
        return name;
    }

    String publicFile() {
        return "keys/" + name + ".pub";
    }

    String privateFile() {
        return "keys/" + name + ".pem";
    }

    /** Of which it is the root key. */
    Fingerprint namespace() {
        return SigningKey.of(pair.getPublic().getEncoded()).orElseThrow().fingerprint();
    }

    /** Puts both halves into a unit, the private one for its owner alone. */
    void into(Unit unit) {
        unit.write(publicFile(), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        unit.write(privateFile(), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        try {
            Files.setPosixFilePermissions(
                    unit.folder().resolve(privateFile()), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
