package io.partita.plans.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.partita.provider.canton.call.Api;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a participant says no. Canton has three ways: an error of its own, with a code in the description and in the
 * details; a redacted error, of which only the status is told; and a plain status of the transport.
 *
 * @param status the status code
 * @param codes the code of Canton's error, or several where releases differ; empty for a plain status and for a
 *     redacted error
 * @param category of the error, 0 without code
 * @param description the part of a plain status that is known; empty where it is not looked at
 */
record Refused(Status.Code status, List<String> codes, int category, String description) {

    private static final Pattern CANTON = Pattern.compile("(?s)([A-Z0-9_]+)\\((\\d+),(.+?)\\): (.*)");

    /** Errors of these categories say when to try again. */
    private static final Set<Integer> RETRYABLE = Set.of(1, 2, 3, 12);

    private static final Map<Integer, Status.Code> STATUS_OF_CATEGORY = Map.of(
            1, Status.Code.UNAVAILABLE,
            2, Status.Code.ABORTED,
            8, Status.Code.INVALID_ARGUMENT,
            9, Status.Code.FAILED_PRECONDITION,
            10, Status.Code.ALREADY_EXISTS,
            11, Status.Code.NOT_FOUND,
            12, Status.Code.OUT_OF_RANGE);

    /** An error of Canton's own. Its category fixes the status. */
    static Refused by(String code, int category) {
        return byAnyOf(category, code);
    }

    /** An error of Canton's own, for which releases of one line have several codes. */
    static Refused byAnyOf(int category, String... codes) {
        return new Refused(
                Optional.ofNullable(STATUS_OF_CATEGORY.get(category)).orElseThrow(), List.of(codes), category, "");
    }

    /** An error of which only the status is told. */
    static Refused redacted(Status.Code status) {
        return new Refused(status, List.of(), 0, "An error occurred");
    }

    /** A status of the transport. */
    static Refused plain(Status.Code status, String description) {
        return new Refused(status, List.of(), 0, description);
    }

    /** Requires that a call is refused in this way. */
    void require(Api api, Call call) {
        Throwable thrown = catchThrowable(call::run);
        assertThat(thrown).as("the call should be refused with %s", this).isInstanceOf(StatusRuntimeException.class);
        StatusRuntimeException failure = (StatusRuntimeException) thrown;
        assertThat(failure.getStatus().getCode()).as(failure.getMessage()).isEqualTo(status);
        String said = Optional.ofNullable(failure.getStatus().getDescription()).orElse("");
        if (!codes.isEmpty()) {
            requireError(api, said, Details.of(failure));
        } else {
            assertThat(said).contains(description);
            assertThat(CANTON.matcher(said).matches()).as(said).isFalse();
            assertThat(Details.of(failure).info()).isEmpty();
        }
    }

    /** A call that is expected to fail. */
    @FunctionalInterface
    interface Call {
        void run() throws Exception;
    }

    private void requireError(Api api, String said, Details details) {
        Matcher matcher = CANTON.matcher(said);
        assertThat(matcher.matches()).as(said).isTrue();
        assertThat(matcher.group(1)).as(said).isIn(codes);
        assertThat(matcher.group(2)).as(said).isEqualTo(String.valueOf(category));
        assertThat(details.info()).as("the error's details").isPresent();
        assertThat(details.info().orElseThrow().getReason()).isEqualTo(matcher.group(1));
        assertThat(details.info().orElseThrow().getMetadataMap()).containsEntry("category", String.valueOf(category));
        assertThat(details.retry()).as("when to try again").isEqualTo(RETRYABLE.contains(category));
        assertThat(details.request()).as("the id of the request").isEqualTo(api == Api.LEDGER);
    }

    /** What stands in the trailer. */
    private record Details(Optional<ErrorInfo> info, boolean retry, boolean request) {

        static Details of(StatusRuntimeException failure) {
            List<Any> all = Optional.ofNullable(StatusProto.fromThrowable(failure))
                    .map(com.google.rpc.Status::getDetailsList)
                    .orElse(List.of());
            return new Details(
                    all.stream()
                            .filter(each -> each.is(ErrorInfo.class))
                            .map(Details::info)
                            .findFirst(),
                    all.stream().anyMatch(each -> each.is(RetryInfo.class)),
                    all.stream().anyMatch(each -> each.is(RequestInfo.class)));
        }

        private static ErrorInfo info(Any any) {
            try {
                return any.unpack(ErrorInfo.class);
            } catch (InvalidProtocolBufferException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** For the table. */
    String text() {
        if (!codes.isEmpty()) {
            return status + " " + String.join(" or ", codes) + "(" + category + ")";
        }
        return description.startsWith("An error occurred") ? status + ", redacted" : status + ", plain";
    }
}
