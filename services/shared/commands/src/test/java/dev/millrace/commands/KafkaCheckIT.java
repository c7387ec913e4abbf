package dev.millrace.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Topics;
import dev.millrace.local.TestStack;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaCheckIT {

    private final Settings settings = Settings.of(Map.of(
            "kafka.bootstrap.servers",
            TestStack.shared().kafka().bootstrapServers(),
            "millrace.topics.partitions",
            "3"));

    @Test
    void whatTheTopicsCommandMadeIsNotComplainedAbout() {
        assertThat(makeTopics()).contains(" millrace.jobs.v1", " millrace.tenant-events.v1.dead-letters");
        assertThat(makeTopics()).contains("kept   millrace.jobs.v1");

        List<TopicUse> uses = TopicUse.ofPlatform(TopicUse.handles(Topics.JOBS));
        assertThat(KafkaCheck.of(settings, uses).complaint()).isEmpty();
    }

    @Test
    void missingTopicsAreNamedAllAtOnce() {
        List<TopicUse> uses = List.of(TopicUse.reads("no-such-topic"), TopicUse.writes("nor-this-one"));

        assertThat(KafkaCheck.of(settings, uses).complaint())
                .contains("it lacks the topics no-such-topic, nor-this-one; make them with the command topics,"
                        + " or let the chart do it.");
    }

    @Test
    void aBrokerThatDoesNotAnswerIsTold() {
        assertThat(KafkaCheck.at("127.0.0.1:1", settings, List.of()).complaint())
                .contains("no broker answers within 10 seconds; check the address, the network policy and whether it"
                        + " wants TLS.");
    }

    private String makeTopics() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(TopicSetup.of(settings).run(new PrintStream(out, true, StandardCharsets.UTF_8)))
                .isTrue();
        return out.toString(StandardCharsets.UTF_8);
    }
}
