package io.partita.provider.canton.call;

import io.partita.core.provider.Check;
import io.partita.core.provider.Check.Kind;
import io.partita.core.provider.Check.Place;
import java.util.List;

/** What lies below the calls of a line: a name, a connection, TLS. */
@FunctionalInterface
public interface TransportCheck {

    /** Nothing lies in between. */
    TransportCheck IN_PROCESS = place -> new CheckList(place)
            .skip(Kind.NAME, "the participant runs within this process")
            .skip(Kind.CONNECTION, "the participant runs within this process")
            .skip(Kind.TLS, "the participant runs within this process")
            .skip(Kind.HTTP2, "the participant runs within this process")
            .checks();

    /** Looks at it, from the name up to HTTP/2. */
    List<Check> survey(Place place);
}
