package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.NamespaceState;
import io.partita.proto.crypto.SigningPublicKey;
import io.partita.proto.protocol.DecentralizedNamespaceDefinition;
import io.partita.proto.protocol.Enums.TopologyMappingCode;
import io.partita.proto.protocol.NamespaceDelegation;
import io.partita.proto.protocol.NamespaceDelegation.CanSignAllMappings;
import io.partita.proto.protocol.NamespaceDelegation.CanSignSpecificMappings;
import io.partita.proto.topology.BaseQuery;
import io.partita.proto.topology.ListDecentralizedNamespaceDefinitionRequest;
import io.partita.proto.topology.ListDecentralizedNamespaceDefinitionResponse;
import io.partita.proto.topology.ListNamespaceDelegationRequest;
import io.partita.proto.topology.ListNamespaceDelegationResponse;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose signatures count for a namespace. */
class NamespacesTest {

    private static final String RAW_KEY = "7e75c887ffaa1cb717c49f92b40ce389ca60ffcdc106ded7e51ea8a049071a91";
    /** Its fingerprint as a running participant of 3.5 computed it. */
    private static final Fingerprint KEY =
            new Fingerprint("1220fa8c872d0b3fdcff8474e4ef34f17b9e275ea039201ce2fe9f2b9ed326c906c5");

    private static final Fingerprint OTHER = new Fingerprint("1220" + "ab".repeat(32));
    private static final PhysicalSynchronizerId SYNCHRONIZER = PhysicalSynchronizerId.parse(
                    "da::1220" + "de".repeat(32) + "::35-0")
            .orElseThrow();

    private static SigningPublicKey key(String hex) {
        return SigningPublicKey.newBuilder()
                .setPublicKey(ByteString.copyFrom(HexFormat.of().parseHex(hex)))
                .build();
    }

    private static NamespaceDelegation.Builder delegation(Fingerprint namespace, String key) {
        return NamespaceDelegation.newBuilder().setNamespace(namespace.hex()).setTargetKey(key(key));
    }

    private static FakeParticipant answering(
            List<DecentralizedNamespaceDefinition> definitions, NamespaceDelegation.Builder... delegations) {
        ListDecentralizedNamespaceDefinitionResponse.Builder shared =
                ListDecentralizedNamespaceDefinitionResponse.newBuilder();
        definitions.forEach(definition -> shared.addResults(
                ListDecentralizedNamespaceDefinitionResponse.Result.newBuilder().setItem(definition)));
        ListNamespaceDelegationResponse.Builder delegated = ListNamespaceDelegationResponse.newBuilder();
        Arrays.stream(delegations)
                .forEach(delegation -> delegated.addResults(
                        ListNamespaceDelegationResponse.Result.newBuilder().setItem(delegation)));
        return new FakeParticipant()
                .answer(TopologyManagerReadServiceGrpc.getListDecentralizedNamespaceDefinitionMethod(), shared.build())
                .answer(TopologyManagerReadServiceGrpc.getListNamespaceDelegationMethod(), delegated.build());
    }

    @Test
    void a_fingerprint_is_of_the_key_itself_however_it_is_written() {
        assertThat(Namespaces.fingerprint(key("302a300506032b6570032100" + RAW_KEY)))
                .isEqualTo(KEY);
        assertThat(Namespaces.fingerprint(key(RAW_KEY))).isEqualTo(KEY);
    }

    @Test
    void its_own_key_and_those_that_it_delegates_to_sign_for_a_namespace() throws Exception {
        NamespaceDelegation.Builder own =
                delegation(KEY, RAW_KEY).setCanSignAllMappings(CanSignAllMappings.getDefaultInstance());
        NamespaceDelegation.Builder old = delegation(KEY, "01");
        NamespaceDelegation.Builder forHostings = delegation(KEY, "02")
                .setCanSignSpecificMapings(CanSignSpecificMappings.newBuilder()
                        .addMappings(TopologyMappingCode.TOPOLOGY_MAPPING_CODE_PARTY_TO_PARTICIPANT));
        NamespaceDelegation.Builder forPackages = delegation(KEY, "03")
                .setCanSignSpecificMapings(CanSignSpecificMappings.newBuilder()
                        .addMappings(TopologyMappingCode.TOPOLOGY_MAPPING_CODE_VETTED_PACKAGES));
        NamespaceDelegation.Builder elsewhere = delegation(OTHER, "04");
        try (FakeParticipant fake = answering(List.of(), own, old, forHostings, forPackages, elsewhere)) {
            NamespaceState state = fake.participant().namespace(SYNCHRONIZER, KEY);

            assertThat(state.keys())
                    .containsExactlyInAnyOrder(
                            KEY, Namespaces.fingerprint(key("01")), Namespaces.fingerprint(key("02")));
            assertThat(state.decentralized()).isEmpty();
            assertThat(state.owners()).containsExactly(KEY);
            ListNamespaceDelegationRequest asked = ListNamespaceDelegationRequest.parseFrom(
                    fake.requests(TopologyManagerReadServiceGrpc.getListNamespaceDelegationMethod())
                            .get(0));
            assertThat(asked.getFilterNamespace()).isEqualTo(KEY.hex());
            inForce(asked.getBaseQuery());
        }
    }

    @Test
    void a_namespace_that_nobody_introduced_has_no_key() throws Exception {
        try (FakeParticipant fake = answering(List.of())) {
            assertThat(fake.participant().namespace(SYNCHRONIZER, KEY).keys()).isEmpty();
        }
    }

    @Test
    void so_many_of_the_owners_sign_for_a_decentralized_namespace() throws Exception {
        DecentralizedNamespaceDefinition other = DecentralizedNamespaceDefinition.newBuilder()
                .setDecentralizedNamespace(OTHER.hex())
                .setThreshold(1)
                .addOwners(OTHER.hex())
                .build();
        DecentralizedNamespaceDefinition wanted = other.toBuilder()
                .setDecentralizedNamespace(KEY.hex())
                .setThreshold(2)
                .addOwners(KEY.hex())
                .build();
        try (FakeParticipant fake = answering(List.of(other, wanted))) {
            NamespaceState state = fake.participant().namespace(SYNCHRONIZER, KEY);

            assertThat(state.owners()).containsExactly(OTHER, KEY);
            assertThat(state.quorum()).isEqualTo(2);
            assertThat(state.keys()).isEmpty();
            ListDecentralizedNamespaceDefinitionRequest asked = ListDecentralizedNamespaceDefinitionRequest.parseFrom(
                    fake.requests(TopologyManagerReadServiceGrpc.getListDecentralizedNamespaceDefinitionMethod())
                            .get(0));
            assertThat(asked.getFilterNamespace()).isEqualTo(KEY.hex());
            inForce(asked.getBaseQuery());
        }
    }

    @Test
    void a_definition_that_cannot_be_is_not_guessed_at() {
        DecentralizedNamespaceDefinition tooMany = DecentralizedNamespaceDefinition.newBuilder()
                .setDecentralizedNamespace(KEY.hex())
                .setThreshold(2)
                .addOwners(OTHER.hex())
                .build();
        try (FakeParticipant fake = answering(List.of(tooMany))) {
            assertThatThrownBy(() -> fake.participant().namespace(SYNCHRONIZER, KEY))
                    .isInstanceOf(CallFailed.class)
                    .hasMessageContaining("has 1 owners and the threshold 2");
        }
    }

    private static void inForce(BaseQuery query) {
        assertThat(query.getStore().getSynchronizer().getPhysicalId()).isEqualTo(SYNCHRONIZER.toString());
        assertThat(query.hasHeadState()).isTrue();
        assertThat(query.getProposals()).isFalse();
    }
}
