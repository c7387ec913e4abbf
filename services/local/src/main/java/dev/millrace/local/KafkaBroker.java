package dev.millrace.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The main class of Kafka's own JVM: one node that is broker and controller. The replication settings are Kafka's
 * documented ones for a single broker.
 */
final class KafkaBroker {

    /** What it prints when it takes requests. */
    static final String READY = "millrace: Kafka is ready";

    /** Any 16 bytes in base64; kept with the data, so it must not change between starts. */
    private static final String CLUSTER_ID = "TWlsbHJhY2VMb2NhbEthZg";

    private static final int NODE_ID = 1;

    private KafkaBroker() {}

    /** Takes the data folder, the port for clients and the port of the controller. */
    public static void main(String[] arguments) throws Exception {
        String folder = arguments[0];
        int port = Integer.parseInt(arguments[1]);
        int controllerPort = Integer.parseInt(arguments[2]);

        new Formatter()
                .setNodeId(NODE_ID)
                .setClusterId(CLUSTER_ID)
                .setDirectories(List.of(folder))
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setIgnoreFormatted(true)
                .setPrintStream(System.out)
                .run();

        KafkaRaftServer server =
                new KafkaRaftServer(new KafkaConfig(configuration(folder, port, controllerPort)), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
        server.startup();
        System.out.println(READY);
        server.awaitShutdown();
    }

    private static Map<String, String> configuration(String folder, int port, int controllerPort) {
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("process.roles", "broker,controller");
        configuration.put("node.id", Integer.toString(NODE_ID));
        configuration.put("controller.quorum.voters", NODE_ID + "@" + Ports.LOOPBACK + ":" + controllerPort);
        String clients = "PLAINTEXT://" + Ports.LOOPBACK + ":" + port;
        configuration.put("listeners", clients + ",CONTROLLER://" + Ports.LOOPBACK + ":" + controllerPort);
        configuration.put("advertised.listeners", clients);
        configuration.put("controller.listener.names", "CONTROLLER");
        configuration.put("inter.broker.listener.name", "PLAINTEXT");
        configuration.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        configuration.put("log.dirs", folder);
        for (String internalTopic :
                List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            configuration.put(internalTopic + ".replication.factor", "1");
            configuration.put(internalTopic + ".num.partitions", "1");
        }
        configuration.put("transaction.state.log.min.isr", "1");
        configuration.put("share.coordinator.state.topic.min.isr", "1");
        configuration.put("default.replication.factor", "1");
        configuration.put("min.insync.replicas", "1");
        configuration.put("auto.create.topics.enable", "false");
        // One person's machine: no waiting for more members, and few threads.
        configuration.put("group.initial.rebalance.delay.ms", "0");
        configuration.put("num.network.threads", "2");
        configuration.put("num.io.threads", "2");
        configuration.put("background.threads", "2");
        // After a kill the next start waits until the old session ends.
        configuration.put("broker.session.timeout.ms", "3000");
        configuration.put("broker.heartbeat.interval.ms", "500");
        configuration.put("log.cleaner.dedupe.buffer.size", "8388608");
        return configuration;
    }
}
