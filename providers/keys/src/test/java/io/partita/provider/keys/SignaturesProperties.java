package io.partita.provider.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.KeySpec;
import io.partita.core.model.SigningKey;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

class SignaturesProperties {

    private static final Map<KeySpec, TestKey> KEYS = keys();

    private static Map<KeySpec, TestKey> keys() {
        Map<KeySpec, TestKey> keys = new EnumMap<>(KeySpec.class);
        for (KeySpec spec : KeySpec.values()) {
            try {
                keys.put(spec, TestKey.of(spec));
            } catch (GeneralSecurityException broken) {
                throw new IllegalStateException(broken);
            }
        }
        return keys;
    }

    @Property(tries = 2000)
    void anyBytesAreNoSignature(@ForAll KeySpec spec, @ForAll byte[] message, @ForAll @Size(max = 200) byte[] bytes) {
        assertThat(Signatures.isOf(KEYS.get(spec).signingKey(), message, bytes)).isFalse();
    }

    @Property(tries = 300)
    void aChangedSignatureIsNone(
            @ForAll KeySpec spec,
            @ForAll @Size(34) byte[] message,
            @ForAll @IntRange(max = 200) int at,
            @ForAll @IntRange(min = 1, max = 255) int change)
            throws GeneralSecurityException {
        SigningKey key = KEYS.get(spec).signingKey();
        byte[] signature = KEYS.get(spec).sign(message);

        assertThat(Signatures.isOf(key, message, signature)).isTrue();
        signature[at % signature.length] ^= (byte) change;
        assertThat(Signatures.isOf(key, message, signature)).isFalse();
    }

    @Property(tries = 100)
    void aSignatureIsOneOfItsMessageOnly(
            @ForAll KeySpec spec, @ForAll @Size(34) byte[] message, @ForAll @IntRange(max = 33) int at)
            throws GeneralSecurityException {
        SigningKey key = KEYS.get(spec).signingKey();
        byte[] signature = KEYS.get(spec).sign(message);
        byte[] other = message.clone();
        other[at] ^= 1;

        assertThat(Signatures.isOf(key, other, signature)).isFalse();
        assertThat(Signatures.isOf(key, message, Arrays.copyOf(signature, signature.length + 1)))
                .isFalse();
        assertThat(Signatures.isOf(key, message, Arrays.copyOf(signature, signature.length - 1)))
                .isFalse();
    }

    @Property(tries = 1000)
    void bytesAreASignatureInTheFormOfTheTopologyOrNone(@ForAll KeySpec spec, @ForAll @Size(max = 200) byte[] bytes) {
        Optional<byte[]> form = Signatures.inTopologyForm(spec, bytes);

        form.ifPresent(signature -> assertThat(Signatures.inTopologyForm(spec, signature))
                .hasValueSatisfying(same -> assertThat(same).isEqualTo(signature)));
    }

    @Property(tries = 500)
    void aChangedSignatureOfACurveHasTheFormOrNot(
            @ForAll @Size(34) byte[] message,
            @ForAll @IntRange(max = 200) int at,
            @ForAll byte change,
            @ForAll @IntRange(max = 4) int shorter)
            throws GeneralSecurityException {
        byte[] signature = KEYS.get(KeySpec.P256).sign(message);
        signature[at % signature.length] ^= change;
        byte[] bytes = Arrays.copyOf(signature, signature.length - shorter);

        Optional<byte[]> form = Signatures.inTopologyForm(KeySpec.P256, bytes);

        assertThat(form.isPresent() && bytes.length != 64).isEqualTo(Arrays.equals(form.orElse(null), bytes));
    }

    @Property(tries = 200)
    void bothFormsOfASignatureOfACurveAreTheSame(@ForAll @Size(34) byte[] message) throws Exception {
        for (KeySpec spec : new KeySpec[] {KeySpec.P256, KeySpec.P384, KeySpec.SECP256K1}) {
            byte[] der = KEYS.get(spec).sign(message);
            var order = ECNamedDomainParameters.lookup(
                            switch (spec) {
                                case P256 -> SECObjectIdentifiers.secp256r1;
                                case P384 -> SECObjectIdentifiers.secp384r1;
                                default -> SECObjectIdentifiers.secp256k1;
                            })
                    .getN();
            var numbers = StandardDSAEncoding.INSTANCE.decode(order, der);
            byte[] plain = PlainDSAEncoding.INSTANCE.encode(order, numbers[0], numbers[1]);

            assertThat(Signatures.inTopologyForm(spec, der)).hasValue(der);
            assertThat(Signatures.inTopologyForm(spec, plain))
                    .hasValueSatisfying(signature -> assertThat(signature).isEqualTo(der));
        }
    }

    @Example
    void aKeyThatIsNoPointOfItsCurveHasNoSignatures() throws GeneralSecurityException {
        byte[] message = new byte[34];
        for (KeySpec spec : KeySpec.values()) {
            TestKey key = KEYS.get(spec);
            byte[] bytes = key.signingKey().bytes();
            Arrays.fill(bytes, bytes.length - 31, bytes.length, (byte) 0xff);
            SigningKey none = new SigningKey(spec, HexFormat.of().formatHex(bytes));

            assertThat(Signatures.isOf(none, message, key.sign(message))).isFalse();
        }
    }
}
