package io.partita.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.check.CheckedDeclaration;
import io.partita.core.plan.Home;
import io.partita.core.plan.Plan;
import io.partita.core.stub.Scene;
import io.partita.core.stub.StubNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Laws that hold for every snapshot, and for whatever somebody makes of its file. */
class SnapshotProperties {

    private static final int TRIES = 150;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SnapshotFile.schema(), InputFormat.JSON);

    /** What somebody may write in the place of something else. */
    private static final List<Consumer<ArrayNode>> VALUES = List.of(
            place -> place.add(""),
            place -> place.add("x"),
            place -> place.add("1220" + "ab".repeat(32)),
            place -> place.add(-1),
            place -> place.add(0),
            place -> place.add(1),
            place -> place.add(Integer.MAX_VALUE),
            place -> place.add(Long.MAX_VALUE),
            place -> place.add("PT-5S"),
            place -> place.add("+1000000000-12-31T23:59:59.999999999Z"),
            place -> place.add("Mallory::1220" + "cd".repeat(32)),
            place -> place.add("da::1220" + "cd".repeat(32) + "::999999999-999999999"),
            place -> place.add("disconnected"),
            place -> place.add("passive"),
            place -> place.add("none"),
            place -> place.addNull(),
            ArrayNode::addArray,
            ArrayNode::addObject);

    private static Checked<CheckedDeclaration> declared(Scene scene) {
        Checked<CheckedDeclaration> declared = scene.checked();
        Assume.that(declared.isPresent());
        return declared;
    }

    private static Checked<Snapshot> recorded(Scene scene) {
        return declared(scene)
                .then(checked -> new SnapshotReading(scene.network, duration -> {}, (done, all) -> {})
                        .read(checked.declaration(), Interest.EVERYTHING, StubNetwork.START));
    }

    @Property(tries = TRIES)
    void aSnapshotIsReadAsItWasWrittenAndFitsTheSchema(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        Checked<Snapshot> recorded = recorded(new Scene(seed, parties));
        Assume.that(recorded.isPresent());
        byte[] text = SnapshotFile.write(recorded.value());

        Checked<Snapshot> read = SnapshotFile.read(text, "snapshot.json");

        assertThat(read.diagnostics()).isEmpty();
        assertThat(read.value()).isEqualTo(recorded.value());
        assertThat(SnapshotFile.write(read.value())).isEqualTo(text);
        assertThat(SCHEMA.validate(new String(text, StandardCharsets.UTF_8), InputFormat.JSON))
                .isEmpty();
    }

    @Property(tries = 4 * TRIES)
    void whatIsPlannedFromASnapshotIsWhatIsPlannedOnTheNetwork(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        Scene scene = new Scene(seed, parties);
        Checked<Snapshot> recorded = recorded(scene);
        Assume.that(recorded.isPresent());

        Checked<Plan> live = scene.plan();
        Checked<Plan> preview = declared(scene)
                .then(checked -> new SnapshotPlanner(recorded.value()).plan(checked, Path.of("."), Home.BESIDE));

        assertThat(preview.diagnostics().stream().map(Diagnostic::toString))
                .containsExactlyElementsOf(
                        live.diagnostics().stream().map(Diagnostic::toString).toList());
        assertThat(preview.optional().map(Plan::content))
                .isEqualTo(live.optional().map(plan -> plan.content().from(SnapshotFile.preview(recorded.value()))));
    }

    @Property(tries = 2)
    void whateverSomebodyWritesIntoASnapshotIsRefusedOrPlanned(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 3) int parties) throws IOException {
        Scene scene = new Scene(seed, parties);
        Checked<Snapshot> recorded = recorded(scene);
        Assume.that(recorded.isPresent());
        JsonNode document = JSON.readTree(SnapshotFile.write(recorded.value()));
        List<Runnable> edits = new ArrayList<>();
        edits(document, document, declared(scene).value(), edits);

        edits.forEach(Runnable::run);

        assertThat(edits).hasSizeGreaterThan(300);
    }

    /** Every value of the document by every other value, and left out. */
    private static void edits(JsonNode document, JsonNode at, CheckedDeclaration declaration, List<Runnable> edits) {
        if (at instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> {
                JsonNode was = object.get(name);
                VALUES.forEach(value -> edits.add(() -> {
                    object.set(name, made(value));
                    look(document, declaration);
                    object.set(name, was);
                }));
                edits(document, was, declaration, edits);
            });
        } else if (at instanceof ArrayNode array) {
            for (int index = 0; index < array.size(); index++) {
                int place = index;
                JsonNode was = array.get(place);
                VALUES.forEach(value -> edits.add(() -> {
                    array.set(place, made(value));
                    look(document, declaration);
                    array.set(place, was);
                }));
                edits.add(() -> {
                    array.remove(place);
                    look(document, declaration);
                    array.insert(place, was);
                });
                edits(document, was, declaration, edits);
            }
        }
    }

    private static JsonNode made(Consumer<ArrayNode> value) {
        ArrayNode made = JSON.createArrayNode();
        value.accept(made);
        return made.get(0);
    }

    /** Refused with its place, or planned like any other: nothing is thrown. */
    private static void look(JsonNode document, CheckedDeclaration declaration) {
        byte[] text = document.toString().getBytes(StandardCharsets.UTF_8);
        Checked<Snapshot> read = SnapshotFile.read(text, "snapshot.json");
        if (read.isPresent()) {
            Checked<Plan> plan = new SnapshotPlanner(read.value()).plan(declaration, Path.of("."), Home.BESIDE);
            assertThat(plan.isPresent() || plan.diagnostics().stream().anyMatch(Diagnostic::isError))
                    .isTrue();
        } else {
            assertThat(read.diagnostics())
                    .isNotEmpty()
                    .allMatch(found -> found.range().isPresent());
        }
    }
}
