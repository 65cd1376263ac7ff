package io.partita.provider.sandbox.packages;

import com.google.protobuf.ByteString;

/** The test kit's DARs as byte strings, and the ids of their main packages. */
public final class TestDars {

    public static final String BASE = id("partita-base-1.0.0");
    public static final String EXAMPLES_100 = id("partita-examples-1.0.0");
    public static final String EXAMPLES_110 = id("partita-examples-1.1.0");
    public static final String EXTRA = id("partita-extra-1.0.0");

    private TestDars() {}

    /** The bytes of {@code <name>.dar}. */
    public static ByteString bytes(String name) {
        return ByteString.copyFrom(io.partita.testkit.recording.TestDars.bytes(name + ".dar"));
    }

    private static String id(String name) {
        return io.partita.testkit.recording.TestDars.mainPackageId(name + ".dar");
    }
}
