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
    };

    /** The token to send now, fetched when there is none yet or when it is about to expire. */
    Optional<String> value() throws OwnFault;

    /**
     * Gives up a token that was refused.
     *
     * @return whether the next {@link #value()} can be another one
     */
    boolean renew(String refused);
}
