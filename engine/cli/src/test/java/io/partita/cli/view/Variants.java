package io.partita.cli.view;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A record in every way in which one value of it can be another: whatever it is made of, at any depth, so that a value
 * which somebody adds to its form is among them.
 */
final class Variants {

    /** How many values from elsewhere in the record stand in the place of one. */
    private static final int FROM_ELSEWHERE = 2;

    private final Map<Class<?>, Set<Object>> values = new HashMap<>();

    /**
     * @param what where it differs, and how
     * @param value as it is then
     */
    record Variant(String what, Object value) {}

    private Variants() {}

    /** Those that the constructors of the records take. */
    static List<Variant> of(Record original) {
        Variants variants = new Variants();
        variants.collect(original);
        return variants.of("", original, original.getClass());
    }

    private void collect(Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(this::collect);
        } else if (value instanceof Collection<?> collection) {
            collection.forEach(this::collect);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(this::collect);
        } else {
            values.computeIfAbsent(value.getClass(), type -> new LinkedHashSet<>())
                    .add(value);
            if (value instanceof Record) {
                components(value).forEach(component -> collect(read(value, component)));
            }
        }
    }

    private static List<RecordComponent> components(Object value) {
        return List.of(value.getClass().getRecordComponents());
    }

    private static Object read(Object value, RecordComponent component) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(component.toString(), e);
        }
    }

    private List<Variant> of(String what, Object value, Type type) {
        if (value instanceof Optional<?> optional) {
            return ofOptional(what, optional, argument(type, 0));
        } else if (value instanceof List<?> list) {
            return ofList(what, list, argument(type, 0));
        } else if (value instanceof SortedSet<?> set) {
            return ofSet(what, set, argument(type, 0));
        } else if (value instanceof SortedMap<?, ?> map) {
            return ofMap(what, map, argument(type, 1));
        } else if (value instanceof Record) {
            return ofRecord(what, value, type);
        } else if (value instanceof Enum<?> constant) {
            return Stream.of(constant.getDeclaringClass().getEnumConstants())
                    .filter(other -> other != constant)
                    .map(other -> new Variant(what + " is " + other, other))
                    .toList();
        }
        return ofPlain(what, value).stream()
                .map(other -> new Variant(what + " is " + other, other))
                .toList();
    }

    private static List<Object> ofPlain(String what, Object value) {
        if (value instanceof Integer number) {
            return List.of(number + 1, number - 1, Integer.MAX_VALUE);
        } else if (value instanceof Long number) {
            return List.of(number + 1, number - 1, Long.MAX_VALUE);
        } else if (value instanceof Duration duration) {
            return List.of(duration.multipliedBy(2), Duration.ZERO);
        } else if (value instanceof String text) {
            return List.of(text + "x");
        }
        throw new AssertionError("no variant of " + what + " is known, a " + value.getClass());
    }

    private List<Variant> ofOptional(String what, Optional<?> value, Type type) {
        List<Variant> all = new ArrayList<>();
        value.ifPresentOrElse(
                present -> {
                    all.add(new Variant(what + " removed", Optional.empty()));
                    of(what, present, type)
                            .forEach(other -> all.add(new Variant(other.what(), Optional.of(other.value()))));
                },
                () -> elsewhere(type, Set.of())
                        .forEach(other -> all.add(new Variant(what + " added " + other, Optional.of(other)))));
        return all;
    }

    private List<Variant> ofList(String what, List<?> value, Type type) {
        List<Variant> all = new ArrayList<>();
        for (int at = 0; at < value.size(); at++) {
            String place = what + "[" + at + "]";
            int index = at;
            all.add(new Variant(place + " removed", changed(value, list -> list.remove(index))));
            all.add(new Variant(place + " twice", changed(value, list -> list.add(list.get(index)))));
            of(place, value.get(at), type)
                    .forEach(other ->
                            all.add(new Variant(other.what(), changed(value, list -> list.set(index, other.value())))));
        }
        if (value.size() > 1) {
            all.add(new Variant(what + " reversed", changed(value, Collections::reverse)));
        }
        if (value.isEmpty()) {
            elsewhere(type, Set.of()).forEach(other -> all.add(new Variant(what + " added " + other, List.of(other))));
        }
        return all;
    }

    private static List<Object> changed(List<?> list, Consumer<List<Object>> change) {
        List<Object> changed = new ArrayList<>(list);
        change.accept(changed);
        return changed;
    }

    private List<Variant> ofSet(String what, SortedSet<?> value, Type type) {
        List<Variant> all = new ArrayList<>();
        for (Object member : value) {
            SortedSet<Object> fewer = new TreeSet<>((Collection<?>) value);
            fewer.remove(member);
            all.add(new Variant(what + " without " + member, fewer));
        }
        elsewhere(type, value).forEach(other -> {
            SortedSet<Object> more = new TreeSet<>((Collection<?>) value);
            more.add(other);
            all.add(new Variant(what + " with " + other, more));
        });
        return all;
    }

    private List<Variant> ofMap(String what, SortedMap<?, ?> value, Type type) {
        List<Variant> all = new ArrayList<>();
        value.forEach((key, member) -> {
            SortedMap<Object, Object> fewer = new TreeMap<>((Map<?, ?>) value);
            fewer.remove(key);
            all.add(new Variant(what + "{" + key + "} removed", fewer));
            of(what + "{" + key + "}", member, type).forEach(other -> {
                SortedMap<Object, Object> changed = new TreeMap<>((Map<?, ?>) value);
                changed.put(key, other.value());
                all.add(new Variant(other.what(), changed));
            });
        });
        return all;
    }

    private List<Variant> ofRecord(String what, Object value, Type type) {
        List<Variant> all = new ArrayList<>();
        List<RecordComponent> components = components(value);
        List<Object> members =
                components.stream().map(component -> read(value, component)).toList();
        for (int at = 0; at < members.size(); at++) {
            RecordComponent component = components.get(at);
            for (Variant other : of(what + "." + component.getName(), members.get(at), component.getGenericType())) {
                int index = at;
                made(value, changed(members, list -> list.set(index, other.value())))
                        .ifPresent(made -> all.add(new Variant(other.what(), made)));
            }
        }
        elsewhere(type, Set.of(value)).forEach(other -> all.add(new Variant(what + " is " + other, other)));
        return all;
    }

    /** Empty for what its constructor refuses. */
    private static Optional<Object> made(Object like, List<Object> members) {
        Class<?>[] types =
                components(like).stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = like.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(members.toArray()));
        } catch (InvocationTargetException refused) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(like.getClass().toString(), e);
        }
    }

    /** Values of the same type that stand somewhere else. */
    private List<Object> elsewhere(Type type, Collection<?> but) {
        return values.entrySet().stream()
                .filter(entry -> type instanceof Class<?> wanted && wanted.isAssignableFrom(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .filter(other -> !but.contains(other))
                .limit(FROM_ELSEWHERE)
                .toList();
    }

    private static Type argument(Type type, int number) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[number] : Object.class;
    }
}
