package io.partita.provider.sandbox.packages;

import com.google.protobuf.ByteString;
import io.partita.provider.sandbox.lf.LfArchive;
import io.partita.provider.sandbox.lf.LfPackage;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.store.Table;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The packages and DARs of one participant. To be used under the lock of the network. */
public final class PackageStore {

    private static final int HEADER = Long.BYTES;

    private final Table<String> packages;
    private final Table<String> dars;
    private final PackageLibrary library;

    public PackageStore(Node node, PackageLibrary library) {
        this.packages = node.table("packages");
        this.dars = node.table("dars");
        this.library = library;
    }

    /** A package that is known here; empty if it is not. */
    public Optional<LfPackage> find(String id) {
        return packages.find(id).map(bytes -> library.of(id, payload(bytes)));
    }

    public boolean contains(String id) {
        return packages.contains(id);
    }

    /** All packages, by id. */
    public List<LfPackage> all() {
        List<LfPackage> result = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry : packages.ascending(null)) {
            result.add(library.of(entry.getKey(), payload(entry.getValue())));
        }
        return result;
    }

    /** All packages in the order in which they came: DAR by DAR, each with its main package first. */
    public List<LfPackage> inOrderOfUpload() {
        LinkedHashSet<String> ids = new LinkedHashSet<>();
        for (StoredDar dar : dars()) {
            ids.add(dar.main());
            ids.addAll(dar.packages());
        }
        List<LfPackage> result = new ArrayList<>();
        ids.forEach(id -> find(id).ifPresent(result::add));
        all().stream().filter(each -> !ids.contains(each.id())).forEach(result::add);
        return result;
    }

    /** The packages of a name, newest version first. */
    public List<LfPackage> named(String name) {
        return all().stream()
                .filter(each -> each.name().equals(name))
                .sorted(Comparator.comparing(LfPackage::version, UpgradeCheck::compareVersions)
                        .reversed()
                        .thenComparing(LfPackage::id))
                .toList();
    }

    /** When a known package was stored, microseconds since the epoch. */
    public long uploadedAt(String id) {
        return ByteBuffer.wrap(packages.find(id).orElseThrow()).getLong();
    }

    /** The payload of a package's archive. */
    public Optional<ByteString> payloadOf(String id) {
        return packages.find(id).map(bytes -> ByteString.copyFrom(payload(bytes)));
    }

    /** DARs in the order of their first upload. */
    public List<StoredDar> dars() {
        List<StoredDar> result = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry : dars.ascending(null)) {
            result.add(StoredDar.decode(entry.getKey(), entry.getValue()));
        }
        result.sort(Comparator.comparingLong(StoredDar::number));
        return result;
    }

    public Optional<StoredDar> dar(String main) {
        return dars.find(main).map(bytes -> StoredDar.decode(main, bytes));
    }

    /** Stores a DAR and everything inside; what is known already stays as it is. */
    void add(Dar dar, ByteString bytes, String description, long now) {
        List<String> ids = new ArrayList<>();
        for (LfArchive archive : dar.archives()) {
            String id = archive.lfPackage().id();
            ids.add(id);
            if (!packages.contains(id)) {
                packages.put(id, withTime(archive.payload(), now));
            }
        }
        String main = dar.main().lfPackage().id();
        if (!dars.contains(main)) {
            long number = dars().stream().mapToLong(StoredDar::number).max().orElse(0) + 1;
            dars.put(main, new StoredDar(main, description, number, ids, bytes).encode());
        }
    }

    void removeDar(String main) {
        dars.remove(main);
    }

    void removePackage(String id) {
        packages.remove(id);
    }

    private static byte[] withTime(ByteString payload, long now) {
        ByteBuffer buffer = ByteBuffer.allocate(HEADER + payload.size()).putLong(now);
        payload.copyTo(buffer);
        return buffer.array();
    }

    private static byte[] payload(byte[] stored) {
        return java.util.Arrays.copyOfRange(stored, HEADER, stored.length);
    }
}
