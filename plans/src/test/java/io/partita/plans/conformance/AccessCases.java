package io.partita.plans.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.Endpoint;
import io.partita.proto.ledger.GetLedgerApiVersionRequest;
import io.partita.proto.ledger.VersionServiceGrpc;
import io.partita.proto.ledger.admin.GetParticipantIdRequest;
import io.partita.proto.ledger.admin.PartyManagementServiceGrpc;
import io.partita.proto.participant.ParticipantStatusRequest;
import io.partita.proto.participant.ParticipantStatusResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reaching the participants, and what partita says when it cannot. */
final class AccessCases {

    List<Case> cases() {
        return List.of(
                Case.of("access", "both APIs of every participant, identity, release, connection", AccessCases::access),
                Case.of(
                        "access-plan",
                        "partita reads the network and finds nothing to do for a party as it is",
                        AccessCases::nothingToDo),
                Case.of(
                        "access-alias",
                        "unknown alias of the synchronizer: refused by name",
                        AccessCases::unknownAlias),
                Case.of(
                        "access-port",
                        "nothing listens at the address: said, with the setting",
                        AccessCases::closedPort),
                Case.of(
                        "access-swapped",
                        "Admin and Ledger API exchanged: said, and nothing planned",
                        AccessCases::swapped));
    }

    private static void access(Ground ground) {
        for (Peer peer : ground.peers()) {
            ParticipantStatusResponse status =
                    peer.status().participantStatus(ParticipantStatusRequest.getDefaultInstance());
            assertThat(status.getStatus().getActive()).as("%s is active", peer).isTrue();
            assertThat(status.getStatus().getCommonStatus().getUid()).isEqualTo(peer.uid());
            assertThat(status.getStatus().getSupportedProtocolVersionsList())
                    .contains(ground.facts().protocolVersion());
            assertThat(ground.connections().isConnected(peer))
                    .as("%s is connected", peer)
                    .isTrue();
            assertThat(peer.ledger(PartyManagementServiceGrpc::newBlockingStub)
                            .getParticipantId(GetParticipantIdRequest.getDefaultInstance())
                            .getParticipantId())
                    .isEqualTo(peer.uid());
            assertThat(peer.ledger(VersionServiceGrpc::newBlockingStub)
                            .getLedgerApiVersion(GetLedgerApiVersionRequest.getDefaultInstance())
                            .getVersion())
                    .isEqualTo(status.getStatus().getCommonStatus().getVersion());
        }
    }

    private static void nothingToDo(Ground ground) {
        String name = ground.name("Idle");
        ground.allocate(name);
        Unit unit = ground.unit(Wanted.party(name, ground.source()));
        assertThat(unit.run(0, "validate")).isNotBlank();
        unit.run(0, "plan", "--detailed-exitcode");
        assertThat(unit.run(0, "show", "--json")).contains(ground.id(name));
    }

    private static void unknownAlias(Ground ground) {
        Unit unit = ground.unit();
        unit.declare(DeclarationText.of(ground.target(), ground.name("nowhere"), Map.of())
                .party(Wanted.party(ground.name("Idle"), ground.source())));
        assertThat(unit.run(1, "plan")).contains("[unknown-synchronizer]");
    }

    private static void closedPort(Ground ground) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Endpoint nowhere = new Endpoint("127.0.0.1", port, Optional.empty(), Optional.empty());
        Target.Node node = ground.destination().node();
        Unit unit = ground.unit();
        unit.declare(DeclarationText.with(ground.target(), node.name(), nowhere, node.ledger())
                .party(Wanted.party(ground.name("Idle"), ground.source())));
        assertThat(unit.run(1, "plan")).contains("nothing listens there").contains("'admin'");
    }

    private static void swapped(Ground ground) {
        Target.Node node = ground.destination().node();
        Unit unit = ground.unit();
        unit.declare(DeclarationText.with(ground.target(), node.name(), node.ledger(), node.admin())
                .party(Wanted.party(ground.name("Idle"), ground.source())));
        assertThat(unit.run(1, "plan")).contains(node.name());
    }
}
