package io.partita.cli.approval;

import java.util.Objects;

/**
 * A file that may be an approval.
 *
 * @param name for people
 * @param bytes what is in it
 */
public record SignatureFile(String name, byte[] bytes) {
    public SignatureFile {
        Objects.requireNonNull(name, "name");
        bytes = bytes.clone();
    }
}
