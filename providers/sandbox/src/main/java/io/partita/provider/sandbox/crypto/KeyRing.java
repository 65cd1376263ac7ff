package io.partita.provider.sandbox.crypto;

import io.partita.proto.crypto.EncryptionPublicKey;
import io.partita.proto.crypto.PublicKey;
import io.partita.proto.crypto.PublicKeyWithName;
import io.partita.proto.crypto.SigningKeyUsage;
import io.partita.proto.crypto.SigningPublicKey;
import io.partita.provider.sandbox.ids.Sha256;
import io.partita.provider.sandbox.store.Table;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of one node: those it has from the start, derived from the seed of the world and its name, those it
 * generated, and the public keys it was given. Private keys are seeds in the node's table: this is a network for tests,
 * its keys protect nothing.
 */
public final class KeyRing {

    private static final String GENERATED = "generated/";
    private static final String IMPORTED = "imported/";
    private static final String ENCRYPTION = "encryption";
    private static final String PUBLIC = "public/";

    private final String source;
    private final Table<String> table;
    private final Map<String, SigningKey> signing = new LinkedHashMap<>();
    private final Map<String, PublicKeyWithName> own = new LinkedHashMap<>();
    private final Map<String, PublicKeyWithName> imported = new LinkedHashMap<>();
    private final Map<String, SigningKey> others = new LinkedHashMap<>();
    private final SigningKey namespace;

    /**
     * @param seed of the world
     * @param node name of the node
     * @param namespaceKeys names of the keys that it has from the start for namespaces beside its own
     * @param table where generated and imported keys are kept
     */
    public KeyRing(String seed, String node, List<String> namespaceKeys, Table<String> table) {
        this.source = seed + "/" + node + "/";
        this.table = table;
        this.namespace = derive(node + "-namespace", SigningKeyUsage.SIGNING_KEY_USAGE_NAMESPACE);
        derive(
                node + "-sequencer-auth",
                SigningKeyUsage.SIGNING_KEY_USAGE_SEQUENCER_AUTHENTICATION,
                SigningKeyUsage.SIGNING_KEY_USAGE_PROOF_OF_OWNERSHIP);
        derive(
                node + "-signing",
                SigningKeyUsage.SIGNING_KEY_USAGE_PROTOCOL,
                SigningKeyUsage.SIGNING_KEY_USAGE_PROOF_OF_OWNERSHIP);
        namespaceKeys.forEach(name -> {
            SigningKey key = derived("namespace/" + name, SigningKeyUsage.SIGNING_KEY_USAGE_NAMESPACE);
            keep(key, name);
            others.put(name, key);
        });
        PublicKeyWithName encryption = encryption(node + "-encryption");
        own.put(fingerprint(encryption), encryption);
        restore();
    }

    /** The root key of the node's namespace. */
    public SigningKey namespace() {
        return namespace;
    }

    /** A key that it has from the start for a namespace beside its own. */
    public SigningKey namespace(String name) {
        return Optional.ofNullable(others.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no key for a namespace is called " + name));
    }

    /** The private key with this fingerprint, if it is on this node. */
    public Optional<SigningKey> find(String fingerprint) {
        return Optional.ofNullable(signing.get(fingerprint));
    }

    /** Public keys whose private half is here, in the order of their making. */
    public Collection<PublicKeyWithName> own() {
        return List.copyOf(own.values());
    }

    /** All public keys known here. */
    public Collection<PublicKeyWithName> known() {
        List<PublicKeyWithName> all = new ArrayList<>(own.values());
        all.addAll(imported.values());
        return all;
    }

    /** Makes one more signing key; PROTOCOL brings PROOF_OF_OWNERSHIP with it. */
    public SigningPublicKey generate(String name, List<SigningKeyUsage> usage) {
        List<SigningKeyUsage> usages = new ArrayList<>(usage);
        if (usages.contains(SigningKeyUsage.SIGNING_KEY_USAGE_PROTOCOL)
                && !usages.contains(SigningKeyUsage.SIGNING_KEY_USAGE_PROOF_OF_OWNERSHIP)) {
            usages.add(SigningKeyUsage.SIGNING_KEY_USAGE_PROOF_OF_OWNERSHIP);
        }
        SigningKey key = SigningKey.derived(source + GENERATED + table.size(), usages);
        byte[] publicKey = named(publicKey(key), name).toByteArray();
        byte[] record = new byte[32 + publicKey.length];
        System.arraycopy(key.seed(), 0, record, 0, 32);
        System.arraycopy(publicKey, 0, record, 32, publicKey.length);
        table.put(GENERATED + String.format("%08d", table.size()), record);
        keep(key, name);
        return key.publicKey();
    }

    /** Remembers a public key and gives its fingerprint. */
    public String remember(PublicKey key, String name) {
        String fingerprint = key.hasSigningPublicKey()
                ? PublicKeys.fingerprint(key.getSigningPublicKey())
                : PublicKeys.fingerprint(key.getEncryptionPublicKey());
        if (!own.containsKey(fingerprint)) {
            PublicKeyWithName named = named(key, name);
            table.put(IMPORTED + fingerprint, named.toByteArray());
            imported.put(fingerprint, named);
        }
        return fingerprint;
    }

    /** The fingerprint under which a key is listed. */
    public static String fingerprint(PublicKeyWithName named) {
        PublicKey key = named.getPublicKey();
        return key.hasSigningPublicKey()
                ? PublicKeys.fingerprint(key.getSigningPublicKey())
                : PublicKeys.fingerprint(key.getEncryptionPublicKey());
    }

    /** Kept once it is made: to derive it takes a good part of the time in which a network is opened. */
    private PublicKeyWithName encryption(String name) {
        try {
            Optional<byte[]> kept = table.find(ENCRYPTION);
            if (kept.isPresent()) {
                return PublicKeyWithName.parseFrom(kept.get());
            }
        } catch (java.io.IOException damaged) {
            throw new UncheckedIOException("This is a bug in partita: a stored key cannot be read.", damaged);
        }
        EncryptionPublicKey key = PublicKeys.derivedEncryptionKey(source + name);
        PublicKeyWithName made =
                named(PublicKey.newBuilder().setEncryptionPublicKey(key).build(), name);
        table.put(ENCRYPTION, made.toByteArray());
        return made;
    }

    private SigningKey derive(String name, SigningKeyUsage... usage) {
        SigningKey key = derived(name, usage);
        keep(key, name);
        return key;
    }

    /** Its public half is kept for the same reason. */
    private SigningKey derived(String name, SigningKeyUsage... usage) {
        byte[] seed = Sha256.of(source + name);
        Optional<byte[]> kept = table.find(PUBLIC + name);
        if (kept.isPresent()) {
            return SigningKey.ofHalves(seed, kept.get(), List.of(usage));
        }
        SigningKey made = SigningKey.ofSeed(seed, List.of(usage));
        table.put(PUBLIC + name, made.raw());
        return made;
    }

    private void keep(SigningKey key, String name) {
        signing.put(key.fingerprint(), key);
        own.put(key.fingerprint(), named(publicKey(key), name));
    }

    private void restore() {
        for (Map.Entry<String, byte[]> entry : table.ascending(null)) {
            try {
                if (entry.getKey().startsWith(GENERATED)) {
                    restoreGenerated(entry.getValue());
                } else if (entry.getKey().startsWith(IMPORTED)) {
                    PublicKeyWithName key = PublicKeyWithName.parseFrom(entry.getValue());
                    imported.put(fingerprint(key), key);
                }
            } catch (java.io.IOException damaged) {
                throw new UncheckedIOException("This is a bug in partita: a stored key cannot be read.", damaged);
            }
        }
    }

    private void restoreGenerated(byte[] record) throws java.io.IOException {
        byte[] seed = java.util.Arrays.copyOf(record, 32);
        PublicKeyWithName named = PublicKeyWithName.parseFrom(java.util.Arrays.copyOfRange(record, 32, record.length));
        keep(SigningKey.ofSeed(seed, named.getPublicKey().getSigningPublicKey().getUsageList()), named.getName());
    }

    private static PublicKey publicKey(SigningKey key) {
        return PublicKey.newBuilder().setSigningPublicKey(key.publicKey()).build();
    }

    private static PublicKeyWithName named(PublicKey key, String name) {
        return PublicKeyWithName.newBuilder().setPublicKey(key).setName(name).build();
    }
}
