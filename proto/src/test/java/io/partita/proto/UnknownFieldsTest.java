package io.partita.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import io.partita.proto.ledger.EventFormat;
import io.partita.proto.ledger.Filters;
import io.partita.proto.ledger.List;
import io.partita.proto.ledger.Value;
import org.junit.jupiter.api.Test;

/** The other tests of this package lean on this search: it must not overlook anything. */
class UnknownFieldsTest {

    private static final UnknownFieldSet FIELD_99 = UnknownFieldSet.newBuilder()
            .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();

    @Test
    void aKnownMessageHasNone() {
        assertThat(UnknownFields.of(Value.newBuilder().setText("x").build())).isEmpty();
    }

    @Test
    void theyAreFoundInsideRepeatedAndNestedMessages() {
        var strange = Value.newBuilder().setUnknownFields(FIELD_99).build();
        var message = Value.newBuilder()
                .setList(List.newBuilder()
                        .addElements(Value.getDefaultInstance())
                        .addElements(strange))
                .build();

        assertThat(UnknownFields.of(message)).containsExactly("com.daml.ledger.api.v2.Value#99");
    }

    @Test
    void theyAreFoundInsideMaps() {
        var strange = Filters.newBuilder().setUnknownFields(FIELD_99).build();
        var message =
                EventFormat.newBuilder().putFiltersByParty("alice", strange).build();

        assertThat(UnknownFields.of(message)).containsExactly("com.daml.ledger.api.v2.Filters#99");
    }
}
