package io.partita.provider.sandbox.topology;

import io.partita.provider.sandbox.wire.CantonError;
import java.util.function.Function;

/** What the rules decide on a topology transaction. */
public sealed interface TopologyDecision {

    /** Handles every kind of decision. */
    <T> T match(
            Function<Authorized, T> authorized,
            Function<Pending, T> pending,
            Function<Superfluous, T> superfluous,
            Function<Refused, T> refused);

    /** All signatures are there: the mapping takes effect. */
    record Authorized(SignedTransaction transaction) implements TopologyDecision {
        @Override
        public <T> T match(
                Function<Authorized, T> authorized,
                Function<Pending, T> pending,
                Function<Superfluous, T> superfluous,
                Function<Refused, T> refused) {
            return authorized.apply(this);
        }
    }

    /** Signatures are missing: it waits as a proposal, united with what was known of it. */
    record Pending(SignedTransaction transaction) implements TopologyDecision {
        @Override
        public <T> T match(
                Function<Authorized, T> authorized,
                Function<Pending, T> pending,
                Function<Superfluous, T> superfluous,
                Function<Refused, T> refused) {
            return pending.apply(this);
        }
    }

    /** It is known already, and brings no signature that is needed. */
    record Superfluous(SignedTransaction transaction) implements TopologyDecision {
        @Override
        public <T> T match(
                Function<Authorized, T> authorized,
                Function<Pending, T> pending,
                Function<Superfluous, T> superfluous,
                Function<Refused, T> refused) {
            return superfluous.apply(this);
        }
    }

    /** It breaks a rule. */
    record Refused(CantonError error) implements TopologyDecision {
        @Override
        public <T> T match(
                Function<Authorized, T> authorized,
                Function<Pending, T> pending,
                Function<Superfluous, T> superfluous,
                Function<Refused, T> refused) {
            return refused.apply(this);
        }
    }
}
