package io.partita.dsl;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import java.util.Optional;

/** Where the words of the network are taken from when a declaration does not have them itself. */
@FunctionalInterface
public interface NetworkWords {

    /** Nowhere: a declaration that names another folder cannot be read. */
    NetworkWords NONE = named -> named.map(folder ->
            Checked.failed(Diagnostic.error("network-out-of-reach", "The folder of the network is not read here")
                    .because("'" + folder + "' is seen from the declaration's folder, and only texts were given.")
                    .fix("Name the folder of the declaration.")));

    /**
     * The folder of the network, the names of its files as they are shown to people.
     *
     * @param named the folder that the declaration names with {@code network}; empty when it names none
     * @return empty when the words have to stand in the declaration itself
     */
    Optional<Checked<SourceFolder>> of(Optional<String> named);
}
