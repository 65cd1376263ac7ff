package io.partita.provider.sandbox.transcript;

import com.google.protobuf.ByteString;
import io.partita.proto.ledger.ActiveContract;
import io.partita.proto.version.UntypedVersionedMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The ACS files that were exported, recorded and found; an import sends what the sandbox exported. */
final class AcsFiles {

    /** A file that lost so few bytes at its end lost them as bytes, not as a part of it. */
    private static final int TAIL = 8;

    private final List<Pair> exports = new ArrayList<>();
    private final Map<String, ByteString> byHash = new HashMap<>();

    private record Pair(ByteString recorded, ByteString found) {}

    /** Notes an export. */
    void exported(ByteString recorded, ByteString found) {
        exports.add(new Pair(recorded, found));
    }

    /** Notes an export of which only the hash was recorded. */
    void exported(String recordedHash, ByteString found) {
        byHash.put(recordedHash, found);
    }

    Optional<ByteString> byHash(String recordedHash) {
        return Optional.ofNullable(byHash.get(recordedHash));
    }

    /** The beginning of an export of which only the hash was recorded, if that is longer. */
    Optional<ByteString> cutOf(int size) {
        return byHash.values().stream()
                .filter(file -> file.size() > size)
                .map(file -> file.substring(0, size))
                .findFirst();
    }

    /** What a recorded import sent, made of the sandbox's export: the same file, cut or damaged in the same way. */
    ByteString imported(ByteString recorded) {
        return exports.stream()
                .map(pair -> derived(pair, recorded))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(recorded);
    }

    private static Optional<ByteString> derived(Pair pair, ByteString data) {
        ByteString whole = pair.recorded();
        ByteString found = pair.found();
        if (data.equals(whole)) {
            return Optional.of(found);
        }
        if (!data.isEmpty() && whole.startsWith(data)) {
            int lost = whole.size() - data.size();
            int kept = lost <= TAIL ? found.size() - lost : scaled(data.size(), whole, found);
            return Optional.of(found.substring(0, kept));
        }
        if (data.equals(whole.substring(1))) {
            return Optional.of(found.substring(1));
        }
        if (data.equals(plain(whole))) {
            return Optional.of(plain(found));
        }
        return data.size() == whole.size() ? damaged(whole, found, data) : Optional.empty();
    }

    private static int scaled(int position, ByteString whole, ByteString found) {
        return (int) ((long) position * found.size() / whole.size());
    }

    private static Optional<ByteString> damaged(ByteString whole, ByteString found, ByteString data) {
        byte[] bytes = found.toByteArray();
        int changes = 0;
        for (int i = 0; i < data.size(); i++) {
            if (data.byteAt(i) != whole.byteAt(i)) {
                bytes[scaled(i, whole, found)] ^= (byte) (data.byteAt(i) ^ whole.byteAt(i));
                changes++;
            }
        }
        return changes <= TAIL ? Optional.of(ByteString.copyFrom(bytes)) : Optional.empty();
    }

    private static ByteString plain(ByteString file) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file.toByteArray()))) {
            return ByteString.readFrom(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The contracts of a file, in its order. */
    static List<ActiveContract> contracts(ByteString file) {
        List<ActiveContract> contracts = new ArrayList<>();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file.toByteArray()))) {
            for (UntypedVersionedMessage element = UntypedVersionedMessage.parseDelimitedFrom(in);
                    element != null;
                    element = UntypedVersionedMessage.parseDelimitedFrom(in)) {
                contracts.add(ActiveContract.parseFrom(
                        io.partita.proto.participant.ActiveContract.parseFrom(element.getData())
                                .getActiveContract()));
            }
            return contracts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file in as many pieces as recorded, each of about the same share. */
    static List<ByteString> pieces(ByteString file, List<Integer> recordedSizes) {
        long total = recordedSizes.stream().mapToLong(Integer::longValue).sum();
        List<ByteString> pieces = new ArrayList<>();
        long sum = 0;
        int from = 0;
        for (int size : recordedSizes) {
            sum += size;
            int to = total == 0 ? 0 : (int) (sum * file.size() / total);
            pieces.add(file.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
