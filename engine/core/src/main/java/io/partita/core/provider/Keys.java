package io.partita.core.provider;

import io.partita.core.model.KeySource;
import io.partita.core.model.SigningKey;

/** Keys that no participant holds. Safe for several threads. */
public interface Keys {

    /**
     * Signs with the private key that belongs to a public one, and verifies the signature with it.
     *
     * @param key the public key
     * @param source where the private key is; not {@link KeySource.HandOver}
     * @param message what is signed: the bytes of a multihash
     * @return the signature as the topology takes it: 64 bytes R and S for Ed25519, DER for the others
     * @throws KeyFailed when there is no signature, or not one of this key; its text never has a secret. Asking again
     *     gives another answer only where what it names has changed
     * @throws InterruptedException when the run is stopped while a program or a device is waited for
     */
    byte[] sign(SigningKey key, KeySource source, byte[] message) throws KeyFailed, InterruptedException;

    /**
     * Whether whatever is needed to sign is there, without signing: the file and its password, the program, the device
     * with its key. A program is looked for and not started.
     *
     * @throws KeyFailed when it is not
     */
    void check(SigningKey key, KeySource source) throws KeyFailed, InterruptedException;

    /** Whether a signature is one of the message with the key; false for bytes of any other form. */
    boolean isSignature(SigningKey key, byte[] message, byte[] signature);
}
