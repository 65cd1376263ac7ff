package io.partita.provider.canton;

import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import io.grpc.MethodDescriptor;
import io.partita.core.model.Release;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.provider.Replication;
import io.partita.core.provider.Replication.Support;
import io.partita.proto.participant.ClearPartyOnboardingFlagRequest;
import io.partita.proto.participant.ClearPartyOnboardingFlagResponse;
import io.partita.proto.participant.ExportAcsRequest;
import io.partita.proto.participant.ExportAcsResponse;
import io.partita.proto.participant.ExportPartyAcsRequest;
import io.partita.proto.participant.ExportPartyAcsResponse;
import io.partita.proto.participant.ImportAcsRequest;
import io.partita.proto.participant.ImportAcsResponse;
import io.partita.proto.participant.ImportPartyAcsRequestV34;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.proto.participant.ParticipantRepairServiceGrpc;
import io.partita.proto.participant.PartyManagementServiceGrpc;
import io.partita.proto.topology.TopologyManagerWriteServiceGrpc;
import io.partita.provider.canton.description.Comparison;
import io.partita.provider.canton.description.Comparison.Use;
import io.partita.provider.canton.description.Description;
import java.util.List;
import java.util.Optional;

/**
 * In which form a participant takes the calls that move a party. 3.5 numbered the fields of an import anew under the
 * same method name, and either release misreads the other's, so a release that is not known is asked for its own
 * description of these calls; without one that fits, nothing is sent.
 */
final class ReplicationForm {

    /**
     * From the request of a proposal to a host's onboarding flag: proposal, mapping, party to participant,
     * participants, onboarding.
     */
    private static final int[] ONBOARDING_FLAG = {1, 3, 9, 3, 3};

    private final ParticipantApis apis;
    private final Connectivity connectivity;

    ReplicationForm(ParticipantApis apis, Connectivity connectivity) {
        this.apis = apis;
        this.connectivity = connectivity;
    }

    /** What was found. @param layout empty where nothing can be imported */
    private record Found(Replication replication, Optional<ImportLayout> layout) {

        static Found of(Support support, String told, ImportLayout layout) {
            return new Found(new Replication(support, told), Optional.of(layout));
        }

        static Found none(Support support, String told) {
            return new Found(new Replication(support, told), Optional.empty());
        }
    }

    Replication replication() throws CallFailed {
        ParticipantStatus status = connectivity.status();
        Replication found = find(status).replication();
        return found.support() == Support.BY_DESCRIPTION
                ? new Replication(found.support(), found.told(), books(status))
                : found;
    }

    /**
     * @throws CallFailed {@code UNSUPPORTED} for a release without party replication, or one whose form is not known
     */
    ImportLayout layout(ParticipantStatus status, String attempted) throws CallFailed {
        Found found = find(status);
        if (found.layout().isPresent()) {
            return found.layout().get();
        }
        throw apis.admin()
                .failed(
                        Kind.UNSUPPORTED,
                        "RELEASE_NOT_SUPPORTED",
                        "the participant runs Canton '" + status.releaseText() + "': "
                                + found.replication().told(),
                        attempted);
    }

    /**
     * That its repair service takes the export at an offset and the import without a flag as 3.4 and 3.5 do.
     *
     * @throws CallFailed {@code UNSUPPORTED} for a release without them, or one whose form is not known
     */
    void requireBooks(ParticipantStatus status, String attempted) throws CallFailed {
        Optional<String> told = books(status);
        if (told.isPresent()) {
            throw apis.admin()
                    .failed(
                            Kind.UNSUPPORTED,
                            "RELEASE_NOT_SUPPORTED",
                            "the participant runs Canton '" + status.releaseText() + "': " + told.get(),
                            attempted);
        }
    }

    /** Why it does not; empty when it does. */
    private Optional<String> books(ParticipantStatus status) throws CallFailed {
        Optional<Release> release = status.release();
        if (release.isEmpty() || release.get().isAtLeast(3, 6, 0)) {
            return describedBooks();
        }
        return release.get().isAtLeast(3, 4, 0)
                ? Optional.empty()
                : Optional.of("its repair service exports at an offset from Canton 3.4 on");
    }

    private Optional<String> describedBooks() throws CallFailed {
        String attempted = apis.on("reading the description of the calls that repair a participant's books");
        try {
            Description description =
                    Description.read(apis.admin(), List.of(ParticipantRepairServiceGrpc.SERVICE_NAME), attempted);
            Judgement judgement = new Judgement(description);
            return judgement
                    .call(
                            ParticipantRepairServiceGrpc.getExportAcsMethod(),
                            ExportAcsRequest.getDescriptor(),
                            ExportAcsResponse.getDescriptor())
                    .or(() -> judgement.call(
                            ParticipantRepairServiceGrpc.getImportAcsMethod(),
                            ImportAcsRequest.getDescriptor(),
                            ImportAcsResponse.getDescriptor()))
                    .map(difference -> "by its own description " + difference);
        } catch (CallFailed e) {
            if (e.failure().kind() != Kind.UNSUPPORTED) {
                throw e;
            }
            return Optional.of("its Admin API offers no description of its repair service (gRPC reflection): "
                    + e.failure().code());
        }
    }

    private Found find(ParticipantStatus status) throws CallFailed {
        Optional<Release> release = status.release();
        if (release.isEmpty() || release.get().isAtLeast(3, 6, 0)) {
            return described();
        }
        String told = "release " + release.get();
        if (release.get().isAtLeast(3, 5, 0)) {
            return Found.of(Support.BY_RELEASE, told, ImportLayout.V35);
        }
        return release.get().isAtLeast(3, 4, 0)
                ? Found.of(Support.BY_RELEASE, told, ImportLayout.V34)
                : Found.none(Support.NONE, "contracts can be exported and imported from Canton 3.4 on");
    }

    private Found described() throws CallFailed {
        String attempted = apis.on("reading the description of the calls that move a party");
        Description description;
        try {
            description = Description.read(
                    apis.admin(),
                    List.of(PartyManagementServiceGrpc.SERVICE_NAME, TopologyManagerWriteServiceGrpc.SERVICE_NAME),
                    attempted);
        } catch (CallFailed e) {
            if (e.failure().kind() != Kind.UNSUPPORTED) {
                throw e;
            }
            return Found.none(
                    Support.UNTOLD,
                    "its Admin API offers no description of its calls (gRPC reflection): "
                            + e.failure().code());
        }
        return new Judgement(description).found();
    }

    /** Compares a description with what partita speaks. */
    private static final class Judgement {

        private final Description description;
        private final Comparison comparison;

        Judgement(Description description) {
            this.description = description;
            this.comparison = new Comparison(description);
        }

        Found found() {
            Optional<String> difference = call(
                            PartyManagementServiceGrpc.getExportPartyAcsMethod(),
                            ExportPartyAcsRequest.getDescriptor(),
                            ExportPartyAcsResponse.getDescriptor())
                    .or(() -> call(
                            PartyManagementServiceGrpc.getClearPartyOnboardingFlagMethod(),
                            ClearPartyOnboardingFlagRequest.getDescriptor(),
                            ClearPartyOnboardingFlagResponse.getDescriptor()))
                    .or(this::flag);
            if (difference.isPresent()) {
                return Found.none(Support.UNTOLD, "by its own description " + difference.get());
            }
            if (imports(ImportPartyAcsRequestV35.getDescriptor()).isEmpty()) {
                return described(ImportLayout.V35, "3.5");
            }
            return imports(ImportPartyAcsRequestV34.getDescriptor()).isEmpty()
                    ? described(ImportLayout.V34, "3.4")
                    : Found.none(
                            Support.UNTOLD,
                            "by its own description "
                                    + imports(ImportPartyAcsRequestV35.getDescriptor())
                                            .orElseThrow());
        }

        private static Found described(ImportLayout layout, String release) {
            return Found.of(
                    Support.BY_DESCRIPTION, "by its own description its calls are those of Canton " + release, layout);
        }

        private Optional<String> imports(Descriptor request) {
            MethodDescriptor<?, ?> method = PartyManagementServiceGrpc.getImportPartyAcsMethod();
            return method(method)
                    .or(() -> comparison.difference(
                            description.method(method).orElseThrow().getInputType(), request, Use.REQUEST));
        }

        private Optional<String> call(MethodDescriptor<?, ?> method, Descriptor request, Descriptor answer) {
            return method(method).or(() -> {
                MethodDescriptorProto found = description.method(method).orElseThrow();
                return comparison
                        .difference(found.getInputType(), request, Use.REQUEST)
                        .or(() -> comparison.difference(found.getOutputType(), answer, Use.ANSWER));
            });
        }

        private Optional<String> method(MethodDescriptor<?, ?> method) {
            Optional<MethodDescriptorProto> found = description.method(method);
            if (found.isEmpty()) {
                return Optional.of("it has no " + method.getBareMethodName());
            }
            boolean same = found.get().getClientStreaming() == !method.getType().clientSendsOneMessage()
                    && found.get().getServerStreaming() == !method.getType().serverSendsOneMessage();
            return same ? Optional.empty() : Optional.of(method.getBareMethodName() + " streams otherwise");
        }

        private Optional<String> flag() {
            boolean there = description
                    .method(TopologyManagerWriteServiceGrpc.getAuthorizeMethod())
                    .flatMap(method -> description.field(method.getInputType(), ONBOARDING_FLAG))
                    .filter(field -> field.getName().equals("onboarding"))
                    .isPresent();
            return there ? Optional.empty() : Optional.of("a host has no onboarding flag where partita sets it");
        }
    }
}
