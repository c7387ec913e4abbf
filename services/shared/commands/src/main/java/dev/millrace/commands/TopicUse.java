package dev.millrace.commands;

import dev.millrace.events.Topics;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What a service does with a topic.
 *
 * @param topic its name
 * @param operations what it must be allowed there
 */
public record TopicUse(String topic, Set<AclOperation> operations) {

    /** Copies the operations. */
    public TopicUse {
        operations = Set.copyOf(operations);
    }

    /** The service reads the topic. */
    public static TopicUse reads(String topic) {
        return new TopicUse(topic, Set.of(AclOperation.READ));
    }

    /** The service writes to the topic. */
    public static TopicUse writes(String topic) {
        return new TopicUse(topic, Set.of(AclOperation.WRITE));
    }

    /** The service reads the topic, and puts aside what it can't handle. */
    public static Stream<TopicUse> handles(String topic) {
        return Stream.of(reads(topic), writes(Topics.deadLetters(topic)));
    }

    /** What every service with the platform's memberships, outbox and audit does, and what is its own. */
    public static List<TopicUse> ofPlatform(Stream<TopicUse> own) {
        return Stream.of(handles(Topics.TENANT_EVENTS), Stream.of(writes(Topics.AUDIT_EVENTS)), own)
                .flatMap(Function.identity())
                .toList();
    }
}
