package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of plans. */
class GraphCommandTest {

    private static final Path FIXTURE = Path.of("src/test/resources/io/partita/cli/view/quickstart.plan.json");

    @TempDir
    Path folder;

    private String plan;

    @BeforeEach
    void aPlan() throws IOException {
        plan = Files.copy(FIXTURE, folder.resolve("plan.json")).toString();
    }

    @Test
    void mermaidIsWhatThePlanItselfIsShownWith() {
        Typed graph = Typed.run("graph", plan);

        assertThat(graph.code()).as(graph.both()).isZero();
        assertThat(graph.out())
                .startsWith("flowchart TB\n")
                .isEqualTo(Typed.run("show", plan, "--format", "mermaid").out());
    }

    @Test
    void dotHasAFrameForEveryWaveAndAnEdgeBetweenThem() {
        Typed graph = Typed.run("graph", plan, "--format", "dot");

        assertThat(graph.code()).as(graph.both()).isZero();
        assertThat(graph.out())
                .startsWith("digraph plan {\n")
                .endsWith("}\n")
                .contains("  subgraph cluster_w0 {\n")
                .contains("  plan -> w0s0 [lhead=cluster_w0]\n")
                .contains("  w0s0 -> w1s0 [ltail=cluster_w0, lhead=cluster_w1]\n")
                .contains(", color=\"#cc0000\", penwidth=3]")
                .contains("cannot be taken back");
        assertThat(graph.out().lines().filter(line -> line.contains("label=")))
                .allMatch(line -> line.matches(".*label=\"([^\"\\\\]|\\\\.)*\"(\\]|, .*\\])?"));
    }

    @Test
    void whatIsNoPlanIsRefused() throws IOException {
        String other = Files.writeString(folder.resolve("other.json"), "{}").toString();

        assertThat(Typed.run("graph", other).code()).isEqualTo(1);
        assertThat(Typed.run("graph").code()).isEqualTo(64);
    }

    /** Where Graphviz is installed it draws what is written. */
    @Test
    void graphvizReadsIt() throws IOException, InterruptedException {
        Path dot = Files.writeString(
                folder.resolve("plan.dot"),
                Typed.run("graph", plan, "--format", "dot").out());
        boolean installed = List.of("/usr/bin/dot", "/usr/local/bin/dot").stream()
                .anyMatch(program -> Files.isExecutable(Path.of(program)));
        org.junit.jupiter.api.Assumptions.assumeTrue(installed);

        Process drawn = new ProcessBuilder(
                        "dot", "-Tsvg", "-o", folder.resolve("plan.svg").toString(), dot.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(drawn.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(drawn.exitValue()).isZero();
    }
}
