package io.partita.provider.canton.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over a connection for reading nothing is changed, whoever tries. */
class ReadsOnlyTest {

    private final List<String> sent = new ArrayList<>();

    private final Channel channel = new Channel() {
        @Override
        public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
            sent.add(method.getBareMethodName());
            return null;
        }

        @Override
        public String authority() {
            return "nobody";
        }
    };

    private void call(String method) {
        MethodDescriptor<Empty, Empty> descriptor = MethodDescriptor.<Empty, Empty>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName("service", method))
                .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                .build();
        ClientInterceptors.intercept(channel, new ReadsOnly()).newCall(descriptor, CallOptions.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ListPartyToParticipant",
                "GetLedgerEnd",
                "GetActiveContracts",
                "CountInFlight",
                "ValidateDar",
                "ParticipantStatus",
                "CurrentTime",
                "FetchTime"
            })
    void readsPass(String method) {
        call(method);

        assertThat(sent).containsExactly(method);
    }

    /** Every call of the client that changes something, and one that nobody knows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorize",
                "SignTransactions",
                "AddTransactions",
                "ModifySynchronizer",
                "DisconnectSynchronizer",
                "ReconnectSynchronizer",
                "ImportPartyAcs",
                "ExportPartyAcs",
                "ExportAcs",
                "ImportAcs",
                "ClearPartyOnboardingFlag",
                "SetParticipantSchedule",
                "ClearSchedule",
                "PurgeContracts",
                "UploadDar",
                "Getaway"
            })
    void writesAreNotSent(String method) {
        assertThatThrownBy(() -> call(method))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this is a bug in partita: " + method + " was about to be called where nothing is changed");
        assertThat(sent).isEmpty();
    }
}
