package io.partita.plans.conformance;

import static io.partita.plans.conformance.SimpleCases.kinds;
import static io.partita.plans.conformance.Wanted.CONFIRMATION;
import static io.partita.plans.conformance.Wanted.OBSERVATION;
import static io.partita.plans.conformance.Wanted.SUBMISSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.partita.core.hash.Multihash;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.SigningKey;
import io.partita.dsl.word.SecretWords;
import io.partita.proto.crypto.SigningKeyUsage;
import io.partita.proto.crypto.SigningPublicKey;
import io.partita.proto.vault.GenerateSigningKeyRequest;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Parties whose owner is a key beside a participant's own, or several owners. Nobody submits for them here: their
 * contracts are those that a party of the source offers them.
 */
final class OwnerCases {

    private static final String ED25519 = "Ed25519";
    private static final String CURVE = "EC";

    List<Case> cases() {
        return List.of(
                Case.of(
                        "external-create",
                        "a party of a P-256 key is created on two participants, then one of them observes",
                        OwnerCases::createExternal),
                Case.of(
                        "external-offline",
                        "a party of a key moves with its contracts; the key signs while the target is away",
                        OwnerCases::moveExternal),
                Case.of(
                        "external-handover",
                        "the key is elsewhere: exit 5, sign export, sign, sign import",
                        OwnerCases::handOver),
                Case.of(
                        "decentralized-create",
                        "a namespace of two participants and a key is founded with a party in it",
                        OwnerCases::createDecentralized),
                Case.of(
                        "decentralized-offline",
                        "a party of a participant and a key moves with its contracts",
                        OwnerCases::moveDecentralized),
                Case.of(
                        "own-namespace-create",
                        "the root key that a participant holds is introduced, and a party is created with it",
                        OwnerCases::createInOwnNamespace),
                Case.of(
                        "own-namespace-offline",
                        "a party of a key that a participant holds moves with its contracts",
                        OwnerCases::moveFromOwnNamespace));
    }

    private static void createExternal(Ground ground) {
        OwnerKey key = OwnerKey.made("owner", CURVE);
        Wanted party = Wanted.external(ground.name("External"), key)
                .host(ground.source(), CONFIRMATION)
                .host(ground.destination(), CONFIRMATION)
                .threshold(2);
        String id = id(party, key.namespace());
        Unit unit = unit(ground, key);
        apply(ground, unit, key, party, id);

        Wanted fewer = party.host(ground.destination(), OBSERVATION).threshold(1);
        apply(ground, unit, key, fewer, id);
    }

    private static void moveExternal(Ground ground) {
        OwnerKey key = OwnerKey.made("owner", ED25519);
        Wanted party = Wanted.external(ground.name("ExternalMoved"), key).host(ground.source(), CONFIRMATION);
        move(ground, key, party, id(party, key.namespace()));
    }

    private static void handOver(Ground ground) {
        OwnerKey key = OwnerKey.made("owner", ED25519);
        Wanted party = Wanted.external(ground.name("HandedOver"), key).host(ground.source(), CONFIRMATION);
        String id = id(party, key.namespace());
        Unit unit = unit(ground, key);
        apply(ground, unit, key, party, id);
        offer(ground, id);
        Wanted more = party.host(ground.destination(), OBSERVATION);
        unit.declare(ground.declaration(more).key(key, "handOver()"));
        unit.plan();
        assertThat(unit.run(5, "apply", "plan.json", "--confirm=" + party.name()))
                .contains("[signature-wanted]");
        unit.run(0, "sign", "export", "-o", "request.json");
        assertThat(unit.run(0, "sign", "request.json")).contains(id).contains("onboarding flag");
        unit.run(0, "sign", "request.json", "--key", key.privateFile(), "-o", "signatures.json");
        unit.run(0, "sign", "import", "signatures.json");
        requireThere(ground, more, id);
        unit.requireDone();
    }

    private static void createDecentralized(Ground ground) {
        OwnerKey key = OwnerKey.made("owner", CURVE);
        Wanted party = Wanted.decentralized(
                        ground.name("Together"),
                        ground.source().name(),
                        ground.destination().name(),
                        key.name())
                .host(ground.source(), CONFIRMATION)
                .host(ground.destination(), OBSERVATION);
        String id = id(
                party,
                together(
                        ground.source().namespace(),
                        ground.destination().namespace(),
                        key.namespace().hex()));
        apply(ground, unit(ground, key), key, party, id);
    }

    private static void moveDecentralized(Ground ground) {
        OwnerKey key = OwnerKey.made("owner", ED25519);
        Wanted party = Wanted.decentralized(
                        ground.name("TogetherMoved"), ground.source().name(), key.name())
                .host(ground.source(), CONFIRMATION);
        move(
                ground,
                key,
                party,
                id(party, together(ground.source().namespace(), key.namespace().hex())));
    }

    private static void createInOwnNamespace(Ground ground) {
        String name = ground.name("OwnNamespace");
        Fingerprint namespace = generated(ground.source(), name);
        Wanted party = Wanted.ownNamespace(name, ground.source(), namespace)
                .host(ground.source(), SUBMISSION)
                .host(ground.destination(), OBSERVATION);
        apply(ground, ground.unit(), wanted -> ground.declaration(wanted), party, id(party, namespace));
    }

    private static void moveFromOwnNamespace(Ground ground) {
        String name = ground.name("OwnNamespaceMoved");
        Fingerprint namespace = generated(ground.source(), name);
        Wanted party = Wanted.ownNamespace(name, ground.source(), namespace).host(ground.source(), SUBMISSION);
        move(ground, ground.unit(), wanted -> ground.declaration(wanted), party, id(party, namespace));
    }

    /** A new key of a participant for a namespace, as its operator makes one in the console. */
    private static Fingerprint generated(Peer holder, String name) {
        SigningPublicKey key = holder.vault()
                .generateSigningKey(GenerateSigningKeyRequest.newBuilder()
                        .setName(name)
                        .addUsage(SigningKeyUsage.SIGNING_KEY_USAGE_NAMESPACE)
                        .build())
                .getPublicKey();
        return SigningKey.of(key.getPublicKey().toByteArray()).orElseThrow().fingerprint();
    }

    private static void move(Ground ground, OwnerKey key, Wanted party, String id) {
        move(ground, unit(ground, key), wanted -> declaration(ground, key, wanted), party, id);
    }

    /** From its creation over its first contract to another host. */
    private static void move(
            Ground ground, Unit unit, Function<Wanted, DeclarationText> declaration, Wanted party, String id) {
        apply(ground, unit, declaration, party, id);
        offer(ground, id);
        Wanted more = party.host(ground.destination(), OBSERVATION);
        unit.declare(declaration.apply(more));
        JsonNode plan = unit.plan();
        assertThat(kinds(plan)).contains("isolate", "export-acs", "import-acs");
        unit.run(0, "apply", "plan.json", "--confirm=" + party.name());
        requireThere(ground, more, id);
        unit.requireDone();
    }

    private static void requireThere(Ground ground, Wanted wanted, String id) {
        ground.topology().await(id, wanted.hosting(), ground.peers());
        ground.ledger().awaitSame(ground.source(), ground.destination(), id);
    }

    private static void apply(Ground ground, Unit unit, OwnerKey key, Wanted party, String id) {
        apply(ground, unit, wanted -> declaration(ground, key, wanted), party, id);
    }

    private static void apply(
            Ground ground, Unit unit, Function<Wanted, DeclarationText> declaration, Wanted party, String id) {
        unit.declare(declaration.apply(party));
        unit.apply();
        ground.topology().await(id, party.hosting(), ground.peers());
        unit.requireDone();
    }

    /** A party of the source offers a deal. */
    private static void offer(Ground ground, String holder) {
        String issuer = ground.allocate(ground.name("Issuer-" + holder.replaceFirst("-.*", "")));
        ground.ledger().submit(ground.source(), issuer, Ledger.deal(issuer, holder, 10));
    }

    private static Unit unit(Ground ground, OwnerKey key) {
        Unit unit = ground.unit();
        key.into(unit);
        return unit;
    }

    private static DeclarationText declaration(Ground ground, OwnerKey key, Wanted party) {
        return ground.declaration(party).key(key, "file " + SecretWords.quoted(key.privateFile()));
    }

    private static String id(Wanted party, Fingerprint namespace) {
        return party.name() + "::" + namespace.hex();
    }

    private static Fingerprint together(String... owners) {
        return new Fingerprint(Multihash.ofOwners(new TreeSet<>(List.of(owners))));
    }
}
