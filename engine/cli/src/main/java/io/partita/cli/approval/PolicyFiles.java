package io.partita.cli.approval;

import java.io.IOException;
import java.util.Optional;

/** The files of a network's folder that say who has to approve, where they are trusted. */
public interface PolicyFiles {

    /** What a policy is called, beside the declaration of the network. */
    String NAME = "approvals.json";

    /** What the list of signers is called where no policy calls it otherwise. */
    String SIGNERS = "allowed_signers";

    /** Public keys of OpenPGP of those who may sign commits. */
    String KEYS = "allowed_keys.asc";

    /** The most bytes that are read of a file. */
    int LARGEST = 1 << 20;

    /**
     * The bytes of a file; empty when there is none of this name.
     *
     * @throws IOException when there is something that cannot be read, or is larger than {@link #LARGEST}
     */
    Optional<byte[]> read(String name) throws IOException;

    /** Where they are, for people. */
    String where();
}
