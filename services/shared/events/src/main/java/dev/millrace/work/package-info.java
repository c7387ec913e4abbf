/**
 * What the control plane and the workers say to each other over HTTP about one run or one trial: claim, progress, completion. The
 * jobs and facts that go over Kafka are in {@code dev.millrace.events}.
 */
@NullMarked
package dev.millrace.work;

import org.jspecify.annotations.NullMarked;
