package io.partita.core.topology;

import io.partita.core.provider.CallFailed;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Counts contract ids and remembers the few smallest, so that the same ids give the same examples in any order. Each id
 * is to be told once.
 */
public final class ContractExamples implements Consumer<String> {

    private static final int REMEMBERED = 5;

    private final TreeSet<String> smallest = new TreeSet<>();
    private long count;

    /** What a set consists of. */
    public static ContractExamples of(ContractSet.Ids ids) throws CallFailed {
        ContractExamples examples = new ContractExamples();
        ids.each(examples);
        return examples;
    }

    @Override
    public void accept(String id) {
        count++;
        smallest.add(id);
        if (smallest.size() > REMEMBERED) {
            smallest.pollLast();
        }
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public long count() {
        return count;
    }

    /** At most five, sorted. */
    public List<String> some() {
        return List.copyOf(smallest);
    }
}
