package dev.millrace.commands;

import dev.millrace.events.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Whether Kafka answers, is recent enough, has the topics and lets the service use them. */
public final class KafkaCheck implements Check {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** The feature that clusters of 4.2 and later finalize for share groups, which workers take jobs by. */
    private static final String SHARE_GROUPS = "share.version";

    private static final String CLEANUP = "cleanup.policy";
    private static final String COMPACT = "compact";

    private final Map<String, Object> kafka;
    private final List<TopicUse> uses;

    private KafkaCheck(Map<String, Object> kafka, List<TopicUse> uses) {
        this.kafka = Map.copyOf(kafka);
        this.uses = List.copyOf(uses);
    }

    /** Kafka as the settings name it, for these uses. */
    public static Check of(Settings settings, List<TopicUse> uses) {
        return new KafkaCheck(settings.kafka(), uses);
    }

    /** The same at other brokers. */
    public static Check at(String bootstrapServers, Settings settings, List<TopicUse> uses) {
        Map<String, Object> kafka = new HashMap<>(settings.kafka());
        kafka.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return new KafkaCheck(kafka, uses);
    }

    @Override
    public String subject() {
        return "Kafka at " + kafka.getOrDefault(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "no address");
    }

    @Override
    public Optional<String> complaint() {
        try (Admin admin = admin(kafka)) {
            answer(admin.describeCluster().clusterId());
            Map<String, FinalizedVersionRange> features =
                    answer(admin.describeFeatures().featureMetadata()).finalizedFeatures();
            if (!offersShareGroups(features)) {
                return Optional.of(
                        "it has no share groups, which workers take jobs by; Millrace needs Kafka 4.2 or later,"
                                + " with the feature on: kafka-features.sh upgrade --feature share.version=1.");
            }
            return wrongTopics(admin);
        } catch (TimeoutException e) {
            return Optional.of(
                    "no broker answers within %d seconds; check the address, the network policy and whether it wants TLS."
                            .formatted(PATIENCE.toSeconds()));
        } catch (ExecutionException e) {
            return Optional.of("it refuses: %s".formatted(reason(e)));
        } catch (KafkaException e) {
            return Optional.of("its settings can't be used: %s"
                    .formatted(
                            e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the check was interrupted.");
        }
    }

    static Admin admin(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        int patience = Math.toIntExact(PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience / 2);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
        return Admin.create(settings);
    }

    static <T> T answer(KafkaFuture<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return future.get(PATIENCE.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw new TimeoutException(e.getMessage());
            }
            throw e;
        }
    }

    /** What was said at the bottom of it. */
    static String reason(Exception e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    static boolean offersShareGroups(Map<String, FinalizedVersionRange> features) {
        FinalizedVersionRange range = features.get(SHARE_GROUPS);
        return range != null && range.maxVersionLevel() >= 1;
    }

    private Optional<String> wrongTopics(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> missing = new TreeSet<>();
        Set<String> refused = new TreeSet<>();
        Map<String, KafkaFuture<TopicDescription>> descriptions = admin.describeTopics(
                        uses.stream().map(TopicUse::topic).collect(Collectors.toSet()),
                        new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        for (TopicUse use : uses) {
            try {
                TopicDescription description =
                        answer(Objects.requireNonNull(descriptions.get(use.topic()), "each topic is asked for"));
                refused.addAll(refusals(use, description.authorizedOperations()));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    missing.add(use.topic());
                } else if (e.getCause() instanceof TopicAuthorizationException) {
                    refused.add("DESCRIBE on " + use.topic());
                } else {
                    throw e;
                }
            }
        }
        if (!missing.isEmpty()) {
            return Optional.of("it lacks the topics %s; make them with the command topics, or let the chart do it."
                    .formatted(String.join(", ", missing)));
        }
        if (!refused.isEmpty()) {
            return Optional.of("its access control does not allow %s; add that to the ACLs of this service's user."
                    .formatted(String.join(", ", refused)));
        }
        return notCompacted(admin);
    }

    /** What the cluster does not let us do; it tells nothing where nothing is restricted. */
    static Collection<String> refusals(TopicUse use, @Nullable Set<AclOperation> allowed) {
        return allowed == null
                ? Set.of()
                : use.operations().stream()
                        .filter(operation -> !allowed.contains(operation) && !allowed.contains(AclOperation.ALL))
                        .map(operation -> operation.name().toUpperCase(Locale.ROOT) + " on " + use.topic())
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Memberships are read from the topic's beginning: what it forgets, replicas would not know. */
    private Optional<String> notCompacted(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (uses.stream().noneMatch(use -> use.topic().equals(Topics.TENANT_EVENTS))) {
            return Optional.empty();
        }
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.TENANT_EVENTS);
        Config settings = Objects.requireNonNull(
                answer(admin.describeConfigs(List.of(topic)).all()).get(topic), "the topic is asked for");
        String policy = String.valueOf(settings.get(CLEANUP).value());
        return policy.contains(COMPACT)
                ? Optional.empty()
                : Optional.of("the topic %s is not compacted; set its cleanup.policy to compact."
                        .formatted(Topics.TENANT_EVENTS));
    }
}
