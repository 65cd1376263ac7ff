package io.partita.provider.sandbox.store;

import io.partita.core.file.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * The state of a network: named tables in one file, or in memory. Only {@link Exclusive} commits; a process that dies
 * at any point leaves the state of the last commit.
 */
public final class WorldStore implements AutoCloseable {

    private static final String FILE = "world.mv";

    private final MVStore store;

    private WorldStore(MVStore store) {
        this.store = store;
    }

    /**
     * Opens the state in a folder, which is made if it is missing. Links are not followed: somebody else may have put
     * them there.
     *
     * @throws UncheckedIOException if the folder cannot be made, or it or its file is a link
     * @throws org.h2.mvstore.MVStoreException if another process holds the file, or it is damaged
     */
    public static WorldStore in(Path folder) {
        try {
            Folder.of(folder).checkOwn(FILE);
            Files.createDirectories(folder);
            ignore(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return opened(builder().fileName(folder.resolve(FILE).toString()));
    }

    /** What is made in the folder belongs to this machine: version control leaves it alone. */
    private static void ignore(Path folder) throws IOException {
        Path ignored = folder.resolve(".gitignore");
        if (!Files.exists(ignored, LinkOption.NOFOLLOW_LINKS)) {
            Files.writeString(ignored, "*\n", StandardOpenOption.CREATE_NEW);
        }
    }

    /** A state that is gone when it is closed. */
    public static WorldStore inMemory() {
        return opened(builder());
    }

    // Every implicit commit is off: a half-done exclusive section must never reach the disk.
    private static MVStore.Builder builder() {
        return new MVStore.Builder().autoCommitDisabled().autoCommitBufferSize(0);
    }

    private static WorldStore opened(MVStore.Builder builder) {
        MVStore store = builder.open();
        store.setVersionsToKeep(0);
        return new WorldStore(store);
    }

    /** The table of that name with numbers as keys; it is made if it is missing. */
    public Table<Long> byNumber(String name) {
        return new Table<>(open(name, LongDataType.INSTANCE));
    }

    /** The table of that name with texts as keys; it is made if it is missing. */
    public Table<String> byText(String name) {
        return new Table<>(open(name, StringDataType.INSTANCE));
    }

    private <K> MVMap<K, byte[]> open(String name, DataType<K> keys) {
        return store.openMap(name, new MVMap.Builder<K, byte[]>().keyType(keys).valueType(ByteArrayDataType.INSTANCE));
    }

    void commit() {
        store.commit();
    }

    void rollback() {
        store.rollback();
    }

    @Override
    public void close() {
        store.close();
    }
}
