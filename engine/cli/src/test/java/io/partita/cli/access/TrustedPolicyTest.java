package io.partita.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.cli.approval.PolicyFiles;
import io.partita.cli.unit.Unit;
import io.partita.core.diagnostic.Checked;
import io.partita.core.plan.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose word is taken for who approves, whatever a plan says of where its network is. */
class TrustedPolicyTest {

    @TempDir
    Path folder;

    private Path trusted;

    @BeforeEach
    void aTrustedRepositoryAndAnother() throws IOException {
        trusted = Files.createDirectories(folder.resolve("trusted"));
        Files.createDirectory(trusted.resolve(".git"));
        Files.createDirectories(trusted.resolve("hosting/alice"));
        policy(trusted.resolve("networks/prod"), "prod");
        policy(folder.resolve("evil"), "evil");
        policy(folder.resolve("here/networks/prod"), "here");
        Files.createDirectories(folder.resolve("here/hosting/alice"));
    }

    private static void policy(Path network, String text) throws IOException {
        Files.writeString(Files.createDirectories(network).resolve(PolicyFiles.NAME), text);
    }

    private Checked<PolicyFiles> policy(String way, String said) {
        Unit home = new Unit(folder.resolve("here/hosting/alice"));
        Unit network = new Unit(folder.resolve("here/networks/prod"));
        return new TrustedPolicy(home, network, new Home(way), Map.of())
                .in(folder.resolve(said).toString(), folder);
    }

    private static String text(Checked<PolicyFiles> files) throws IOException {
        return new String(files.value().read(PolicyFiles.NAME).orElseThrow());
    }

    @Test
    void networkIsAsFarFromTheTrustedDeclarationAsThePlanSays() throws IOException {
        assertThat(text(policy("../../networks/prod", "trusted/hosting/alice"))).isEqualTo("prod");
    }

    @Test
    void folderOfTheNetworkItselfIsTakenWhateverThePlanSays() throws IOException {
        policy(trusted.resolve("networks/weak"), "weak");

        assertThat(text(policy("../../networks/prod", "trusted/networks/prod"))).isEqualTo("prod");
        assertThat(text(policy("../weak", "trusted/networks/prod"))).isEqualTo("prod");
    }

    @Test
    void planDoesNotLeadOutOfWhatIsTrusted() throws IOException {
        Files.createSymbolicLink(trusted.resolve("networks/link"), folder.resolve("evil"));
        for (String way : new String[] {"../../../evil", "../../../here/networks/prod", "../../networks/link"}) {
            Checked<PolicyFiles> refused = policy(way, "trusted/hosting/alice");

            assertThat(refused.isPresent()).as(way).isFalse();
            assertThat(refused.diagnostics().get(0).code()).isEqualTo("policy-unusable");
            assertThat(refused.diagnostics().get(0).toString()).contains("leads out of the trusted folder");
        }
    }

    @Test
    void whatCannotBeLookedAtIsNotMissing() throws IOException {
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        Unit home = new Unit(folder.resolve("here/hosting/alice"));

        PolicyFiles missing = new TrustedPolicy(home, home, Home.BESIDE, Map.of()).here();
        PolicyFiles unreadable = new TrustedPolicy(home, new Unit(loop), Home.BESIDE, Map.of()).here();

        assertThat(missing.read(PolicyFiles.NAME)).isEmpty();
        assertThatThrownBy(() -> unreadable.read(PolicyFiles.NAME)).isInstanceOf(IOException.class);
    }
}
