package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.UploadId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadCacheTest {

    private static final TenantId TENANT = TenantId.create();

    @TempDir
    Path folder;

    private UploadCache cache;

    @BeforeEach
    void open(@TempDir Path temporary) {
        cache = new UploadCache(new WorkerFolder(temporary, 1), 10);
    }

    private Path fetched(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "fetched", ""), content);
    }

    @Test
    void givesWhatWasKeptToTheSameTenantOnly() throws IOException {
        UploadId upload = UploadId.create();
        Path file = fetched("12345");
        cache.keep(TENANT, upload, file);
        Files.delete(file);
        Path link = folder.resolve("link");
        assertThat(cache.link(TenantId.create(), upload, link)).isFalse();
        assertThat(cache.link(TENANT, upload, link)).isTrue();
        cache.clear();
        assertThat(link).hasContent("12345");
        assertThat(cache.link(TENANT, upload, folder.resolve("other"))).isFalse();
    }

    @Test
    void whatWasKeptLongestGoesWhenRoomIsNeededAndWhatIsTooLargeIsNotKept() throws IOException {
        UploadId first = UploadId.create();
        UploadId second = UploadId.create();
        UploadId large = UploadId.create();
        cache.keep(TENANT, first, fetched("123456"));
        cache.keep(TENANT, second, fetched("12345"));
        assertThat(cache.link(TENANT, first, folder.resolve("first"))).isFalse();
        assertThat(cache.link(TENANT, second, folder.resolve("second"))).isTrue();
        cache.keep(TENANT, large, fetched("12345678901"));
        assertThat(cache.link(TENANT, large, folder.resolve("large"))).isFalse();
    }
}
