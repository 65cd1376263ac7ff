package io.partita.core.apply;

import io.partita.core.model.TopologyContent;
import io.partita.core.model.TopologyTransaction;
import io.partita.core.provider.Transactions;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Transactions whose bytes are the text of what they make. */
final class TinyTransactions implements Transactions {

    private final Map<TopologyTransaction, TopologyContent> written = new ConcurrentHashMap<>();

    static TopologyTransaction bytes(TopologyContent content) {
        return TopologyTransaction.of(content.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public TopologyTransaction of(TopologyContent content) {
        TopologyTransaction transaction = bytes(content);
        written.put(transaction, content);
        return transaction;
    }

    @Override
    public Optional<TopologyContent> read(TopologyTransaction transaction) {
        return Optional.ofNullable(written.get(transaction));
    }
}
