package io.partita.core.plan;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.KeySignature;
import io.partita.core.model.PruningSchedule;
import io.partita.core.provider.AcsManifest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a step leaves for later steps, a resume or a repair, and that exists nowhere else. It is kept in the journal,
 * and handed to other organisations in a receipt. Never holds a secret.
 */
public sealed interface Result {

    Kind kind();

    /** What can be left. */
    enum Kind {
        LEDGER_END,
        SIGNERS_BEFORE,
        SIGNED,
        ACTIVATION,
        EXPORTED,
        PURGED,
        IMPORT_ANSWERED,
        SCHEDULE,
        CONNECTIONS,
        BACKUP_CONFIRMED,
        BACKUP_COMMAND_ENDED;

        /** The word in files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The ledger end of the step's participant. @param noted when it was read, by this machine's clock */
    record LedgerEnd(long offset, Instant noted) implements Result {
        public LedgerEnd {
            Objects.requireNonNull(noted, "noted");
            if (offset < 0) {
                throw new IllegalArgumentException("an offset starts at 0: " + offset);
            }
        }

        @Override
        public Kind kind() {
            return Kind.LEDGER_END;
        }
    }

    /** Who had signed the proposal before the step did: a key that signs by delegation is only known as a new one. */
    record SignersBefore(SortedSet<Fingerprint> signers) implements Result {
        public SignersBefore {
            signers = Collections.unmodifiableSortedSet(new TreeSet<>(signers));
        }

        @Override
        public Kind kind() {
            return Kind.SIGNERS_BEFORE;
        }
    }

    /**
     * A signature that the owner of a key gave elsewhere.
     *
     * @param by who brought it; @param at when, by this machine's clock
     */
    record Signed(KeySignature signature, String by, Instant at) implements Result {
        public Signed {
            Objects.requireNonNull(signature, "signature");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(at, "at");
        }

        @Override
        public Kind kind() {
            return Kind.SIGNED;
        }
    }

    /** A mapping became effective. @param transaction lower-case hex of the transaction's multihash */
    record Activation(Instant effective, String transaction) implements Result {
        public Activation {
            Objects.requireNonNull(effective, "effective");
            Objects.requireNonNull(transaction, "transaction");
        }

        @Override
        public Kind kind() {
            return Kind.ACTIVATION;
        }
    }

    /** A verified export. @param file its name within the folder of exports; never a path */
    record Exported(String file, AcsManifest manifest) implements Result {
        /**
         * The run, what is in it, and nothing else: a file that somebody else named is put and deleted under its name in a
         * folder of this machine.
         */
        private static final Pattern NAME =
                Pattern.compile("[0-9]{8}-[0-9]{6}-[0-9a-f]{6}-[A-Za-z0-9._-]{1,180}\\.acs\\.gz");

        public Exported {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(manifest, "manifest");
            if (!NAME.matcher(file).matches()) {
                throw new IllegalArgumentException("not the name of an exported file: " + file);
            }
        }

        @Override
        public Kind kind() {
            return Kind.EXPORTED;
        }
    }

    /**
     * Contracts that were taken out of a participant's books.
     *
     * @param contracts how many
     * @param file the name of the file with their ids, one a line, in the folder of the run
     * @param sha256 of that file, lower-case hex
     */
    record Purged(long contracts, String file, String sha256) implements Result {
        public Purged {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(sha256, "sha256");
        }

        @Override
        public Kind kind() {
            return Kind.PURGED;
        }
    }

    /**
     * The participant answered that it took the whole file.
     *
     * @param clearing whether it also took over the clearing of the flag
     */
    record ImportAnswered(Clearing clearing) implements Result {
        public ImportAnswered {
            Objects.requireNonNull(clearing, "clearing");
        }

        @Override
        public Kind kind() {
            return Kind.IMPORT_ANSWERED;
        }
    }

    /** Who sees to it that the onboarding flag goes after an import. */
    enum Clearing {
        /** The participant, where its protocol version does that. */
        ARMED,
        /** An earlier replication left its record behind: the flag has to be asked for (experiments 9). */
        CONFLICT,
        /** There is no flag. */
        NONE;

        /** The word in files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A pruning schedule as it was before it was suspended. */
    record Schedule(PruningSchedule schedule) implements Result {
        public Schedule {
            Objects.requireNonNull(schedule, "schedule");
        }

        @Override
        public Kind kind() {
            return Kind.SCHEDULE;
        }
    }

    /** The registrations of a participant as they were before it was isolated, sorted by alias. */
    record Connections(List<PlannedConnection> connections) implements Result {
        public Connections {
            connections = connections.stream().sorted().toList();
        }

        @Override
        public Kind kind() {
            return Kind.CONNECTIONS;
        }
    }

    /** A person said that the backup is made. @param by who; @param at when, by this machine's clock */
    record BackupConfirmed(String by, Instant at) implements Result {
        public BackupConfirmed {
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(at, "at");
        }

        @Override
        public Kind kind() {
            return Kind.BACKUP_CONFIRMED;
        }
    }

    /**
     * A backup command ended.
     *
     * @param commandSha256 lower-case hex of the command's words, each but the last followed by a NUL
     * @param exitCode 0 is success
     * @param took how long it ran
     * @param log the name of the file with its output, in the folder of the run
     */
    record BackupCommandEnded(String commandSha256, int exitCode, Duration took, String log) implements Result {
        public BackupCommandEnded {
            Objects.requireNonNull(commandSha256, "commandSha256");
            Objects.requireNonNull(took, "took");
            Objects.requireNonNull(log, "log");
        }

        @Override
        public Kind kind() {
            return Kind.BACKUP_COMMAND_ENDED;
        }
    }
}
