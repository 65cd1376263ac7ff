package io.partita.cli.approval;

import java.util.Objects;

/**
 * Whose keys are known where the policy is trusted.
 *
 * @param ssh keys of SSH
 * @param openPgp keys of OpenPGP; nobody's where there is no list of them
 */
public record KnownSigners(AllowedSigners ssh, AllowedPgpKeys openPgp) {

    public KnownSigners {
        Objects.requireNonNull(ssh, "ssh");
        Objects.requireNonNull(openPgp, "openPgp");
    }
}
