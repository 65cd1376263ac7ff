package io.partita.provider.sandbox.transcript;

import com.google.protobuf.ByteString;
import io.partita.provider.sandbox.crypto.SigningKey;
import io.partita.testkit.recording.Recordings;
import java.util.HexFormat;
import java.util.List;

/** The key of the recordings that no node holds. It is for tests and known to everybody. */
final class ExternalKey {

    private final SigningKey key;

    private ExternalKey(SigningKey key) {
        this.key = key;
    }

    static ExternalKey ofTheRecordings() {
        String seed = Recordings.vectors(35).at("/key/privateSeedHex").textValue();
        return new ExternalKey(SigningKey.ofSeed(HexFormat.of().parseHex(seed), List.of()));
    }

    String fingerprint() {
        return key.fingerprint();
    }

    /** What a recorded signature of one hash is of another; one that was damaged is damaged in the same bits. */
    ByteString signature(ByteString recorded, ByteString recordedHash, ByteString hash) {
        ByteString genuine = key.sign(recordedHash).getSignature();
        byte[] fresh = key.sign(hash).getSignature().toByteArray();
        if (recorded.size() != genuine.size()) {
            return recorded;
        }
        for (int i = 0; i < fresh.length; i++) {
            fresh[i] ^= (byte) (recorded.byteAt(i) ^ genuine.byteAt(i));
        }
        return ByteString.copyFrom(fresh);
    }
}
