package dev.millrace.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamWidenedException;
import dev.millrace.connector.testkit.CollectedStream;
import dev.millrace.kernel.UploadId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large file that is UTF-8 in its beginning and not in its end is written anew, and every byte behind that is elsewhere. */
class RewrittenFileTest {

    private static final int ROWS = 450_000;

    @TempDir
    private Path folder;

    private SourceSession open(Path file) throws IOException {
        SourceLog silent = new SourceLog() {
            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {}
        };
        return new FileSource()
                .open(new SourceContext(
                        "{\"uploads\":[{\"id\":\"" + UploadId.create() + "\",\"fileName\":\"towns.csv\"}]}",
                        new EgressGuard(List.of()),
                        upload -> file,
                        Files.createTempDirectory(folder, "session"),
                        InstantSource.system(),
                        silent));
    }

    private static CollectedStream read(SourceSession session, Stream stream, @Nullable String state) {
        CollectedStream collected = new CollectedStream(stream.fields());
        read(session, stream, state, collected);
        return collected;
    }

    private static void read(SourceSession session, Stream stream, @Nullable String state, CollectedStream collected) {
        session.read(ReadRequest.of(stream.name(), stream.fields(), List.of(), null, state), collected.output());
        collected.output().flush();
    }

    @Test
    void anotherAttemptGoesOnBehindTheRowsThatWereLoaded() throws IOException {
        StringBuilder text = new StringBuilder("id,town,note\n");
        IntStream.rangeClosed(1, ROWS)
                .forEach(i -> text.append(i)
                        .append(i <= 50 || i > ROWS - 10 ? ",Zürich,\"a\r\nb\"\r\n" : ",Bern,plain note\n"));
        byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] ending = "450001,Genève,x\n".getBytes(StandardCharsets.ISO_8859_1);
        Path file = folder.resolve("towns.csv");
        Files.write(file, utf8);
        Files.write(file, ending, StandardOpenOption.APPEND);

        try (SourceSession first = open(file);
                SourceSession second = open(file)) {
            Stream stream = first.discover().streams().getFirst();
            assertThatThrownBy(() -> read(first, stream, null)).isInstanceOf(StreamWidenedException.class);
            CollectedStream whole = read(first, stream, null);
            assertThat(whole.rows()).hasSize(ROWS + 1);

            CollectedStream.Mark mark = whole.marks().get(whole.marks().size() / 2);
            CollectedStream before = new CollectedStream(stream.fields());
            assertThatThrownBy(() -> read(second, stream, mark.state(), before))
                    .isInstanceOf(StreamWidenedException.class);
            CollectedStream rest = read(second, stream, mark.state());

            List<@Nullable Object> expected =
                    whole.values("id").subList(mark.rows(), whole.rows().size());
            assertThat(before.values("id"))
                    .isNotEmpty()
                    .isEqualTo(expected.subList(0, before.rows().size()));
            assertThat(rest.values("id")).isEqualTo(expected);
        }
    }
}
