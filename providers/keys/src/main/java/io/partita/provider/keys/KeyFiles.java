package io.partita.provider.keys;

import io.partita.core.file.Durable;
import io.partita.core.file.FileRefused;
import io.partita.core.file.Folder;
import io.partita.core.model.KeySource;
import io.partita.core.model.SigningKey;
import io.partita.core.provider.KeyFailed;
import io.partita.core.provider.SecretReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Private keys in files. */
final class KeyFiles {

    private static final String UNREADABLE = "key-file-unreadable";

    /** In bytes; a key and a few certificates beside it are far smaller. */
    private static final long LARGEST = 64 * 1024;

    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path folder;
    private final SecretReader secrets;

    /** @param folder absolute */
    KeyFiles(Path folder, SecretReader secrets) {
        this.folder = folder;
        this.secrets = secrets;
    }

    byte[] sign(SigningKey key, KeySource.KeyFile source, byte[] message) throws KeyFailed {
        return open(key, source).sign(message);
    }

    void check(SigningKey key, KeySource.KeyFile source) throws KeyFailed {
        open(key, source);
    }

    private FileKey open(SigningKey declared, KeySource.KeyFile source) throws KeyFailed {
        byte[] content = content(source.path());
        try {
            FileKey key = new PrivateKeyText(source, secrets).read(content);
            if (!key.publicKey().equals(declared)) {
                throw Failures.otherKey("the key in '" + source.path() + "'", declared, key.publicKey());
            }
            return key;
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private byte[] content(String path) throws KeyFailed {
        try {
            byte[] content = Folder.of(folder).readNamed(path, LARGEST);
            checkPermissions(folder.resolve(path), content);
            return content;
        } catch (FileRefused refused) {
            throw new KeyFailed(
                    UNREADABLE, "the key file '" + path + "' is not read: " + refused.getReason(), refused.fix());
        } catch (NoSuchFileException none) {
            throw new KeyFailed(
                    UNREADABLE,
                    "there is no key file " + folder.resolve(path),
                    "Put the private key there, or correct the path.");
        } catch (AccessDeniedException denied) {
            throw new KeyFailed(
                    UNREADABLE,
                    "the key file " + folder.resolve(path) + " cannot be read by the user that runs partita",
                    "Run partita as the owner of the key, or give the file to its user.");
        } catch (IOException broken) {
            throw new KeyFailed(
                    UNREADABLE,
                    "the key file " + folder.resolve(path) + " cannot be read",
                    "Look whether its disk is in order, then try again.");
        }
    }

    /** @param content filled with zeroes when the file is refused */
    private static void checkPermissions(Path file, byte[] content) throws IOException, KeyFailed {
        if (!Durable.isPosix(file)) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNERS.containsAll(permissions)) {
            Arrays.fill(content, (byte) 0);
            throw new KeyFailed(
                    "key-file-open-to-others",
                    "the key file " + file + " is open to others than its owner ("
                            + PosixFilePermissions.toString(permissions) + ")",
                    "Type `chmod 600 " + Failures.typed(file) + "`; whoever could read it may have the key.");
        }
    }
}
