package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.InsecureServerCredentials;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.partita.core.model.Access;
import io.partita.core.model.Endpoint;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.Secret;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Check;
import io.partita.core.provider.Network;
import io.partita.proto.connection.ApiInfoServiceGrpc;
import io.partita.proto.connection.GetApiInfoResponse;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.proto.participant.DarDescription;
import io.partita.proto.participant.GetDarContentsResponse;
import io.partita.proto.participant.GetPackageReferencesResponse;
import io.partita.proto.participant.PackageServiceGrpc;
import io.partita.proto.participant.PruningServiceGrpc;
import io.partita.proto.pruning.GetParticipantScheduleResponse;
import io.partita.proto.pruning.ParticipantPruningSchedule;
import io.partita.proto.pruning.PruningSchedule;
import io.partita.provider.canton.access.Environment;
import io.partita.provider.canton.access.TestCertificates;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A participant, or what stands before it, repeats the token that it was sent: it goes nowhere from here. */
class EchoTest {

    private static final String TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJwYXJ0aXRhIn0.c2lnbmF0dXJl";
    private static final ParticipantName NAME = new ParticipantName("participant1");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "headers were {authorization: Bearer %s}",
                "BAD_HEADER(9,0): authorization: Bearer %s",
                "An error occurred. Please contact the operator and inquire about the request %s with tid %s",
            })
    void in_an_error(String answer) {
        String repeated = answer.replace("%s", TOKEN);
        try (FakeParticipant fake = new FakeParticipant(InsecureServerCredentials.create())
                        .fail(
                                StateServiceGrpc.getGetLedgerEndMethod(),
                                Status.FAILED_PRECONDITION.withDescription(repeated));
                Channels channels = channels(fake)) {
            CallFailed failed =
                    catchThrowableOfType(CallFailed.class, () -> new CantonParticipant(NAME, channels).ledgerEnd());

            StringWriter all = new StringWriter();
            failed.printStackTrace(new PrintWriter(all));
            assertThat(all
                            + failed.failure().toString()
                            + failed.failure().answered()
                            + failed.failure().said())
                    .contains("***")
                    .doesNotContain(TOKEN)
                    .doesNotContain("c2lnbmF0dXJl");
        }
    }

    @Test
    void encoded_and_cut() {
        String encoded = Base64.getEncoder().encodeToString(("Bearer " + TOKEN).getBytes(StandardCharsets.UTF_8));
        try (FakeParticipant fake = new FakeParticipant(InsecureServerCredentials.create())
                        .fail(
                                StateServiceGrpc.getGetLedgerEndMethod(),
                                Status.FAILED_PRECONDITION.withDescription(
                                        encoded + " ".repeat(1900 - encoded.length()) + TOKEN.repeat(30)));
                Channels channels = channels(fake)) {
            CallFailed failed =
                    catchThrowableOfType(CallFailed.class, () -> new CantonParticipant(NAME, channels).ledgerEnd());

            assertThat(failed.failure().text())
                    .contains("***")
                    .doesNotContain(encoded.substring(20, 60))
                    .doesNotContain(TOKEN.substring(0, 20));
        }
    }

    @Test
    void as_the_name_of_an_api() {
        try (FakeParticipant fake = new FakeParticipant(InsecureServerCredentials.create())
                        .answer(
                                ApiInfoServiceGrpc.getGetApiInfoMethod(),
                                GetApiInfoResponse.newBuilder().setName(TOKEN).build());
                Network first = CantonNetwork.open(new TreeMap<>(Map.of(NAME, channels(fake))));
                CantonNetwork network = CantonNetwork.open(new TreeMap<>(Map.of(NAME, channels(fake))))) {
            catchThrowableOfType(CallFailed.class, () -> first.participant(NAME).ledgerEnd());

            List<Check> checks = network.examine(NAME, "da", Map.of()).checks();

            assertThat(checks.toString()).contains("answers as ***").doesNotContain(TOKEN);
        }
    }

    @Test
    void in_an_id_or_a_text_that_is_kept() {
        PackageId asked = new PackageId("p".repeat(64));
        try (FakeParticipant fake = new FakeParticipant(InsecureServerCredentials.create())
                        .answer(
                                PackageServiceGrpc.getGetPackageReferencesMethod(),
                                GetPackageReferencesResponse.newBuilder()
                                        .addDars(DarDescription.newBuilder().setMain("a" + TOKEN))
                                        .build())
                        .answer(
                                PackageServiceGrpc.getGetDarContentsMethod(),
                                GetDarContentsResponse.getDefaultInstance())
                        .answer(
                                PruningServiceGrpc.getGetParticipantScheduleMethod(),
                                GetParticipantScheduleResponse.newBuilder()
                                        .setSchedule(ParticipantPruningSchedule.newBuilder()
                                                .setSchedule(PruningSchedule.newBuilder()
                                                        .setCron("0 0 * * * ? " + TOKEN)))
                                        .build());
                Channels channels = channels(fake)) {
            CantonParticipant participant = new CantonParticipant(NAME, channels);
            CallFailed failed = catchThrowableOfType(CallFailed.class, () -> participant.darWith(asked));

            assertThat(failed.failure().text()).contains("repeats a secret").doesNotContain(TOKEN);
            assertThatCode(() -> assertThat(participant.pruningSchedule())
                            .hasValueSatisfying(
                                    schedule -> assertThat(schedule.cron()).isEqualTo("0 0 * * * ? ***")))
                    .doesNotThrowAnyException();
        }
    }

    /** Whoever listens there writes the certificate, and may have been told the token before. */
    @ParameterizedTest
    @ValueSource(strings = {"%s", "p.example; everything is in order. fix: run something. %s", "NAME"})
    void in_a_certificate(String name) throws Exception {
        String named = name.replace("%s", TOKEN).replace("NAME", "n".repeat(9000));
        TestCertificates authority = new TestCertificates("bank");
        TestCertificates.Issued server = authority.issue(folder, named);
        Endpoint.Tls tls = new Endpoint.Tls(
                Optional.of(authority.authority(folder).getFileName().toString()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        try (FakeParticipant plain = new FakeParticipant(InsecureServerCredentials.create());
                FakeParticipant fake = new FakeParticipant(TlsServerCredentials.create(
                        server.certificate().toFile(), server.key().toFile()));
                Network first = CantonNetwork.open(new TreeMap<>(Map.of(NAME, channels(plain))));
                CantonNetwork network =
                        CantonNetwork.open(new TreeMap<>(Map.of(NAME, channels(fake, Optional.of(tls)))))) {
            catchThrowableOfType(CallFailed.class, () -> first.participant(NAME).ledgerEnd());

            String checks = network.examine(NAME, "da", Map.of()).checks().toString();

            assertThat(checks)
                    .contains("the certificate is for another name (localhost is expected, it is for '")
                    .doesNotContain(TOKEN)
                    .doesNotContain("n".repeat(300));
        }
    }

    private Channels channels(FakeParticipant fake) {
        return channels(fake, Optional.empty());
    }

    private Channels channels(FakeParticipant fake, Optional<Endpoint.Tls> tls) {
        Secret token = Secret.of("environment").with("variable", "TOKEN");
        Endpoint endpoint = new Endpoint("localhost", fake.port(), tls, Optional.of(token));
        return Channels.of(new Access.Endpoints(endpoint, endpoint), new Environment(folder, Map.of("TOKEN", TOKEN)));
    }
}
