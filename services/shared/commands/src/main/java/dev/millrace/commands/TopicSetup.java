package dev.millrace.commands;

import dev.millrace.events.Topics;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics that are missing. Those that are there stay as they are, whatever their partitions and settings. */
final class TopicSetup {

    private static final int ORDERED = 1;

    private final Map<String, Object> kafka;
    private final int partitions;
    private final Optional<Short> replication;

    private TopicSetup(Map<String, Object> kafka, int partitions, Optional<Short> replication) {
        this.kafka = kafka;
        this.partitions = partitions;
        this.replication = replication;
    }

    static TopicSetup of(Settings settings) {
        TopicsConfiguration configuration = settings.group(TopicsConfiguration.class);
        return new TopicSetup(
                settings.kafka(),
                configuration.partitions(),
                configuration.replication().map(Integer::shortValue));
    }

    /** Returns whether all topics are there. */
    boolean run(PrintStream out) {
        try (Admin admin = KafkaCheck.admin(kafka)) {
            boolean allThere = true;
            for (Map.Entry<String, KafkaFuture<Void>> topic :
                    admin.createTopics(topics()).values().entrySet()) {
                allThere &= made(topic.getKey(), topic.getValue(), out);
            }
            return allThere;
        } catch (KafkaException e) {
            out.println("WRONG  Kafka's settings can't be used: " + KafkaCheck.reason(e));
            return false;
        }
    }

    private static boolean made(String name, KafkaFuture<Void> creation, PrintStream out) {
        try {
            KafkaCheck.answer(creation);
            out.println("made   " + name);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                out.println("kept   " + name);
                return true;
            }
            out.println("WRONG  " + name + ": " + KafkaCheck.reason(e));
            return false;
        } catch (TimeoutException e) {
            out.println("WRONG  " + name + ": no broker answers.");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Jobs and facts about runs in parallel; what must stay in order across tenants, and what nobody hurries to read, not. */
    private List<NewTopic> topics() {
        List<NewTopic> topics = new ArrayList<>();
        for (String name : Topics.ALL) {
            boolean parallel = name.equals(Topics.JOBS) || name.equals(Topics.RUN_EVENTS);
            topics.add(topic(name, parallel ? partitions : ORDERED, name.equals(Topics.TENANT_EVENTS)));
            topics.add(topic(Topics.deadLetters(name), ORDERED, false));
        }
        return topics;
    }

    private NewTopic topic(String name, int partitionCount, boolean compacted) {
        return new NewTopic(name, Optional.of(partitionCount), replication)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        compacted ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE));
    }
}
