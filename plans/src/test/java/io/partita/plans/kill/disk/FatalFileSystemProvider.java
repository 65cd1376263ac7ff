package io.partita.plans.kill.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The default provider of a process that is to be killed. Java makes it from its name when it starts. */
public final class FatalFileSystemProvider extends FileSystemProvider {

    private final FileSystemProvider real;
    private final FatalFileSystem system;

    /** @param real the provider that Java would use otherwise */
    public FatalFileSystemProvider(FileSystemProvider real) {
        this.real = real;
        FileSystem files = real.getFileSystem(URI.create("file:///"));
        this.system = new FatalFileSystem(this, files);
        String watched = System.getProperty(FatalDisk.WATCHED);
        if (watched != null) {
            FatalDisk.watch(files.getPath(watched));
        }
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Path file = FatalPath.real(path);
        boolean writes = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
        Optional<FileTrap> over = writes ? FatalDisk.over(file) : Optional.empty();
        if (over.isEmpty()) {
            return real.newFileChannel(file, options, attributes);
        }
        FileTrap trap = over.get();
        Path changed = file.toAbsolutePath().normalize();
        boolean creates =
                options.contains(StandardOpenOption.CREATE) || options.contains(StandardOpenOption.CREATE_NEW);
        FileChannel channel = creates && !Files.exists(file)
                ? trap.change("create", changed, () -> real.newFileChannel(file, options, attributes))
                : real.newFileChannel(file, options, attributes);
        return new FatalFileChannel(channel, changed, trap);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        Path folder = FatalPath.real(path);
        changing("mkdir", folder, !Files.exists(folder), () -> {
            real.createDirectory(folder, attributes);
            return null;
        });
    }

    @Override
    public void delete(Path path) throws IOException {
        Path file = FatalPath.real(path);
        changing("delete", file, Files.exists(file, LinkOption.NOFOLLOW_LINKS), () -> {
            real.delete(file);
            return null;
        });
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        Path to = FatalPath.real(target);
        changing("move", to, true, () -> {
            real.move(FatalPath.real(source), to, options);
            return null;
        });
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        Path to = FatalPath.real(target);
        changing("copy", to, true, () -> {
            real.copy(FatalPath.real(source), to, options);
            return null;
        });
    }

    private void changing(String operation, Path file, boolean effective, FileTrap.Action<Void> action)
            throws IOException {
        Optional<FileTrap> over = effective ? FatalDisk.over(file) : Optional.empty();
        if (over.isPresent()) {
            over.get().change(operation, file.toAbsolutePath().normalize(), action);
        } else {
            action.run();
        }
    }

    @Override
    public String getScheme() {
        return real.getScheme();
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) throws IOException {
        return real.newFileSystem(uri, environment);
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        return system.wrap(real.getPath(uri));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        DirectoryStream<Path> found =
                real.newDirectoryStream(FatalPath.real(folder), path -> filter.accept(system.wrap(path)));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                Iterator<Path> paths = found.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return paths.hasNext();
                    }

                    @Override
                    public Path next() {
                        return system.wrap(paths.next());
                    }
                };
            }

            @Override
            public void close() throws IOException {
                found.close();
            }
        };
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return real.isSameFile(FatalPath.real(one), FatalPath.real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return real.isHidden(FatalPath.real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return real.getFileStore(FatalPath.real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        real.checkAccess(FatalPath.real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return real.getFileAttributeView(FatalPath.real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return real.readAttributes(FatalPath.real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return real.readAttributes(FatalPath.real(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        real.setAttribute(FatalPath.real(path), attribute, value, options);
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        return system.wrap(real.readSymbolicLink(FatalPath.real(link)));
    }
}
