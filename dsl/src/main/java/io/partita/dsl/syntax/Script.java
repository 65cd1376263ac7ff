package io.partita.dsl.syntax;

import java.util.List;
import java.util.Set;

/**
 * What could be read of a file.
 *
 * @param statements in the order written
 * @param lost the first words of the pieces that are no Groovy and were left out, so that what they declare is not
 *     reported as missing; {@link #EVERYTHING} when there is no telling
 */
public record Script(List<Statement> statements, Set<String> lost) {

    public static final String EVERYTHING = "";

    public Script {
        statements = List.copyOf(statements);
        lost = Set.copyOf(lost);
    }

    static Script unreadable() {
        return new Script(List.of(), Set.of(EVERYTHING));
    }
}
