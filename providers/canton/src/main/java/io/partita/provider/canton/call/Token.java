package io.partita.provider.canton.call;

import java.util.Optional;

/** Where a bearer token comes from. Implementations are safe for several threads and never show a token in a text. */
public interface Token {

    /** An API that asks for none. */
    Token NONE = new Token() {
        @Override
        public Optional<String> value() {
            return Optional.empty();
        }

        @Override
        public boolean renew(String refused) {
            return false;
        }

        @Override
        public Optional<TokenTraits> traits() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "no token";
        }
    };

    /** The token to send now, fetched when there is none yet or when it is about to expire. */
    Optional<String> value() throws LocalFailure;

    /**
     * The token for a call that may last: a participant ends a stream when its token expires. Fetched anew when half of
     * its life is over.
     */
    default Optional<String> lasting() throws LocalFailure {
        return value();
    }

    /**
     * Gives up a token that was refused.
     *
     * @return whether the next {@link #value()} can be another one
     */
    boolean renew(String refused);

    /** What the token that was sent last says of itself; empty when none was fetched yet. */
    Optional<TokenTraits> traits();
}
