package io.partita.cli.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Signatures of OpenPGP as GnuPG makes them, judged with keys as GnuPG exports them. */
@EnabledIf("io.partita.cli.approval.Gpg#isInstalled")
class AllowedPgpKeysTest {

    private static final byte[] COMMIT = "tree 0\nauthor somebody\n\na change\n".getBytes(StandardCharsets.UTF_8);

    private static Gpg gpg;
    private static AllowedPgpKeys keys;

    @BeforeAll
    static void makeKeys() throws SignatureRefused {
        gpg = Gpg.fresh();
        gpg.key("alice", "ed25519", "sign", "never");
        gpg.key("bob", "ed25519", "cert", "never");
        gpg.signingSubkey("bob");
        gpg.key("carol", "rsa3072", "sign", "never");
        gpg.key("dora", "ed25519", "sign", "2d");
        gpg.key("mallory", "ed25519", "sign", "never");
        keys = AllowedPgpKeys.parse(list("alice", "bob", "carol", "dora"));
    }

    @AfterAll
    static void endTheAgent() {
        gpg.close();
    }

    private static byte[] list(String... names) {
        return gpg.exported(names).getBytes(StandardCharsets.US_ASCII);
    }

    private static void refused(byte[] signature, byte[] signed, Instant now, String why) {
        assertThatThrownBy(() -> keys.requireSigned(signature, signed, now))
                .isInstanceOf(SignatureRefused.class)
                .hasMessageContaining(why);
    }

    @Test
    void primaryKeysAndSubkeysOfTheListMaySign() throws SignatureRefused {
        for (String name : new String[] {"alice", "bob", "carol", "dora"}) {
            byte[] signature = gpg.signature(name, COMMIT);
            assertThat(AllowedPgpKeys.isSignature(signature)).isTrue();
            assertThatCode(() -> keys.requireSigned(signature, COMMIT, Instant.now()))
                    .as(name)
                    .doesNotThrowAnyException();
            assertThat(keys.whose(signature, COMMIT)).containsExactly(name + "@bank.example");
        }
    }

    @Test
    void nobodyElseMay() throws SignatureRefused {
        byte[] signature = gpg.signature("mallory", COMMIT);

        refused(signature, COMMIT, Instant.now(), "is not in the list of keys");
        assertThat(keys.whose(signature, COMMIT)).isEmpty();
        assertThatThrownBy(() -> AllowedPgpKeys.none().requireSigned(signature, COMMIT, Instant.now()))
                .isInstanceOf(SignatureRefused.class);
    }

    @Test
    void aSignatureOfSomethingElseIsNone() {
        byte[] signature = gpg.signature("alice", COMMIT);

        refused(signature, Arrays.copyOf(COMMIT, COMMIT.length - 1), Instant.now(), "is not of this commit");
    }

    @Test
    void aKeyThatHasExpiredOrWasRevokedCountsNoMore() throws SignatureRefused {
        byte[] signature = gpg.signature("dora", COMMIT);
        refused(signature, COMMIT, Instant.now().plus(Duration.ofDays(3)), "has expired");

        gpg.key("eve", "ed25519", "sign", "never");
        byte[] early = gpg.signature("eve", COMMIT);
        gpg.revoke("eve");
        AllowedPgpKeys revoked = AllowedPgpKeys.parse(list("eve"));
        assertThatThrownBy(() -> revoked.requireSigned(early, COMMIT, Instant.now()))
                .isInstanceOf(SignatureRefused.class)
                .hasMessageContaining("was revoked");
        assertThat(revoked.whose(early, COMMIT)).containsExactly("eve@bank.example");
    }

    @Test
    void aNameThatWasRevokedIsStillWhoseTheKeyIs() throws SignatureRefused {
        gpg.key("frieda", "ed25519", "sign", "never");
        gpg.rename("frieda", "frida");
        AllowedPgpKeys renamed = AllowedPgpKeys.parse(list("frida"));
        byte[] signature = gpg.signature("frida", COMMIT);

        assertThatCode(() -> renamed.requireSigned(signature, COMMIT, Instant.now()))
                .doesNotThrowAnyException();
        assertThat(renamed.whose(signature, COMMIT))
                .containsExactlyInAnyOrder("frida@bank.example", "frieda@bank.example");
    }

    @Test
    void aHashThatIsBrokenIsNotTaken() {
        byte[] signature = gpg.signature("carol", COMMIT, "--digest-algo", "SHA1", "--allow-weak-digest-algos");

        refused(signature, COMMIT, Instant.now(), "uses a hash that is not taken any more");
    }

    @Test
    void aKeyThatIsTooShortIsNotTaken() throws SignatureRefused {
        gpg.key("short", "rsa1024", "sign", "never");
        AllowedPgpKeys weak = AllowedPgpKeys.parse(list("short"));
        byte[] signature = gpg.signature("short", COMMIT);

        assertThatThrownBy(() -> weak.requireSigned(signature, COMMIT, Instant.now()))
                .isInstanceOf(SignatureRefused.class)
                .hasMessageContaining("is of a kind or length that is not taken");
    }

    /** A commit is anybody's: whatever its signature is, it is refused and nothing else. */
    @Test
    void damagedSignaturesAndListsAreRefused() {
        byte[] signature = gpg.signature("alice", COMMIT);
        byte[] list = list("alice", "bob");
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = damaged(signature, random);
            byte[] other = damaged(list, random);
            if (!Arrays.equals(damaged, signature)) {
                assertThatCode(() -> {
                            try {
                                keys.requireSigned(damaged, COMMIT, Instant.now());
                            } catch (SignatureRefused refused) {
                                assertThat(refused).hasMessageNotContaining("Exception");
                            }
                        })
                        .doesNotThrowAnyException();
            }
            assertThatCode(() -> {
                        try {
                            AllowedPgpKeys.parse(other).whose(signature, COMMIT);
                        } catch (SignatureRefused refused) {
                            assertThat(refused.getMessage()).isNotBlank();
                        }
                    })
                    .doesNotThrowAnyException();
        }
        refused(concat(signature, signature), COMMIT, Instant.now(), "");
        refused(new byte[70_000], COMMIT, Instant.now(), "larger");
        assertThatThrownBy(() -> AllowedPgpKeys.parse(new byte[0])).isInstanceOf(SignatureRefused.class);
    }

    private static byte[] damaged(byte[] bytes, SplittableRandom random) {
        byte[] damaged = bytes.clone();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged;
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }
}
