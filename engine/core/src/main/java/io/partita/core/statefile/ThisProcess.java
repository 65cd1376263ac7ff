package io.partita.core.statefile;

import io.partita.core.store.LockOwner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the lock says of the process that holds it, and what can be known of one that held it. */
final class ThisProcess {

    /** Asked once: it may take a name server. */
    static final String HOST = host();

    /**
     * Where process numbers mean the same as here; empty when that cannot be told. Two machines may have one name, as
     * clones and containers do.
     */
    static final String MACHINE = machine();

    /**
     * The locks that objects of this process hold: its number alone cannot tell them from those of objects that are
     * gone.
     */
    private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

    private ThisProcess() {}

    static long pid() {
        return ProcessHandle.current().pid();
    }

    static void holds(LockOwner owner) {
        HELD.add(owner.id());
    }

    static void letsGo(LockOwner owner) {
        HELD.remove(owner.id());
    }

    /** Whether the owner's process number can be looked up here. */
    static boolean isHere(LockOwner owner) {
        return owner.host().equals(HOST) && owner.machine().equals(MACHINE);
    }

    /** Only for owners that are here. A number that was given to another process since counts as alive. */
    static boolean isAlive(LockOwner owner) {
        if (owner.pid() == pid()) {
            return HELD.contains(owner.id());
        }
        return ProcessHandle.of(owner.pid()).filter(ProcessHandle::isAlive).isPresent();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("unknown");
        }
    }

    /** On Linux the boot and the namespace of process numbers; elsewhere the name of the host has to do. */
    private static String machine() {
        try {
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            String namespace =
                    Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return boot + " " + namespace;
        } catch (IOException | UnsupportedOperationException | SecurityException notLinux) {
            return "";
        }
    }
}
