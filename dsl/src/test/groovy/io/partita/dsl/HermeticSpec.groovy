package io.partita.dsl

import io.partita.core.diagnostic.Severity
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

@Tag("long")
class HermeticSpec extends Specification {

    /** Of the processor, so that a busy machine does not count. */
    static final Duration LONGEST = Duration.ofSeconds(20)

    static final long MOST_BYTES = 4L << 30

    @TempDir
    Path folder

    def "refused with a place, in bounded time and memory, and nothing else done: #name"() {
        given:
        def enclosure = new Enclosure(folder, Duration.ofMinutes(3))
        def text = enclosure.filled(WaysOut.all()[name])

        when:
        def account = enclosure.watch({ Declarations.read(it) }, [new SourceText('main.groovy', text)])

        then:
        account.traces() == []

        and:
        def checked = account.answer().get()
        !checked.isPresent()
        def errors = checked.diagnostics().findAll { it.severity() == Severity.ERROR && it.code() != 'missing-synchronizer' }
        !errors.isEmpty()
        errors.every { it.range().isPresent() || it.code() == 'too-many-mistakes' }
        errors.every { !it.summary().isEmpty() && !it.hint().isEmpty() }
        errors.every { !"${it.summary()} ${it.detail()} ${it.hint()}".toString().contains('bug in partita') }
        errors.every { it.summary().length() + it.detail().length() + it.hint().length() < 5_000 }

        and:
        account.processorTime() < LONGEST
        account.bytes() < MOST_BYTES

        cleanup:
        enclosure?.close()

        where:
        name << WaysOut.all().keySet().toList()
    }

    def "the corpus is no smaller than it was"() {
        expect:
        WaysOut.all().size() >= 500
    }

    def "nothing of Groovy's compiler and run time is loaded, no trap, nothing that starts a process, and no deed is recorded"() {
        given:
        def log = folder.resolve('classes.txt')
        def inside = Files.createDirectory(folder.resolve('inside'))
        def java = Path.of(System.getProperty('java.home'), 'bin', 'java').toString()
        def process = new ProcessBuilder(java, '-Xmx1g', "-Xlog:class+load:file=$log", '-cp', System.getProperty('java.class.path'),
                'io.partita.dsl.WaysOut', inside.toString()).redirectErrorStream(true).start()

        when:
        def output = process.inputStream.text
        def ended = process.waitFor(10, TimeUnit.MINUTES)

        then:
        ended
        output.trim().endsWith('all refused')
        process.exitValue() == 0
        inside.toFile().list() as List == ['secret']

        and:
        def loaded = Files.readAllLines(log).collect { (it =~ /\]\s+(\S+) source:/).with { m -> m.find() ? m.group(1) : '' } }.findAll()
        loaded.size() > 500
        loaded.findAll { it.startsWith('io.partita.dsl.') }.size() > 50
        loaded.findAll { name ->
            ['io.partita.dsl.trap.', 'org.codehaus.groovy.control.', 'org.codehaus.groovy.runtime.', 'org.codehaus.groovy.classgen.',
             'org.codehaus.groovy.transform.', 'org.codehaus.groovy.reflection.', 'groovy.lang.GroovyClassLoader',
             'groovy.lang.GroovyShell', 'groovy.lang.MetaClass', 'groovy.grape.', 'groovyjarjarasm.', 'java.lang.ProcessBuilder',
             'java.lang.ProcessImpl'].any { name.startsWith(it) }
        } == []
    }
}
