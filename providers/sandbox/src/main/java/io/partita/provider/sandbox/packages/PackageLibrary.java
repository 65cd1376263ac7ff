package io.partita.provider.sandbox.packages;

import com.google.protobuf.ByteString;
import io.partita.provider.sandbox.lf.LfArchive;
import io.partita.provider.sandbox.lf.LfFormatException;
import io.partita.provider.sandbox.lf.LfPackage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Packages that were read once, shared by all nodes of a network: a package is its bytes, whoever stores it. */
public final class PackageLibrary {

    private final Map<String, LfPackage> read = new ConcurrentHashMap<>();

    LfPackage of(String id, byte[] payload) {
        return read.computeIfAbsent(id, key -> {
            try {
                return LfArchive.readPayload(key, ByteString.copyFrom(payload));
            } catch (LfFormatException e) {
                throw new IllegalStateException("This is a bug in partita: a stored package cannot be read", e);
            }
        });
    }
}
