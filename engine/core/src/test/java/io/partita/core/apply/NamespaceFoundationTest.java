package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.hash.Multihash;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.KeyName;
import io.partita.core.model.KeySignature;
import io.partita.core.model.KeySource;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.RootDelegation;
import io.partita.core.model.SigningKey;
import io.partita.core.model.TopologyContent;
import io.partita.core.plan.Authority;
import io.partita.core.plan.NamespaceFoundation;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.PlannedKey;
import io.partita.core.plan.Route;
import io.partita.core.plan.Signer;
import io.partita.core.plan.law.PlanLaws;
import io.partita.core.state.ExitStatus;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parties in namespaces that the plan founds first. */
class NamespaceFoundationTest {

    private static final KeyName TREASURY = new KeyName("treasury");

    @TempDir
    Path folder;

    private final Scene scene = new Scene(35);
    private final SigningKey key = scene.ownKeys.key();
    private final Signer own = new Signer.AtParticipant(scene.source.id.uid().namespace(), Scene.SOURCE);
    private final Signer other = new Signer.AtParticipant(scene.target.id.uid().namespace(), Scene.TARGET);
    private final Signer treasury = new Signer.WithKey(key.fingerprint(), TREASURY, Scene.SOURCE);
    private NamespaceFoundation foundation;

    /** @param owners in the order in which they sign */
    private PlanContent founding(int threshold, List<KeyName> introduced, Signer... owners) {
        TreeSet<Fingerprint> namespaces = new TreeSet<>();
        Arrays.stream(owners).forEach(owner -> namespaces.add(owner.namespace()));
        foundation = new NamespaceFoundation(
                NamespaceDefinition.founded(namespaces, threshold), List.of(owners), introduced);
        PartyId fund = PartyId.of("Bob::" + foundation.definition().namespace());
        scene.namespaces.add(foundation);
        scene.parties.add(fund);
        scene.authority(
                fund,
                new Authority(
                        fund.namespace(),
                        namespaces,
                        threshold,
                        List.of(owners).subList(owners.length - threshold, owners.length)));
        return scene.direct(
                Route.of(Route.Reason.NEW_PARTY),
                party -> new HostingMapping(
                        party,
                        1,
                        1,
                        List.of(new HostingMapping.Host(
                                scene.source.id, Permission.CONFIRMATION, HostingMapping.Onboarding.CLEAR)),
                        Optional.empty()));
    }

    private void key(KeySource source) {
        scene.keys.put(TREASURY, new PlannedKey(TREASURY, key, source));
    }

    private void assertFounded() {
        assertThat(scene.network.owners.get(foundation.definition().namespace()))
                .isEqualTo(new TinyNetwork.Owners(
                        foundation.definition().threshold(),
                        foundation.definition().owners()));
        assertThat(scene.network
                        .head(scene.parties.get(0), scene.time.instant())
                        .orElseThrow()
                        .mapping()
                        .serial())
                .isEqualTo(1);
    }

    @Test
    void areCreatedWhenAllOwnersHaveFoundedIt() {
        PlanContent content = founding(2, List.of(), own, other);
        assertThat(PlanLaws.breaches(content)).isEmpty();

        RunResult done = new Runner(scene, folder).apply().run(Scene.saved(content));

        assertThat(done.diagnostics()).isEmpty();
        assertThat(done.exit()).isEqualTo(ExitStatus.DONE);
        assertFounded();
    }

    @Test
    void mayHaveAnOwnerWhoseKeyNoParticipantHolds() {
        key(new KeySource.KeyCommand(List.of("./sign")));
        PlanContent content = founding(2, List.of(TREASURY), treasury, own, other);
        assertThat(PlanLaws.breaches(content)).isEmpty();

        RunResult done = new Runner(scene, folder).apply().run(Scene.saved(content));

        assertThat(done.diagnostics()).isEmpty();
        assertThat(done.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.network.roots).containsExactly(key.fingerprint());
        assertFounded();
    }

    /** One signature over the introduction of the key and the definition. */
    @Test
    void mayHaveAnOwnerThatSignsElsewhere() {
        key(new KeySource.HandOver());
        SavedPlan plan = Scene.saved(founding(2, List.of(TREASURY), treasury, own, other));
        Runner run = new Runner(scene, folder);

        RunResult waiting = run.apply().run(plan);
        assertThat(waiting.exit()).isEqualTo(ExitStatus.WAITING);
        assertThat(scene.network.definitions).isEmpty();
        assertThat(scene.network.roots).isEmpty();

        run.with(run.options().signedBy(List.of(signature(new RootDelegation(key), foundation.definition()))));
        RunResult done = run.apply().resume(plan);

        assertThat(done.diagnostics()).isEmpty();
        assertThat(done.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.ownKeys.signatures).isZero();
        assertFounded();
    }

    private KeySignature signature(TopologyContent... contents) {
        List<String> hashes = Arrays.stream(contents)
                .map(content -> scene.network.transactions.of(content).hash())
                .toList();
        byte[] bytes = scene.ownKeys.sign(key, Multihash.bytes(Multihash.ofTransactions(hashes)));
        return new KeySignature(key, hashes, HexFormat.of().formatHex(bytes));
    }

    /** Somebody else has defined it meanwhile, with a threshold that nobody has reviewed. */
    @Test
    void areNotCreatedInOneThatIsDefinedOtherwise() {
        PlanContent content = founding(2, List.of(), own, other);
        scene.network.owners.put(
                foundation.definition().namespace(),
                new TinyNetwork.Owners(1, foundation.definition().owners()));

        RunResult stale = new Runner(scene, folder).apply().run(Scene.saved(content));

        assertThat(stale.exit()).isEqualTo(ExitStatus.STALE);
        assertThat(scene.network.proposals).isEmpty();
    }

    /** The last signature would not complete the quorum any more. */
    @Test
    void ofOwnersThatHaveChangedAreNotTouched() {
        Fingerprint namespace = TinyNetwork.fingerprint('7');
        scene.network.owners.put(
                namespace, new TinyNetwork.Owners(2, new TreeSet<>(List.of(own.namespace(), other.namespace()))));
        PartyId joint = scene.party(PartyId.of("Alice::" + namespace), 2);
        scene.authority(
                joint,
                new Authority(namespace, new TreeSet<>(List.of(own.namespace(), other.namespace())), 1, List.of(own)));

        RunResult stale = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(stale.exit()).isEqualTo(ExitStatus.STALE);
        assertThat(stale.diagnostics()).extracting(Diagnostic::code).contains("fact-moved");
        assertThat(scene.target.connected).isTrue();
    }
}
