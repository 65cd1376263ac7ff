package io.partita.cli.approval;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.UserIDPacket;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/**
 * A key of OpenPGP that says of itself what a test wants, also what GnuPG would not. A list of keys is {@linkplain
 * #list put together} from its packets.
 */
final class MadePgpKey {

    static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

    private final PGPKeyPair pair;
    private final Instant at;
    private final int hash;

    private MadePgpKey(PGPKeyPair pair, Instant at, int hash) {
        this.pair = pair;
        this.at = at;
        this.hash = hash;
    }

    static MadePgpKey fresh() {
        Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        try {
            PGPKeyPair pair = new BcPGPKeyPair(
                    PublicKeyPacket.VERSION_4,
                    PublicKeyAlgorithmTags.EDDSA_LEGACY,
                    generator.generateKeyPair(),
                    Date.from(MADE));
            return new MadePgpKey(pair, MADE, HashAlgorithmTags.SHA256);
        } catch (PGPException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The same key, as it signs some seconds after it was made. */
    MadePgpKey after(long seconds) {
        return new MadePgpKey(pair, MADE.plusSeconds(seconds), hash);
    }

    /** The same key, as it signs with a hash. */
    MadePgpKey with(int otherHash) {
        return new MadePgpKey(pair, at, otherHash);
    }

    byte[] packet() {
        return encoded(pair.getPublicKey().getPublicKeyPacket()::getEncoded);
    }

    byte[] subkeyPacket() {
        return encoded(subkey().getPublicKeyPacket()::getEncoded);
    }

    private PGPPublicKey subkey() {
        try {
            return pair.asSubkey(new BcKeyFingerprintCalculator()).getPublicKey();
        } catch (PGPException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static byte[] name(String name) {
        return encoded(new UserIDPacket(name)::getEncoded);
    }

    /** What it says of a name of a key. */
    byte[] ofName(int type, String name, MadePgpKey of, Consumer<PGPSignatureSubpacketGenerator> more) {
        return made(() -> generator(type, more).generateCertification(name, of.pair.getPublicKey()));
    }

    /** What it says of itself. */
    byte[] ofItself(int type, Consumer<PGPSignatureSubpacketGenerator> more) {
        return made(() -> generator(type, more).generateCertification(pair.getPublicKey()));
    }

    /** That it takes a subkey. */
    byte[] takes(MadePgpKey subkey, Consumer<PGPSignatureSubpacketGenerator> more) {
        return made(() -> generator(PGPSignature.SUBKEY_BINDING, more)
                .generateCertification(pair.getPublicKey(), subkey.subkey()));
    }

    /** That it wants to be a subkey, for within what takes it. */
    Consumer<PGPSignatureSubpacketGenerator> wants(MadePgpKey primary, Consumer<PGPSignatureSubpacketGenerator> more) {
        return packets -> made(() -> {
            PGPSignature wish = generator(PGPSignature.PRIMARYKEY_BINDING, more)
                    .generateCertification(primary.pair.getPublicKey(), subkey());
            packets.addEmbeddedSignature(false, wish);
            return wish;
        });
    }

    /** A signature as Git keeps it in a commit. */
    byte[] signature(byte[] signed) {
        return armored(made(() -> {
            PGPSignatureGenerator generator = generator(PGPSignature.BINARY_DOCUMENT, packets -> {});
            generator.update(signed);
            return generator.generate();
        }));
    }

    private PGPSignatureGenerator generator(int type, Consumer<PGPSignatureSubpacketGenerator> more)
            throws PGPException {
        PGPSignatureGenerator generator = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), hash), pair.getPublicKey());
        generator.init(type, pair.getPrivateKey());
        PGPSignatureSubpacketGenerator packets = new PGPSignatureSubpacketGenerator();
        packets.setSignatureCreationTime(false, Date.from(at));
        packets.setIssuerFingerprint(false, pair.getPublicKey());
        more.accept(packets);
        generator.setHashedSubpackets(packets.generate());
        return generator;
    }

    /** Packets as {@code gpg --armor --export} writes them. */
    static byte[] list(byte[]... packets) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] packet : packets) {
            all.writeBytes(packet);
        }
        return armored(all.toByteArray());
    }

    private static byte[] armored(byte[] packets) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (ArmoredOutputStream armor =
                ArmoredOutputStream.builder().clearHeaders().build(text)) {
            armor.write(packets);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return text.toByteArray();
    }

    private interface Making {
        PGPSignature make() throws PGPException, IOException;
    }

    private static byte[] made(Making making) {
        try {
            return making.make().getEncoded();
        } catch (PGPException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private interface Encoding {
        byte[] encode() throws IOException;
    }

    private static byte[] encoded(Encoding encoding) {
        try {
            return encoding.encode();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
