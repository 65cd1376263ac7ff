package io.partita.provider.keys;

import java.math.BigInteger;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.InputDecryptor;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/** Private keys that are encrypted with a password: PBES2 with PBKDF2 or scrypt, and the older ways of PKCS#5 and 12. */
final class Decryption {

    /** Far beyond what anybody takes, and still a matter of seconds. */
    private static final BigInteger MOST_ROUNDS = BigInteger.valueOf(10_000_000);

    private static final BigInteger MOST_BYTES = BigInteger.valueOf(256L << 20);

    private Decryption() {}

    /** What came out is no key. */
    static final class WrongPassword extends Exception {
        private static final long serialVersionUID = 1L;

        private WrongPassword() {
            super("wrong password");
        }
    }

    /** The message follows the name of the file. */
    static final class Unsupported extends Exception {
        private static final long serialVersionUID = 1L;

        private Unsupported(String message) {
            super(message);
        }
    }

    /** @param der an EncryptedPrivateKeyInfo */
    static PrivateKeyInfo decrypted(byte[] der, char[] password) throws WrongPassword, Unsupported {
        EncryptedPrivateKeyInfo encrypted;
        InputDecryptor decryptor;
        try {
            encrypted = EncryptedPrivateKeyInfo.getInstance(der);
            AlgorithmIdentifier algorithm = encrypted.getEncryptionAlgorithm();
            checkCost(algorithm);
            decryptor = new JcePKCSPBEInputDecryptorProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(password)
                    .get(algorithm);
        } catch (OperatorCreationException | RuntimeException unknown) {
            // Parameters of a stranger's making break Bouncy Castle in many ways.
            throw new Unsupported("is encrypted in a way that partita does not know");
        }
        try {
            return new PKCS8EncryptedPrivateKeyInfo(encrypted).decryptPrivateKeyInfo(same -> decryptor);
        } catch (PKCSException noKey) {
            throw new WrongPassword();
        }
    }

    /** A file can ask for any amount of work, and of memory, before its password can be tried. */
    private static void checkCost(AlgorithmIdentifier algorithm) throws Unsupported {
        if (!PKCSObjectIdentifiers.id_PBES2.equals(algorithm.getAlgorithm())) {
            return;
        }
        KeyDerivationFunc derivation =
                PBES2Parameters.getInstance(algorithm.getParameters()).getKeyDerivationFunc();
        if (PKCSObjectIdentifiers.id_PBKDF2.equals(derivation.getAlgorithm())) {
            checkCost(PBKDF2Params.getInstance(derivation.getParameters()).getIterationCount(), MOST_ROUNDS);
        } else if (MiscObjectIdentifiers.id_scrypt.equals(derivation.getAlgorithm())) {
            ScryptParams scrypt = ScryptParams.getInstance(derivation.getParameters());
            BigInteger block = scrypt.getBlockSize().multiply(BigInteger.valueOf(128));
            checkCost(block.multiply(scrypt.getCostParameter()), MOST_BYTES);
            checkCost(block.multiply(scrypt.getParallelizationParameter()), MOST_BYTES);
        }
    }

    private static void checkCost(BigInteger cost, BigInteger most) throws Unsupported {
        if (cost.compareTo(most) > 0) {
            throw new Unsupported("is encrypted in a way that takes too much time or memory");
        }
    }
}
