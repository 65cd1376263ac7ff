package io.partita.provider.keys;

import io.partita.core.model.KeySpec;
import io.partita.core.model.SigningKey;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.util.PBKDFConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/** A pair of keys made for a test: by the JDK where it knows the kind, and checked by it as well. */
record TestKey(KeySpec spec, KeyPair pair) {

    static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();

    static TestKey of(KeySpec spec) throws GeneralSecurityException {
        KeyPairGenerator generator = switch (spec) {
            case ED25519 -> KeyPairGenerator.getInstance("Ed25519");
            case P256, P384 -> KeyPairGenerator.getInstance("EC");
            case SECP256K1 -> KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
        };
        switch (spec) {
            case P256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
            case P384 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
            case SECP256K1 -> generator.initialize(new ECGenParameterSpec("secp256k1"));
            case ED25519 -> generator.initialize(255);
        }
        return new TestKey(spec, generator.generateKeyPair());
    }

    SigningKey signingKey() {
        return SigningKey.of(pair.getPublic().getEncoded()).orElseThrow();
    }

    byte[] pkcs8() {
        return pair.getPrivate().getEncoded();
    }

    /** The secret number as the file has it, or the seed of Ed25519. */
    byte[] secret() {
        if (spec == KeySpec.ED25519) {
            byte[] encoded = pkcs8();
            byte[] seed = new byte[32];
            System.arraycopy(encoded, encoded.length - 32, seed, 0, 32);
            return seed;
        }
        BigInteger number = ((ECPrivateKey) pair.getPrivate()).getS();
        int length = spec == KeySpec.P384 ? 48 : 32;
        byte[] bytes = number.toByteArray();
        byte[] secret = new byte[length];
        int from = Math.max(0, bytes.length - length);
        System.arraycopy(bytes, from, secret, length - (bytes.length - from), bytes.length - from);
        return secret;
    }

    byte[] encrypted(String password, PBKDFConfig derivation, ASN1ObjectIdentifier cipher) throws Exception {
        OutputEncryptor encryptor = new JcePKCSPBEOutputEncryptorBuilder(derivation, cipher)
                .setProvider(BOUNCY_CASTLE)
                .build(password.toCharArray());
        return new PKCS8EncryptedPrivateKeyInfoBuilder(PrivateKeyInfo.getInstance(pkcs8()))
                .build(encryptor)
                .getEncoded();
    }

    byte[] sign(byte[] message) throws GeneralSecurityException {
        Signature signature = algorithm();
        signature.initSign(pair.getPrivate());
        signature.update(message);
        return signature.sign();
    }

    boolean verifies(byte[] message, byte[] signed) throws GeneralSecurityException {
        Signature signature = algorithm();
        signature.initVerify(pair.getPublic());
        signature.update(message);
        return signature.verify(signed);
    }

    private Signature algorithm() throws GeneralSecurityException {
        return switch (spec) {
            case ED25519 -> Signature.getInstance("Ed25519");
            case P256 -> Signature.getInstance("SHA256withECDSA");
            case P384 -> Signature.getInstance("SHA384withECDSA");
            case SECP256K1 -> Signature.getInstance("SHA256withECDSA", BOUNCY_CASTLE);
        };
    }

    static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /** A file that only its owner reads. */
    static Path write(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.write(file, content);
    }

    static Path write(Path file, String content) throws IOException {
        return write(file, content.getBytes(StandardCharsets.UTF_8));
    }
}
