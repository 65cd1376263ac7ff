package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.SigningKey;
import io.partita.core.plan.Authority;
import io.partita.core.plan.KeyIntroduction;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Route;
import io.partita.core.plan.Signer;
import io.partita.core.plan.law.PlanLaws;
import io.partita.core.state.ExitStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parties in a namespace of their own, whose key a participant holds. */
class HeldKeyTest {

    @TempDir
    Path folder;

    private final Scene scene = new Scene(35);
    private final SigningKey key = scene.ownKeys.key();
    private final PartyId alice = PartyId.of("Alice::" + key.fingerprint());

    private void holds(TinyParticipant holder) {
        holder.heldKeys.put(key.fingerprint(), key);
        scene.authority(
                alice,
                new Authority(
                        key.fingerprint(),
                        new TreeSet<>(Set.of(key.fingerprint())),
                        1,
                        List.of(new Signer.AtParticipant(
                                key.fingerprint(), holder.name(), Optional.of(key.fingerprint())))));
    }

    private PlanContent created(Host... hosts) {
        scene.parties.add(alice);
        scene.introductions.add(new KeyIntroduction(key, Scene.SOURCE));
        PlanContent content = scene.direct(
                Route.of(Route.Reason.NEW_PARTY),
                party -> new HostingMapping(party, 1, 1, List.of(hosts), Optional.empty()));
        assertThat(PlanLaws.breaches(content)).isEmpty();
        return content;
    }

    private Host on(TinyParticipant participant) {
        return new Host(participant.id, Permission.CONFIRMATION, Onboarding.CLEAR);
    }

    private RunResult run(PlanContent content) {
        return new Runner(scene, folder).apply().run(Scene.saved(content));
    }

    private HostingMapping hosting() {
        return scene.network.head(alice, scene.time.instant()).orElseThrow().mapping();
    }

    @Test
    void signsWhileTheTargetIsIsolated() {
        scene.network.roots.add(key.fingerprint());
        holds(scene.source);
        scene.party(alice, 3);
        PlanContent content = scene.offline();
        assertThat(PlanLaws.breaches(content)).isEmpty();

        RunResult done = run(content);

        assertThat(done.diagnostics()).isEmpty();
        assertThat(done.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    @Test
    void thatIsGoneStopsTheRunBeforeAnythingChanges() {
        scene.network.roots.add(key.fingerprint());
        holds(scene.source);
        scene.party(alice, 3);
        PlanContent content = scene.offline();
        scene.source.heldKeys.clear();

        RunResult stale = run(content);

        assertThat(stale.exit()).isEqualTo(ExitStatus.STALE);
        assertThat(stale.diagnostics()).extracting(Diagnostic::code).containsExactly("fact-moved");
        assertThat(scene.network.proposals).isEmpty();
        assertThat(scene.target.connected).isTrue();
    }

    @Test
    void isIntroducedBeforeThePartyIsCreated() {
        holds(scene.source);

        RunResult done = run(created(on(scene.target)));

        assertThat(done.diagnostics()).isEmpty();
        assertThat(done.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.network.roots).containsExactly(key.fingerprint());
        assertThat(hosting().hosts()).containsExactly(on(scene.target));
    }

    /** It signs once, for its own namespace and for the party's. */
    @Test
    void mayBeWithOneOfTheNewHosts() {
        holds(scene.source);

        RunResult done = run(created(on(scene.source), on(scene.target)));

        assertThat(done.diagnostics()).isEmpty();
        assertThat(done.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(hosting().hosts()).containsExactly(on(scene.source), on(scene.target));
    }

    @Test
    void thatIsKnownMeanwhileIsNotIntroducedAgain() {
        holds(scene.source);
        PlanContent content = created(on(scene.target));
        scene.network.roots.add(key.fingerprint());

        RunResult done = run(content);

        assertThat(done.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(hosting().serial()).isEqualTo(1);
    }
}
