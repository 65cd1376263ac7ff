package io.partita.cli.origin;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** Whose a file is. As Git's safe.directory: what belongs to somebody else is not taken for one's own repository. */
final class Ownership {

    private static final String UID = "unix:uid";
    private static final String LOGGED_IN = "SUDO_UID";

    private Ownership() {}

    /**
     * Whether it belongs to the user of this process; root also takes what belongs to the user who became root by sudo.
     */
    static boolean isOurs(Path file, Map<String, String> environment) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            String user = System.getProperty("user.name", "");
            String owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
            return owner.equals(user) || owner.endsWith("\\" + user);
        }
        long owner = ((Number) Files.getAttribute(file, UID, LinkOption.NOFOLLOW_LINKS)).longValue();
        long user = new UnixSystem().getUid();
        boolean before = user == 0 && Long.toString(owner).equals(environment.get(LOGGED_IN));
        return owner == user || before;
    }
}
