package io.partita.provider.sandbox.packages;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A DAR in a participant's store.
 *
 * @param main id of its main package
 * @param description given at upload
 * @param number counts uploads, so that DARs can be listed in their order
 * @param packages ids of everything inside, the main package first
 * @param bytes as uploaded
 */
public record StoredDar(String main, String description, long number, List<String> packages, ByteString bytes) {

    byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(out)) {
            data.writeUTF(description);
            data.writeLong(number);
            data.writeInt(packages.size());
            for (String id : packages) {
                data.writeUTF(id);
            }
            bytes.writeTo(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static StoredDar decode(String main, byte[] encoded) {
        try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(encoded))) {
            String description = data.readUTF();
            long number = data.readLong();
            List<String> packages = new ArrayList<>();
            for (int left = data.readInt(); left > 0; left--) {
                packages.add(data.readUTF());
            }
            return new StoredDar(main, description, number, packages, ByteString.readFrom(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
