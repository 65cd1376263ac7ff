package io.partita.cli.approval;

import static io.partita.cli.approval.MadePgpKey.MADE;
import static io.partita.cli.approval.MadePgpKey.list;
import static io.partita.cli.approval.MadePgpKey.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bouncycastle.openpgp.PGPSignature.CERTIFICATION_REVOCATION;
import static org.bouncycastle.openpgp.PGPSignature.DIRECT_KEY;
import static org.bouncycastle.openpgp.PGPSignature.KEY_REVOCATION;
import static org.bouncycastle.openpgp.PGPSignature.POSITIVE_CERTIFICATION;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.Consumer;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRing;
import org.junit.jupiter.api.Test;

/** What the owner of a key says of it, wherever in the key it stands. */
class PgpStatementsTest {

    private static final byte[] COMMIT = "tree 0\nauthor somebody\n\na change\n".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = MADE.plus(Duration.ofDays(30));
    private static final long DAY = Duration.ofDays(1).toSeconds();

    private static final String ALICE = "alice <alice@bank.example>";
    private static final String ALICE_ELSEWHERE = "alice <alice@other.example>";

    private static final Consumer<PGPSignatureSubpacketGenerator> NOTHING = packets -> {};
    private static final Consumer<PGPSignatureSubpacketGenerator> SIGNS = flags(KeyFlags.SIGN_DATA);
    private static final Consumer<PGPSignatureSubpacketGenerator> CERTIFIES = flags(KeyFlags.CERTIFY_OTHER);

    private final MadePgpKey primary = MadePgpKey.fresh();
    private final MadePgpKey subkey = MadePgpKey.fresh();

    private static Consumer<PGPSignatureSubpacketGenerator> flags(int flags) {
        return packets -> packets.setKeyFlags(true, flags);
    }

    private byte[] vouched(Consumer<PGPSignatureSubpacketGenerator> more) {
        return primary.ofName(POSITIVE_CERTIFICATION, ALICE, primary, more);
    }

    private byte[] direct(Consumer<PGPSignatureSubpacketGenerator> more) {
        return primary.ofItself(DIRECT_KEY, more);
    }

    private byte[] withSubkey(byte[] binding) {
        return list(primary.packet(), name(ALICE), vouched(CERTIFIES), subkey.subkeyPacket(), binding);
    }

    private static void taken(byte[] list, MadePgpKey signer) throws SignatureRefused {
        AllowedPgpKeys.parse(list).requireSigned(signer.after(DAY).signature(COMMIT), COMMIT, NOW);
    }

    private static void refused(byte[] list, MadePgpKey signer, String why) throws SignatureRefused {
        AllowedPgpKeys keys = AllowedPgpKeys.parse(list);
        byte[] signature = signer.after(DAY).signature(COMMIT);
        assertThatThrownBy(() -> keys.requireSigned(signature, COMMIT, NOW))
                .isInstanceOf(SignatureRefused.class)
                .hasMessageEndingWith(why);
    }

    private Iterable<String> whose(byte[] list) throws SignatureRefused {
        return AllowedPgpKeys.parse(list).whose(primary.after(DAY).signature(COMMIT), COMMIT);
    }

    @Test
    void aKeyWhoseOnlyNameWasRevokedIsRevokedAndStillSomebodys() throws SignatureRefused {
        byte[] left = list(
                primary.packet(),
                name(ALICE),
                vouched(SIGNS),
                primary.after(DAY).ofName(CERTIFICATION_REVOCATION, ALICE, primary, NOTHING));

        refused(left, primary, "was revoked");
        assertThat(whose(left)).containsExactly("alice@bank.example");
    }

    /** An old export before or behind a new one, in one block or in two: what one of them says, all say. */
    @Test
    void aKeyThatIsThereTwiceIsWhatBothSay() throws SignatureRefused {
        byte[] before = packets(primary.packet(), name(ALICE), vouched(SIGNS));
        byte[] revoked = packets(
                primary.packet(), primary.after(DAY).ofItself(KEY_REVOCATION, NOTHING), name(ALICE), vouched(SIGNS));
        byte[] withSubkey = packets(
                primary.packet(),
                name(ALICE),
                vouched(SIGNS),
                subkey.subkeyPacket(),
                primary.takes(subkey, SIGNS.andThen(subkey.wants(primary, NOTHING))));

        taken(list(before, before), primary);
        taken(list(before, withSubkey), subkey);
        taken(packets(list(withSubkey), list(before)), subkey);
        refused(list(before, revoked), primary, "was revoked");
        refused(packets(list(before), list(revoked)), primary, "was revoked");
        refused(packets(list(revoked), list(before)), primary, "was revoked");
        assertThat(whose(list(before, before))).containsExactly("alice@bank.example");
    }

    private static byte[] packets(byte[]... all) {
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        for (byte[] one : all) {
            together.writeBytes(one);
        }
        return together.toByteArray();
    }

    /** As everywhere with revocations, be it older than what the key says again. */
    @Test
    void aNameIsNotTakenBackAfterItsRevocation() throws SignatureRefused {
        byte[] list = list(
                primary.packet(),
                name(ALICE),
                primary.ofName(CERTIFICATION_REVOCATION, ALICE, primary, NOTHING),
                primary.after(DAY).ofName(POSITIVE_CERTIFICATION, ALICE, primary, SIGNS));

        refused(list, primary, "was revoked");
    }

    @Test
    void namesInForceCountOnAndAllNamesSayWhoseTheKeyIs() throws SignatureRefused {
        byte[] moved = list(
                primary.packet(),
                name(ALICE),
                vouched(SIGNS),
                primary.after(DAY).ofName(CERTIFICATION_REVOCATION, ALICE, primary, NOTHING),
                name(ALICE_ELSEWHERE),
                primary.ofName(POSITIVE_CERTIFICATION, ALICE_ELSEWHERE, primary, SIGNS));

        taken(moved, primary);
        assertThat(whose(moved)).containsExactlyInAnyOrder("alice@bank.example", "alice@other.example");
    }

    /** The name that was revoked said that it signs, the one that is left says that it does not. */
    @Test
    void whatWasSaidWithARevokedNameCountsNoMore() throws SignatureRefused {
        byte[] list = list(
                primary.packet(),
                name(ALICE),
                primary.after(DAY).ofName(POSITIVE_CERTIFICATION, ALICE, primary, SIGNS),
                primary.ofName(CERTIFICATION_REVOCATION, ALICE, primary, NOTHING),
                name(ALICE_ELSEWHERE),
                primary.ofName(POSITIVE_CERTIFICATION, ALICE_ELSEWHERE, primary, CERTIFIES));

        refused(list, primary, "is not for signing");
    }

    @Test
    void somebodyElseRevokesNoName() throws SignatureRefused {
        byte[] list = list(
                primary.packet(),
                name(ALICE),
                vouched(SIGNS),
                subkey.ofName(CERTIFICATION_REVOCATION, ALICE, primary, NOTHING));

        taken(list, primary);
        assertThat(whose(list)).containsExactly("alice@bank.example");
    }

    @Test
    void revocationsCountWhereverTheyStand() throws SignatureRefused {
        byte[] afterTheName = primary.ofItself(KEY_REVOCATION, NOTHING);
        refused(list(primary.packet(), name(ALICE), vouched(SIGNS), afterTheName), primary, "was revoked");

        byte[] ofNoName = primary.ofName(CERTIFICATION_REVOCATION, ALICE, primary, NOTHING);
        refused(list(primary.packet(), ofNoName, name(ALICE), vouched(SIGNS)), primary, "was revoked");
    }

    @Test
    void anExpiryThatStandsOnlyInADirectSignatureCounts() throws SignatureRefused {
        byte[] direct = direct(packets -> packets.setKeyExpirationTime(true, 2 * DAY));
        byte[] list = list(primary.packet(), direct, name(ALICE), vouched(SIGNS));
        refused(list, primary, "has expired");

        byte[] binding = primary.takes(subkey, SIGNS.andThen(subkey.wants(primary, NOTHING)));
        refused(
                list(primary.packet(), direct, name(ALICE), vouched(CERTIFIES), subkey.subkeyPacket(), binding),
                subkey,
                "has expired");
    }

    @Test
    void aLaterDirectSignatureReplacesTheExpiryOfAnEarlierOne() throws SignatureRefused {
        byte[] early = direct(packets -> packets.setKeyExpirationTime(true, 2 * DAY));
        byte[] later = primary.after(DAY).ofItself(DIRECT_KEY, packets -> packets.setKeyExpirationTime(true, 90 * DAY));

        taken(list(primary.packet(), later, early, name(ALICE), vouched(SIGNS)), primary);
    }

    @Test
    void whatAKeyIsForMayStandOnlyInADirectSignature() throws SignatureRefused {
        refused(
                list(primary.packet(), direct(CERTIFIES), name(ALICE), vouched(NOTHING)),
                primary,
                "is not for signing");
        taken(list(primary.packet(), direct(SIGNS), name(ALICE), vouched(NOTHING)), primary);
        taken(list(primary.packet(), direct(CERTIFIES), name(ALICE), vouched(SIGNS)), primary);
    }

    @Test
    void aKeyThatSaysItIsForNothingIsForNothing() throws SignatureRefused {
        refused(list(primary.packet(), name(ALICE), vouched(flags(0))), primary, "is not for signing");
        refused(
                withSubkey(primary.takes(subkey, flags(0).andThen(subkey.wants(primary, NOTHING)))),
                subkey,
                "is not for signing");
        taken(list(primary.packet(), name(ALICE), vouched(NOTHING)), primary);
    }

    @Test
    void whatIsSaidOfAKeyExpiresAsWell() throws SignatureRefused {
        Consumer<PGPSignatureSubpacketGenerator> briefly = packets -> packets.setSignatureExpirationTime(true, 2 * DAY);
        everywhere(briefly, "has expired");
    }

    @Test
    void whatIsSaidOfAKeyWithSomethingUnknownIsNotTaken() throws SignatureRefused {
        Consumer<PGPSignatureSubpacketGenerator> unknown =
                packets -> packets.addNotationData(true, true, "only@bank.example", "on Mondays");
        everywhere(unknown, "insists on something that is not known here");

        Consumer<PGPSignatureSubpacketGenerator> remark =
                packets -> packets.addNotationData(false, true, "only@bank.example", "on Mondays");
        taken(list(primary.packet(), direct(remark), name(ALICE), vouched(SIGNS.andThen(remark))), primary);
    }

    /** Of a name, of the key itself, of a subkey and by one. */
    private void everywhere(Consumer<PGPSignatureSubpacketGenerator> bad, String why) throws SignatureRefused {
        refused(list(primary.packet(), name(ALICE), vouched(SIGNS.andThen(bad))), primary, why);
        refused(list(primary.packet(), direct(bad), name(ALICE), vouched(SIGNS)), primary, why);
        Consumer<PGPSignatureSubpacketGenerator> wish = subkey.wants(primary, NOTHING);
        refused(withSubkey(primary.takes(subkey, SIGNS.andThen(wish).andThen(bad))), subkey, why);
        refused(withSubkey(primary.takes(subkey, SIGNS.andThen(subkey.wants(primary, bad)))), subkey, why);
        taken(withSubkey(primary.takes(subkey, SIGNS.andThen(wish))), subkey);
    }

    @Test
    void whatIsSaidOfAKeyWithABrokenHashIsNotTaken() throws SignatureRefused {
        String why = "is vouched for with a hash that is not taken any more";
        MadePgpKey weak = primary.with(HashAlgorithmTags.SHA1);
        byte[] ofName = weak.ofName(POSITIVE_CERTIFICATION, ALICE, primary, SIGNS);
        refused(list(primary.packet(), name(ALICE), ofName), primary, why);
        refused(list(primary.packet(), weak.ofItself(DIRECT_KEY, NOTHING), name(ALICE), vouched(SIGNS)), primary, why);
        refused(withSubkey(weak.takes(subkey, SIGNS.andThen(subkey.wants(primary, NOTHING)))), subkey, why);
        Consumer<PGPSignatureSubpacketGenerator> weakly =
                subkey.with(HashAlgorithmTags.SHA1).wants(primary, NOTHING);
        refused(withSubkey(primary.takes(subkey, SIGNS.andThen(weakly))), subkey, why);

        byte[] again = primary.after(DAY).ofName(POSITIVE_CERTIFICATION, ALICE, primary, SIGNS);
        taken(list(primary.packet(), name(ALICE), ofName, again), primary);
    }

    @Test
    void theLastBindingOfASubkeyCountsAndHasToBeWanted() throws SignatureRefused {
        byte[] wanted = primary.takes(subkey, SIGNS.andThen(subkey.wants(primary, NOTHING)));
        byte[] later = primary.after(DAY).takes(subkey, SIGNS);
        byte[] list = list(primary.packet(), name(ALICE), vouched(CERTIFIES), subkey.subkeyPacket(), wanted, later);

        refused(list, subkey, "is not signed by the one that it belongs to");
    }

    @Test
    void aSubkeyWithTheIdOfThePrimaryKeyHasToBeBound() throws Exception {
        byte[] list = list(primary.packet(), name(ALICE), vouched(SIGNS), primary.subkeyPacket());
        BcPGPPublicKeyRing ring = new BcPGPPublicKeyRing(new ArmoredInputStream(new ByteArrayInputStream(list)));
        Iterator<PGPPublicKey> keys = ring.getPublicKeys();
        PgpKey first = new PgpKey(ring.getPublicKey(), keys.next());
        PgpKey second = new PgpKey(ring.getPublicKey(), keys.next());

        assertThat(second.key().getKeyID()).isEqualTo(first.key().getKeyID());
        assertThat(first.against(MADE, NOW)).isEmpty();
        assertThat(second.against(MADE, NOW)).contains("is not signed by the one that it belongs to");
    }
}
