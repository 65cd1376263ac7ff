package io.partita.provider.sandbox.services;

import com.google.protobuf.MessageLite;
import io.partita.proto.protocol.TopologyMapping.MappingCase;
import io.partita.proto.topology.TopologyTransactions;
import io.partita.proto.version.UntypedVersionedMessage;
import io.partita.provider.sandbox.synchronizer.Times;
import io.partita.provider.sandbox.topology.Mappings;
import io.partita.provider.sandbox.topology.StoredTransaction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the calls that list everything answer: whole transactions, in the order in which they were stored (wire.md 3).
 */
final class AllTransactions {

    private static final int VERSION = 30;

    private AllTransactions() {}

    /**
     * @param codes whether a kind of mapping, by its short code, is wanted;
     *
     * @param namespace what its namespace starts with
     */
    static TopologyTransactions of(TopologyQuery query, Predicate<String> codes, String namespace) {
        List<StoredTransaction> stored = Arrays.stream(MappingCase.values())
                .filter(kind -> kind != MappingCase.MAPPING_NOT_SET && codes.test(Mappings.shortCode(kind)))
                .flatMap(query::ofKind)
                .filter(one -> Mappings.namespace(one.signed().mapping()).startsWith(namespace))
                .sorted(Comparator.comparingLong(StoredTransaction::id))
                .collect(Collectors.toList());
        TopologyTransactions.Builder transactions = TopologyTransactions.newBuilder();
        stored.forEach(one -> transactions.addItems(item(query, one)));
        return transactions.build();
    }

    private static TopologyTransactions.Item.Builder item(TopologyQuery query, StoredTransaction stored) {
        MessageLite wrapped = UntypedVersionedMessage.newBuilder()
                .setData(stored.signed().write().toByteString())
                .setVersion(VERSION)
                .build();
        TopologyTransactions.Item.Builder item = TopologyTransactions.Item.newBuilder()
                .setSequenced(Times.timestamp(stored.sequenced()))
                .setValidFrom(Times.timestamp(stored.effective()))
                .setTransaction(wrapped.toByteString());
        query.end(stored).ifPresent(end -> item.setValidUntil(Times.timestamp(end)));
        return item;
    }
}
