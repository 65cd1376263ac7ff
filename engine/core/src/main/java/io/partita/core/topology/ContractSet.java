package io.partita.core.topology;

import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A set of contract ids of any size in little memory: what does not fit waits in a file, and sets are compared a part
 * at a time. A set takes about a megabyte of heap, a comparison of two sets with a hundred million ids each 32 MB more;
 * the disk has to take the text of all ids.
 *
 * <p>For one thread. Every operation fails with {@code LOCAL} when the disk does not take the ids or give them back;
 * the set cannot be used any more then. Its file is readable by the owner only and gone after closing.
 */
public final class ContractSet implements AutoCloseable {

    /** Where ids come from, repeated ones allowed: a reading of a participant, a file, or another set. */
    @FunctionalInterface
    public interface Ids {
        void each(Consumer<String> take) throws CallFailed;
    }

    @FunctionalInterface
    private interface OnDisk {
        void run() throws IOException, CallFailed;
    }

    private final Path folder;
    private final int block;
    private SpooledIds ids;

    /** @param folder where a file may be made when the ids do not fit into memory */
    public ContractSet(Path folder) {
        this(folder, SpooledIds.BLOCK);
    }

    ContractSet(Path folder, int block) {
        this.folder = folder;
        this.block = block;
        this.ids = new SpooledIds(folder, block);
    }

    /** A set whose file, if it needs one, is in the system's folder for temporary files. */
    public static ContractSet temporary() {
        return new ContractSet(Path.of(System.getProperty("java.io.tmpdir")));
    }

    public void add(Ids more) throws CallFailed {
        onDisk(() -> more.each(this::add));
    }

    /** Keeps only those that are there as well. */
    public void retain(Ids others) throws CallFailed {
        try (ContractSet other = new ContractSet(folder, block)) {
            other.add(others);
            become(kept -> shared(other, kept));
        }
    }

    public void remove(Ids others) throws CallFailed {
        try (ContractSet other = new ContractSet(folder, block)) {
            other.add(others);
            become(kept -> without(other, kept));
        }
    }

    /** Tells each id once, in no particular order. */
    public void each(Consumer<String> each) throws CallFailed {
        onDisk(() -> {
            ContractIds told = new ContractIds();
            for (int part = 0; part < SpooledIds.PARTS; part++) {
                told.clear();
                ids.each(part, id -> {
                    if (told.add(id)) {
                        each.accept(id);
                    }
                });
            }
        });
    }

    /** Tells each id once that is here and not there. */
    public void without(ContractSet other, Consumer<String> each) throws CallFailed {
        compare(other, false, each);
    }

    /** How many were put in, repeated ones included. */
    public long added() {
        return ids.added();
    }

    public boolean isEmpty() {
        return ids.added() == 0;
    }

    @Override
    public void close() throws CallFailed {
        onDisk(ids::close);
    }

    private void shared(ContractSet other, Consumer<String> each) throws CallFailed {
        compare(other, true, each);
    }

    private void compare(ContractSet other, boolean there, Consumer<String> each) throws CallFailed {
        onDisk(() -> {
            ContractIds theirs = new ContractIds();
            ContractIds told = new ContractIds();
            for (int part = 0; part < SpooledIds.PARTS; part++) {
                theirs.clear();
                other.ids.each(part, theirs::add);
                told.clear();
                ids.each(part, id -> {
                    if (theirs.contains(id) == there && told.add(id)) {
                        each.accept(id);
                    }
                });
            }
        });
    }

    private void become(Ids content) throws CallFailed {
        ContractSet next = new ContractSet(folder, block);
        try {
            next.add(content);
            SpooledIds before = ids;
            ids = next.ids;
            next.ids = before;
        } finally {
            next.close();
        }
    }

    private void add(String id) {
        try {
            ids.add(id);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void onDisk(OnDisk work) throws CallFailed {
        try {
            work.run();
        } catch (IOException failure) {
            throw failed(failure);
        } catch (UncheckedIOException failure) {
            throw failed(failure.getCause());
        }
    }

    private CallFailed failed(IOException failure) {
        String reason = Optional.ofNullable(failure.getMessage())
                .orElse(failure.getClass().getSimpleName());
        return new CallFailed(
                new CallFailure(
                        CallFailure.Kind.LOCAL,
                        "CONTRACT_IDS_FILE",
                        reason,
                        "comparing contract ids with the help of a file",
                        folder.toString(),
                        Optional.empty()),
                failure);
    }
}
