package io.partita.provider.sandbox.packages;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The DARs that tests upload. */
public final class TestDars {

    public static final String BASE = "ff3d8334a1273d2ae518551b15622c87f1064cd1a290ab08f86dd36bc44fd4d0";
    public static final String EXAMPLES_100 = "4a44e456466c5992edbccf64ee448c9d664f4d191f60e9d5a4ebfd6ac7b009c1";
    public static final String EXAMPLES_110 = "0d0ac132af5534f5173d4e8ff1db637c19d548a583a2beb6292689ea4de5e322";
    public static final String EXTRA = "cc70bf7be6478978ae9bd495983af38e7bdea1f65242efca6ae82004d1d39b27";

    private TestDars() {}

    /** The bytes of {@code dars/<name>.dar}. */
    public static ByteString bytes(String name) {
        String path = "/dars/" + name + ".dar";
        try (InputStream input = TestDars.class.getResourceAsStream(path)) {
            if (input == null) {
                throw new IllegalArgumentException("there is no test resource " + path);
            }
            return ByteString.readFrom(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
