package io.partita.plans.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a process took so far.
 *
 * @param wall seconds since it was started
 * @param cpu seconds of all its threads
 * @param heap MiB, the most that its heap ever held, garbage included
 * @param resident MiB, the most that the system ever gave it; 0 where the system does not tell
 */
record Figures(double wall, double cpu, long heap, long resident) {

    private static final String MARK = "figures";
    private static final Path STATUS = Path.of("/proc/self/status");

    static Figures now() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Figures(
                ManagementFactory.getRuntimeMXBean().getUptime() / 1e3,
                system.getProcessCpuTime() / 1e9,
                ManagementFactory.getMemoryPoolMXBeans().stream()
                                .filter(pool -> pool.getType() == MemoryType.HEAP)
                                .map(MemoryPoolMXBean::getPeakUsage)
                                .mapToLong(usage -> usage.getUsed())
                                .sum()
                        >> 20,
                mostResident());
    }

    private static long mostResident() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException notTold) {
            return 0;
        }
    }

    /** As a line that {@link #read} understands. */
    String line() {
        return String.join(
                " ", MARK, Double.toString(wall), Double.toString(cpu), Long.toString(heap), Long.toString(resident));
    }

    static boolean is(String line) {
        return line.startsWith(MARK + " ");
    }

    static Figures read(String line) {
        String[] words = line.split(" ");
        return new Figures(
                Double.parseDouble(words[1]),
                Double.parseDouble(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]));
    }

    /** For people. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%7.2f s, %6.2f s CPU, heap %4d MiB, resident %4d MiB", wall, cpu, heap, resident);
    }

    /** Numbers of a system property. @param usual divided by commas */
    static int[] numbers(String property, String usual) {
        return Arrays.stream(System.getProperty(property, usual).split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
