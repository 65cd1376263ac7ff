package io.partita.core.topology;

import io.partita.core.model.ParticipantName;
import java.util.List;
import java.util.function.Function;

/** Whether a party was ever used on the synchronizer. Evidence is one line each, in a fixed order, without times. */
public sealed interface Usage {

    List<String> evidence();

    <R> R match(Function<Unused, R> unused, Function<Used, R> used, Function<Unproved, R> unproved);

    /**
     * A host whose history is complete and shows nothing.
     *
     * @param participant the host
     * @param upToOffset nothing up to and including this offset
     * @param prunedUpTo what was pruned there lies before the party existed
     */
    record CompleteHost(ParticipantName participant, long upToOffset, long prunedUpTo) {}

    /**
     * Proved: no active contract and no transaction on any host, and at least one host has the whole history.
     *
     * @param complete the hosts with the whole history, at least one, sorted by name
     */
    record Unused(List<String> evidence, List<CompleteHost> complete) implements Usage {
        public Unused {
            evidence = List.copyOf(evidence);
            complete = List.copyOf(complete);
        }

        @Override
        public <R> R match(Function<Unused, R> unused, Function<Used, R> used, Function<Unproved, R> unproved) {
            return unused.apply(this);
        }
    }

    /** A contract or a transaction was found. */
    record Used(List<String> evidence) implements Usage {
        public Used {
            evidence = List.copyOf(evidence);
        }

        @Override
        public <R> R match(Function<Unused, R> unused, Function<Used, R> used, Function<Unproved, R> unproved) {
            return used.apply(this);
        }
    }

    /**
     * Nothing was found, but that proves nothing.
     *
     * @param reason why not, one sentence without a full stop
     */
    record Unproved(List<String> evidence, String reason) implements Usage {
        public Unproved {
            evidence = List.copyOf(evidence);
        }

        @Override
        public <R> R match(Function<Unused, R> unused, Function<Used, R> used, Function<Unproved, R> unproved) {
            return unproved.apply(this);
        }
    }
}
