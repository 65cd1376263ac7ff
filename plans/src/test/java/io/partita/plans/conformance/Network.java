package io.partita.plans.conformance;

import java.io.IOException;

/** A network that can be checked: one that runs somewhere, or one that is started for it. */
interface Network extends AutoCloseable {

    /** How the table calls it. */
    String name();

    /** Where it is, once it runs. */
    Target open() throws IOException;

    @Override
    void close();
}
