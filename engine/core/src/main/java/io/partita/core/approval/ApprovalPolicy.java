package io.partita.core.approval;

import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who has to approve a plan before it is carried out.
 *
 * @param signers file with the keys of those who may sign, in the format of OpenSSH's allowed signers; beside the policy
 * @param roles by name, not empty
 * @param days for how many days after the day that it says an approval counts; empty: it need not say a day, and counts
 *     as long as its key does
 * @param author whether an approval by whoever proposed the plan counts
 * @param backups how it is said that a participant was backed up by hand
 */
public record ApprovalPolicy(
        String signers, SortedMap<String, Role> roles, Optional<Integer> days, Author author, Backups backups) {

    /** Whether who proposed a plan may approve it. */
    public enum Author {
        COUNTS,
        EXCLUDED
    }

    /** How the gate of a backup by hand is closed. */
    public enum Backups {
        /** By whoever runs partita. */
        SAID,
        /** By a signature of somebody who has a role. */
        SIGNED
    }

    /**
     * People of whom some have to approve.
     *
     * @param people their names in the list of signers, not empty
     * @param quorum how many of them, from one to all
     */
    public record Role(SortedSet<String> people, int quorum) {
        public Role {
            people = Collections.unmodifiableSortedSet(new TreeSet<>(people));
        }
    }

    public ApprovalPolicy {
        Objects.requireNonNull(signers, "signers");
        roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
        Objects.requireNonNull(days, "days");
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(backups, "backups");
    }
}
