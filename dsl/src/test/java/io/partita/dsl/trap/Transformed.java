package io.partita.dsl.trap;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.codehaus.groovy.transform.GroovyASTTransformationClass;

/** Runs {@link TrapTransformation} wherever Groovy's compiler sees it. */
@Retention(RetentionPolicy.SOURCE)
@Target({ElementType.TYPE, ElementType.LOCAL_VARIABLE})
@GroovyASTTransformationClass("io.partita.dsl.trap.TrapTransformation")
public @interface Transformed {}
