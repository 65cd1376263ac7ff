package io.partita.dsl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.partita.dsl.evaluation.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The arrows between the packages, and keys that nobody can make collide. */
@AnalyzeClasses(packages = "io.partita.dsl", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static ArchRule only(String noun, String... allowed) {
        String[] packages = new String[allowed.length + 3];
        packages[0] = "io.partita.dsl." + noun + "..";
        packages[1] = "java..";
        packages[2] = "io.partita.core.diagnostic..";
        System.arraycopy(allowed, 0, packages, 3, allowed.length);
        return classes()
                .that()
                .resideInAPackage("io.partita.dsl." + noun + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    @ArchTest
    static final ArchRule findingKnowsDiagnostics = only("finding");

    @ArchTest
    static final ArchRule syntaxKnowsGroovysParser =
            only("syntax", "io.partita.dsl.finding..", "org.apache.groovy.parser..", "groovyjarjarantlr4..");

    @ArchTest
    static final ArchRule evaluationKnowsTheSyntaxAndWhatASecretIs =
            only("evaluation", "io.partita.dsl.finding..", "io.partita.dsl.syntax..", "io.partita.core.model");

    @ArchTest
    static final ArchRule wordsKnowTheModel =
            only("word", "io.partita.dsl.finding..", "io.partita.dsl.evaluation..", "io.partita.core.model");

    @ArchTest
    static final ArchRule noCycles = SlicesRuleDefinition.slices()
            .matching("io.partita.dsl.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static void oneNameHasOneMeaning(JavaClasses all) {
        Map<String, List<String>> byName = new TreeMap<>();
        all.stream()
                .filter(type -> !type.isAnonymousClass())
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .filter(type -> !type.getSimpleName().equals("Visitor"))
                .forEach(type -> byName.computeIfAbsent(type.getSimpleName(), any -> new ArrayList<>())
                        .add(type.getName()));

        assertThat(byName.values()).allSatisfy(types -> assertThat(types).hasSize(1));
    }

    /** A class that a hash table of the JVM can sort when all hashes are equal: it must name itself in Comparable. */
    private static boolean isComparable(JavaClass type) {
        return type.isEnum()
                || type.isEquivalentTo(String.class)
                || type.isEquivalentTo(Integer.class)
                || type.getInterfaces().stream()
                        .filter(JavaParameterizedType.class::isInstance)
                        .map(JavaParameterizedType.class::cast)
                        .anyMatch(each -> each.toErasure().isEquivalentTo(Comparable.class)
                                && each.getActualTypeArguments()
                                        .get(0)
                                        .toErasure()
                                        .equals(type));
    }

    private static <T> ArchCondition<T> holds(String what, java.util.function.Predicate<T> predicate) {
        return new ArchCondition<>(what) {
            @Override
            public void check(T item, ConditionEvents events) {
                events.add(new SimpleConditionEvent(item, predicate.test(item), item + " must " + what));
            }
        };
    }

    @ArchTest
    static final ArchRule valuesThatCarryContentCanBeSorted = classes()
            .that()
            .implement(Value.class)
            .and()
            .areRecords()
            .and()
            .doNotHaveSimpleName("Function")
            .should(holds(
                    "be Comparable of itself, or carry nothing",
                    type -> isComparable(type)
                            || type.getFields().stream()
                                    .allMatch(field -> field.getModifiers()
                                            .contains(com.tngtech.archunit.core.domain.JavaModifier.STATIC))));

    @ArchTest
    static final ArchRule keysCanBeSorted = fields().should(holds(
            "have keys that are Comparable, or be a table of values or of identities", ArchitectureTest::keyIsSafe));

    private static boolean keyIsSafe(JavaField field) {
        boolean table = field.getRawType().isAssignableTo(Map.class)
                || field.getRawType().isAssignableTo(Set.class);
        if (!table || !(field.getType() instanceof JavaParameterizedType type)) {
            return true;
        }
        JavaType key = type.getActualTypeArguments().get(0);
        return isComparable(key.toErasure())
                || key.toErasure().isEquivalentTo(Value.class)
                || field.getFullName().endsWith("ClosureCalls.running");
    }

    @ArchTest
    static final ArchRule onlyValuesAreHashed = noClasses()
            .that()
            .resideOutsideOfPackage("io.partita.dsl.evaluation..")
            .and()
            .haveSimpleNameNotContaining("Findings")
            .should()
            .callConstructor(java.util.HashMap.class)
            .orShould()
            .callConstructor(java.util.HashSet.class)
            .orShould()
            .callConstructor(java.util.LinkedHashMap.class)
            .orShould()
            .callConstructor(java.util.LinkedHashSet.class);
}
