package io.partita.core.model;

import java.util.Objects;
import java.util.function.Function;

/** How a participant is reached. */
public sealed interface Access {

    <R> R match(Function<Endpoints, R> endpoints, Function<Sandbox, R> sandbox);

    /** A participant with an Admin API and a Ledger API. */
    record Endpoints(Endpoint admin, Endpoint ledger) implements Access {
        public Endpoints {
            Objects.requireNonNull(admin, "admin");
            Objects.requireNonNull(ledger, "ledger");
        }

        @Override
        public <R> R match(Function<Endpoints, R> endpoints, Function<Sandbox, R> sandbox) {
            return endpoints.apply(this);
        }
    }

    /** A participant of the embedded network that the world file beside the declaration describes. */
    record Sandbox() implements Access {
        @Override
        public <R> R match(Function<Endpoints, R> endpoints, Function<Sandbox, R> sandbox) {
            return sandbox.apply(this);
        }
    }
}
