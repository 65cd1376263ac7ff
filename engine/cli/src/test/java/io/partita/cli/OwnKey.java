package io.partita.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/** A key of a person, and its files. */
record OwnKey(KeyPair pair) {

    /** Of the ways that partita reads, the one that every JDK writes under its name. */
    private static final String ENCRYPTION = "PBEWithSHA1AndDESede";

    static OwnKey made() {
        try {
            return new OwnKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    void writePublic(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    }

    /** @return the file, which only its owner may open */
    Path writePrivate(Path file) throws IOException {
        return secret(file, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    /** @return the file, which only its owner may open */
    Path writeEncrypted(Path file, String password) throws IOException, GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ENCRYPTION);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(ENCRYPTION).generateSecret(new PBEKeySpec(password.toCharArray())),
                new PBEParameterSpec("saltsalt".getBytes(StandardCharsets.UTF_8), 1000));
        byte[] encrypted = cipher.doFinal(pair.getPrivate().getEncoded());
        byte[] pkcs8 = new EncryptedPrivateKeyInfo(cipher.getParameters(), encrypted).getEncoded();
        return secret(file, pem("ENCRYPTED PRIVATE KEY", pkcs8));
    }

    /** The number that nobody may see, as its files have it. */
    String secretText() {
        return Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
    }

    private static Path secret(Path file, String text) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }
}
