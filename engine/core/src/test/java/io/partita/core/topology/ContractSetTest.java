package io.partita.core.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractSetTest {

    /** So small that every second id goes to the file, and some ids are longer than a block. */
    private static final int TINY = 8;

    @TempDir
    Path folder;

    @Property(tries = 200)
    void isASet(
            @ForAll @Size(max = 600) List<@StringLength(max = 12) @CharRange(from = 'a', to = 'd') String> here,
            @ForAll @Size(max = 600) List<@StringLength(max = 12) @CharRange(from = 'a', to = 'd') String> there)
            throws CallFailed, IOException {
        Path temporary = Files.createTempDirectory("sets");
        try (ContractSet left = new ContractSet(temporary, TINY);
                ContractSet right = new ContractSet(temporary, TINY);
                ContractSet kept = new ContractSet(temporary, TINY)) {
            left.add(here::forEach);
            right.add(there::forEach);
            kept.add(here::forEach);

            assertThat(left.added()).isEqualTo(here.size());
            assertThat(told(left::each)).isEqualTo(new HashSet<>(here));
            assertThat(told(each -> left.without(right, each))).isEqualTo(minus(here, there));
            assertThat(told(each -> right.without(left, each))).isEqualTo(minus(there, here));
            kept.remove(there::forEach);
            assertThat(told(kept::each)).isEqualTo(minus(here, there));
            assertThat(kept.isEmpty()).isEqualTo(minus(here, there).isEmpty());
            left.retain(right::each);
            assertThat(told(left::each)).isEqualTo(minus(here, minus(here, there)));
        }
        Files.delete(temporary);
    }

    @Test
    void a_long_way_over_the_blocks_in_memory() throws CallFailed {
        List<String> many = ids(0, 60_000);
        List<String> others = ids(100, 60_100);
        try (ContractSet left = new ContractSet(folder, 64);
                ContractSet right = new ContractSet(folder, 64)) {
            left.add(many::forEach);
            right.add(others::forEach);

            assertThat(told(each -> left.without(right, each))).isEqualTo(Set.copyOf(ids(0, 100)));
            assertThat(told(each -> right.without(left, each))).isEqualTo(Set.copyOf(ids(60_000, 60_100)));
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_fits_into_memory_needs_no_folder() throws CallFailed {
        try (ContractSet set = new ContractSet(folder.resolve("absent"))) {
            set.add(ids(0, 1000)::forEach);

            assertThat(told(set::each)).hasSize(1000);
        }
    }

    @Test
    void a_disk_that_does_not_take_it_is_a_failure_on_this_side() throws CallFailed {
        Path absent = folder.resolve("absent");
        try (ContractSet set = new ContractSet(absent, TINY)) {
            CallFailure failure = catchThrowableOfType(CallFailed.class, () -> set.add(ids(0, 1000)::forEach))
                    .failure();

            assertThat(failure.kind()).isEqualTo(CallFailure.Kind.LOCAL);
            assertThat(failure.code()).isEqualTo("CONTRACT_IDS_FILE");
            assertThat(failure.text()).contains(absent.toString());
        }
    }

    @Test
    void a_participant_that_fails_meanwhile_fails_as_it_said() throws CallFailed, IOException {
        CallFailed said = new CallFailed(new CallFailure(
                CallFailure.Kind.UNREACHABLE, "UNAVAILABLE", "", "reading", "here:1", Optional.empty()));
        try (ContractSet set = new ContractSet(folder, TINY)) {
            set.add(ids(0, 1000)::forEach);

            assertThat(catchThrowableOfType(
                            CallFailed.class,
                            () -> set.retain(each -> {
                                ids(0, 1000).forEach(each);
                                throw said;
                            })))
                    .isSameAs(said);
            assertThat(told(set::each)).hasSize(1000);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void examples_do_not_depend_on_the_order() throws CallFailed {
        try (ContractSet set = new ContractSet(folder, TINY)) {
            set.add(ids(0, 1000)::forEach);

            ContractExamples examples = ContractExamples.of(set::each);

            assertThat(examples.count()).isEqualTo(1000);
            assertThat(examples.some()).isEqualTo(ids(0, 5));
        }
    }

    /** What is told, each once. */
    private static Set<String> told(ContractSet.Ids ids) throws CallFailed {
        List<String> told = new ArrayList<>();
        ids.each(told::add);
        assertThat(told).doesNotHaveDuplicates();
        return new HashSet<>(told);
    }

    private static Set<String> minus(Iterable<String> ids, Iterable<String> others) {
        Set<String> left = new HashSet<>();
        ids.forEach(left::add);
        others.forEach(left::remove);
        return left;
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> String.format("00%08d", number))
                .collect(Collectors.toList());
    }
}
