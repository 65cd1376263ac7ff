package io.partita.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.partita.core.hash.Multihash;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningKeyTest {

    /** Recorded on a running network (vectors.json). */
    @Test
    void anEd25519KeyIsCalledByItsRawBytes() {
        assertThat(ExternalKeys.KEY.spec()).isEqualTo(KeySpec.ED25519);
        assertThat(ExternalKeys.KEY.fingerprint())
                .hasToString("1220fa8c872d0b3fdcff8474e4ef34f17b9e275ea039201ce2fe9f2b9ed326c906c5");
    }

    @ParameterizedTest
    @CsvSource({"secp256r1, P256", "secp384r1, P384"})
    void aKeyOfACurveIsCalledByAllOfItsBytes(String curve, KeySpec spec) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        byte[] bytes = generator.generateKeyPair().getPublic().getEncoded();

        SigningKey key = SigningKey.of(bytes).orElseThrow();

        assertThat(key.spec()).isEqualTo(spec);
        assertThat(key.fingerprint().hex()).isEqualTo(Multihash.ofKey(bytes));
    }

    @Test
    void otherBytesAreNoKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] rsa = generator.generateKeyPair().getPublic().getEncoded();

        assertThat(SigningKey.of(rsa)).isEmpty();
        assertThat(SigningKey.of(new byte[0])).isEmpty();
        String hex = ExternalKeys.KEY.hex();
        assertThatIllegalArgumentException().isThrownBy(() -> new SigningKey(KeySpec.P256, hex));
    }

    /** Semantics 10.1. */
    @Test
    void hashesAreThoseOfTheTopology() {
        String p1 = "1220" + "cd".repeat(32);
        String p2 = "1220" + "ef".repeat(32);
        String t1 = "1220b04ad4f2771236eecb2244aafa41e0311ee178233c20975d6e63285844966f4f";
        String t2 = "12205462ed859cdf003d27dee4ef4373787b954721a3d765aa4bf598f10adef62fb3";

        assertThat(Multihash.ofKey(new byte[32]))
                .isEqualTo("1220ea618da83b6c6b2c4557ffa17d722045169f52b8f50f3b31fc867e266de7e53d");
        assertThat(Multihash.ofOwners(List.of(p2, p1)))
                .isEqualTo("1220bb977c2b5209bad52f40d40357f32b67c6259bf47babe6b863f818067ab15d5f");
        assertThat(Multihash.ofTransactions(List.of(t1, t2)))
                .isEqualTo(Multihash.ofTransactions(List.of(t2, t1)))
                .isEqualTo("122095b7236cb410324f8bf64d38a2cd070532f3033840087b0076caa96253586fb6");
    }
}
