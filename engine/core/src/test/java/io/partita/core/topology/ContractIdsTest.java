package io.partita.core.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class ContractIdsTest {

    @Property(tries = 100)
    void isASet(@ForAll @Size(max = 3000) List<String> ids, @ForAll List<String> others) {
        Set<String> expected = new HashSet<>();
        ContractIds set = new ContractIds();

        ids.forEach(id -> assertThat(set.add(id)).isEqualTo(expected.add(id)));

        assertThat(set.size()).isEqualTo(expected.size());
        assertThat(ids).allMatch(set::contains);
        others.forEach(other -> assertThat(set.contains(other)).isEqualTo(expected.contains(other)));
    }
}
