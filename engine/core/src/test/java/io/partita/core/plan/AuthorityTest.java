package io.partita.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.KeyName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whose signature has to be the last one. */
class AuthorityTest {

    private static final Fingerprint PARTY = fingerprint('a');
    private static final Fingerprint KEY = fingerprint('b');
    private static final KeyName NAME = new KeyName("cold");

    private static Fingerprint fingerprint(char digit) {
        return new Fingerprint("1220" + String.valueOf(digit).repeat(64));
    }

    private static Authority signedBy(Signer... signers) {
        return new Authority(PARTY, new TreeSet<>(Set.of(PARTY)), 1, List.of(signers));
    }

    @Test
    void itIsThatOfTheKeyThatIsNamedAsWell() {
        assertThat(signedBy(new Signer.WithKey(PARTY, NAME, Contents.name(1))).late(name -> KEY))
                .containsExactly(PARTY, KEY);
        assertThat(signedBy(new Signer.AtParticipant(PARTY, Contents.name(1), Optional.of(KEY)))
                        .late(name -> PARTY))
                .containsExactly(PARTY, KEY);
    }

    @Test
    void itIsNotThatOfWhoSignsBefore() {
        Authority two = new Authority(
                PARTY,
                new TreeSet<>(Set.of(fingerprint('c'), fingerprint('d'))),
                2,
                List.of(
                        new Signer.AtParticipant(fingerprint('c'), Contents.name(1)),
                        new Signer.AtParticipant(fingerprint('d'), Contents.name(2))));

        assertThat(two.late(name -> KEY)).containsExactly(fingerprint('d'));
    }
}
