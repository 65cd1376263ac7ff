package io.partita.provider.canton.call;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The items of an answer that is nothing but a list. They are handed on while the rest is read, one after the other, so
 * that an answer about all parties is never there as a whole.
 *
 * @param field the number of the list in the answer
 * @param parser of one item
 */
public record Items<I extends MessageLite>(int field, Parser<I> parser) {

    /** The same method, whose answer is what has taken the items. @param begin called for every answer */
    <Q, R extends Consumer<I>> MethodDescriptor<Q, R> of(MethodDescriptor<Q, ?> method, Supplier<R> begin) {
        return method.toBuilder(method.getRequestMarshaller(), new Taking<>(this, begin))
                .build();
    }

    private void read(CodedInputStream in, Consumer<I> each) throws IOException {
        int item = field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
        HandOver<I> handOver = new HandOver<>(each, MessageLite::getSerializedSize);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == item) {
                handOver.accept(in.readMessage(parser, ExtensionRegistryLite.getEmptyRegistry()));
            } else if (!in.skipField(tag)) {
                throw new InvalidProtocolBufferException("a group ends that has not begun");
            }
        }
        handOver.finish();
    }

    private record Taking<I extends MessageLite, R extends Consumer<I>>(Items<I> items, Supplier<R> begin)
            implements MethodDescriptor.Marshaller<R> {

        @Override
        public InputStream stream(R value) {
            throw new IllegalStateException("This is a bug in partita: nobody sends what was taken of an answer");
        }

        @Override
        public R parse(InputStream stream) {
            R taking = begin.get();
            CodedInputStream in = CodedInputStream.newInstance(stream);
            in.setSizeLimit(Integer.MAX_VALUE);
            try {
                items.read(in, taking);
            } catch (IOException e) {
                throw Status.INTERNAL
                        .withDescription("Invalid protobuf byte sequence")
                        .withCause(e)
                        .asRuntimeException();
            }
            return taking;
        }
    }
}
