package io.partita.provider.canton;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.Check;
import io.partita.core.provider.Check.Place;
import io.partita.core.provider.Finding;
import io.partita.proto.connection.ApiInfoServiceGrpc;
import io.partita.proto.connection.GetApiInfoRequest;
import io.partita.proto.ledger.GetLedgerApiVersionRequest;
import io.partita.proto.ledger.VersionServiceGrpc;
import io.partita.proto.ledger.admin.ListKnownPartiesRequest;
import io.partita.proto.ledger.admin.PartyManagementServiceGrpc;
import io.partita.proto.participant.ParticipantStatusRequest;
import io.partita.proto.participant.ParticipantStatusResponse;
import io.partita.proto.participant.ParticipantStatusServiceGrpc;
import io.partita.provider.canton.call.Api;
import io.partita.provider.canton.call.ApiChannel;
import io.partita.provider.canton.call.ApiChannel.Security;
import io.partita.provider.canton.call.Caller;
import io.partita.provider.canton.call.CheckList;
import io.partita.provider.canton.call.CheckList.Needed;
import io.partita.provider.canton.call.LocalFailure;
import io.partita.provider.canton.call.Token;
import io.partita.provider.canton.call.TokenTraits;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Looks at one API of a participant: what lies below the calls, whether it answers as what it is declared, the token,
 * and what that permits.
 */
final class ApiExamination {

    /** What a large message of partita has: a piece of an import file, and its frame. */
    private static final int LARGE_MESSAGE = (2 << 20) + 1024;

    /** A field that no message has: participants leave out what they do not know. */
    private static final int UNKNOWN_FIELD = 99_999;

    private static final long ANSWER_SECONDS = 8;

    private final Caller caller;
    private final ApiChannel channel;
    private final String word;
    private Optional<String> release = Optional.empty();
    private Optional<ParticipantStatusResponse> status = Optional.empty();
    private boolean open;

    ApiExamination(Caller caller) {
        this.caller = caller;
        this.channel = caller.channel();
        this.word = "'" + channel.api().word() + "'";
    }

    /** What the Admin API said about its participant; empty when it could not be asked. */
    Optional<ParticipantStatusResponse> status() {
        return status;
    }

    /** The release that answers; empty when it could not be asked. */
    Optional<String> release() {
        return release;
    }

    CheckList examine() {
        Place place = channel.api() == Api.ADMIN ? Place.ADMIN : Place.LEDGER;
        List<Check> below = channel.transport().survey(place);
        CheckList checks = new CheckList(place, below);
        checks.check(Check.Kind.GRPC, Needed.BY_THE_REST, "Correct " + word + ".", this::grpc);
        checks.check(Check.Kind.TOKEN, Needed.BY_THE_REST, "Correct 'token' of " + word + ".", this::token);
        checks.check(Check.Kind.ACCEPTED, Needed.BY_THE_REST, "", this::accepted);
        checks.check(Check.Kind.PERMISSION, Needed.BY_THE_REST, "", this::permission);
        checks.check(
                Check.Kind.MESSAGES,
                Needed.BY_NOTHING,
                "Raise max-inbound-message-size of the participant's "
                        + channel.api().title() + ", or the limit of a proxy in between.",
                this::messages);
        return checks.skip(Check.Kind.KEEP_ALIVE, keepAlive());
    }

    private String keepAlive() {
        if (channel.security() == Security.IN_PROCESS) {
            return "the participant runs within this process";
        }
        String usual = channel.api() == Api.ADMIN ? "20 s" : "10 s";
        return "only calls of minutes show it; partita pings every 30 s while one runs, the participant's usual limit is "
                + usual;
    }

    /** Asks without a token: any answer proves that there is a gRPC server, and most say which API it is. */
    private Finding grpc() throws CallFailed, LocalFailure {
        try {
            String name = ClientCalls.blockingUnaryCall(
                            channel.grpc(),
                            ApiInfoServiceGrpc.getGetApiInfoMethod(),
                            CallOptions.DEFAULT.withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS),
                            GetApiInfoRequest.getDefaultInstance())
                    .getName();
            open = true;
            return named(name);
        } catch (StatusRuntimeException e) {
            return switch (e.getStatus().getCode()) {
                case UNAUTHENTICATED, PERMISSION_DENIED -> new Finding.Passed("answers, and asks for a token");
                case UNIMPLEMENTED -> new Finding.Passed("answers");
                default -> throw caller.failed(e, "asking which API this is");
            };
        }
    }

    private Finding named(String name) {
        boolean other = channel.api() == Api.ADMIN ? name.startsWith("ledger") : name.startsWith("admin");
        if (other) {
            return exchanged(name);
        }
        return new Finding.Passed("answers as " + (name.isEmpty() ? "an API without a name" : name));
    }

    private Finding exchanged(String found) {
        return new Finding.Failed(
                "this is the other API (" + found + ")",
                "'admin' and 'ledger' are probably exchanged; each has a port of its own.");
    }

    private Finding token() throws LocalFailure {
        Token token = channel.token();
        if (token == Token.NONE) {
            return new Finding.Passed("none declared");
        }
        Optional<String> value = token.value();
        if (isOver(token) && token.renew(value.orElse(""))) {
            // A short life can be over by the time that its issuer has answered for the first time.
            token.value();
        }
        TokenTraits traits = token.traits().orElse(TokenTraits.UNKNOWN);
        String found = "from " + token + described(traits);
        if (isOver(token)) {
            return new Finding.Warned(found, "It has expired: renew what 'token' of " + word + " refers to.");
        }
        return traits.livesLong()
                ? new Finding.Warned(
                        found,
                        "Ask for tokens of at most 5 minutes: participants refuse others unless their max-token-lifetime says otherwise.")
                : new Finding.Passed(found);
    }

    private static boolean isOver(Token token) {
        return token.traits()
                .flatMap(TokenTraits::expires)
                .filter(end -> end.isBefore(Instant.now()))
                .isPresent();
    }

    private static String described(TokenTraits traits) {
        List<String> parts = new ArrayList<>();
        traits.expires()
                .ifPresent(end -> parts.add(
                        end.isBefore(Instant.now())
                                ? "expired at " + end.truncatedTo(ChronoUnit.SECONDS)
                                : "good for another "
                                        + Duration.between(Instant.now(), end).toSeconds() + " s"));
        traits.lifetime().ifPresent(life -> parts.add("lifetime " + life.toSeconds() + " s"));
        if (!traits.audience().isEmpty()) {
            parts.add("audience " + String.join(", ", traits.audience()));
        }
        traits.scope().ifPresent(scope -> parts.add("scope " + scope));
        return parts.isEmpty() ? "; it says nothing of itself" : "; " + String.join(", ", parts);
    }

    private Finding accepted() throws CallFailed {
        try {
            ask();
        } catch (CallFailed e) {
            if (e.failure().kind() == Kind.NOT_PERMITTED && is(e, Status.Code.PERMISSION_DENIED)) {
                return new Finding.Passed("known, though not for everything");
            }
            return refused(e);
        }
        return new Finding.Passed(open || channel.token() == Token.NONE ? "the API asks for no token" : "accepted");
    }

    private Finding refused(CallFailed failed) {
        if (failed.failure().kind() == Kind.NOT_PERMITTED) {
            String fix = channel.token() == Token.NONE
                    ? "Declare 'token' of " + word + "."
                    : "Check 'token' of " + word
                            + " against the participant's auth-services: issuer, audience or scope, and max-token-lifetime; its log has the reason.";
            return Finding.Failed.of(failed.failure(), fix);
        }
        if (failed.failure().kind() == Kind.UNSUPPORTED) {
            return Finding.Failed.of(
                    failed.failure(),
                    "Check that 'admin' and 'ledger' are not exchanged, and that the participant is initialised and the active replica.");
        }
        return Finding.Failed.of(failed.failure(), "Follow the text above, or look at the participant's log.");
    }

    private void ask() throws CallFailed {
        if (channel.api() == Api.ADMIN) {
            ParticipantStatusResponse answer = caller.read(
                    ParticipantStatusServiceGrpc.getParticipantStatusMethod(),
                    ParticipantStatusRequest.getDefaultInstance(),
                    ParticipantApis.QUICK,
                    "reading the status");
            status = Optional.of(answer);
            release = Optional.of(
                    answer.hasStatus()
                            ? answer.getStatus().getCommonStatus().getVersion()
                            : answer.getNotInitialized().getVersion());
        } else {
            release = Optional.of(caller.read(
                            VersionServiceGrpc.getGetLedgerApiVersionMethod(),
                            GetLedgerApiVersionRequest.getDefaultInstance(),
                            ParticipantApis.QUICK,
                            "reading the version")
                    .getVersion());
        }
    }

    private Finding permission() throws CallFailed {
        return channel.api() == Api.ADMIN ? adminPermission() : ledgerPermission();
    }

    private Finding adminPermission() {
        return status.isPresent()
                ? new Finding.Passed("admin")
                : new Finding.Failed(
                        "the token lacks the admin claim",
                        "Give the client of 'token' of 'admin' the audience or scope to which the participant's admin-api grants admin.");
    }

    private Finding ledgerPermission() throws CallFailed {
        try {
            caller.read(
                    PartyManagementServiceGrpc.getListKnownPartiesMethod(),
                    ListKnownPartiesRequest.newBuilder().setPageSize(1).build(),
                    ParticipantApis.QUICK,
                    "asking for a party");
            return new Finding.Passed("participant admin");
        } catch (CallFailed e) {
            if (is(e, Status.Code.PERMISSION_DENIED)) {
                return new Finding.Passed("no participant admin, which partita does not need");
            }
            throw e;
        }
    }

    /** A harmless read, padded with a field that nobody knows. */
    private Finding messages() throws CallFailed {
        UnknownFieldSet padding = UnknownFieldSet.newBuilder()
                .addField(
                        UNKNOWN_FIELD,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(new byte[LARGE_MESSAGE]))
                                .build())
                .build();
        if (channel.api() == Api.ADMIN) {
            caller.read(
                    ParticipantStatusServiceGrpc.getParticipantStatusMethod(),
                    ParticipantStatusRequest.newBuilder()
                            .setUnknownFields(padding)
                            .build(),
                    ParticipantApis.QUICK,
                    "sending a large message");
        } else {
            caller.read(
                    VersionServiceGrpc.getGetLedgerApiVersionMethod(),
                    GetLedgerApiVersionRequest.newBuilder()
                            .setUnknownFields(padding)
                            .build(),
                    ParticipantApis.QUICK,
                    "sending a large message");
        }
        return new Finding.Passed(
                "2 MiB get there, as much as partita sends of an import at a time; answers may have any size");
    }

    private static boolean is(CallFailed failed, Status.Code code) {
        return failed.failure()
                .answer()
                .map(answer -> answer.status().equals(code.name()))
                .orElse(false);
    }
}
