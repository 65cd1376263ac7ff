package io.partita.core.health;

import io.partita.core.diagnostic.Severity;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The rules about participants, each with the weight of a problem in each use; a use without a weight does not ask. */
public enum HealthRule {
    /** The replica that answers does the work. */
    PASSIVE_REPLICA("passive-replica", errors(Use.DOCTOR, Use.PLAN, Use.APPLY, Use.REBUILD)),
    /** The declared alias is registered. */
    UNKNOWN_SYNCHRONIZER("unknown-synchronizer", errors(Use.DOCTOR, Use.PLAN, Use.APPLY, Use.REBUILD)),
    /** It is connected to the synchronizer. */
    NOT_CONNECTED("not-connected", errors(Use.DOCTOR, Use.PLAN, Use.APPLY, Use.REBUILD)),
    /** It is not connected because a run that is not finished has isolated it. */
    ISOLATED("isolated", errors(Use.DOCTOR, Use.PLAN, Use.APPLY)),
    /** It is as a run leaves a target, and nobody knows of a run. */
    LEFT_ISOLATED("left-isolated", errors(Use.DOCTOR, Use.PLAN, Use.APPLY, Use.REBUILD)),
    /** It did not become a host without contracts that the party had. */
    LATE_USE("host-without-contracts", errors(Use.DOCTOR)),
    /** A target that a run has isolated stays away until the run connects it. */
    ISOLATION_BROKEN("isolation-broken", errors(Use.DOCTOR)),
    /** It connects by itself when it starts. */
    MANUAL_CONNECT("manual-connect", warnings(errors(Use.REBUILD), Use.DOCTOR)),
    /** Its data are in a database: otherwise it takes no import. */
    STORAGE_IN_MEMORY("storage-in-memory", warnings(errors(Use.PLAN, Use.APPLY), Use.DOCTOR)),
    /** It says where its data are. */
    STORAGE_UNTOLD("storage-untold", warnings(errors(), Use.DOCTOR)),
    /** The program of its backup command can be run on this machine. */
    BACKUP_PROGRAM("backup-program", errors(Use.DOCTOR, Use.PLAN, Use.APPLY)),
    /** A source of contracts prunes by a schedule, unless a person says that it has none on purpose. */
    NO_PRUNING_SCHEDULE("no-pruning-schedule", errors(Use.REBUILD)),
    /** Its clock is near this machine's. */
    CLOCKS_APART("clocks-apart", warnings(errors(), Use.DOCTOR, Use.APPLY));

    private final String code;
    private final Map<Use, Severity> weights;

    HealthRule(String code, Map<Use, Severity> weights) {
        this.code = code;
        this.weights = weights;
    }

    /** The code of the diagnostic. */
    public String code() {
        return code;
    }

    /** How much a problem weighs; empty where nobody asks. */
    public Optional<Severity> weight(Use use) {
        return Optional.ofNullable(weights.get(use));
    }

    private static Map<Use, Severity> errors(Use... uses) {
        Map<Use, Severity> weights = new EnumMap<>(Use.class);
        for (Use use : uses) {
            weights.put(use, Severity.ERROR);
        }
        return weights;
    }

    private static Map<Use, Severity> warnings(Map<Use, Severity> errors, Use... uses) {
        Map<Use, Severity> weights = new EnumMap<>(errors);
        for (Use use : uses) {
            weights.put(use, Severity.WARNING);
        }
        return weights;
    }
}
